"""What happened to one consortium and when: several tellings of one event are one, a plan knows its fulfilment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cx_extract.kb.atoms import precision
from cx_extract.kb.bulk import content_id
from cx_extract.kb.told import Told, by, sources
from cx_extract.resolve.edtf import bounds, covers

ESTABLISHED = "established"
_ASSERTED = "asserted"
_FULFILS = {"planned": (ESTABLISHED, "launched", "approved", "first_meeting")}
"""What fulfils a plan to found a consortium, the best first; any other planned event is fulfilled by its own kind."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One event with one date; ``told`` are the statements of that date and of vaguer ones that it fits."""

    id: str
    event: str
    date: str
    modality: str
    told: tuple[Told, ...]
    fulfilled_by: str | None = None

    @property
    def first(self) -> str | None:
        """The earliest day that it may mean."""
        day = bounds(self.date)[0]
        return day.isoformat() if day else None

    @property
    def last(self) -> str | None:
        """The latest day that it may mean."""
        day = bounds(self.date)[1]
        return day.isoformat() if day else None


def happenings(consortium_id: str, told: Iterable[Told]) -> tuple[Happening, ...]:
    """Return the events of a consortium, in order of kind and date.

    2024-06 and 2024-06-18 are one event, dated by the more precise; 2023 and 2024 are two.
    """
    dates = (one for one in told if one.field == "dates")
    found = []
    for (event, modality), lines in by(dates, "event", "modality").items():
        told_of = by(lines, "valid")
        kept = [date for date in told_of if not any(_is_vaguer(date, other) for other in told_of)]
        for date in kept:
            fitting = [one for other, group in told_of.items() if other == date or covers(other, date) for one in group]
            made_id = content_id("event", consortium_id, event, date, modality)
            found.append(Happening(made_id, event, date, modality, tuple(fitting)))
    found.sort(key=lambda one: (one.event, one.modality, one.date))
    return tuple(replace(one, fulfilled_by=_fulfilment(one, found)) for one in found)


def _is_vaguer(date: str, other: str) -> bool:
    """Tell whether ``other`` says the same more precisely; of 2022 and 2022~, the latter is vaguer."""
    if date == other or not covers(date, other):
        return False
    return not covers(other, date) or ("~" in date, date) > ("~" in other, other)


def _fulfilment(plan: Happening, every: Sequence[Happening]) -> str | None:
    """Return the id of the earliest event that carries out ``plan``: reported no earlier than the plan was, and not
    over before.

    What is planned where the founding is told as done is no founding.
    """
    if plan.modality == _ASSERTED:
        return None
    announced = sources(plan.told)[1] or ""
    told_in = {one.article_sha256 for one in plan.told}
    founded_in = {one.article_sha256 for event in every if _is_founding(event) for one in event.told}
    for kind in _FULFILS.get(plan.event, (plan.event,)):
        if kind == ESTABLISHED and told_in <= founded_in:
            continue
        later = [
            one
            for one in every
            if one.event == kind
            and one.modality == _ASSERTED
            and (sources(one.told)[2] or "9") >= announced
            and (one.last or "9") >= min(announced, plan.first or announced)
        ]
        if later:
            return min(later, key=lambda one: (one.first or one.last or "9", one.id)).id
    return None


def _is_founding(one: Happening) -> bool:
    return one.event == ESTABLISHED and one.modality == _ASSERTED


def founding(events: Iterable[Happening]) -> Happening | None:
    """Return the founding that most articles tell, of equals the most precise, then the earliest; None if undated.

    A founding "some time up to" a day counts only where there is no other.
    """
    found = [one for one in events if _is_founding(one)]
    return max(found, key=_rank, default=None)


def _rank(one: Happening) -> tuple[bool, int, tuple[bool, int, bool], float, str]:
    number, _, _, confidence = sources(one.told)
    reversed_date = "".join(chr(0x10FFFF - ord(char)) for char in one.date)
    return "/" not in one.date, number, precision(one.date), confidence, reversed_date
