"""Settling conflicts between candidates and writing the final records."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from cx_extract.assemble.confidence import Reliability
from cx_extract.assemble.draft import Candidate, Draft
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind
from cx_extract.model import STATUSES, Consortium, Fact, Modality

_NAMES = frozenset({"name", "aliases", "lead_units", "member_units", "region"})
_OBJECT = 12
"""Code points at a clause's end in which its object stands."""
_SUCCESSOR = "lead.successor"


def to_record(
    draft: Draft, document: Document, sha256: str, sentence_of: Callable[[int], str], reliability: Reliability
) -> Consortium | None:
    """Return the draft's record, or None if nothing shows that the consortium exists or is formally planned."""
    leads = _unique(draft.of("lead_units"), draft.departed)
    successors = [c for c in leads if c.rule_id.startswith(_SUCCESSOR)]
    former = [replace(c, field="member_units") for c in leads if successors and c not in successors]
    leads = successors or leads
    lead_names = {c.value for c in leads}
    members = [c for c in _unique([*draft.of("member_units"), *former], draft.departed) if c.value not in lead_names]
    counts = _counts(draft.of("member_counts"))
    dates = _dates(draft.of("dates"))
    achievements = [a for a in _spans(draft.of("achievements")) if not _restates(a, counts)]
    names = draft.of("name")
    if draft.void or (not names and not leads):
        return None
    if names and draft.only_wished and not (leads or members or counts or dates or achievements):
        return None
    if names and not _is_evident(draft, bool(leads or len(members) > 1), bool(counts or dates or members)):
        return None
    status = _status(draft, names or leads, at_work=bool(achievements))
    if not names and status.modality == "planned":
        return None  # a plan without a name is no body yet
    chosen = [*names[:1], *draft.of("aliases"), status, *leads, *members, *counts, *dates, *achievements]
    chosen += draft.of("region")[:1]
    facts = tuple(_fact(c, document, sentence_of, reliability) for c in chosen)
    start = document.view.span(draft.entity.first, draft.entity.first + 1)[0]
    digest = hashlib.sha256(f"{sha256}:{start}".encode()).hexdigest()
    return Consortium(digest[:16], facts)


def _is_evident(draft: Draft, has_leads: bool, has_more: bool) -> bool:
    """Tell whether what the text says makes a body with a weak name (a 联盟 of whatever kind) a consortium.

    A name that speaks of research or industry needs any fact beside it; one that does not needs a lead or members and
    the consortium's work named near it. A 联盟 of states is none, whatever it is called.
    """
    groups = {m.group for m in draft.entity.mentions if m.kind is Kind.CX}
    if "sure" in groups:
        return True
    if draft.of_states:
        return False
    if "weak" in groups:
        return has_leads or has_more or bool(draft.statuses) or bool(draft.of("aliases"))
    founded = any(modality == "asserted" for _, modality, _ in draft.statuses)
    stands = has_more and founded
    if has_leads and founded and draft.entity.name.endswith("联合体"):
        return True
    return draft.works and (has_leads or stands or bool(draft.of("achievements")))


def _status(draft: Draft, fallback: list[Candidate], at_work: bool) -> Candidate:
    """The furthest status stated; a consortium that has been approved and has results is evidently at work."""
    asserted = [(s, m, c) for s, m, c in draft.statuses if m == "asserted"]
    pool = asserted or draft.statuses
    modality: Modality = "asserted" if asserted or not draft.statuses else "planned"
    wished = draft.only_wished or all(c.modality == "planned" for c in fallback)
    if draft.in_preparation or (not pool and wished and not at_work):
        first = fallback[0]
        return Candidate("status", "planned", first.start, first.end, "status.mentioned", 0.7, "planned")
    if not pool:
        first = fallback[0]
        return Candidate("status", "established", first.start, first.end, "status.mentioned", 0.7)
    value, _, trigger = max(pool, key=lambda item: (STATUSES.index(item[0]), item[2].confidence, -item[2].start))
    if value == "approved" and at_work:
        value = "established"
    return Candidate("status", value, trigger.start, trigger.end, trigger.rule_id, trigger.confidence, modality)


