"""``cx-extract evaluate``, ``diff`` and ``agreement`` on files: what they take, print, write and return."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from cx_extract.cli import commands

TEXTS = {
    "a": "由清华大学牵头组建的海上风电运维创新联合体去年6月在北京成立，12家单位参与。\n",
    "b": "省里支持企业牵头组建创新联合体，完善协同机制。\n",
}
NAME, LEAD = "海上风电运维创新联合体", "清华大学"


def cx(*arguments: object) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(commands, [str(one) for one in arguments])


def _at(quote: str, **more: Any) -> dict[str, Any]:
    start = TEXTS["a"].index(quote)
    return {"quote": quote, "start": start, "end": start + len(quote), **more}


def _gold(**changes: Any) -> dict[str, Any]:
    record = {
        "name": _at(NAME),
        "status": "established",
        "lead_units": [_at(LEAD)],
        "member_counts": [_at("12家", value=12, qualifier="exact", unit="家")],
        "dates": [_at("去年6月", value="2023-06", event="established")],
        "region": _at("北京"),
    }
    return {"article": "a", "published": "2024-07-01", "consortia": [{**record, **changes}]}


def _write(folder: Path, name: str, data: dict[str, Any], text: str = "") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.gold.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    if text:
        (folder / f"{name}.txt").write_text(text, "utf-8", newline="")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Return a corpus of two articles, one of them without a record."""
    folder = tmp_path / "corpus"
    _write(folder / "dev", "a", _gold(), TEXTS["a"])
    _write(folder / "dev", "b", {"article": "b", "consortia": []}, TEXTS["b"])
    return folder


@pytest.fixture
def results(corpus: Path, tmp_path: Path) -> Path:
    """Return the results of a run over the corpus, with gold's publication date."""
    done = cx("run", corpus, "--out", tmp_path / "out", "--published", "2024-07-01")
    assert done.exit_code == 0
    return tmp_path / "out"


def _f1(output: str, row: str) -> float | None:
    figures = json.loads(output)["figures"]
    return next(one["f1"] for one in figures if (one["group"], one["row"], one["mode"]) == ("all", row, "strict"))


@pytest.mark.parametrize("shape", ["folder", "file", "lines", "articles", "article", "gold"])
def test_every_kind_of_prediction_is_scored(shape: str, corpus: Path, results: Path, tmp_path: Path):
    """Results, their facts.csv, articles in a folder, in one file or in JSON Lines, and gold itself."""
    lines = tmp_path / "dev" / "raw.jsonl"
    lines.parent.mkdir()
    lines.write_text(json.dumps({"text": TEXTS["a"]}) + "\n", "utf-8")
    predicted = {
        "folder": results,
        "file": results / "facts.csv",
        "lines": lines,
        "articles": corpus,
        "article": corpus / "dev" / "a.txt",
        "gold": corpus / "dev" / "a.gold.json",
    }[shape]
    gold = corpus
    if shape == "lines":
        gold = tmp_path / "gold.json"
        gold.write_text(json.dumps(_gold() | {"article": "raw#1"}), "utf-8")
    done = cx("evaluate", predicted, gold, "--format", "json")
    assert done.exit_code == 0
    assert [_f1(done.stdout, row) for row in ("record", "name", "lead_units", "dates")] == [1.0, 1.0, 1.0, 1.0]


def test_articles_are_dated_by_their_gold(corpus: Path):
    """去年6月 means 2023-06 since gold says when the article was published; without that it stays open."""
    assert _f1(cx("evaluate", corpus, corpus, "--format", "json").stdout, "dates") == 1.0
    _write(corpus / "dev", "a", _gold() | {"published": None})
    assert _f1(cx("evaluate", corpus, corpus, "--format", "json").stdout, "dates") == 0.0
    dated = cx("evaluate", corpus, corpus, "--format", "json", "--published", "2024-01-05")
    assert _f1(dated.stdout, "dates") == 1.0
    assert "2 articles extracted" in dated.stderr


