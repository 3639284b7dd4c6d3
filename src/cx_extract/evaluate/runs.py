"""Run against run: which facts appeared, vanished or changed, behind which rule, and with gold for better or worse."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cx_extract.errors import UsageError
from cx_extract.evaluate.align import align
from cx_extract.evaluate.compare import assign, match, overlap, strict
from cx_extract.evaluate.errors import label, show
from cx_extract.evaluate.records import GoldArticle, Item
from cx_extract.evaluate.score import Score, evaluate
from cx_extract.model import FIELDS, FieldName

Kind = Literal["appeared", "vanished", "changed", "moved", "same"]
"""``moved``: the same fact in another record; ``same``: the same fact, right in one run only since its record is."""

_Place = tuple[int, FieldName, int]
"""Number of the record, field, number in the field; of a canonical article."""
_Weight = Callable[[_Place, _Place], int]


@dataclass(frozen=True, slots=True)
class Change:
    """One fact of one field that differs between the runs.

    ``rule`` is what is behind it: the new rule, the old one of a fact that vanished, ``old → new`` where both differ.
    ``was_right`` and ``is_right`` are None without gold, and on the side where the fact is not.
    """

    article: str
    record: str
    field: FieldName
    kind: Kind
    rule: str
    before: str
    after: str
    sentence: str
    start: int
    end: int
    was_right: bool | None = None
    is_right: bool | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The changes of one field behind one rule; the last four are counts of facts, all 0 without gold.

    ``right`` counts facts that are right now and were not (or were not there), ``right_lost`` the reverse; ``wrong``
    counts facts that are there and wrong and were not there or were right, ``wrong_lost`` the reverse.
    """

    field: FieldName
    rule: str
    articles: int
    appeared: int
    vanished: int
    changed: int
    right: int = 0
    right_lost: int = 0
    wrong: int = 0
    wrong_lost: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result; ``unchanged`` counts facts that are the same, ``other_rule`` those of them behind another rule now.

    ``alone`` are articles that only one of the runs read, ``unjudged`` those without gold; ``scores`` are those of the
    two runs over the articles that both read and gold has, None if there was no gold.
    """

    changes: tuple[Change, ...]
    unchanged: int
    other_rule: int
    alone: tuple[str, ...] = ()
    unjudged: tuple[str, ...] = ()
    scores: tuple[Score, Score] | None = None

    @property
    def summaries(self) -> tuple[Summary, ...]:
        """The changes by field and rule, most articles first within a field."""
        groups: dict[tuple[FieldName, str], list[Change]] = {}
        for change in self.changes:
            groups.setdefault((change.field, change.rule), []).append(change)
        found = [_summary(field, rule, changes) for (field, rule), changes in groups.items()]
        return tuple(sorted(found, key=lambda s: (FIELDS.index(s.field), -s.articles, s.rule)))


def _summary(field: FieldName, rule: str, changes: Sequence[Change]) -> Summary:
    kinds = Counter(change.kind for change in changes)
    return Summary(
        field,
        rule,
        len({change.article for change in changes}),
        kinds["appeared"],
        kinds["vanished"],
        kinds["changed"] + kinds["moved"] + kinds["same"],
        sum(1 for c in changes if c.is_right and not c.was_right),
        sum(1 for c in changes if c.was_right and not c.is_right),
        sum(1 for c in changes if c.is_right is False and c.was_right is not False),
        sum(1 for c in changes if c.was_right is False and c.is_right is not False),
    )


def compare_runs(
    before: Iterable[GoldArticle], after: Iterable[GoldArticle], gold: Iterable[GoldArticle] | None = None
) -> Comparison:
    """Compare two runs, fact by fact; an article that one run did not read is listed and not compared.

    Facts are the same if all their content and their place are; a fact that stands at an overlapping place, or has the
    same value, in the same field of the same record is a changed one. Records are paired as for scoring. Whether a fact
    is right is what ``evaluate`` says in the strict sense. Raises UsageError if the runs share no article.
    """
    old, new = ({article.id: article.canonical() for article in run} for run in (before, after))
    truth = None if gold is None else {article.id: article.canonical() for article in gold}
    shared = sorted(old.keys() & new.keys())
    if not shared and (old or new):
        raise UsageError("the two runs have no article in common; compare runs over the same folder")
    comparer = [_Articles(old[key], new[key], None if truth is None else truth.get(key)) for key in shared]
    changes = [change for one in comparer for change in one.changes()]
    scores = None
    if truth is not None:
        known = [article for key, article in truth.items() if key in shared]
        scores = (evaluate(known, _of(old, known)), evaluate(known, _of(new, known)))
    return Comparison(
        tuple(changes),
        sum(one.unchanged for one in comparer),
        sum(one.other_rule for one in comparer),
        tuple(sorted(old.keys() ^ new.keys())),
        () if truth is None else tuple(key for key in shared if key not in truth),
        scores,
    )


def _of(run: Mapping[str, GoldArticle], known: Iterable[GoldArticle]) -> list[GoldArticle]:
    return [run[article.id] for article in known]


def _right_places(gold: GoldArticle, predicted: GoldArticle) -> set[_Place]:
    """Return which facts of ``predicted`` are right: (record, field, number in the field); both must be canonical."""
    found = set()
    for g, p in align(gold.records, predicted.records):
        for field in FIELDS:
            ours, theirs = gold.records[g].of(field), predicted.records[p].of(field)
            found |= {(p, field, n) for _, n in match(field, ours, theirs, strict)}
    return found


class _Articles:
    """Two runs over one article."""

    def __init__(self, old: GoldArticle, new: GoldArticle, gold: GoldArticle | None) -> None:
        self._old, self._new, self._gold = old, new, gold
        self._was_right = _right_places(gold, old) if gold else set()
        self._is_right = _right_places(gold, new) if gold else set()
        self.unchanged = self.other_rule = 0

    def changes(self) -> Iterator[Change]:
        partner = dict(align(self._old.records, self._new.records))
        left: list[_Place] = []
        right: list[_Place] = []
        for n in range(len(self._old.records)):
            for field in FIELDS:
                yield from self._field(n, partner.get(n), field, left, right)
        taken = set(partner.values())
        for n, record in enumerate(self._new.records):
            if n not in taken:
                right += [(n, field, i) for field in FIELDS for i in range(len(record.of(field)))]
        moves = _pairs(left, right, self._same)
        yield from (self._change("moved", a, b) for a, b in moves)
        gone, come = {a for a, _ in moves}, {b for _, b in moves}
        yield from (self._change("vanished", place, None) for place in left if place not in gone)
        yield from (self._change("appeared", None, place) for place in right if place not in come)

    def _field(
        self, n: int, partner: int | None, field: FieldName, left: list[_Place], right: list[_Place]
    ) -> Iterator[Change]:
        """Compare one field of a record and its partner; what finds no counterpart goes to ``left`` and ``right``."""
        ours: list[_Place] = [(n, field, i) for i in range(len(self._old.records[n].of(field)))]
        theirs: list[_Place] = []
        if partner is not None:
            theirs = [(partner, field, i) for i in range(len(self._new.records[partner].of(field)))]
        for a, b in _pairs(ours, theirs, self._same):
            ours.remove(a)
            theirs.remove(b)
            self.unchanged += 1
            self.other_rule += self._item(self._old, a).rule_id != self._item(self._new, b).rule_id
            if (a in self._was_right) != (b in self._is_right):
                yield self._change("same", a, b)
        for a, b in _pairs(ours, theirs, self._near):
            ours.remove(a)
            theirs.remove(b)
            yield self._change("changed", a, b)
        left += ours
        right += theirs

    def _same(self, a: _Place, b: _Place) -> int:
        return int(a[1] == b[1] and _content(self._item(self._old, a)) == _content(self._item(self._new, b)))

    def _near(self, a: _Place, b: _Place) -> int:
        """Return how much two facts of one field look like the same statement; single fields always do."""
        one, other = self._item(self._old, a), self._item(self._new, b)
        single = a[1] in ("name", "status", "region")
        return 100 * (one.value == other.value) + round(50 * overlap(one, other)) + single

    @staticmethod
    def _item(article: GoldArticle, place: _Place) -> Item:
        record, field, number = place
        return article.records[record].of(field)[number]

    def _change(self, kind: Kind, a: _Place | None, b: _Place | None) -> Change:
        old = self._item(self._old, a) if a else None
        new = self._item(self._new, b) if b else None
        shown = new or old
        assert shown is not None
        place = b or a
        assert place is not None
        record = self._new.records[b[0]] if b else self._old.records[place[0]]
        rules = dict.fromkeys(item.rule_id for item in (old, new) if item)
        return Change(
            self._new.id,
            label(record),
            place[1],
            kind,
            " → ".join(rules),
            _shown(place[1], old),
            _shown(place[1], new),
            shown.sentence or shown.quote,
            shown.start,
            shown.end,
            (a in self._was_right) if a and self._gold else None,
            (b in self._is_right) if b and self._gold else None,
        )


def _shown(field: FieldName, item: Item | None) -> str:
    """Return a fact as one short line, with the other details that may differ."""
    if item is None:
        return ""
    more = [item.unit, item.as_of, "" if item.modality == "asserted" else item.modality]
    return " ".join(filter(None, [show(field, item), *more]))


def _content(item: Item) -> Item:
    return replace(item, rule_id="", sentence="", aliases=())


def _pairs(ours: Sequence[_Place], theirs: Sequence[_Place], weight: _Weight) -> list[tuple[_Place, _Place]]:
    if not ours or not theirs:
        return []
    return [(ours[a], theirs[b]) for a, b in assign([[weight(a, b) for b in theirs] for a in ours])]
