"""What must hold of every score, whatever the data."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

from evaluate_builders import records, sets
from hypothesis import given, settings
from hypothesis import strategies as st

from cx_extract.evaluate.compare import assign
from cx_extract.evaluate.records import MANY, GoldArticle, Record
from cx_extract.evaluate.report import to_json
from cx_extract.evaluate.score import CATEGORY, MODES, RECORD, RIGHT, ROWS, evaluate
from cx_extract.model import FIELDS

several = settings(max_examples=40, deadline=None)
"""Fewer examples than usual, since each scores whole sets with bootstrap intervals."""


def _shuffled(articles: list[GoldArticle], chance: random.Random) -> list[GoldArticle]:
    def mix(record: Record) -> Record:
        return replace(record, **{f: tuple(chance.sample(record.of(f), len(record.of(f)))) for f in MANY})

    mixed = [replace(a, records=tuple(map(mix, chance.sample(a.records, len(a.records))))) for a in articles]
    return chance.sample(mixed, len(mixed))


@several
@given(sets, sets, st.randoms(use_true_random=False))
def test_order_never_changes_a_figure(gold: list[GoldArticle], predicted: list[GoldArticle], chance: random.Random):
    """Articles, records and facts in any order give the same figures, intervals and errors."""
    expected = evaluate(gold, predicted)
    found = evaluate(_shuffled(gold, chance), _shuffled(predicted, chance))
    assert found == expected
    assert to_json(found) == to_json(expected)


@several
@given(sets)
def test_gold_against_itself_is_one(gold: list[GoldArticle]):
    """Every figure that has a denominator is 1, and there is no error."""
    score = evaluate(gold, gold)
    for row in ROWS:
        for mode in MODES:
            tally = score.tally(row, mode)
            assert {tally.precision, tally.recall, tally.f1} <= {1.0, None}
            assert set(score.intervals(row, mode).values()) <= {(1.0, 1.0), None}
    assert score.errors == ()


@several
@given(sets)
def test_nothing_predicted_has_recall_zero_and_no_precision(gold: list[GoldArticle]):
    """Without predictions recall is 0 wherever there is gold, and precision is not available."""
    score = evaluate(gold, [])
    for row in ROWS:
        tally = score.tally(row)
        assert tally.precision is None
        assert tally.recall == (0.0 if tally.gold else None)
    assert score.tally(RECORD).gold == sum(len(a.records) for a in gold)


@several
@given(sets, sets)
def test_exchanging_the_sides_exchanges_precision_and_recall(gold: list[GoldArticle], predicted: list[GoldArticle]):
    """Without aliases, which only gold may have, the strict comparison is symmetrical."""
    ids = {a.id for a in gold} & {a.id for a in predicted}
    gold, predicted = ([a for a in side if a.id in ids] for side in (gold, predicted))
    there, back = evaluate(gold, predicted), evaluate(predicted, gold)
    assert there.tally(RECORD).precision == back.tally(RECORD).recall


@several
@given(sets, sets, st.sets(st.sampled_from("abcdef")))
def test_merging_evaluations_equals_evaluating_the_union(
    gold: list[GoldArticle], predicted: list[GoldArticle], left: set[str]
):
    """However a set is split by articles, adding the parts' evaluations gives the evaluation of the whole."""

    def part(articles: list[GoldArticle], inside: bool) -> list[GoldArticle]:
        return [a for a in articles if (a.id in left) == inside]

    whole = evaluate(gold, predicted)
    parts = [evaluate(part(gold, inside), part(predicted, inside)) for inside in (True, False)]
    assert parts[0] + parts[1] == parts[1] + parts[0] == whole
    assert to_json(parts[0] + parts[1]) == to_json(whole)


@several
@given(sets, sets)
def test_errors_account_for_every_miss_and_addition(gold: list[GoldArticle], predicted: list[GoldArticle]):
    """The listed errors of a field are exactly its strict false negatives and false positives."""
    score = evaluate(gold, predicted)
    for row in (RECORD, *FIELDS):
        tally = score.tally(row)
        assert tally.missed == sum(e.misses for e in score.errors if e.field == row)
        assert tally.spurious == sum(e.adds for e in score.errors if e.field == row)


@several
@given(sets, sets)
def test_counts_stay_within_their_bounds(gold: list[GoldArticle], predicted: list[GoldArticle]):
    """Nothing is right more often than it occurs, and relaxed is never stricter than strict."""
    score = evaluate(gold, predicted)
    for row in ROWS:
        hard, soft = score.tally(row), score.tally(row, "relaxed")
        assert 0 <= hard.recalled <= soft.recalled <= soft.gold == hard.gold
        assert 0 <= hard.precise <= soft.precise <= soft.predicted == hard.predicted
    assert score.tally(RIGHT).recalled <= score.tally(RECORD).recalled
    assert score.tally(CATEGORY).gold == score.tally("achievements").recalled


@several
@given(st.lists(st.lists(records, min_size=1, max_size=3), min_size=2, max_size=4), st.data())
def test_predictions_for_articles_without_gold_are_spurious(per_article: list[list[Record]], data: st.DataObject):
    """An article without gold cannot gain anything by predicting."""
    gold = [GoldArticle(id=str(n)) for n in range(len(per_article))]
    predicted = [GoldArticle(id=str(n), records=tuple(r)) for n, r in enumerate(per_article)]
    n = data.draw(st.integers(0, len(gold) - 1))
    score = evaluate(gold, predicted[: n + 1])
    assert score.tally(RECORD).precision == 0.0
    total = sum(len(r) for r in per_article[: n + 1])
    assert score.spurious_per_100_negatives == 100 * total / len(gold)


@several
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_assignment_is_the_best_of_all_permutations(rows: int, columns: int, data: st.DataObject):
    """The optimal assignment equals trying every one-to-one mapping."""
    weights = [[data.draw(st.integers(0, 9)) for _ in range(columns)] for _ in range(rows)]
    found = assign(weights)
    assert len({r for r, _ in found}) == len({c for _, c in found}) == len(found)
    assert all(weights[r][c] > 0 for r, c in found)
    wide = weights if rows <= columns else [list(row) for row in zip(*weights, strict=True)]
    best = max(sum(wide[r][c] for r, c in enumerate(p)) for p in permutations(range(len(wide[0])), len(wide)))
    assert sum(weights[r][c] for r, c in found) == best
