"""The evaluation as text, JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json

import pytest
from evaluate_builders import article, item, record

from cx_extract.errors import UsageError
from cx_extract.evaluate.report import markdown, shortfalls, table, to_csv, to_json
from cx_extract.evaluate.score import FIGURES, MODES, ROWS, Score, evaluate


@pytest.fixture
def score() -> Score:
    """One article with a record whose lead was missed, one without record but with a prediction."""
    gold = [article(record("深冷联盟", lead_units=(item("=甲大学", 40),)), id="1"), article(id="2")]
    predicted = [
        article(record("深冷联盟"), id="1"),
        article(record("乙联盟", status="planned"), id="2"),
        article(id="3"),
    ]
    return evaluate(gold, predicted)


def test_table_shows_figures_groups_and_errors(score: Score):
    """The rows carry counts and figures, n/a where there is no denominator."""
    lines = table(score).splitlines()
    rows = {line.split()[0]: line.split() for line in lines if "│" in line}
    assert rows["name"][:7] == ["name", "1", "2", "│", "0.500", "1.000", "0.667"]
    assert rows["lead_units"][4:7] == ["n/a", "0.000", "0.000"]
    assert rows["dates"][4:8] == ["n/a", "n/a", "n/a", "n/a"]
    assert "articles: 2, without records: 1; spurious records per 100 of these: 100.0" in lines
    assert "predicted articles without gold, not judged: 1" in lines
    assert "  lead_units     missed value                         1" in lines
    assert not any(line.startswith("multi") for line in lines)


def test_json_and_csv_hold_the_same_figures(score: Score):
    """Every group, row and mode is there once, with null and the empty cell for missing denominators."""
    data = json.loads(to_json(score))
    rows = list(csv.DictReader(io.StringIO(to_csv(score))))
    assert len(rows) == len(data["figures"]) == (1 + 2 + 4) * len(ROWS) * len(MODES)
    for line, row in zip(data["figures"], rows, strict=True):
        assert {k: "" if v is None else str(v) for k, v in line.items()} == row
    by_key = {(x["group"], x["row"], x["mode"]): x for x in data["figures"]}
    assert len(by_key) == len(rows)
    name = by_key["all", "name", "strict"]
    assert [name[f] for f in FIGURES] == [0.5, 1.0, 0.6667]
    assert name["f1_low"] <= name["f1"] <= name["f1_high"]
    assert by_key["all", "dates", "strict"]["f1"] is None
    assert by_key["planned", "record", "strict"]["predicted"] == 1
    assert data["errors"]["lead_units"] == {"missed value": 1}
    assert (data["articles"], data["spurious_records_per_100_of_them"], data["unjudged"]) == (2, 100.0, ["3"])


def test_markdown_tables_are_rectangular(score: Score):
    """Every table has as many cells in each row as in its head."""
    blocks = [b.splitlines() for b in markdown(score).split("\n\n") if b.startswith("|")]
    assert len(blocks) == 3
    for block in blocks:
        assert len({line.count("|") for line in block}) == 1
    assert "| name | 1 | 2 | 0.500 | 1.000 | 0.667 |" in markdown(score)


def test_a_perfect_score_has_no_table_of_errors():
    """Without errors the last table is left out."""
    gold = [article(record("深冷联盟"))]
    assert "| field | error |" not in markdown(evaluate(gold, gold))
    assert table(evaluate(gold, gold)).endswith("errors: 0\n")


def test_shortfalls_name_what_is_below_its_floor(score: Score):
    """A figure at its floor passes, one below or without denominator does not."""
    assert shortfalls(score, {"name": 2 / 3, "record.relaxed": 0.5}) == []
    assert shortfalls(score, {"name": 0.7, "dates": 0.0}) == [
        "name: F1 0.667 is below 0.700",
        "dates: F1 n/a is below 0.000",
    ]
    for unknown in ("names", "name.loose"):
        with pytest.raises(UsageError, match="unknown figure"):
            shortfalls(score, {unknown: 0.5})
