"""Where articles disagree about one consortium, and where what they say cannot all be true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from cx_extract.kb.atoms import Record
from cx_extract.kb.bulk import content_id
from cx_extract.kb.happenings import ESTABLISHED, Happening
from cx_extract.kb.numbers import as_fact, date_of
from cx_extract.kb.told import Told, best
from cx_extract.resolve.edtf import bounds
from cx_extract.write.overview import exact_range, latest_count

KINDS = ("lead", "founded", "count", "members_over_count", "lead_is_member", "order")
"""Sole leads that differ; foundings that do not overlap; counts of one day that differ; more members listed than an
exact total; a lead among the members of one article; an end or an acceptance before the founding."""

OrganisationOf = Callable[[Told], str]
_LEAD, _MEMBER = "lead_units", "member_units"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two statements that do not agree; the smaller id is left, so that a disagreement is listed once."""

    id: str
    kind: str
    detail: str
    left: Told
    right: Told


@dataclass(frozen=True, slots=True)
class Subject:
    """What is known of one consortium when its conflicts are sought."""

    id: str
    records: Sequence[Record]
    events: Sequence[Happening]
    founded: Happening | None
    organisation_of: OrganisationOf

    def asserted(self, record: Record, field: str) -> list[Told]:
        """Return what an article asserts in a field."""
        return [one for one in record.told if one.field == field and one.modality == "asserted"]


def conflicts(subject: Subject) -> tuple[Conflict, ...]:
    """Return the conflicts of a consortium; a growing count is a series and none."""
    finders = (_leads, _foundings, _counts, _members_over_count, _lead_is_member, _order)
    found = {one.id: one for finder in finders for one in finder(subject)}
    return tuple(sorted(found.values(), key=lambda one: (one.kind, one.id)))


def _conflict(subject: Subject, kind: str, detail: str, one: Told, other: Told) -> Conflict:
    left, right = sorted((one, other), key=lambda told: told.id)
    return Conflict(content_id("conflict", subject.id, kind, left.id, right.id), kind, detail, left, right)


def _leads(subject: Subject) -> Iterator[Conflict]:
    sole: dict[str, list[Told]] = {}
    joint: set[frozenset[str]] = set()
    for record in subject.records:
        leads = by_organisation(subject.asserted(record, _LEAD), subject.organisation_of)
        if len(leads) == 1:
            for organisation, told in leads.items():
                sole.setdefault(organisation, []).extend(told)
        joint.update(map(frozenset, combinations(leads, 2)))
    for one, other in combinations(sorted(sole), 2):
        if frozenset((one, other)) not in joint:
            detail = f"each is said to lead alone: {best(sole[one]).value}, {best(sole[other]).value}"
            yield _conflict(subject, "lead", detail, best(sole[one]), best(sole[other]))


def by_organisation(told: Iterable[Told], organisation_of: OrganisationOf) -> dict[str, list[Told]]:
    """Return lead or member statements by the organisation that they name."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        groups.setdefault(organisation_of(one), []).append(one)
    return groups


def _foundings(subject: Subject) -> Iterator[Conflict]:
    founded = [one for one in subject.events if one.event == ESTABLISHED and one.modality == "asserted"]
    for one, other in combinations(founded, 2):
        if _apart(one.date, other.date):
            left, right = _of_date(one), _of_date(other)
            yield _conflict(subject, "founded", f"{one.date} or {other.date}", left, right)


def _of_date(one: Happening) -> Told:
    """Return the best statement of the very date, not of a vaguer one."""
    return best([told for told in one.told if told.valid == one.date])


def _apart(one: str, other: str) -> bool:
    """Tell whether two dates cannot be one; an approximate one reaches its own length to either side."""
    (first, last), (start, end) = _reach(one), _reach(other)
    return bool((last and start and last < start) or (end and first and end < first))


def _reach(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    first, last = bounds(edtf)
    if "~" not in edtf or first is None or last is None:
        return first, last
    length = last - first + dt.timedelta(days=1)
    return first - length, last + length


def _counts(subject: Subject) -> Iterator[Conflict]:
    """Compare the totals of different articles for one day; numbers by kind within one article are parts of one."""
    totals: dict[str, dict[str, Told]] = {}
    for record in subject.records:
        for day, told in by_day(subject, record).items():
            total = _total(told)
            if total and bounds(day)[0] is not None and bounds(day)[0] == bounds(day)[1]:
                totals.setdefault(day, {}).setdefault(record.key, total)
    for day, told_of in sorted(totals.items()):
        for one, other in combinations(sorted(told_of.values(), key=lambda told: told.id), 2):
            low, high = exact_range(as_fact(one))
            least, most = exact_range(as_fact(other))
            if one.article_sha256 != other.article_sha256 and (high < least or most < low):
                yield _conflict(subject, "count", f"{one.quote} or {other.quote} on {day}", one, other)


def by_day(subject: Subject, record: Record) -> dict[str, list[Told]]:
    """Return an article's counts by the EDTF date that they hold for."""
    groups: dict[str, list[Told]] = {}
    for one in subject.asserted(record, "member_counts"):
        groups.setdefault(date_of(one, subject.founded)[0], []).append(one)
    groups.pop("", None)
    return groups


def _total(told: Sequence[Told]) -> Told | None:
    facts = [(as_fact(one), one) for one in told]
    chosen = latest_count([fact for fact, _ in facts])
    return next((one for fact, one in facts if fact is chosen), None)


def _members_over_count(subject: Subject) -> Iterator[Conflict]:
    """Hold the members that an article lists against its own total of the present, if all its numbers are exact.

    The leads are not among them: 联合6家单位 counts the others.
    """
    for record in subject.records:
        counts = [one for one in subject.asserted(record, "member_counts") if one.as_of != "initial"]
        members = by_organisation(subject.asserted(record, _MEMBER), subject.organisation_of)
        total = sum(one.number or 0 for one in counts)
        if counts and all(one.qualifier == "exact" for one in counts) and len(members) > total:
            last = max((best(told) for told in members.values()), key=lambda told: (told.start_offset, told.id))
            detail = f"{len(members)} members listed, {total} stated"
            yield _conflict(subject, "members_over_count", detail, _largest(counts), last)


def _largest(counts: Sequence[Told]) -> Told:
    return max(counts, key=lambda one: (one.number or 0, one.id))


def _lead_is_member(subject: Subject) -> Iterator[Conflict]:
    for record in subject.records:
        leads = by_organisation(subject.asserted(record, _LEAD), subject.organisation_of)
        members = by_organisation(subject.asserted(record, _MEMBER), subject.organisation_of)
        for organisation in sorted(leads.keys() & members.keys()):
            lead, member = best(leads[organisation]), best(members[organisation])
            yield _conflict(subject, "lead_is_member", f"{lead.value} leads and is listed as a member", lead, member)


def _order(subject: Subject) -> Iterator[Conflict]:
    groups = by_event(subject.events)
    for founded in groups.get(ESTABLISHED, []):
        for kind in ("accepted", "ended"):
            for other in groups.get(kind, []):
                if founded.first and other.last and other.last < founded.first:
                    detail = f"{kind} {other.date}, founded only {founded.date}"
                    yield _conflict(subject, "order", detail, _of_date(founded), _of_date(other))


def by_event(events: Iterable[Happening]) -> dict[str, list[Happening]]:
    """Return the events that are asserted, by kind."""
    groups: dict[str, list[Happening]] = {}
    for one in events:
        if one.modality == "asserted":
            groups.setdefault(one.event, []).append(one)
    return groups
