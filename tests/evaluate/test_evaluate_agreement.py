"""Agreement of two annotations: figures by hand, what has to be adjudicated, and that neither side is preferred."""

from __future__ import annotations

import csv
import io
import json

import pytest
from evaluate_builders import article, count, item, record, sets
from hypothesis import given, settings

from cx_extract.errors import UsageError
from cx_extract.evaluate.agreement import Agreement, agree
from cx_extract.evaluate.agreement_report import markdown, rows, table, to_csv, to_json
from cx_extract.evaluate.records import GoldArticle
from cx_extract.evaluate.score import MODES, ROWS, Tally

NAME = "海藻能源创新联合体"


@pytest.fixture
def compared() -> Agreement:
    """Four articles: one agreed but for a member, one with another status, one only the second sees, one empty."""
    result = item("建成平台", 80, category="platform")
    first = [
        article(
            record(
                NAME,
                lead_units=(item("甲大学", 30),),
                member_units=(item("乙大学", 40), item("丙研究院", 50)),
                achievements=(result,),
            ),
            id="1",
        ),
        article(record("光子联盟", status="planned"), id="2"),
        article(id="3"),
        article(id="4"),
        article(id="5"),
    ]
    second = [
        article(
            record(
                NAME,
                lead_units=(item("甲大学", 30),),
                member_units=(item("乙大学", 40),),
                achievements=(item("建成平台", 80, category="technology"),),
            ),
            id="1",
        ),
        article(record("光子联盟", member_counts=(count(5, start=60),)), id="2"),
        article(record("深冷联盟"), id="3"),
        article(id="4"),
        article(id="6"),
    ]
    return agree(first, second)


def test_figures_by_hand(compared: Agreement):
    """Members 1 of 2 and 1, status 1 of 2 and 3, records 2 of 2 and 3."""
    assert compared.score.tally("member_units") == Tally(2, 1, 1, 1)
    assert compared.score.tally("status") == Tally(2, 3, 1, 1)
    assert compared.score.tally("record") == Tally(2, 3, 2, 2)
    by_row = {row["row"]: row for row in rows(compared)}
    assert by_row["member_units"]["agreement"] == pytest.approx(2 / 3)
    assert by_row["dates"]["agreement"] is None
    assert "category" not in by_row
    assert compared.alone == ("5", "6")


def test_kappa_by_hand(compared: Agreement):
    """Presence: 3 of 4 agree, 0.5 by chance, hence 0.5; where everything is one category, chance explains it all."""
    presence, status, category = compared.kappas
    assert (presence.agreed, presence.both, presence.value) == (3, 4, 0.5)
    assert (status.agreed, status.both, status.value) == (1, 2, 0.0)
    assert (category.agreed, category.both, category.value) == (0, 1, 0.0)
    same = [article(record(NAME), id="1")]
    assert [kappa.value for kappa in agree(same, same).kappas] == [None, None, None]


def test_what_has_to_be_adjudicated(compared: Agreement):
    """Every difference once, named by what it is about, not by who is wrong."""
    found = [(q.article, q.field, q.about, q.first, q.second) for q in compared.questions]
    assert found == [
        ("1", "member_units", "value in one only", "丙研究院", ""),
        ("1", "achievements", "category", "建成平台 (platform)", "建成平台 (technology)"),
        ("2", "status", "status", "planned", "established"),
        ("2", "member_counts", "value in one only", "", "5 (exact)"),
        ("3", "record", "record in one only", "", "深冷联盟"),
        ("3", "name", "record in one only", "", "深冷联盟"),
        ("3", "status", "record in one only", "", "established"),
    ]


def test_a_planned_date_is_a_matter_of_the_event_here():
    """What scoring calls a plan taken for fact is, between equals, a question of event or of presence."""
    planned = article(record(NAME, dates=(item("2024", 30, event="planned"),)))
    held = article(record(NAME, dates=(item("2024", 30, event="launched"),)))
    assert [q.about for q in agree([planned], [held]).questions] == ["event"]
    assert [q.about for q in agree([held], [planned]).questions] == ["event"]


def test_surface_forms_agree_whichever_side_gives_them():
    """A short form quoted by one is the full name of the other, in both directions."""
    full = article(record(NAME, lead_units=(item("沧海重工股份有限公司", 40, quote="沧海重工"),)))
    short = article(record(NAME, lead_units=(item("沧海重工", 40),)))
    for first, second in ((full, short), (short, full)):
        found = agree([first], [second])
        assert found.score.tally("lead_units") == Tally(1, 1, 1, 1)
        assert found.questions == ()


def test_without_a_common_article_there_is_nothing_to_compare():
    """Rather than figures without meaning."""
    with pytest.raises(UsageError, match="no article in common"):
        agree([article(id="1")], [article(id="2")])


@settings(max_examples=60, deadline=None)
@given(sets, sets)
def test_neither_side_is_preferred(first: list[GoldArticle], second: list[GoldArticle]):
    """Exchanging the sides exchanges their counts, and the questions are the same with first and second exchanged."""
    if not {a.id for a in first} & {a.id for a in second}:
        return
    there, back = agree(first, second), agree(second, first)
    for row in ROWS:
        for mode in MODES:
            assert there.score.tally(row, mode) == back.score.tally(row, mode).exchanged()
    assert [(k.agreed, k.both, k.value) for k in there.kappas] == [(k.agreed, k.both, k.value) for k in back.kappas]
    assert [(q.article, q.field, q.about, q.first, q.second) for q in there.questions] == [
        (q.article, q.field, q.about, q.second, q.first) for q in back.questions
    ]


@settings(max_examples=30, deadline=None)
@given(sets)
def test_who_agrees_with_himself_has_no_questions(annotated: list[GoldArticle]):
    """All agreement is 1 where there is anything."""
    if not annotated:
        return
    found = agree(annotated, annotated)
    assert found.questions == ()
    assert {row["agreement"] for row in rows(found)} <= {1.0, None}


def test_reports_hold_the_same_figures(compared: Agreement):
    """Table, Markdown, CSV and JSON, with n/a, empty cells and null where nobody marked anything."""
    data = json.loads(to_json(compared))
    lines = {row["row"]: row for row in csv.DictReader(io.StringIO(to_csv(compared)))}
    assert lines["member_units"]["agreement"] == "0.6667"
    assert lines["dates"]["agreement"] == ""
    assert [row["agreement"] for row in data["rows"] if row["row"] in ("member_units", "dates")] == [0.6667, None]
    assert [kappa["value"] for kappa in data["kappas"]] == [0.5, 0.0, 0.0]
    assert len(data["questions"]) == 7
    text = table(compared)
    assert "kappa of article has a record: 0.500 (3 of 4 agree)" in text
    assert "articles that only one annotated, not compared: 5, 6" in text
    assert "to adjudicate: 7" in text
    assert "| member_units | 2 | 1 | 1 | 0.667 |" in markdown(compared)
