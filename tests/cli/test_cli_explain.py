"""``cx-extract explain``."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.cli import commands
from cx_extract.cli.console import printable

TEXT = "消息\n\n由清华大学牵头组建的海上风电运维创新联合体在北京成立，12家单位参与。\n"


def explain(*arguments: str | Path, color: bool = False) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(commands, ["explain", *map(str, arguments)], color=color)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file with one article."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_mentions_relations_and_records_are_shown_with_offsets_and_rules(file: Path) -> None:
    """Each of the three has its span and the rule behind it, and no colour when piped."""
    done = explain(file, "--published", "2024-11-07")
    assert done.exit_code == 0
    assert "published 2024-11-07" in done.stdout
    assert "\x1b" not in done.stdout
    start = TEXT.index("清华大学")
    span = f"[{start},{start + 4})"
    lines = done.stdout.splitlines()
    assert any(line.split()[:1] == ["org"] and span in line and "清华大学" in line for line in lines)
    assert any("relation" in line and "lead=清华大学" in line and "→ 1 lead_units" in line for line in lines)
    assert any(line.split()[:2] == ["lead_units", span] and " lead." in line for line in lines)


def test_json_holds_the_same_with_exact_offsets(file: Path) -> None:
    """Every span of the JSON cuts its own text out of the article."""
    found = json.loads(explain(file, "--json").stdout)
    assert found["published"] is None
    mentions = [mention for sentence in found["sentences"] for mention in sentence["mentions"]]
    facts = [fact for record in found["records"] for fact in record["facts"]]
    assert len(mentions) >= 3
    assert len(facts) >= 3
    assert all(TEXT[m["start"] : m["end"]] == m["text"] for m in mentions)
    assert all(TEXT[f["start"] : f["end"]] == f["quote"] for f in facts)
    assert all(TEXT[s["start"] : s["end"]] == s["text"] for s in found["sentences"])


def test_an_article_about_something_else_has_no_records(tmp_path: Path) -> None:
    """The answer is short and no error."""
    (tmp_path / "a.txt").write_text("今天多云转晴。", "utf-8")
    done = explain(tmp_path / "a.txt")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "0 records")


def test_a_broken_line_does_not_hide_the_others(tmp_path: Path) -> None:
    """Of a JSONL file each article is explained, the broken line is told, and the status is 1."""
    (tmp_path / "a.jsonl").write_text(f'{{"text": "{TEXT.strip()[-30:]}"}}\nno json\n{{"text": "晴天"}}\n', "utf-8")
    done = explain(tmp_path / "a.jsonl", "--json")
    assert done.exit_code == 1
    assert [json.loads(line)["article"] for line in done.stdout.splitlines()] == ["a#1", "a#3"]
    assert done.stderr.startswith("Error: a.jsonl, line 2")


@given(st.text())
def test_no_control_character_reaches_the_terminal(text: str) -> None:
    """Each is replaced one for one, so that offsets still fit, and the rest stays."""
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in shown)
    assert all(a == b for a, b in zip(text, shown, strict=True) if a.isalnum())
