"""Precision, recall and F1 per field, from counts summed over articles; ratios are derived once, at the end.

Every figure is a function of the multiset of articles, so neither order nor the way a set was split matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal, get_args

import numpy as np

from cx_extract.errors import UsageError
from cx_extract.evaluate.align import align
from cx_extract.evaluate.compare import match, relaxed, strict
from cx_extract.evaluate.errors import ErrorCase, explain
from cx_extract.evaluate.records import GoldArticle, Item, Record
from cx_extract.model import FIELDS, STATUSES, FieldName

Mode = Literal["strict", "relaxed"]
Figure = Literal["precision", "recall", "f1"]
MODES: tuple[Mode, ...] = get_args(Mode)
FIGURES: tuple[Figure, ...] = get_args(Figure)
RECORD, RIGHT, CATEGORY = "record", "record_right", "category"
ROWS: tuple[str, ...] = (RECORD, RIGHT, *FIELDS, CATEGORY)
"""What is counted: records found, records with every field right, the fields, and the category of matched results."""
SEED = 20240618
RESAMPLES = 1000
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Tally:
    """Summed counts: items on either side, and how many of each are right.

    ``recalled`` and ``precise`` differ only where one span may cover several (relaxed achievements).
    """

    gold: int = 0
    predicted: int = 0
    recalled: int = 0
    precise: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Return the counts of both together."""
        return Tally(
            self.gold + other.gold,
            self.predicted + other.predicted,
            self.recalled + other.recalled,
            self.precise + other.precise,
        )

    def exchanged(self) -> Tally:
        """Return the counts with gold and prediction in each other's place."""
        return Tally(self.predicted, self.gold, self.precise, self.recalled)

    @property
    def missed(self) -> int:
        """Gold items not found (false negatives)."""
        return self.gold - self.recalled

    @property
    def spurious(self) -> int:
        """Predicted items that are wrong (false positives)."""
        return self.predicted - self.precise

    @property
    def precision(self) -> float | None:
        """Share of predicted items that are right, None without predictions."""
        return self.precise / self.predicted if self.predicted else None

    @property
    def recall(self) -> float | None:
        """Share of gold items that were found, None without gold."""
        return self.recalled / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 0 if one side is empty, None if both are."""
        if not self.gold and not self.predicted:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


Tallies = Mapping[tuple[str, Mode], Tally]


@dataclass(frozen=True, slots=True)
class PairScore:
    """The counts of one aligned pair, one missed record or one spurious record."""

    status: str
    tallies: Tallies = field(hash=False)


@dataclass(frozen=True, slots=True)
class ArticleScore:
    """The counts and errors of one article."""

    id: str
    gold_records: int
    predicted_records: int
    pairs: tuple[PairScore, ...]
    errors: tuple[ErrorCase, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """The evaluation of a set of articles, sorted by id; ``unjudged`` are predicted articles without gold."""

    articles: tuple[ArticleScore, ...]
    unjudged: tuple[str, ...] = ()

    def __add__(self, other: Score) -> Score:
        """Return the evaluation of both sets together. Raises UsageError if they share an article."""
        ids = {a.id for a in self.articles}
        if shared := sorted(a.id for a in other.articles if a.id in ids):
            raise UsageError(f"article {shared[0]!r} is in both evaluations; merge disjoint sets only")
        articles = sorted((*self.articles, *other.articles), key=lambda a: a.id)
        judged = {a.id for a in articles}
        unjudged = {*self.unjudged, *other.unjudged} - judged
        return Score(tuple(articles), tuple(sorted(unjudged)))

    def tally(self, row: str, mode: Mode = "strict", where: Callable[[ArticleScore], bool] | None = None) -> Tally:
        """Return the summed counts of ``row`` (one of ``ROWS``), over all articles or those for which ``where``."""
        pairs = (p for a in self.articles if where is None or where(a) for p in a.pairs)
        return _sum(pairs, row, mode)

    def by_status(self, row: str, mode: Mode = "strict") -> dict[str, Tally]:
        """Return the counts by status: gold's where there is a gold record, else the predicted one."""
        pairs = [p for a in self.articles for p in a.pairs]
        return {s: _sum((p for p in pairs if p.status == s), row, mode) for s in STATUSES}

    @property
    def errors(self) -> tuple[ErrorCase, ...]:
        """All errors in the order of articles, records, fields and places."""
        return tuple(e for a in self.articles for e in a.errors)

    @property
    def negatives(self) -> int:
        """Number of articles without gold records."""
        return sum(1 for a in self.articles if not a.gold_records)

    @property
    def spurious_per_100_negatives(self) -> float | None:
        """Records predicted per 100 articles without gold records, None if there is no such article."""
        spurious = sum(a.predicted_records for a in self.articles if not a.gold_records)
        return 100 * spurious / self.negatives if self.negatives else None

    def intervals(self, row: str, mode: Mode = "strict") -> dict[Figure, tuple[float, float] | None]:
        """Return percentile bootstrap intervals (level 0.95) of precision, recall and F1 over articles.

        Efron's percentile method with ``RESAMPLES`` resamples and a fixed seed; resamples in which the figure has
        no denominator are left out, and with none left the interval is None.
        """
        return bootstrap([_sum(a.pairs, row, mode) for a in self.articles])


def single(article: ArticleScore) -> bool:
    """Return whether the article has exactly one gold record."""
    return article.gold_records == 1


