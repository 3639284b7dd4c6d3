"""Figures computed by hand, and agreement with an independent scorer where both measure the same."""

from __future__ import annotations

import pytest
from evaluate_builders import article, count, item, record
from hypothesis import given, settings
from hypothesis import strategies as st

from cx_extract.errors import UsageError
from cx_extract.evaluate.records import GoldArticle, Item
from cx_extract.evaluate.score import Tally, bootstrap, evaluate, multi, single

A, B, C, D = "甲大学", "乙大学", "丙研究院", "丁公司"


def _orgs(*values: str, start: int = 100) -> tuple[Item, ...]:
    return tuple(item(v, start + 20 * n) for n, v in enumerate(values))


def test_figures_of_one_record_by_hand():
    """Two of three members found, one invented; the lead right; the qualifier wrong; one date right of two."""
    gold = record(
        "深冷装备产业联盟",
        lead_units=_orgs(A),
        member_units=_orgs(B, C, D, start=200),
        member_counts=(count(30, "over", 300),),
        dates=(item("2024-06", 400, event="launched"), item("2025", 420, event="accepted")),
    )
    predicted = record(
        "深冷装备产业联盟",
        lead_units=_orgs(A),
        member_units=_orgs(B, C, "戊医院", start=200),
        member_counts=(count(30, "exact", 300),),
        dates=(item("2024", 400, event="launched"), item("2025", 420, event="accepted")),
    )
    score = evaluate([article(gold)], [article(predicted)])
    assert score.tally("name") == Tally(1, 1, 1, 1)
    assert score.tally("lead_units") == Tally(1, 1, 1, 1)
    members = score.tally("member_units")
    assert (members.precision, members.recall, members.f1) == (2 / 3, 2 / 3, pytest.approx(2 / 3))
    assert (members.missed, members.spurious) == (1, 1)
    assert score.tally("member_counts") == Tally(1, 1, 0, 0)
    assert score.tally("member_counts", "relaxed") == Tally(1, 1, 1, 1)
    assert score.tally("dates") == Tally(2, 2, 1, 1)
    assert score.tally("dates", "relaxed") == Tally(2, 2, 2, 2)
    assert score.tally("aliases").f1 is None
    assert score.tally("record") == Tally(1, 1, 1, 1)
    assert score.tally("record_right") == Tally(1, 1, 0, 0)


def test_ratios_come_from_summed_counts_not_from_averages():
    """One article with 1 of 1 and one with 0 of 3 give a recall of 1/4, not 1/2."""
    gold = [
        article(record("甲", lead_units=_orgs(A)), id="1"),
        article(record("乙", lead_units=_orgs(B, C, D)), id="2"),
    ]
    score = evaluate(gold, [gold[0], article(record("乙"), id="2")])
    assert score.tally("lead_units").recall == 1 / 4
    assert score.tally("lead_units").precision == 1.0


def test_missed_and_spurious_records_count_all_their_values():
    """A record without partner loses every value it has, and nothing is compared across records."""
    gold = record("甲联盟", lead_units=_orgs(A, B))
    predicted = record(item("乙平台体", 500), lead_units=_orgs(C, start=600))
    score = evaluate([article(gold)], [article(predicted)])
    assert score.tally("record") == Tally(1, 1, 0, 0)
    assert score.tally("lead_units") == Tally(2, 1, 0, 0)
    assert score.tally("status") == Tally(1, 1, 0, 0)


def test_a_value_predicted_twice_is_wrong_once():
    """Duplicates cost precision."""
    gold = record("甲联盟", lead_units=_orgs(A))
    score = evaluate([article(gold)], [article(record("甲联盟", lead_units=(*_orgs(A), item(A, 300))))])
    assert score.tally("lead_units") == Tally(1, 2, 1, 1)


def test_a_gold_alias_is_the_name_in_the_relaxed_sense_only():
    """The strict name is the longest one."""
    gold = record("海藻能源创新联合体", aliases=(item("海联体", 50),))
    score = evaluate([article(gold)], [article(record(item("海联体", 50)))])
    assert score.tally("name") == Tally(1, 1, 0, 0)
    assert score.tally("name", "relaxed") == Tally(1, 1, 1, 1)
    assert score.tally("aliases") == Tally(1, 0, 0, 0)


def test_achievements_cut_differently_count_by_coverage_when_relaxed():
    """One long gold span cut in two is found by neither strictly unless half of it; relaxed counts both sides."""
    gold = record("甲联盟", achievements=(Item(100, 130, "x", "x" * 30, category="patent"),))
    halves = (Item(100, 114, "x", "x" * 14, category="paper"), Item(116, 130, "x", "x" * 14, category="patent"))
    score = evaluate([article(gold)], [article(record("甲联盟", achievements=halves))])
    assert score.tally("achievements") == Tally(1, 2, 0, 0)
    assert score.tally("achievements", "relaxed") == Tally(1, 2, 1, 2)
    assert score.tally("category").f1 is None
    short = (Item(100, 112, "x", "x" * 12),)
    assert evaluate([article(gold)], [article(record("甲联盟", achievements=short))]).tally(
        "achievements", "relaxed"
    ) == Tally(1, 1, 0, 1)


def test_category_is_counted_among_matched_achievements_only():
    """A wrong category is no wrong achievement; it lowers the category figure alone, of matched results alone."""
    places = ((100, 110), (200, 210), (300, 310))
    gold = [Item(*p, "x", category="patent") for p in places]
    predicted = [Item(*places[0], "x", category="patent"), Item(*places[1], "x", category="paper"), Item(400, 410, "x")]
    score = evaluate(
        [article(record("甲", achievements=tuple(gold)))], [article(record("甲", achievements=tuple(predicted)))]
    )
    assert score.tally("achievements") == Tally(3, 3, 2, 2)
    assert score.tally("category") == Tally(2, 2, 1, 1)


