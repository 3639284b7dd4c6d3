"""Look-up of known names in one pass (Aho–Corasick over code points)."""

from __future__ import annotations

from typing import NamedTuple

import ahocorasick_rs

from cx_extract.ruleset import Entry, Ruleset

_PLACE_FILE = "places"


class Hit(NamedTuple):
    """A known name at ``[start, end)``; ``entry`` is its gazetteer row."""

    start: int
    end: int
    entry: Entry


class Gazetteer:
    """All names, aliases and former names of the rules' gazetteers.

    ``find`` gives the leftmost-longest hits for organisations and for places apart, since a place often lies inside
    the name of an organisation.
    """

    def __init__(self, ruleset: Ruleset) -> None:
        self._orgs = _Matcher([e for e in ruleset.entries if e.file != _PLACE_FILE])
        self._places = _Matcher([e for e in ruleset.entries if e.file == _PLACE_FILE])

    def organisations(self, text: str) -> list[Hit]:
        """Return the organisations that ``text`` names, longest match, left to right."""
        return self._orgs.find(text)

    def places(self, text: str) -> list[Hit]:
        """Return the places that ``text`` names, longest match, left to right."""
        return self._places.find(text)


class _Matcher:
    def __init__(self, entries: list[Entry]) -> None:
        self._entries: list[Entry] = []
        names: list[str] = []
        seen: set[str] = set()
        for entry in entries:
            for name in (entry.name, *entry.aliases, *entry.former):
                if len(name) > 1 and name not in seen:
                    seen.add(name)
                    names.append(name)
                    self._entries.append(entry)
        self._automaton = ahocorasick_rs.AhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[Hit]:
        matches = self._automaton.find_matches_as_indexes(text)
        return [Hit(start, end, self._entries[index]) for index, start, end in matches]
