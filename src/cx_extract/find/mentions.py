"""What recognisers find: typed spans of a view."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The types of mention that relation rules can ask for in a slot."""

    ORG = "org"
    """an organisation by name"""
    ORG_REF = "org_ref"
    """an organisation by reference: 该公司, 学校, 我们"""
    CX = "cx"
    """a consortium by name"""
    CX_REF = "cx_ref"
    """a consortium by reference or description: 该联合体, 联盟, 创新联合体"""
    COUNT = "count"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Mention:
    """A typed span ``[start, end)`` of a view.

    ``value`` is the name the span stands for as far as its own words tell; ``group`` refines the kind (the type of
    organisation, the class of reference); ``rule_id`` names the recogniser.
    """

    kind: Kind
    start: int
    end: int
    text: str
    rule_id: str
    value: str = ""
    group: str = ""
    payload: object = None


def keep_longest(mentions: list[Mention]) -> list[Mention]:
    """Drop every mention that overlaps a longer one (the earlier one where lengths are equal); sort by start."""
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, m.start)):
        offsets = range(mention.start, mention.end)
        if taken.isdisjoint(offsets):
            kept.append(mention)
            taken.update(offsets)
    return sorted(kept, key=lambda m: m.start)