def test_groups_by_article_and_by_status():
    """Single and multi articles are told apart by gold; a spurious record counts under its own status."""
    one, two = record("甲"), record("乙", status="planned")
    gold = [article(one, id="1"), article(record("丙"), two, id="2"), article(id="3")]
    predicted = [article(one, id="1"), article(two, id="2"), article(record("丁", status="dissolved"), id="3")]
    score = evaluate(gold, predicted)
    assert score.tally("record", where=single) == Tally(1, 1, 1, 1)
    assert score.tally("record", where=multi) == Tally(2, 1, 1, 1)
    by_status = score.by_status("record")
    assert by_status["established"] == Tally(2, 1, 1, 1)
    assert by_status["planned"] == Tally(1, 1, 1, 1)
    assert by_status["dissolved"] == Tally(0, 1, 0, 0)
    assert by_status["approved"].f1 is None
    changed = evaluate([article(one)], [article(record("甲", status="planned"))]).by_status("record")
    assert (changed["established"], changed["planned"]) == (Tally(1, 1, 1, 1), Tally())


def test_spurious_records_on_negatives():
    """Two records in one of four articles without gold are 50 per 100; without such articles there is no figure."""
    negatives = [article(id=str(n)) for n in range(4)]
    noise = article(record("甲"), record("乙"), id="2")
    assert evaluate(negatives, [noise]).spurious_per_100_negatives == 50.0
    assert evaluate([article(record("甲"))], []).spurious_per_100_negatives is None


def test_predictions_without_gold_are_not_judged():
    """They are listed instead, and a merge with their gold takes them off the list."""
    gold, other = article(record("甲"), id="1"), article(record("乙"), id="2")
    score = evaluate([gold], [gold, other])
    assert score.unjudged == ("2",)
    assert score.tally("record") == Tally(1, 1, 1, 1)
    assert (score + evaluate([other], [])).unjudged == ()


def test_an_article_may_not_be_scored_twice():
    """Neither within one side nor by merging overlapping evaluations."""
    one = article(record("甲"))
    with pytest.raises(UsageError, match="gold article 'a' occurs twice"):
        evaluate([one, one], [])
    with pytest.raises(UsageError, match="predicted article 'a' occurs twice"):
        evaluate([one], [one, one])
    with pytest.raises(UsageError, match="'a' is in both evaluations"):
        evaluate([one], []) + evaluate([one], [])


def test_figures_without_denominator():
    """No gold: no recall; nothing predicted: no precision; neither: no F1."""
    assert Tally().f1 is None
    assert (Tally(2, 0).precision, Tally(2, 0).recall, Tally(2, 0).f1) == (None, 0.0, 0.0)
    assert (Tally(0, 2).precision, Tally(0, 2).recall, Tally(0, 2).f1) == (0.0, None, 0.0)


def test_bootstrap_intervals_enclose_the_figure_and_never_change():
    """The interval of 60 right of 100 articles is about ±0.1 (normal approximation: 1.96·√(0.24/100) = 0.096)."""
    tallies = [Tally(1, 1, int(n < 60), int(n < 60)) for n in range(100)]
    low, high = bootstrap(tallies)["recall"] or (0.0, 0.0)
    assert low == pytest.approx(0.6 - 0.096, abs=0.02)
    assert high == pytest.approx(0.6 + 0.096, abs=0.02)
    assert bootstrap(tallies)["recall"] == (low, high)


def test_bootstrap_leaves_out_resamples_without_denominator():
    """Where only one article of two has gold, resamples without it say nothing about recall."""
    assert bootstrap([Tally(1, 1, 1, 1), Tally(0, 1, 0, 0)])["recall"] == (1.0, 1.0)
    assert bootstrap([Tally(0, 1, 0, 0)])["recall"] is None
    assert bootstrap([]) == {"precision": None, "recall": None, "f1": None}


SPANS = st.lists(
    st.tuples(st.sampled_from(["lead_units", "member_units"]), st.integers(0, 9)), unique_by=lambda s: s[1]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(SPANS, SPANS), min_size=1, max_size=4))
def test_agrees_with_nervaluate_on_disjoint_labelled_spans(
    documents: list[tuple[list[tuple[str, int]], list[tuple[str, int]]]],
):
    """Where every value has one place, strict leads and members are nervaluate's strict spans."""
    nervaluate = pytest.importorskip("nervaluate", reason="the cross-check needs the dev dependency nervaluate")

    def fields(spans: list[tuple[str, int]]) -> GoldArticle:
        parts = {
            f: tuple(item(f"第{n}号大学", 10 * n) for g, n in spans if g == f) for f in ("lead_units", "member_units")
        }
        return article(record("甲联盟", **parts))

    def plain(spans: list[tuple[str, int]]) -> list[dict[str, object]]:
        return [{"label": f, "start": 10 * n, "end": 10 * n + 4} for f, n in sorted(spans, key=lambda s: s[1])]

    gold, predicted = (
        [GoldArticle(str(n), records=fields(pair[side]).records) for n, pair in enumerate(documents)] for side in (0, 1)
    )
    score = evaluate(gold, predicted)
    tally = score.tally("lead_units") + score.tally("member_units")
    theirs = nervaluate.Evaluator(
        [plain(g) for g, _ in documents],
        [plain(p) for _, p in documents],
        tags=["lead_units", "member_units"],
        loader="dict",
    ).evaluate()["overall"]["strict"]
    assert (tally.recalled, tally.gold, tally.predicted) == (theirs.correct, theirs.possible, theirs.actual)
