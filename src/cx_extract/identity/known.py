"""The gazetteers as identity needs them: which row a name is a form of, and which place contains which."""

from __future__ import annotations

from cx_extract.identity.fold import fold_name
from cx_extract.ruleset import Ruleset

_PLACES = "places"


class KnownNames:
    """What the rules' gazetteers and lexicons know of names; build it once with ``KnownNames(load_rules())``."""

    def __init__(self, ruleset: Ruleset) -> None:
        self._rows: dict[str, set[str]] = {}
        for entry in ruleset.entries:
            if entry.file == _PLACES:
                continue
            short = () if entry.columns.get("ambiguous") == "yes" else entry.aliases
            for form in (entry.name, *short, *entry.former):
                self._rows.setdefault(fold_name(form), set()).add(fold_name(entry.name))

    def rows_of(self, folded: str) -> frozenset[str]:
        """Return the (folded) official names of the rows that have the folded name ``folded`` as a form."""
        return frozenset(self._rows.get(folded, ()))
