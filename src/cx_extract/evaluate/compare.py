"""When a predicted value equals a gold value: strictly, and in the relaxed sense of the guideline's section 4."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from cx_extract.evaluate.records import Item
from cx_extract.model import FieldName
from cx_extract.resolve.edtf import covers

_DROPPED = "()[]{}<>（）｛｝＜＞〔〕［］【】〈〉《》「」『』“”‘’\"'＂＇〝〞 \t\r\n\u3000\u00a0"
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94)} | dict.fromkeys(map(ord, _DROPPED))
_ANAPHOR = re.compile(
    r"[该本此其我这贵](?:家|个|所|些|们)?(?:国|校|院|所|厂|司|省|市|县|区)?"
    r"(?:(?:集团|总|母)?公司|集团|企业|单位|机构|中心|学校|大学|高校|学院|医院|研究[院所]|实验室)?"
    r"|(?:集团|总|母)?公司|集团|企业|单位|机构|中心|学校|大学|高校|学院|医院|研究[院所]|实验室|前者|后者|双方|两者"
)
"""Quotes that point back to an organisation without naming it; no institution whose name begins so is excluded."""
_REGION_TAIL = re.compile(r"(?<=..)[省市]$")
_BIG = 1 << 20
"""Weight of one more matched pair; finer preferences stay below it, so the number of pairs is always maximal."""

Compare = Callable[[FieldName, Item, Item], bool]


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return ``text`` for comparison: full-width ASCII made narrow; brackets, quotation marks and blanks dropped."""
    return text.translate(_FOLD)


@lru_cache(maxsize=1 << 16)
def forms(field: FieldName, item: Item) -> frozenset[str]:
    """Return the folded surface forms that are right for gold ``item`` in the strict sense.

    Organisations: value, aliases and the quote unless it only points back (该公司). A consortium's name must be
    the longest one, hence its value only; a region goes with or without 省 or 市.
    """
    if field in ("lead_units", "member_units"):
        found = {item.value, *(a for a in (item.quote, *item.aliases) if a and not _ANAPHOR.fullmatch(a))}
        return frozenset(map(fold, found))
    if field == "region":
        return frozenset(_place(v) for v in (item.value, item.quote) if v)
    return frozenset(map(fold, (item.value, *item.aliases)))


def _place(region: str) -> str:
    return _REGION_TAIL.sub("", fold(region))


def overlap(a: Item, b: Item) -> float:
    """Return intersection over union of the two places, in 0..1."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return common / (max(a.end, b.end) - min(a.start, b.start)) if common > 0 else 0.0


def strict(field: FieldName, gold: Item, predicted: Item) -> bool:
    """Return whether ``predicted`` is right in the strict sense."""
    match field:
        case "member_counts":
            return (gold.value, gold.qualifier) == (predicted.value, predicted.qualifier)
        case "dates":
            return (gold.value, gold.event) == (predicted.value, predicted.event)
        case "achievements":
            return overlap(gold, predicted) >= 0.5
        case "status":
            return gold.value == predicted.value
        case "region":
            return _place(predicted.value) in forms(field, gold)
        case _:
            return fold(predicted.value) in forms(field, gold)


def relaxed(field: FieldName, gold: Item, predicted: Item) -> bool:
    """Return whether ``predicted`` is right in the relaxed sense.

    Beside the guideline's rules: for counts the number alone, for regions a part of the other (厦门 in 福建省厦门市),
    for achievements half of the shorter span in the other. A status has no relaxed sense.
    """
    if strict(field, gold, predicted):
        return True
    match field:
        case "member_counts":
            right = gold.value == predicted.value
        case "dates":
            covered = covers(gold.value, predicted.value) or covers(predicted.value, gold.value)
            right = gold.event == predicted.event and covered
        case "achievements":
            common = min(gold.end, predicted.end) - max(gold.start, predicted.start)
            right = 2 * common >= min(gold.end - gold.start, predicted.end - predicted.start) > 0
        case "status":
            right = False
        case "region":
            found = _place(predicted.value)
            right = bool(found) and any(found in form or form in found for form in forms(field, gold))
        case _:
            right = any(_contains(form, fold(predicted.value)) for form in forms(field, gold))
    return right


def _contains(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return short in long and 2 * len(short) >= len(long) > 0


def assign(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the one-to-one pairs (row, column) with the largest summed weight, pairs of weight 0 left out.

    Kuhn's assignment problem, solved by ``scipy.optimize.linear_sum_assignment``; whole numbers keep it exact.
    """
    if not weights or not weights[0]:
        return []
    if len(weights) == 1 and len(weights[0]) == 1:
        return [(0, 0)] if weights[0][0] > 0 else []
    matrix = np.array(weights, dtype=np.float64)
    rows, columns = linear_sum_assignment(matrix, maximize=True)
    return [(int(r), int(c)) for r, c in zip(rows, columns, strict=True) if matrix[r, c] > 0]


def match(field: FieldName, gold: Sequence[Item], predicted: Sequence[Item], same: Compare) -> list[tuple[int, int]]:
    """Return the largest one-to-one matching of equal items, preferring those at the same place and alike in detail."""
    if not gold or not predicted:
        return []
    return assign([[_weight(field, g, p, same) for p in predicted] for g in gold])


def _weight(field: FieldName, gold: Item, predicted: Item, same: Compare) -> int:
    if not same(field, gold, predicted):
        return 0
    alike = (gold.unit == predicted.unit) + (gold.as_of == predicted.as_of) + (gold.category == predicted.category)
    return _BIG + 1000 * round(100 * overlap(gold, predicted)) + 10 * alike
