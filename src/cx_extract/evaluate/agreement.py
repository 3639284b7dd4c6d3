"""How far two annotations of the same articles agree, and what has to be adjudicated.

Neither side is the truth, so nothing here depends on which is called first. Per field, agreement is the F1 of one
against the other: what kappa tends to where the number of things that could have been marked is large and unknown
(Hripcsak & Rothschild 2005). Where both chose from a list for the same thing, Cohen's kappa (1960) is given, too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cx_extract.errors import UsageError
from cx_extract.evaluate.align import align
from cx_extract.evaluate.compare import match, strict
from cx_extract.evaluate.errors import ErrorCase
from cx_extract.evaluate.records import GoldArticle, Item, Record
from cx_extract.evaluate.score import Score, evaluate
from cx_extract.model import FieldName

_ORGS: tuple[FieldName, ...] = ("lead_units", "member_units")
_QUESTIONS = {
    "missed record": "record in one only",
    "spurious record": "record in one only",
    "split": "one record or several",
    "merged": "one record or several",
    "wrong boundary": "boundary",
    "wrong role": "role",
    "right value in the wrong record": "which record",
    "wrong normalisation": "value",
    "wrong qualifier": "qualifier",
    "wrong event": "event",
    "wrong category": "category",
    "wrong status": "status",
    "duplicate": "once or twice",
    "missed value": "value in one only",
    "spurious value": "value in one only",
}


@dataclass(frozen=True, slots=True)
class Kappa:
    """Cohen's kappa of one choice: ``agreed`` of ``both`` things for which both annotators chose."""

    choice: str
    both: int
    agreed: int
    value: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """One thing on which the annotators differ, for a third to decide."""

    article: str
    record: str
    field: str
    about: str
    first: str
    second: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """The result; ``score`` has the first annotation as gold, ``alone`` the articles that only one annotated."""

    score: Score
    kappas: tuple[Kappa, ...]
    questions: tuple[Question, ...]
    alone: tuple[str, ...]


def agree(first: Iterable[GoldArticle], second: Iterable[GoldArticle]) -> Agreement:
    """Compare two annotations, article by article; those that only one side has are listed, not judged.

    Two surface forms of an organisation agree if either side gives one as an alias or quote of the other. Raises
    UsageError if an article is twice in one side or the sides share none.
    """
    ours, theirs = ({article.id: article for article in side} for side in (first, second))
    shared = sorted(ours.keys() & theirs.keys())
    if not shared:
        raise UsageError("the two annotations have no article in common; compare the ids in both")
    scores, pairs, cases = [], [], []
    for key in shared:
        a, b = ours[key].canonical(), theirs[key].canonical()
        turned = _order(b) < _order(a)  # ties in the alignment fall the same way, whichever side comes first
        a, b = (b, a) if turned else (a, b)
        b = _same_names(a, b).canonical()
        found = evaluate([a], [b])
        pairs += [(a.records[g], b.records[p]) for g, p in align(a.records, b.records)]
        cases += [_turned(case) if turned else case for case in found.errors]
        scores.append(_exchanged(found) if turned else found)
    score = Score(tuple(article for one in scores for article in one.articles))
    kappas = (_presence([(ours[key], theirs[key]) for key in shared]), *_choices(pairs))
    alone = tuple(sorted(ours.keys() ^ theirs.keys()))
    return Agreement(score, kappas, tuple(_questions(cases)), alone)


def _order(article: GoldArticle) -> tuple[tuple[tuple[Item, ...], ...], ...]:
    return tuple(record.key() for record in article.records)


def _same_names(a: GoldArticle, b: GoldArticle) -> GoldArticle:
    """Call the organisations of ``b`` as ``a`` does, where the two mean the same."""
    known = sorted({(field, item) for record in a.records for field in _ORGS for item in record.of(field)})

    def called(field: FieldName, item: Item) -> Item:
        same = (o.value for f, o in known if f == field and (strict(field, o, item) or strict(field, item, o)))
        return replace(item, value=next(same, item.value))

    def renamed(record: Record) -> Record:
        leads = tuple(called("lead_units", item) for item in record.lead_units)
        return replace(
            record, lead_units=leads, member_units=tuple(called("member_units", item) for item in record.member_units)
        )

    return replace(b, records=tuple(map(renamed, b.records)))


def _exchanged(score: Score) -> Score:
    articles = tuple(
        replace(
            article,
            gold_records=article.predicted_records,
            predicted_records=article.gold_records,
            pairs=tuple(
                replace(pair, tallies={key: tally.exchanged() for key, tally in pair.tallies.items()})
                for pair in article.pairs
            ),
            errors=tuple(map(_turned, article.errors)),
        )
        for article in score.articles
    )
    return Score(articles)


def _turned(case: ErrorCase) -> ErrorCase:
    return replace(
        case,
        gold=case.predicted,
        predicted=case.gold,
        gold_quote=case.predicted_quote,
        predicted_quote=case.gold_quote,
        misses=case.adds,
        adds=case.misses,
    )


def _questions(cases: Iterable[ErrorCase]) -> Iterator[Question]:
    for case in cases:
        about = _QUESTIONS.get(case.kind) or ("status" if case.field == "status" else "event")
        if case.kind == "plan taken for fact" and not (case.gold and case.predicted):
            about = "value in one only"
        yield Question(case.article, case.record, case.field, about, case.gold, case.predicted, case.sentence)


def _presence(pairs: Sequence[tuple[GoldArticle, GoldArticle]]) -> Kappa:
    return _kappa("article has a record", [(str(bool(a.records)), str(bool(b.records))) for a, b in pairs])


def _choices(pairs: Sequence[tuple[Record, Record]]) -> tuple[Kappa, Kappa]:
    statuses = [(a.status.value, b.status.value) for a, b in pairs if a.status and b.status]
    categories = [
        (a.achievements[g].category, b.achievements[p].category)
        for a, b in pairs
        for g, p in match("achievements", a.achievements, b.achievements, strict)
    ]
    return _kappa("status", statuses), _kappa("category", categories)


def _kappa(choice: str, pairs: Sequence[tuple[str, str]]) -> Kappa:
    """Return kappa, None where chance alone would agree always (or there is nothing to compare)."""
    agreed = sum(1 for a, b in pairs if a == b)
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    size = len(pairs)
    by_chance = sum(left[key] * right[key] for key in left)
    value = (agreed * size - by_chance) / (size * size - by_chance) if size * size > by_chance else None
    return Kappa(choice, size, agreed, value)
