"""Places as names and contexts give them: which one it is, and how two relate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from cx_extract.identity.fold import fold_name
from cx_extract.ruleset import Entry

PlaceRelation = Literal["equal", "within", "apart", "unknown"]
"""``within``: one contains the other; ``unknown``: one is an area over several provinces, or not given."""

_LEVELS = ("province", "city", "district", "country")
_LONGEST = 16
"""More code points than any form of a place in the gazetteer that begins the name of an organisation."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place; ``chain`` holds its own name and those of all that contain it, ``full`` whether 省, 市 … was said."""

    name: str
    kind: str
    chain: frozenset[str]
    full: bool = True


CHINA = Place("中国", "country", frozenset({"中国"}))


class Places:
    """The places of the gazetteers by form; short forms in ``ordinary`` are words of other names and count for none."""

    def __init__(self, entries: Iterable[Entry], ordinary: Collection[str]) -> None:
        rows = {entry.name: entry for entry in entries}
        self._forms: dict[str, Place] = {}
        self._places: dict[str, Place] = {}
        for entry in rows.values():
            chain = _chain(entry, rows)
            self._places[entry.name] = Place(entry.name, entry.columns["kind"], chain)
            for form in (entry.name, *entry.aliases):
                if form not in ordinary:
                    place = Place(entry.name, entry.columns["kind"], chain, form == entry.name)
                    self._forms.setdefault(fold_name(form), place)

    def get(self, text: str) -> Place | None:
        """Return the place that ``text`` names, also by way of what contains it (福建省厦门市), None if it is none."""
        place, length = self.begin(fold_name(text))
        return place if length == len(fold_name(text)) else None

    def begin(self, text: str) -> tuple[Place | None, int]:
        """Return the place at the beginning of the folded ``text`` and the length of its form; China counts for none.

        Of several, each within the one before (福建省厦门市), it is the last.
        """
        found: Place | None = None
        offset = 0
        while True:
            place, length = self._longest(text, offset)
            if place is None or (found is not None and found.name not in place.chain):
                return found, offset
            found, offset = place, offset + length

    def _longest(self, text: str, offset: int) -> tuple[Place | None, int]:
        for length in range(min(_LONGEST, len(text) - offset), 1, -1):
            place = self._forms.get(text[offset : offset + length])
            if place is not None and place.name != CHINA.name:
                return place, length
        return None, 0

    def ancestor(self, place: Place, kind: str) -> Place | None:
        """Return the place itself or what contains it, whichever is of ``kind``."""
        above = (self._places[name] for name in sorted(place.chain) if name in self._places)
        return next((one for one in above if one.kind == kind), None)


def relate(left: Place | None, right: Place | None) -> PlaceRelation:
    """Return how two places relate."""
    if left is None or right is None:
        return "unknown"
    if left.name == right.name:
        return "equal"
    if left.name in right.chain or right.name in left.chain:
        return "within"
    return "apart" if left.kind in _LEVELS and right.kind in _LEVELS else "unknown"


def relate_sets(left: Collection[Place], right: Collection[Place]) -> PlaceRelation:
    """Return the closest relation of any place of one side to any of the other."""
    relations = {relate(a, b) for a in left for b in right}
    order: tuple[PlaceRelation, ...] = ("equal", "within", "unknown", "apart")
    return next((relation for relation in order if relation in relations), "unknown")


def _chain(entry: Entry, rows: Mapping[str, Entry]) -> frozenset[str]:
    chain = [entry.name]
    while (parent := rows.get(chain[-1])) is not None and parent.columns.get("parent", "") in rows:
        chain.append(parent.columns["parent"])
    return frozenset(chain)
