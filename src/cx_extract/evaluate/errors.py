"""Why a figure is below 1: every missed and every spurious value and record, with its class."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal, get_args

from cx_extract.evaluate.compare import match, overlap, relaxed, strict
from cx_extract.evaluate.records import GoldArticle, Item, Record
from cx_extract.model import FIELDS, FieldName

ErrorClass = Literal[
    "missed record",
    "spurious record",
    "split",
    "merged",
    "wrong boundary",
    "wrong role",
    "right value in the wrong record",
    "wrong normalisation",
    "wrong qualifier",
    "wrong event",
    "wrong category",
    "wrong status",
    "duplicate",
    "plan taken for fact",
    "missed value",
    "spurious value",
]
ERROR_CLASSES: tuple[ErrorClass, ...] = get_args(ErrorClass)
_ORGS: tuple[FieldName, ...] = ("lead_units", "member_units")
_ROLES: dict[FieldName, tuple[FieldName, ...]] = {
    "name": ("aliases",),
    "aliases": ("name",),
    "lead_units": ("member_units",),
    "member_units": ("lead_units",),
}
_PLAN = re.compile(r"将(?!军|帅|士)|拟|计划|力争|旨在|预计|有望|致力于|目标|争取|打算|瞄准")
_MARKS = "。！？；!?;\n"
_CLAUSE = re.compile(f"[{_MARKS}]")


@dataclass(frozen=True, slots=True)
class ErrorCase:
    """One error.

    ``record`` shows the record it is about (its name or lead). ``misses`` and ``adds`` tell whether the error is a
    false negative, a false positive or both of the strict count of ``field`` ("record" for whole records). The quotes
    are those of gold and prediction; ``start`` and ``end`` are the place of the prediction's, or else of gold's.
    """

    article: str
    record: str
    field: str
    kind: ErrorClass
    gold: str = ""
    predicted: str = ""
    rule_id: str = ""
    sentence: str = ""
    misses: bool = False
    adds: bool = False
    gold_quote: str = ""
    predicted_quote: str = ""
    start: int = 0
    end: int = 0


def count(errors: Iterable[ErrorCase]) -> dict[tuple[str, str], int]:
    """Return the number of errors by (field, class), in the order of fields and classes."""
    counts = Counter((e.field, e.kind) for e in errors)
    order = {f: n for n, f in enumerate(("record", *FIELDS))}
    return dict(sorted(counts.items(), key=lambda kv: (order[kv[0][0]], ERROR_CLASSES.index(kv[0][1]))))


def explain(gold: GoldArticle, predicted: GoldArticle, aligned: Sequence[tuple[int, int]]) -> tuple[ErrorCase, ...]:
    """Return the errors of one article whose records, in canonical order, are aligned by index pairs."""
    return tuple(_Explainer(gold, predicted, aligned).run())


@dataclass(slots=True)
class _Explainer:
    gold: GoldArticle
    predicted: GoldArticle
    aligned: Sequence[tuple[int, int]]

    def run(self) -> list[ErrorCase]:
        partner = dict(self.aligned)
        taken = set(partner.values())
        cases: list[ErrorCase] = []
        for n, record in enumerate(self.gold.records):
            if n in partner:
                cases += self._pair(record, self.predicted.records[partner[n]])
            else:
                cases += self._missed(record)
        for n, record in enumerate(self.predicted.records):
            if n not in taken:
                cases += self._spurious(record)
        return cases

    def _missed(self, record: Record) -> list[ErrorCase]:
        merged = any(_swallows(p, record) for p in self.predicted.records)
        kind: ErrorClass = "merged" if merged else "missed record"
        whole = replace(
            self._case(record, "name", kind, _placed(record), None, misses=True), field="record", gold=label(record)
        )
        return [whole, *(self._miss(record, f, i, None, kind) for f in FIELDS for i in record.of(f))]

    def _spurious(self, record: Record) -> list[ErrorCase]:
        split = any(_swallows(g, record) for g in self.gold.records)
        kind: ErrorClass = "split" if split else "spurious record"
        whole = replace(
            self._case(record, "name", kind, None, _placed(record), adds=True), field="record", predicted=label(record)
        )
        return [whole, *(self._add(record, f, i, None, kind) for f in FIELDS for i in record.of(f))]

    def _pair(self, ours: Record, theirs: Record) -> list[ErrorCase]:
        cases: list[ErrorCase] = []
        for name in FIELDS:
            gold, predicted = ours.of(name), theirs.of(name)
            matched = match(name, gold, predicted, strict)
            if name == "achievements":
                cases += [
                    self._case(ours, name, "wrong category", gold[g], predicted[p])
                    for g, p in matched
                    if gold[g].category != predicted[p].category
                ]
            left_gold = _without(gold, {g for g, _ in matched})
            left_predicted = _without(predicted, {p for _, p in matched})
            near, left_gold, left_predicted = _near_misses(name, left_gold, left_predicted)
            cases += [self._case(ours, name, kind, g, p, misses=True, adds=True) for g, p, kind in near]
            cases += [self._miss(ours, name, i, theirs, "missed value") for i in left_gold]
            cases += [self._add(ours, name, i, ours, "spurious value") for i in left_predicted]
        return cases

    def _miss(
        self, record: Record, name: FieldName, item: Item, theirs: Record | None, otherwise: ErrorClass
    ) -> ErrorCase:
        """Class a gold item that was not found, looking where the partner ``theirs`` and other records have it."""
        here = [p for f in _ROLES.get(name, ()) for p in (theirs.of(f) if theirs else ()) if strict(name, item, p)]
        there = [
            p
            for r in self.predicted.records
            if r is not theirs
            for f in _kin(name)
            for p in r.of(f)
            if _same_fact(name, item, p)
        ]
        kind: ErrorClass = "wrong role" if here else "right value in the wrong record" if there else otherwise
        return self._case(record, name, kind, item, next(iter(here + there), None), misses=True)

    def _add(
        self, record: Record, name: FieldName, item: Item, ours: Record | None, otherwise: ErrorClass
    ) -> ErrorCase:
        """Class a predicted item that is wrong, looking where the partner ``ours`` and other gold records have it."""
        again = [g for g in (ours.of(name) if ours else ()) if strict(name, g, item)]
        here = [g for f in _ROLES.get(name, ()) for g in (ours.of(f) if ours else ()) if strict(name, g, item)]
        there = [g for r in self.gold.records for f in _kin(name) for g in r.of(f) if _same_fact(name, g, item)]
        kind = otherwise
        if again or here or there:
            kind = "duplicate" if again else "wrong role" if here else "right value in the wrong record"
        elif ours and _planned(item):
            kind = "plan taken for fact"
        return self._case(record, name, kind, next(iter(again + here + there), None), item, adds=True)

    def _case(
        self,
        record: Record,
        name: FieldName,
        kind: ErrorClass,
        gold: Item | None,
        predicted: Item | None,
        *,
        misses: bool = False,
        adds: bool = False,
    ) -> ErrorCase:
        place = predicted or gold
        return ErrorCase(
            article=self.gold.id,
            record=label(record),
            field=name,
            kind=kind,
            gold=show(name, gold),
            predicted=show(name, predicted),
            rule_id=predicted.rule_id if predicted else "",
            sentence=(predicted.sentence if predicted else "") or self._sentence(gold) or self._sentence(predicted),
            misses=misses,
            adds=adds,
            gold_quote=gold.quote if gold else "",
            predicted_quote=predicted.quote if predicted else "",
            start=place.start if place else 0,
            end=place.end if place else 0,
        )

    def _sentence(self, item: Item | None) -> str:
        """Return the sentence around an item, or its quote if the article is not at hand."""
        if item is None or not self.gold.text or not item.quote:
            return item.quote if item else ""
        text = self.gold.text
        start = 1 + max(text.rfind(mark, 0, item.start) for mark in _MARKS)
        stop = _CLAUSE.search(text, item.end)
        return text[start : stop.end() if stop else len(text)].strip()


def _placed(record: Record) -> Item | None:
    """Return the item that best shows where the article speaks of the record: its name, else its first quote."""
    return record.name or min((i for f in FIELDS for i in record.of(f) if i.quote), default=None)


def _without(items: Sequence[Item], places: set[int]) -> list[Item]:
    return [i for n, i in enumerate(items) if n not in places]


def label(record: Record) -> str:
    """Return what names the record for a reader: its name, else its first lead in brackets, else its first quote."""
    if record.name:
        return record.name.value
    first = next((i for f in ("lead_units", *FIELDS) for i in record.of(f) if i.quote), None)
    return f"[{first.value}]" if first else "[]"


def show(name: FieldName, item: Item | None) -> str:
    """Return an item as one short line: the value with what else is compared in its field."""
    if item is None:
        return ""
    detail = {"member_counts": item.qualifier, "dates": item.event, "achievements": item.category}.get(name, "")
    return f"{item.value} ({detail})" if detail else item.value


def _kin(name: FieldName) -> tuple[FieldName, ...]:
    """Return the fields in which a value of field ``name`` may turn up by mistake."""
    return (name, *_ROLES.get(name, ()))


def _same_fact(name: FieldName, gold: Item, predicted: Item) -> bool:
    """Return whether both state the same fact; small numbers, dates and regions must come from the same place."""
    if name == "status" or (name in ("member_counts", "dates", "region") and not overlap(gold, predicted)):
        return False
    return strict(name, gold, predicted)


def _swallows(large: Record, small: Record) -> bool:
    """Return whether ``large`` holds at least half of the values of ``small``, status and region apart."""
    held = total = 0
    for name in FIELDS:
        if name in ("status", "region"):
            continue
        for item in small.of(name):
            places = (*large.of("name"), *large.aliases) if name in ("name", "aliases") else large.of(name)
            total += 1
            held += any(relaxed(name, i, item) or relaxed(name, item, i) for i in places)
    return 2 * held >= total > 0


def _near_misses(
    name: FieldName, gold: list[Item], predicted: list[Item]
) -> tuple[list[tuple[Item, Item, ErrorClass]], list[Item], list[Item]]:
    """Pair leftovers that are plainly about the same thing, the nearest kind of error first; return what remains."""
    found: list[tuple[Item, Item, ErrorClass]] = []
    for kind in _KINDS:
        pairs = match(name, gold, predicted, partial(_is_kind, kind))
        found += [(gold[g], predicted[p], kind) for g, p in pairs]
        gold = _without(gold, {g for g, _ in pairs})
        predicted = _without(predicted, {p for _, p in pairs})
    return found, gold, predicted


def _is_kind(kind: ErrorClass, name: FieldName, gold: Item, predicted: Item) -> bool:
    return _kind(name, gold, predicted) == kind


_KINDS: tuple[ErrorClass, ...] = (
    "plan taken for fact",
    "wrong status",
    "wrong qualifier",
    "wrong event",
    "wrong boundary",
    "wrong normalisation",
)


def _kind(name: FieldName, gold: Item, predicted: Item) -> ErrorClass | None:
    """Return how ``predicted`` misses ``gold`` in one field, or None if they have nothing to do with each other."""
    match name:
        case "status":
            return "plan taken for fact" if gold.value == "planned" else "wrong status"
        case "member_counts":
            return _count_kind(gold, predicted)
        case "dates":
            return _date_kind(gold, predicted)
        case "achievements":
            return "wrong boundary" if overlap(gold, predicted) else None
        case _:
            return _text_kind(name, gold, predicted)


def _text_kind(name: FieldName, gold: Item, predicted: Item) -> ErrorClass | None:
    if relaxed(name, gold, predicted) or gold.value in predicted.value or predicted.value in gold.value:
        return "wrong boundary"
    if name in _ORGS:  # two different organisations may stand in one long quote: ask for mostly the same place
        return "wrong normalisation" if overlap(gold, predicted) >= 0.5 else None
    if name == "region":
        return "wrong normalisation"
    return "wrong boundary" if overlap(gold, predicted) else None


def _count_kind(gold: Item, predicted: Item) -> ErrorClass | None:
    if gold.value == predicted.value:
        return "wrong qualifier"
    return "wrong normalisation" if overlap(gold, predicted) else None


def _date_kind(gold: Item, predicted: Item) -> ErrorClass | None:
    if gold.value == predicted.value or (overlap(gold, predicted) and gold.event != predicted.event):
        return "plan taken for fact" if gold.event == "planned" else "wrong event"
    near = overlap(gold, predicted) or relaxed("dates", gold, predicted)
    return "wrong normalisation" if near else None


def _planned(item: Item) -> bool:
    """Return whether the clause up to and with the quote speaks of plans or aims."""
    place = item.sentence.find(item.quote)
    if not item.quote or place < 0:
        return False
    clause = _CLAUSE.split(item.sentence[:place])[-1].rsplit("，", 1)[-1]
    return bool(_PLAN.search(clause + item.quote))
