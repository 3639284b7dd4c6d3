"""One by one: in A、B两个联合体分别由X、Y牵头 the first consortium has the first lead, the second the second."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import Collapsed
from cx_extract.relate.engine import Match
from cx_extract.resolve.entities import Entity

_EACH = "分别"
_JOINT = re.compile(r"[”“]*(?:（[^（）]{1,30}）)?(?:、|，|和|与|及|以及){0,2}[”“]*")
_CLAUSE = re.compile(r"[。；！？]")
_BODIES = (Kind.ORG, Kind.ORG_REF)


def distribute(
    text: str,
    match: Match,
    sentences: tuple[Collapsed, Collapsed | None],
    entity_of: Callable[[Mention], Entity | None],
) -> list[tuple[Entity, Match]]:
    """Return the match once per consortium with that one's own value; nothing if it says no 分别.

    ``sentences`` are the match's own and the one before it, where the consortia may have been listed.
    """
    own, previous = sentences
    at = _stated_at(text, match, own)
    slot, values = _values(text, match, own) if at is not None else ("", [])
    if at is None or len(values) < 2:
        return []
    told = [m for m in own.mentions.values() if m.kind in (Kind.CX, Kind.CX_REF)]
    before = _entities((m for m in told if m.start < at), entity_of)
    after = _entities((m for m in told if m.start > at), entity_of)
    earlier = _entities(previous.mentions.values(), entity_of) if previous is not None and not before else []
    for entities in (before, before[-len(values) :], after[: len(values)], earlier[-len(values) :]):
        if len(entities) == len(values):
            parts = zip(entities, values, strict=True)
            return [(e, replace(match, slots=_without_name(match) | {slot: (v,)})) for e, v in parts]
    return []


def _without_name(match: Match) -> dict[str, tuple[Mention, ...]]:
    return {name: mentions for name, mentions in match.slots.items() if name != "name"}


def _stated_at(text: str, match: Match, sentence: Collapsed) -> int | None:
    """Where 分别 stands: in the match or in its clause before it."""
    at = text.rfind(_EACH, sentence.offsets[0], match.end)
    return None if at < 0 or _CLAUSE.search(text, at, match.start) else at


def _values(text: str, match: Match, sentence: Collapsed) -> tuple[str, list[Mention]]:
    """The slot that is shared out, and its mentions with those that its list goes on with."""
    for slot in ("lead", "count", "member"):
        values = list(match.slot(slot))
        if not values:
            continue
        kinds = _BODIES if slot != "count" else (Kind.COUNT,)
        for mention in sentence.mentions.values():
            if mention.start > values[-1].start:
                if mention.kind not in kinds or not _JOINT.fullmatch(text, values[-1].end, mention.start):
                    break
                values.append(mention)
        return slot, values
    return "", []


def _entities(mentions: Iterable[Mention], entity_of: Callable[[Mention], Entity | None]) -> list[Entity]:
    """The consortia named or referred to, each once, in text order."""
    found: list[Entity] = []
    for mention in mentions:
        entity = entity_of(mention) if mention.kind in (Kind.CX, Kind.CX_REF) else None
        if entity is not None and all(entity is not known for known in found):
            found.append(entity)
    return found
