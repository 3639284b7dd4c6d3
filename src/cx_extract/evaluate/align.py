"""One-to-one alignment of gold and predicted records of one article (Luo 2005, CEAF).

The pairs are chosen so that the summed similarity of fields is largest; a pair with similarity zero is no pair.
"""

from __future__ import annotations

from collections.abc import Sequence

from cx_extract.evaluate.compare import assign, fold, relaxed, strict
from cx_extract.evaluate.records import Item, Record
from cx_extract.model import FieldName

_TELLING: tuple[FieldName, ...] = ("lead_units", "member_units", "member_counts", "achievements")
"""Fields that say which consortium is meant; the name weighs double, since it alone is meant to identify."""
_MINOR: tuple[FieldName, ...] = ("aliases", "dates", "region", "status")
"""Fields that many consortia share: they decide between likely partners but make none."""
_PLACED: tuple[FieldName, ...] = ("name", "aliases", *_TELLING, "dates")
_COPY = 0.001
"""Lets an exact copy win ties, and makes a record that holds nothing but a status its own partner."""
_SCALE = 1_000_000


def align(gold: Sequence[Record], predicted: Sequence[Record]) -> list[tuple[int, int]]:
    """Return the aligned index pairs (gold, predicted); both sides must be in canonical order for determinism."""
    return assign([[round(_SCALE * similarity(g, p)) for p in predicted] for g in gold])


def similarity(gold: Record, predicted: Record) -> float:
    """Return the summed field similarity of two records, from 0 (nothing in common) upwards.

    Fields are compared by the share of matched values (Dice), the common part of all quotes (Dice over characters)
    joins unnamed and wrongly cut records that speak of the same place.
    """
    total = 2 * _names(gold, predicted) + sum(_dice(f, gold, predicted) for f in _TELLING) + _places(gold, predicted)
    if total:
        total += sum(0.1 * _dice(f, gold, predicted) for f in _MINOR)
    return total + (_COPY if gold == predicted else 0.0)


def _dice(field: FieldName, gold: Record, predicted: Record) -> float:
    """Return the share of items that have a partner; one that is right in the relaxed sense only counts half."""
    ours, theirs = gold.of(field), predicted.of(field)
    if not ours or not theirs:
        return 0.0
    worth = [[strict(field, g, p) + relaxed(field, g, p) for p in theirs] for g in ours]
    return sum(worth[g][p] for g, p in assign(worth)) / (len(ours) + len(theirs))


def _names(gold: Record, predicted: Record) -> float:
    """Compare all names of one side with all of the other; the two main names count most."""
    if gold.name and predicted.name:
        if strict("name", gold.name, predicted.name):
            return 1.0
        if relaxed("name", gold.name, predicted.name):
            return 0.75
    ours = {fold(i.value) for i in (*gold.of("name"), *gold.aliases)}
    theirs = {fold(i.value) for i in (*predicted.of("name"), *predicted.aliases)}
    return 0.75 if ours & theirs else 0.0


def _places(gold: Record, predicted: Record) -> float:
    ours, theirs = _covered(gold), _covered(predicted)
    size = len(ours) + len(theirs)
    return 2 * len(ours & theirs) / size if size else 0.0


def _covered(record: Record) -> set[int]:
    items: list[Item] = [i for f in _PLACED for i in record.of(f)]
    return {c for i in items for c in range(i.start, i.end)}
