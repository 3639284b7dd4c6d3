"""What is believed of one consortium: rows of the belief tables, made of its records and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Table

from cx_extract.kb import schema
from cx_extract.kb.atoms import Record
from cx_extract.kb.bulk import Row, content_id
from cx_extract.kb.conflicts import OrganisationOf, Subject, by_organisation, conflicts
from cx_extract.kb.happenings import Happening, founding, happenings
from cx_extract.kb.numbers import Count, latest, series
from cx_extract.kb.results import results
from cx_extract.kb.told import Told, by, sources
from cx_extract.model import STATUSES

_ROLES = {"lead_units": "lead", "member_units": "member"}
_NO_DAY = (None, None)


class Beliefs:
    """Rows by table, each in the order of the table's columns."""

    def __init__(self) -> None:
        self.rows: dict[Table, list[Row]] = {table: [] for table in schema.BELIEFS}

    def add(self, table: Table, *cells: object) -> None:
        """Add a row."""
        self.rows[table].append(cells)

    def prove(self, kind: str, belief_id: str, told: Iterable[Told]) -> None:
        """Note which statements a belief rests on."""
        self.rows[schema.evidence].extend((kind, belief_id, one.id) for one in told)


def believe(
    beliefs: Beliefs, consortium_id: str, name: str, records: Sequence[Record], organisation_of: OrganisationOf
) -> None:
    """Add what the records of one consortium, known as ``name``, come to."""
    told = [one for record in records for one in record.told]
    events = happenings(consortium_id, told)
    founded = founding(events)
    counts = series(consortium_id, told, founded)
    _consortium(beliefs, consortium_id, name, told, founded=founded, count=latest(counts))
    _names(beliefs, consortium_id, told)
    _memberships(beliefs, consortium_id, told, organisation_of)
    for count in counts:
        kinds = (count.value, count.qualifier, count.unit, count.modality, count.valid)
        beliefs.add(schema.counts, count.id, consortium_id, *kinds, *count.days, count.dated_by, *sources(count.told))
        beliefs.prove("count", count.id, count.told)
    for event in events:
        when = (event.event, event.date, event.first, event.last, event.modality, event.fulfilled_by)
        beliefs.add(schema.events, event.id, consortium_id, *when, *sources(event.told))
        beliefs.prove("event", event.id, event.told)
    for result in results(consortium_id, told):
        what = (result.achievement, result.category)
        beliefs.add(schema.achievements, result.id, consortium_id, *what, *sources(result.told))
        beliefs.prove("achievement", result.id, result.told)
    for one in conflicts(Subject(consortium_id, records, events, founded, organisation_of)):
        values = (one.left.value, one.right.value, one.left.id, one.right.id)
        beliefs.add(schema.conflicts, one.id, consortium_id, one.kind, one.detail, *values)


def _consortium(
    beliefs: Beliefs,
    consortium_id: str,
    name: str,
    told: Sequence[Told],
    *,
    founded: Happening | None,
    count: Count | None,
) -> None:
    when = (founded.date, founded.first, founded.last) if founded else ("", *_NO_DAY)
    size = (count.value, count.qualifier, count.valid) if count else (None, "", "")
    status, region = _status(told), _region(told)
    beliefs.add(schema.consortia, consortium_id, name, status, region, *when, *size, *sources(told))
    beliefs.prove("status", consortium_id, (one for one in told if one.field == "status" and one.value == status))
    places = (one for one in told if one.field == "region" and _place(one.value) == _place(region))
    beliefs.prove("region", consortium_id, places)


def _status(told: Iterable[Told]) -> str:
    """Return the furthest status that any article reports."""
    reported = {one.value for one in told if one.field == "status"}
    return next((status for status in reversed(STATUSES) if status in reported), "")


def _region(told: Iterable[Told]) -> str:
    """Return the region that most articles name, of equals the surest, in its longest form."""
    groups: dict[str, list[Told]] = {}
    for one in told:
        if one.field == "region":
            groups.setdefault(_place(one.value), []).append(one)
    if not groups:
        return ""
    chosen = min(groups, key=lambda place: (-sources(groups[place])[0], -sources(groups[place])[3], place))
    return max((one.value for one in groups[chosen]), key=lambda value: (len(value), value))


def _place(region: str) -> str:
    """Return a region without 省 or 市 at its end: 江苏 and 江苏省 are one."""
    return region[:-1] if len(region) > 2 and region[-1] in "省市" else region


def _names(beliefs: Beliefs, consortium_id: str, told: Iterable[Told]) -> None:
    for name, lines in by((one for one in told if one.field in ("name", "aliases")), "value").items():
        kind = "name" if any(one.field == "name" for one in lines) else "alias"
        made_id = content_id("consortium_name", consortium_id, name)
        beliefs.add(schema.consortium_names, made_id, consortium_id, name, kind, *sources(lines))
        beliefs.prove("consortium_name", made_id, lines)


def _memberships(beliefs: Beliefs, consortium_id: str, told: Iterable[Told], organisation_of: OrganisationOf) -> None:
    for field, lines in by((one for one in told if one.field in _ROLES), "field").items():
        role = _ROLES[field]
        for organisation, group in sorted(by_organisation(lines, organisation_of).items()):
            made_id = content_id("membership", consortium_id, organisation, role)
            modality = min(one.modality for one in group)  # asserted before planned
            when = _interval(group)
            beliefs.add(
                schema.memberships, made_id, consortium_id, organisation, role, modality, *when, *sources(group)
            )
            beliefs.prove("membership", made_id, group)


def _interval(told: Iterable[Told]) -> tuple[str, str | None, str | None]:
    """Return the time that statements give a membership, from the first to the last day of all that are dated."""
    dated = [one for one in told if one.valid]
    if not dated:
        return "", *_NO_DAY
    first = min((one.valid_from for one in dated if one.valid_from), default=None)
    last = max((one.valid_to for one in dated if one.valid_to), default=None)
    valid = {one.valid for one in dated}
    return valid.pop() if len(valid) == 1 else f"{first or '..'}/{last or '..'}", first, last
