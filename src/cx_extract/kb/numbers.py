"""How many members one consortium had and when: a series, since 17 members became 26."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cx_extract.kb.bulk import content_id
from cx_extract.kb.happenings import Happening
from cx_extract.kb.told import Told
from cx_extract.model import Fact
from cx_extract.resolve.edtf import bounds
from cx_extract.write.overview import latest_count

_INITIAL, _CURRENT = "initial", "current"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of members at one time, and the statements that give it.

    ``valid`` is the time in EDTF, empty if nothing dates it; ``dated_by`` says what does: the ``article`` itself, the
    ``founding`` (of an initial number) or the ``publication`` (of any other).
    """

    id: str
    value: int
    qualifier: str
    unit: str
    modality: str
    valid: str
    dated_by: str
    told: tuple[Told, ...]

    @property
    def days(self) -> tuple[str | None, str | None]:
        """The first and the last day that the time may mean."""
        first, last = bounds(self.valid)
        return first.isoformat() if first else None, last.isoformat() if last else None


def series(consortium_id: str, told: Iterable[Told], founded: Happening | None) -> tuple[Count, ...]:
    """Return the numbers of members in the order of their times: a founding of unknown date first, no time last."""
    groups: dict[tuple[int, str, str, str, str, str], list[Told]] = {}
    for one in told:
        if one.field == "member_counts" and one.number is not None:
            key = (one.number, one.qualifier, one.unit, one.modality, *date_of(one, founded))
            groups.setdefault(key, []).append(one)
    found = [Count(content_id("count", consortium_id, *key), *key, tuple(lines)) for key, lines in groups.items()]
    return tuple(
        sorted(found, key=lambda one: (*place_in_series(one.dated_by, one.days[0] or one.days[1]), one.value, one.id))
    )


def place_in_series(dated_by: str, known: str | None) -> tuple[bool, str]:
    """Return what sorts numbers by time, ``known`` the first day of theirs, or the last.

    An initial number comes first even if nobody dates the founding; what has no time comes last.
    """
    return known is not None or dated_by != "founding", known or "9"


def date_of(told: Told, founded: Happening | None) -> tuple[str, str]:
    """Return when a count holds and what dates it."""
    if told.as_of == _INITIAL:
        return (founded.date if founded else ""), "founding"
    if told.as_of and told.as_of != _CURRENT:
        return told.as_of, "article"
    return (told.published, "publication") if told.published else ("", "")


def latest(counts: Iterable[Count]) -> Count | None:
    """Return the latest number of members, among those of one time the one that consortia.csv would show."""
    held = [one for one in counts if one.modality == "asserted"]
    times = [one.days[0] or one.days[1] or "" for one in held]
    last = max(times, default="")
    pool = [one for one, time in zip(held, times, strict=True) if time == last]
    facts = [(as_fact(told), one) for one in pool for told in one.told]
    chosen = latest_count([fact for fact, _ in facts])
    return next((one for fact, one in facts if fact is chosen), None)


def as_fact(told: Told) -> Fact:
    """Return a count as extraction has it, so that what consortia.csv shows decides here too."""
    number = told.number or 0
    return Fact("member_counts", number, "", 0, 0, "", "", qualifier=told.qualifier, unit=told.unit, as_of=told.as_of)
