"""Which achievements that several articles tell are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import partial_ratio, ratio
from rapidfuzz.process import cdist

from cx_extract.kb.bulk import content_id
from cx_extract.kb.told import Told, best, by

_ALIKE = 75
_CONTAINED = 90
_SHORTEST_PART = 0.5
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Result:
    """One achievement and the statements that tell it."""

    id: str
    achievement: str
    category: str
    told: tuple[Told, ...]


def results(consortium_id: str, told: Iterable[Told]) -> tuple[Result, ...]:
    """Return the achievements of a consortium in the order of their texts.

    Two articles tell the same result if their wordings are alike, or the shorter lies within the longer and is no
    fragment, and their numbers are equal. One article tells its results apart, so two of one article stay two.
    """
    texts = by((one for one in told if one.field == "achievements"), "value")
    names = sorted(texts)
    found = []
    for group in _groups(names, [{one.article_sha256 for one in texts[name]} for name in names]):
        lines = tuple(one for place in group for one in texts[names[place]])
        shown = best(lines)
        found.append(Result(content_id("achievement", consortium_id, shown.value), shown.value, shown.category, lines))
    return tuple(sorted(found, key=lambda one: one.achievement))


def _groups(names: Sequence[str], articles: Sequence[set[str]]) -> list[list[int]]:
    """Join the most alike first, whatever order they came in, unless an article would tell one result twice."""
    group_of = list(range(len(names)))
    members = [[place] for place in range(len(names))]
    within = [set(one) for one in articles]
    for left, right in _alike(names):
        a, b = sorted((group_of[left], group_of[right]))
        if a == b or within[a] & within[b]:
            continue
        for place in members[b]:
            group_of[place] = a
        members[a] += members[b]
        within[a] |= within[b]
        members[b] = []
    return [group for group in members if group]


def _alike(names: Sequence[str]) -> list[tuple[int, int]]:
    """Return the pairs of places whose texts tell one result, the most alike first."""
    if len(names) < 2:
        return []
    whole = cdist(names, names, scorer=ratio, dtype=np.float32)
    part = cdist(names, names, scorer=partial_ratio, score_cutoff=_CONTAINED, dtype=np.float32)
    lengths = np.array([len(name) for name in names])
    near = np.minimum.outer(lengths, lengths) >= _SHORTEST_PART * np.maximum.outer(lengths, lengths)
    score = np.where(whole >= _ALIKE, whole, np.where((part >= _CONTAINED) & near, part - _CONTAINED, 0))
    pairs = [(left, right) for left, right in zip(*np.nonzero(score), strict=True) if left < right]
    numbers = [sorted(_NUMBER.findall(name)) for name in names]
    kept = [(left, right) for left, right in pairs if numbers[left] == numbers[right]]
    return sorted(kept, key=lambda pair: (-float(score[pair]), pair))