def _restates(achievement: Candidate, counts: list[Candidate]) -> bool:
    """Tell whether a clause taken for a result only tells the number of members: at its end, or of no other matter."""
    inside = [c for c in counts if achievement.start <= c.start and c.end <= achievement.end]
    return any(achievement.category == "other" or achievement.end - c.end < _OBJECT for c in inside)


def _unique(candidates: list[Candidate], departed: set[str]) -> list[Candidate]:
    best: dict[str | int, Candidate] = {}
    for candidate in candidates:
        if candidate.value in departed:
            continue
        known = best.get(candidate.value)
        if known is None or (-candidate.confidence, candidate.start) < (-known.confidence, known.start):
            best[candidate.value] = candidate
    return sorted(best.values(), key=lambda c: c.start)


def _counts(candidates: list[Candidate]) -> list[Candidate]:
    by_span: dict[int, Candidate] = {}
    for candidate in candidates:
        known = by_span.get(candidate.start)
        if known is None or (bool(candidate.as_of), candidate.confidence) > (bool(known.as_of), known.confidence):
            by_span[candidate.start] = candidate
    seen: dict[tuple[object, ...], Candidate] = {}
    for candidate in sorted(by_span.values(), key=lambda c: c.start):
        first = seen.setdefault((candidate.value, candidate.qualifier), candidate)
        if candidate.as_of and not first.as_of:
            seen[(candidate.value, candidate.qualifier)] = replace(first, as_of=candidate.as_of)
    return list(seen.values())


_EVENT_RANK = {
    "launched": 3,
    "accepted": 3,
    "ended": 3,
    "first_meeting": 3,
    "approved": 2,
    "planned": 2,
    "established": 1,
}


def _dates(candidates: list[Candidate]) -> list[Candidate]:
    by_span: dict[int, Candidate] = {}
    for candidate in candidates:
        known = by_span.get(candidate.start)
        if known is None or _date_weight(candidate) > _date_weight(known):
            by_span[candidate.start] = candidate
    seen: dict[tuple[object, ...], Candidate] = {}
    for candidate in sorted(by_span.values(), key=lambda c: c.start):
        seen.setdefault((candidate.event, candidate.value), candidate)
    values = [(c.event, f"{c.value}") for c in seen.values()]
    return [c for c in seen.values() if not any(e == c.event and v.startswith(f"{c.value}-") for e, v in values)]


def _date_weight(candidate: Candidate) -> tuple[float, int]:
    return candidate.confidence, _EVENT_RANK.get(candidate.event, 0)


def _spans(candidates: list[Candidate]) -> list[Candidate]:
    seen: dict[tuple[int, int], Candidate] = {}
    for candidate in sorted(candidates, key=lambda c: (c.start, -c.end)):
        if all(candidate.start >= end or candidate.end <= start for start, end in seen):
            seen[(candidate.start, candidate.end)] = candidate
    return list(seen.values())


def _fact(
    candidate: Candidate, document: Document, sentence_of: Callable[[int], str], reliability: Reliability
) -> Fact:
    start, end = document.view.span(candidate.start, candidate.end)
    value = candidate.value
    if isinstance(value, str) and candidate.field in _NAMES:
        value = document.as_written(value)
    return Fact(
        candidate.field,
        value,
        document.view.source[start:end],
        start,
        end,
        sentence_of(candidate.start),
        candidate.rule_id,
        candidate.modality,
        str(candidate.value),
        candidate.qualifier,
        candidate.unit,
        candidate.as_of,
        candidate.event,
        candidate.category,
        candidate.anchor,
        reliability.of(candidate.rule_id, candidate.field),
    )