@pytest.mark.parametrize(
    ("form", "start"),
    [("table", "  "), ("json", "{"), ("csv", "group,row,"), ("markdown", "|  | gold |"), ("html", "<!DOCTYPE html>")],
)
def test_every_format_goes_to_stdout(form: str, start: str, corpus: Path, results: Path):
    """The report is all that stdout has, the same each time."""
    done = cx("evaluate", results, corpus, "--format", form)
    assert done.stdout.startswith(start)
    assert done.stdout == cx("evaluate", results, corpus, "--format", form).stdout


def test_errors_go_to_a_table_and_a_page(corpus: Path, results: Path, tmp_path: Path):
    """One row per error, cells neutralised as in facts.csv, and the page with the same error."""
    _write(corpus / "dev", "a", _gold(lead_units=[_at("北京", value="=北京大学")]))
    done = cx("evaluate", results, corpus, "--errors", tmp_path / "e.csv", "--html", tmp_path / "e.html")
    assert done.exit_code == 0
    with (tmp_path / "e.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["field"] == "lead_units"]
    assert [(row["kind"], row["gold"], row["predicted"]) for row in rows] == [
        ("missed value", "'=北京大学", ""),
        ("spurious value", "", LEAD),
    ]
    assert rows[1]["rule_id"].startswith("lead.")
    assert rows[1]["sentence"] == TEXTS["a"].strip()
    assert "=北京大学" in (tmp_path / "e.html").read_text("utf-8")


def test_floors_decide_the_exit_status(corpus: Path, results: Path, tmp_path: Path):
    """At its floor a figure passes; below it, status 1 and a sentence on stderr; a file of floors does the same."""
    assert cx("evaluate", results, corpus, "--fail-under", "name=1, lead_units.relaxed=1").exit_code == 0
    low = cx("evaluate", results, corpus, "--fail-under", "name=1,achievements=0.5")
    assert low.exit_code == 1
    assert "achievements: F1 n/a is below 0.500" in low.stderr
    floors = tmp_path / "floors.json"
    floors.write_text('{"achievements": 0.5}', "utf-8")
    assert cx("evaluate", results, corpus, "--fail-under", floors).exit_code == 1


@pytest.mark.parametrize(
    ("floor", "message"),
    [
        ("name", "--fail-under name=: write NAME=F1"),
        ("name=high", "--fail-under name=high: write NAME=F1"),
        ("name=90", "--fail-under name=90: write NAME=F1 with F1 in 0..1"),
        ("naem=0.9", "unknown figure 'naem'"),
        ("none.json", "--fail-under none.json cannot be read: No such file"),
    ],
)
def test_floors_that_make_no_sense_are_refused(floor: str, message: str, corpus: Path, results: Path):
    """Status 2, nothing scored."""
    done = cx("evaluate", results, corpus, "--fail-under", floor)
    assert (done.exit_code, done.stdout) == (2, "")
    assert message in done.stderr


def test_gold_that_is_not_right_is_refused(corpus: Path, results: Path):
    """Whether it contradicts its schema, itself, or its article; the place is named."""
    _write(corpus / "dev", "a", _gold(status="begun"))
    assert "a.gold.json: consortia[0].status: 'begun'" in cx("evaluate", results, corpus).stderr
    _write(corpus / "dev", "a", _gold(), "!" + TEXTS["a"])
    refused = cx("evaluate", results, corpus)
    assert refused.exit_code == 2
    assert "a.gold.json: consortia[0].name: the article has" in refused.stderr


def test_gold_kept_apart_from_its_articles_is_held_against_them(corpus: Path, results: Path, tmp_path: Path):
    """With --articles, or when the articles are what is extracted; without, the quotes are taken as they are."""
    wrong = _gold(region=_at("北京") | {"start": 0, "end": 2})
    _write(tmp_path / "gold", "a", wrong)
    assert cx("evaluate", results, tmp_path / "gold").exit_code == 0
    for refused in (
        cx("evaluate", results, tmp_path / "gold", "--articles", corpus),
        cx("evaluate", corpus / "dev", tmp_path / "gold"),
    ):
        assert refused.exit_code == 2
        assert "consortia[0].region: the article has '由清' at 0..2, the quote is '北京'" in refused.stderr


def test_what_cannot_be_compared_is_said(corpus: Path, results: Path, tmp_path: Path):
    """Articles missing from the run, texts that differ, options that change nothing, and paths of nothing."""
    _write(corpus / "dev", "c", _gold() | {"article": "c"}, TEXTS["a"])
    assert (
        "no prediction for 1 of the articles that have records in gold: dev/c" in cx("evaluate", results, corpus).stderr
    )
    _write(corpus / "dev", "a", _gold(), TEXTS["a"] + "完\n")
    assert "dev/a was extracted from another text than gold's" in cx("evaluate", results, corpus).stderr
    refused = cx("evaluate", results, corpus, "--published", "2024-01-01")
    assert (refused.exit_code, "are for articles" in refused.stderr) == (2, True)
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "none"):
        assert cx("evaluate", path, corpus).exit_code == 2
    other = tmp_path / "other"
    _write(other, "z", {"article": "z", "consortia": []})
    assert "no article is in both" in cx("evaluate", results, other).stderr


