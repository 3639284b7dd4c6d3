"""Short forms that fit several bodies: 宏远机械 beside 成都宏远机械 and 潍坊宏远机械."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Mapping

from cx_extract.identity.clustering import REVIEW

Scored = tuple[float, tuple[str, ...]]
"""A score in 0..1 and its evidence."""

AMBIGUOUS = -0.3
"""What a pair loses if one of the two fits another body as well: enough that it is joined on strong context only."""
MARGIN = 0.05
"""A form that fits two bodies is taken for one of them only if that one is ahead by this much."""


def lower_ambiguous(
    scores: Mapping[tuple[int, int], Scored], are_two: Callable[[int, int], bool]
) -> dict[tuple[int, int], Scored]:
    """Return the pairs with those lowered of which one side has a rival: as good a partner that is another body.

    ``are_two`` tells of two indexes, the smaller first, that they can't be one body.
    """
    partners: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (left, right), (score, _) in scores.items():
        partners[left].append((score, right))
        partners[right].append((score, left))
    asked = {node: {node} for node in partners}
    apart: dict[int, set[int]] = {node: set() for node in partners}

    @functools.cache
    def as_good(node: int, score: float) -> frozenset[int]:
        return frozenset(partner for other, partner in partners[node] if other > score - MARGIN)

    def has_rival(node: int, partner: int, score: float) -> bool:
        rivals = as_good(node, score)  # as sets: many forms of one body are all partners of each other
        for rival in rivals - asked[partner]:
            asked[partner].add(rival)
            if are_two(min(rival, partner), max(rival, partner)):
                apart[partner].add(rival)
        return not rivals.isdisjoint(apart[partner])

    lowered = {}
    for (left, right), (score, evidence) in scores.items():
        if has_rival(left, right, score) or has_rival(right, left, score):
            least = min(score, REVIEW)  # which of them it is remains a question worth asking
            lowered[left, right] = round(max(least, score + AMBIGUOUS), 4), (*evidence, "fits_others")
        else:
            lowered[left, right] = score, evidence
    return lowered
