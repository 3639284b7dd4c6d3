"""Consortia named in one list: what a statement says of one of them it says of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.engine import Match
from cx_extract.resolve.entities import Entity

_JOINED = re.compile(r"[”“]*(?:、|和|与|及|以及)?[”“]*")


def coordinated(
    text: str,
    mentions: Iterable[Mention],
    match: Match,
    entity: Entity,
    entity_of: Callable[[Mention], Entity | None],
) -> list[Entity]:
    """Return the other consortia of the list in which the sentence names ``entity``, for a match that speaks of it.

    The list begins at the consortium in the match's own slot, else at the first one after the match: 牵头组建A联合体、
    B联合体 and A联合体、B联合体揭牌 alike. ``mentions`` are the sentence's.
    """
    names = [m for m in mentions if m.kind is Kind.CX]
    own = [m for m in names if m in match.slot("name")] or [m for m in names if m.start >= match.end][:1]
    if not own or entity_of(own[0]) is not entity:
        return []
    first = last = names.index(own[0])
    while first > 0 and _JOINED.fullmatch(text, names[first - 1].end, names[first].start):
        first -= 1
    while last + 1 < len(names) and _JOINED.fullmatch(text, names[last].end, names[last + 1].start):
        last += 1
    others = [entity_of(m) for m in names[first : last + 1]]
    return [e for e in others if e is not None and e is not entity]
