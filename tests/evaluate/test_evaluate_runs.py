"""Run against run: each kind of change, what gold says of it, and that the sums are those of scoring."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from evaluate_builders import article, count, item, record, sets
from hypothesis import given, settings

from cx_extract.errors import UsageError
from cx_extract.evaluate.records import GoldArticle, Item, Record
from cx_extract.evaluate.runs import Comparison, Summary, compare_runs
from cx_extract.evaluate.runs_report import markdown, table, to_json
from cx_extract.evaluate.score import evaluate
from cx_extract.model import FIELDS

NAME = "海藻能源创新联合体"
LEAD = item("甲大学", 40, rule_id="lead.by")
OTHER = item("乙大学", 60, rule_id="lead.of")


def _changes(before: Record, after: Record, gold: Record | None = None) -> list[tuple[object, ...]]:
    truth = None if gold is None else [article(gold)]
    found = compare_runs([article(before)], [article(after)], truth)
    return [(c.field, c.kind, c.rule, c.before, c.after, c.was_right, c.is_right) for c in found.changes]


def test_facts_appear_and_vanish_behind_their_rules():
    """The new rule is behind what appeared, the old one behind what vanished."""
    assert _changes(record(NAME, lead_units=(LEAD,)), record(NAME, lead_units=(LEAD, OTHER))) == [
        ("lead_units", "appeared", "lead.of", "", "乙大学", None, None)
    ]
    assert _changes(record(NAME, lead_units=(LEAD, OTHER)), record(NAME, lead_units=(OTHER,))) == [
        ("lead_units", "vanished", "lead.by", "甲大学", "", None, None)
    ]


def test_a_changed_fact_is_one_change_behind_both_rules():
    """The same value with another event, or another value at an overlapping place; rules that differ are both named."""
    old = item("2024", 90, event="launched", rule_id="event.a")
    new = item("2024", 90, event="approved", rule_id="event.b")
    assert _changes(record(NAME, dates=(old,)), record(NAME, dates=(new,))) == [
        ("dates", "changed", "event.a → event.b", "2024 (launched)", "2024 (approved)", None, None)
    ]
    longer = item("滨海甲大学", 38, rule_id="lead.by")
    assert _changes(record(NAME, lead_units=(LEAD,)), record(NAME, lead_units=(longer,))) == [
        ("lead_units", "changed", "lead.by", "甲大学", "滨海甲大学", None, None)
    ]


def test_another_rule_or_sentence_is_no_change():
    """The fact is the same; that another rule found it is counted."""
    again = replace(LEAD, rule_id="lead.new", sentence="x")
    found = compare_runs([article(record(NAME, lead_units=(LEAD,)))], [article(record(NAME, lead_units=(again,)))])
    assert (found.changes, found.unchanged, found.other_rule) == ((), 3, 1)


def test_details_that_are_not_scored_are_changes_all_the_same():
    """A unit, a time or a modality differs."""
    old = record(NAME, member_counts=(count(12, start=70, unit="家"),))
    new = record(NAME, member_counts=(count(12, start=70, unit="所", as_of="current"),))
    assert [(c[3], c[4]) for c in _changes(old, new)] == [("12 (exact) 家", "12 (exact) 所 current")]


def test_a_fact_that_went_to_another_record_moved():
    """The same words, now under the other consortium: one change, not two."""
    one, two = record(NAME, lead_units=(LEAD,)), record(item("深冷联盟", 200), member_units=(item("丁公司", 220),))
    found = compare_runs(
        [article(one, two)], [article(record(NAME), replace(two, lead_units=(LEAD,)))], [article(one, two)]
    )
    assert [(c.field, c.kind, c.record, c.was_right, c.is_right) for c in found.changes] == [
        ("lead_units", "moved", "深冷联盟", True, False)
    ]


def test_records_appear_and_vanish_with_all_their_facts():
    """A record without counterpart has only facts that came or went."""
    found = compare_runs([article(record(NAME))], [article(record(item("深冷联盟", 200), status="planned"))])
    assert {(c.field, c.kind) for c in found.changes} == {
        (field, kind) for field in ("name", "status") for kind in ("appeared", "vanished")
    }


def test_gold_tells_better_from_worse():
    """Two right leads came, a right one went, a wrong one came: +2 −1 right, +1 wrong."""
    others = [item(name, 100 + 20 * n, rule_id="lead.by") for n, name in enumerate(("丙研究院", "丁公司", "戊中心"))]
    gold = record(NAME, lead_units=(LEAD, OTHER, *others[:2]))
    before = record(NAME, lead_units=(replace(LEAD, rule_id="lead.by"), OTHER))
    after = record(NAME, lead_units=(OTHER, *others))
    found = compare_runs([article(before)], [article(after)], [article(gold)])
    assert found.summaries == (Summary("lead_units", "lead.by", 1, 3, 1, 0, right=2, right_lost=1, wrong=1),)
    assert "lead_units 牵头单位 in 1 article, rule lead.by: +2 −1 right; +1 wrong" in table(found)
    assert "lead_units     F1 0.667 → 0.750" in table(found)


def test_a_fact_that_is_right_only_since_its_record_is_found_counts():
    """Unchanged itself, but its record was taken for another one before."""
    lead = item("丁公司", 400)
    gold = [article(record(NAME, lead_units=(LEAD,)), record(item("深冷联盟", 300), lead_units=(lead,)))]
    before = [article(record(NAME, lead_units=(LEAD, lead)))]
    renamed = [article(record(item("深冷联盟", 300), lead_units=(LEAD, lead)))]
    kinds = {(c.field, c.kind, c.was_right, c.is_right) for c in compare_runs(before, renamed, gold).changes}
    assert ("lead_units", "same", True, False) in kinds
    assert ("lead_units", "same", False, True) in kinds


def test_only_articles_of_both_runs_are_compared():
    """The others are listed; without a common one there is nothing to say, but two empty runs are equal."""
    first, second = [article(id="1"), article(id="2")], [article(id="2"), article(id="3")]
    found = compare_runs(first, second, [article(id="1")])
    assert (found.alone, found.unjudged) == (("1", "3"), ("2",))
    with pytest.raises(UsageError, match="no article in common"):
        compare_runs([article(id="1")], [article(id="2")])
    assert compare_runs([], []).changes == ()


@settings(max_examples=60, deadline=None)
@given(sets, sets, sets)
def test_the_sums_are_those_of_scoring(before: list[GoldArticle], after: list[GoldArticle], gold: list[GoldArticle]):
    """Right facts gained less lost is the difference of true positives, and so for wrong ones, in every field."""
    shared = {a.id for a in before} & {a.id for a in after}
    if not shared:
        return
    gold = [*gold, *(article(id=key) for key in shared - {a.id for a in gold})]
    found = compare_runs(before, after, gold)
    known = [a for a in gold if a.id in shared]
    scores = [evaluate(known, [a for a in run if a.id in shared]) for run in (before, after)]
    for field in FIELDS:
        was, now = (score.tally(field) for score in scores)
        own = [one for one in found.summaries if one.field == field]
        assert sum(one.right - one.right_lost for one in own) == now.precise - was.precise
        assert sum(one.wrong - one.wrong_lost for one in own) == now.spurious - was.spurious


@settings(max_examples=40, deadline=None)
@given(sets, sets)
def test_every_fact_is_accounted_for_once(before: list[GoldArticle], after: list[GoldArticle]):
    """Each fact of either run is unchanged or in exactly one change; a run does not differ from itself."""
    if not {a.id for a in before} & {a.id for a in after}:
        return
    found = compare_runs(before, after)
    assert _facts(before, found) == found.unchanged + sum(1 for c in found.changes if c.before)
    assert _facts(after, found) == found.unchanged + sum(1 for c in found.changes if c.after)
    assert compare_runs(before, before).changes == ()


def _facts(run: list[GoldArticle], found: Comparison) -> int:
    records = [r for a in run if a.id not in found.alone for r in a.records]
    return sum(len(r.of(field)) for r in records for field in FIELDS)


def _many(values: int) -> tuple[Item, ...]:
    return tuple(
        item(f"第{n}大学", 100 + 10 * n, rule_id="lead.by", sentence=f"|第{n}大学\n牵头") for n in range(values)
    )


def test_reports_show_all_of_it():
    """The terminal has the first twenty changes, Markdown and JSON all of them, with cells that break no table."""
    before, after = article(record(NAME)), article(record(NAME, lead_units=_many(25)))
    found = compare_runs([before, article(id="9")], [after])
    lines = table(found).splitlines()
    assert lines[0] == "25 facts appeared, 0 vanished, 0 changed, 0 moved to another record; 2 are the same"
    assert lines[1] == "lead_units 牵头单位 in 1 article, rule lead.by: 25 appeared"
    assert "… and 5 more; --list FILE has all" in lines
    assert lines[-1] == "articles that only one run read, not compared: 9"
    grid = [line for line in markdown(found).splitlines() if line.startswith("| a |")]
    assert len(grid) == 25
    assert {line.replace("\\|", "").count("|") for line in grid} == {9}
    data = json.loads(to_json(found))
    assert (len(data["changes"]), data["f1"]) == (25, {})
    judged = compare_runs([before], [after], [after])
    assert json.loads(to_json(judged))["f1"]["lead_units"] == [0.0, 1.0]
    assert "| lead_units | 0.000 | 1.000 |" in markdown(judged)
    assert "appeared lead_units of 海藻能源创新联合体: ∅ → 第0大学  [– → right]  lead.by" in table(judged)
