"""What the rules know of names: the gazetteers' rows by every form, their places, and the words names are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from cx_extract.identity.fold import fold_name
from cx_extract.identity.places import Places
from cx_extract.ruleset import Ruleset

_PLACES = "places"
_LONGEST_KNOWN = 24
"""Code points of the longest known form that is looked for at the beginning of a name."""


class KnownNames:
    """Gazetteers and lexicons as identity needs them; build it once with ``KnownNames(load_rules())``."""

    def __init__(self, ruleset: Ruleset) -> None:
        self.lexicon: Mapping[str, Any] = ruleset.lexicons["identity"]
        self.heads: Mapping[str, list[str]] = ruleset.lexicons["organisations"]["heads"]
        generic: Mapping[str, list[str]] = ruleset.lexicons["organisations"]["generic"]
        self.generic = frozenset(map(fold_name, (*generic["words"], *self.lexicon["generic"]["words"])))
        self.industries = frozenset(map(fold_name, (*generic["trade_tails"], *self.lexicon["industry"]["words"])))
        ordinary = self.lexicon["places_not"]["words"]
        self.places = Places((e for e in ruleset.entries if e.file == _PLACES), ordinary)
        self._rows: dict[str, set[str]] = {}
        for entry in ruleset.entries:
            if entry.file == _PLACES:
                continue
            official = fold_name(entry.name)
            short = () if entry.columns.get("ambiguous") == "yes" else entry.aliases
            for form in map(fold_name, (entry.name, *short, *entry.former)):
                self._rows.setdefault(form, set()).add(official)
            _, length = self.places.begin(official)
            if length and official.endswith("公司"):
                self._rows.setdefault(official[length:], set()).add(official)  # 海康威视数字技术股份有限公司

    def rows_of(self, folded: str) -> frozenset[str]:
        """Return the (folded) official names of the rows that have the folded name ``folded`` as a form."""
        return frozenset(self._rows.get(folded, ()))

    def known_beginning(self, folded: str) -> str:
        """Return the longest known form, of three code points or more, that ``folded`` goes on from; or nothing."""
        for length in range(min(_LONGEST_KNOWN, len(folded) - 1), 2, -1):
            if folded[:length] in self._rows:
                return folded[:length]
        return ""


def alternatives(words: Iterable[str]) -> str:
    """Return the regular expression for any of ``words`` (folded), the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(map(fold_name, words)), key=lambda w: (-len(w), w)))