def multi(article: ArticleScore) -> bool:
    """Return whether the article has several gold records."""
    return article.gold_records > 1


def evaluate(gold: Iterable[GoldArticle], predicted: Iterable[GoldArticle]) -> Score:
    """Score predictions against gold, article by article.

    A gold article without a prediction counts as one with nothing predicted; predictions for articles without gold
    are not judged. Raises UsageError if an article occurs twice on one side.
    """
    ours, theirs = _by_id(gold, "gold"), _by_id(predicted, "predicted")
    scores = [_score_article(article, theirs.get(key, GoldArticle(key))) for key, article in sorted(ours.items())]
    return Score(tuple(scores), tuple(sorted(theirs.keys() - ours.keys())))


def bootstrap(tallies: Sequence[Tally]) -> dict[Figure, tuple[float, float] | None]:
    """Return percentile intervals for tallies of single articles; articles are drawn with replacement."""
    if not tallies:
        return dict.fromkeys(FIGURES)
    counts = np.array([(t.gold, t.predicted, t.recalled, t.precise) for t in tallies], dtype=np.float64)
    resampled = [Tally(*map(int, row)) for row in _draws(len(tallies)) @ counts]
    return {figure: _percentiles([getattr(t, figure) for t in resampled]) for figure in FIGURES}


@lru_cache(maxsize=1)
def _draws(articles: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Return how often each article is drawn in each resample; whole numbers, so that sums are exact anywhere."""
    drawn = np.random.default_rng(SEED).integers(0, articles, size=(RESAMPLES, articles))
    return np.stack([np.bincount(one, minlength=articles) for one in drawn]).astype(np.float64)


def _percentiles(values: Iterable[float | None]) -> tuple[float, float] | None:
    known = [v for v in values if v is not None]
    if not known:
        return None
    low, high = np.quantile(known, ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    return float(low), float(high)


def _sum(pairs: Iterable[PairScore], row: str, mode: Mode) -> Tally:
    return sum((p.tallies[row, mode] for p in pairs), start=Tally())


def _by_id(articles: Iterable[GoldArticle], side: str) -> dict[str, GoldArticle]:
    found: dict[str, GoldArticle] = {}
    for article in articles:
        if article.id in found:
            raise UsageError(f"{side} article {article.id!r} occurs twice; ids must be unique within a set")
        found[article.id] = article
    return found


def _score_article(gold: GoldArticle, predicted: GoldArticle) -> ArticleScore:
    gold, predicted = gold.canonical(), predicted.canonical()
    aligned = align(gold.records, predicted.records)
    partner = dict(aligned)
    taken = set(partner.values())
    pairs = [
        _score_pair(g, predicted.records[partner[n]] if n in partner else None) for n, g in enumerate(gold.records)
    ]
    pairs += [_score_pair(None, p) for n, p in enumerate(predicted.records) if n not in taken]
    return ArticleScore(
        gold.id, len(gold.records), len(predicted.records), tuple(pairs), explain(gold, predicted, aligned)
    )


def _score_pair(gold: Record | None, predicted: Record | None) -> PairScore:
    ours, theirs = gold or Record(), predicted or Record()
    tallies: dict[tuple[str, Mode], Tally] = {}
    for name in FIELDS:
        tallies[name, "strict"] = _tally_strict(name, ours.of(name), theirs.of(name))
        tallies[name, "relaxed"] = _tally_relaxed(name, ours, theirs)
    both = gold is not None and predicted is not None
    sides = (int(gold is not None), int(predicted is not None))
    right = both and all(not (t.missed or t.spurious) for (_, mode), t in tallies.items() if mode == "strict")
    category = _tally_category(ours.achievements, theirs.achievements)
    for mode in MODES:
        tallies[RECORD, mode] = Tally(*sides, int(both), int(both))
        tallies[RIGHT, mode] = Tally(*sides, int(right), int(right))
        tallies[CATEGORY, mode] = category
    status = ours.status or theirs.status
    return PairScore(status.value if status else "", tallies)


def _tally_strict(name: FieldName, gold: Sequence[Item], predicted: Sequence[Item]) -> Tally:
    right = len(match(name, gold, predicted, strict))
    return Tally(len(gold), len(predicted), right, right)


def _tally_relaxed(name: FieldName, gold: Record, predicted: Record) -> Tally:
    ours, theirs = gold.of(name), predicted.of(name)
    if name == "achievements":
        return Tally(len(ours), len(theirs), _half_covered(ours, theirs), _half_covered(theirs, ours))
    if name == "name":  # any gold name identifies the consortium, though only the longest is the name
        known = tuple(a.value for a in gold.aliases)
        ours = tuple(replace(i, aliases=(*i.aliases, *known)) for i in ours)
    right = len(match(name, ours, theirs, relaxed))
    return Tally(len(ours), len(theirs), right, right)


def _half_covered(items: Sequence[Item], others: Sequence[Item]) -> int:
    covered = {c for o in others for c in range(o.start, o.end)}
    return sum(1 for i in items if 2 * len(covered.intersection(range(i.start, i.end))) >= i.end - i.start > 0)


def _tally_category(gold: Sequence[Item], predicted: Sequence[Item]) -> Tally:
    """Count matched achievements only: the share with the right category is precision and recall alike."""
    matched = match("achievements", gold, predicted, strict)
    right = sum(1 for g, p in matched if gold[g].category == predicted[p].category)
    return Tally(len(matched), len(matched), right, right)