def test_files_that_cannot_be_written_are_named(corpus: Path, results: Path, tmp_path: Path):
    """A folder in their place is a wrong usage, no traceback."""
    for option in ("--errors", "--html"):
        done = cx("evaluate", results, corpus, option, tmp_path)
        assert done.exit_code == 2
        assert "cannot be written" in done.stderr


def _edited(results: Path, target: Path) -> Path:
    """Return results in which the lead is another one, found by another rule."""
    target.mkdir()
    content = (results / "facts.csv").read_text("utf-8-sig")
    rows = [row.replace(f",{LEAD},", ",北京大学,", 1) if ",lead_units," in row else row for row in content.split("\n")]
    (target / "facts.csv").write_text("\n".join(rows), "utf-8", newline="")
    return target


def test_diff_tells_what_changed_and_whether_for_the_better(corpus: Path, results: Path, tmp_path: Path):
    """The lead changed; with gold that is one right fact less and one wrong more; the list has it, too."""
    other = _edited(results, tmp_path / "other")
    plain = cx("diff", results, other)
    assert plain.exit_code == 0
    assert "0 facts appeared, 0 vanished, 1 changed" in plain.stdout
    judged = cx("diff", results, other, "--gold", corpus, "--list", tmp_path / "d.csv")
    assert "lead_units 牵头单位 in 1 article, rule lead." in judged.stdout
    assert ": −1 right; +1 wrong" in judged.stdout
    with (tmp_path / "d.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["before"], row["after"], row["was_right"], row["is_right"]) == (LEAD, "北京大学", "yes", "no")
    for form in ("json", "markdown"):
        assert "北京大学" in cx("diff", results, other, "--format", form).stdout
    assert cx("diff", results, results).stdout.startswith("0 facts appeared, 0 vanished, 0 changed")


def test_diff_wants_results(corpus: Path, results: Path):
    """Articles have to be extracted first."""
    done = cx("diff", results, corpus)
    assert done.exit_code == 2
    assert "holds articles: run cx-extract run on it first" in done.stderr


def test_agreement_of_two_annotators(corpus: Path, tmp_path: Path):
    """Figures on stdout in every format, what to adjudicate in a list."""
    second = tmp_path / "second"
    _write(second, "a", _gold(region=None))
    _write(second, "b", {"article": "b", "consortia": []})
    done = cx("agreement", corpus / "dev", second, "--list", tmp_path / "q.csv")
    assert done.exit_code == 0
    assert "to adjudicate: 1" in done.stdout
    with (tmp_path / "q.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["field"], row["about"], row["first"], row["second"]) == ("region", "value in one only", "北京", "")
    for form in ("json", "csv", "markdown"):
        assert "region" in cx("agreement", corpus, second, "--format", form).stdout
