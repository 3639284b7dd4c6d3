# Two commands do everything: "make demo" and "make test". Each makes .venv on its first run.
PYTHON ?= python3
BIN := .venv/bin
OUT := out/demo

.PHONY: demo test bench clean

demo: .venv/installed
	$(BIN)/cx-extract run corpus/dev --out $(OUT) --show

test: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo
	$(BIN)/pytest

bench: .venv/installed
	$(BIN)/python bench/benchmark.py corpus/dev

clean:
	rm -rf .venv out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

.venv/installed-dev: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@ .venv/installed
