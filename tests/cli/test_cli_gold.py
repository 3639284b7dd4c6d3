"""``cx-extract gold``: check, put right, export and import, on files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cx_extract.cli import commands

TEXT = "由清华大学牵头组建的海上风电运维创新联合体在北京成立，12家单位参与。\n"
TOOLS = pytest.mark.parametrize("tool", ["doccano", "label-studio", "brat"])


def cx(*arguments: object) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(commands, [str(one) for one in arguments])


def _at(quote: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"value": quote, "quote": quote, "start": start, "end": start + len(quote), **more}


def _gold(folder: Path, text: str = TEXT, **changes: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    record = {
        "name": _at("海上风电运维创新联合体"),
        "aliases": [],
        "status": "established",
        "lead_units": [_at("清华大学")],
        "member_units": [],
        "member_counts": [_at("12家", value=12, qualifier="exact", unit="家")],
        "dates": [],
        "achievements": [],
        "region": _at("北京"),
    }
    data = {"article": "a", "title": "标题", "consortia": [{**record, **changes}]}
    (folder / "a.gold.json").write_text(json.dumps(data, ensure_ascii=False, indent=1), "utf-8")
    (folder / "a.txt").write_text(text, "utf-8", newline="")
    return folder


def test_check_passes_what_is_right(tmp_path: Path):
    """Status 0 and a summary on stderr."""
    done = cx("gold", "check", _gold(tmp_path))
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "1 article, none with problems\n")


def test_check_names_every_problem_with_its_place(tmp_path: Path):
    """Status 1; file and place in the JSON in each line."""
    done = cx("gold", "check", _gold(tmp_path, "新闻\n" + TEXT))
    assert done.exit_code == 1
    assert [line.partition("a.gold.json: ")[2].partition(":")[0] for line in done.stdout.splitlines()] == [
        "consortia[0].name",
        "consortia[0].lead_units[0]",
        "consortia[0].member_counts[0]",
        "consortia[0].region",
    ]
    assert done.stderr == "1 article, 1 with problems\n"


def test_check_can_put_drifted_offsets_right(tmp_path: Path):
    """Each move is told, the file is right afterwards."""
    folder = _gold(tmp_path, "新闻\r\n" + TEXT)
    done = cx("gold", "check", folder, "--fix")
    assert done.exit_code == 0
    assert "moved: consortia[0].name: 10..21 → 14..25, found by its quote" in done.stdout
    assert "4 values moved" in done.stderr
    assert cx("gold", "check", folder).exit_code == 0


def test_check_finds_texts_elsewhere_and_says_when_there_are_none(tmp_path: Path):
    """--articles is where they are; without them quotes are not held against anything, and that is said."""
    folder = _gold(tmp_path / "gold")
    (tmp_path / "articles").mkdir()
    (folder / "a.txt").rename(tmp_path / "articles" / "a.txt")
    assert "1 without their text" in cx("gold", "check", folder).stderr
    assert "without" not in cx("gold", "check", folder, "--articles", tmp_path / "articles").stderr


def test_the_schema_is_printed():
    """The published JSON Schema, as a validator elsewhere takes it."""
    schema = json.loads(cx("gold", "schema").stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@TOOLS
def test_gold_goes_out_and_comes_back(tool: str, tmp_path: Path):
    """Export, import: the same records, the text beside them, and what was lost is said."""
    folder = _gold(tmp_path / "gold")
    out = cx("gold", "export", folder, "--to", tool, "--out", tmp_path / tool)
    assert out.exit_code == 0
    assert f"1 article → {tmp_path / tool}; {tool} carries" in out.stderr
    assert ("lost: brat has no place for the article's title" in out.stderr) == (tool == "brat")
    back = cx("gold", "import", tmp_path / tool, "--from", tool, "--out", tmp_path / "back")
    assert back.exit_code == 0
    assert "nothing left to decide" in back.stderr
    before, after = (json.loads((f / "a.gold.json").read_text("utf-8")) for f in (folder, tmp_path / "back"))
    assert after["consortia"] == before["consortia"]
    assert (tmp_path / "back" / "a.txt").read_text("utf-8") == TEXT
    assert cx("gold", "check", tmp_path / "back").exit_code == 0


@TOOLS
def test_results_of_a_run_are_a_pre_annotation(tool: str, tmp_path: Path):
    """Texts come from --articles, or from beside the results for web pages; without them nothing can be exported."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(TEXT, "utf-8")
    (articles / "w.html").write_text(
        f"<html><body><article><h1>新闻</h1><p>{TEXT * 3}</p></article></body></html>", "utf-8"
    )
    cx("run", articles, "--out", tmp_path / "out", "--published", "2024-07-01")
    refused = cx("gold", "export", tmp_path / "out", "--to", tool, "--out", tmp_path / "none")
    assert refused.exit_code == 2
    assert "the text of 'a' is not at hand; say where with --articles" in refused.stderr
    done = cx("gold", "export", tmp_path / "out", "--to", tool, "--out", tmp_path / tool, "--articles", articles)
    assert done.exit_code == 0
    back = cx("gold", "import", tmp_path / tool, "--from", tool, "--out", tmp_path / "back")
    assert back.exit_code == 0
    assert "海上风电运维创新联合体" in (tmp_path / "back" / "w.gold.json").read_text("utf-8")


def test_what_is_left_to_decide_gives_status_1(tmp_path: Path):
    """A mark without a status: the gold file is written with null, and does not pass the check."""
    line = {"id": 1, "text": TEXT, "entities": [{"id": 1, "label": "name", "start_offset": 10, "end_offset": 21}]}
    (tmp_path / "all.jsonl").write_text(json.dumps(line), "utf-8")
    done = cx("gold", "import", tmp_path / "all.jsonl", "--from", "doccano", "--out", tmp_path / "gold")
    assert done.exit_code == 1
    assert "doccano-1: open: name '海上风电运维创新联合体' at 10..21: no status was chosen" in done.stderr
    assert "1 left to decide" in done.stderr
    assert cx("gold", "check", tmp_path / "gold").exit_code == 1


def test_import_puts_marks_where_they_are_in_the_original(tmp_path: Path):
    """The tool's text has LF, the original CR LF and a headline: the gold file fits the original."""
    original = tmp_path / "articles"
    original.mkdir()
    (original / "a.txt").write_text("新闻\r\n" + TEXT.replace("\n", "\r\n"), "utf-8", newline="")
    cx("gold", "export", _gold(tmp_path / "gold"), "--to", "brat", "--out", tmp_path / "brat")
    arguments = ("gold", "import", tmp_path / "brat", "--from", "brat", "--articles", original)
    done = cx(*arguments, "--out", tmp_path / "back")
    assert done.exit_code == 0
    assert "a: moved: name '海上风电运维创新联合体' from 10..21 to 14..25" in done.stderr
    assert cx("gold", "check", tmp_path / "back").exit_code == 0


def test_import_writes_over_nobodys_work(tmp_path: Path):
    """Other annotations in the folder stop the import."""
    folder = _gold(tmp_path / "gold")
    cx("gold", "export", folder, "--to", "doccano", "--out", tmp_path / "doccano")
    _gold(folder, region=None)
    done = cx("gold", "import", tmp_path / "doccano", "--from", "doccano", "--out", folder)
    assert done.exit_code == 2
    assert "a.gold.json is there and differs" in done.stderr


def test_help_of_the_group_lists_its_commands():
    """All four, each with a line."""
    shown = cx("gold", "--help").stdout
    assert all(f"  {name} " in shown for name in ("check", "export", "import", "schema"))
