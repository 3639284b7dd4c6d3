"""Datasette opens a base with descriptions of everything and with queries that answer."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from click.testing import CliRunner
from kb_builders import Tale, Told, write_run

from cx_extract import kb
from cx_extract.cli import commands
from cx_extract.kb.schema import metadata

NAME = "江苏省深海光缆创新联合体"
OLD = Told(
    "old",
    (
        Tale(
            NAME,
            status="established",
            leads=("苏州海纤光电科技股份有限公司",),
            members=("东南大学",),
            counts=((17, "exact", ""),),
            dates=(("established", "2023-03-08"),),
        ),
    ),
    published="2023-03-10",
    title="旧闻",
)
NEW = Told(
    "new",
    (Tale(NAME, counts=((26, "exact", ""),), dates=(("established", "2023-05"),)),),
    published="2024-06-20",
    title="新闻",
)
PLAN = Told(
    "plan", (Tale(NAME, status="planned", dates=(("planned", "2023-03"),)),), published="2023-01-05", title="计划"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A SQLite base with a plan, a founding on which articles disagree, two counts, and an article that was removed."""
    made = tmp_path / "光缆 base.sqlite"
    gone = Told("gone", (Tale("广东省氢能产业联盟", leads=("中山大学",)),), published="2022-01-01", title="撤下")
    with kb.open(made) as base:
        base.load(write_run(tmp_path / "out", OLD, NEW, PLAN, gone))
        base.remove("gone")
    return made


def described(path: Path) -> dict[str, Any]:
    """Return what the command prints for a base."""
    result = CliRunner().invoke(commands, ["kb", "datasette-metadata", "--db", str(path)])
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def ask(path: Path, *addresses: str) -> list[Any]:
    """Return what Datasette answers at addresses below that of the base."""
    from datasette.app import Datasette

    async def answers() -> list[Any]:
        served = Datasette([str(path)], metadata=described(path))
        return [await served.client.get(served.urls.database(path.stem) + one) for one in addresses]

    return asyncio.run(answers())


def table_rows(path: Path, query: str, params: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return the rows that Datasette gives for a canned query."""
    (answer,) = ask(path, f"/{query}.json?{urlencode({'_shape': 'array'} | dict(params or {}))}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def test_every_table_and_column_is_described(path: Path) -> None:
    """The metadata has a description of each table and column of the schema, and of no other."""
    tables = described(path)["databases"][path.stem]["tables"]
    shown = {name: one for name, one in tables.items() if not one.get("hidden")}
    assert {name: set(one["columns"]) for name, one in shown.items()} == {
        table.name: {column.name for column in table.c} for table in metadata.sorted_tables
    }
    assert all(one["description"] and all(one["columns"].values()) for one in shown.values())


def test_what_the_metadata_names_is_there(path: Path) -> None:
    """Facets, labels and sorting name columns of their table."""
    for name, one in described(path)["databases"][path.stem]["tables"].items():
        named = {*one.get("facets", ()), *(one[key] for key in ("label_column", "sort", "sort_desc") if key in one)}
        assert one.get("hidden") or named <= set(metadata.tables[name].c.keys())


@pytest.mark.filterwarnings("ignore")
def test_datasette_shows_every_page(path: Path) -> None:
    """Datasette serves the base's page, each table with its description, and each query."""
    found = described(path)["databases"][path.stem]
    shown = [name for name, one in found["tables"].items() if not one.get("hidden")]
    pages = dict(
        zip(
            ["", *shown, *found["queries"]],
            ask(path, "", *(f"/{name}" for name in [*shown, *found["queries"]])),
            strict=True,
        )
    )
    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert found["tables"]["counts"]["description"] in pages["counts"].text
    assert "alembic_version" not in pages[""].text.split("hidden table")[0]


@pytest.mark.filterwarnings("ignore")
def test_canned_queries_answer(path: Path) -> None:
    """The queries give who leads, the series of counts, the plan carried out, the disagreement and what is gone."""
    members = table_rows(path, "members", {"name": "光缆"})
    assert [(one["role"], one["organisation"]) for one in members] == [
        ("lead", "苏州海纤光电科技股份有限公司"),
        ("member", "东南大学"),
    ]
    assert [one["consortium"] for one in table_rows(path, "consortia_of", {"name": "东南"})] == [NAME]
    assert [one["value"] for one in table_rows(path, "count_series")] == [17, 26]
    assert [(one["plan"], one["carried_out"]) for one in table_rows(path, "plans")] == [("planned", "established")]
    (conflict,) = table_rows(path, "disagreements")
    assert {conflict["left_article"], conflict["right_article"]} == {"旧闻", "新闻"}
    assert {one["quote"] for one in table_rows(path, "quotes", {"word": "17"})} == {"17家"}
    assert [one["leads"] for one in table_rows(path, "leads")] == [1]
    assert {one["article"] for one in table_rows(path, "history")} == {"gone"}


@pytest.mark.parametrize(
    ("db", "told"),
    [("nowhere.sqlite", "does not exist"), ("postgresql+psycopg://someone@127.0.0.1/base", "Datasette opens SQLite")],
)
def test_what_datasette_cannot_open_is_told(
    db: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A base that is not there and one on PostgreSQL are one clear error."""
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(commands, ["kb", "datasette-metadata", "--db", db])
    assert (result.exit_code, told in result.stderr) == (2, True)
