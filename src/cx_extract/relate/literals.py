"""What a pattern needs: literals of which at least one stands in every text that it matches.

Most rules speak of words that a sentence does not hold. To know these words from the pattern saves running it, and
compiling it. Only what the pattern requires on every path counts; where that is unclear, nothing is said to be needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"(?P<group>\((?:\?(?::|P<\w+>|<?=|(?P<negative><?!)))?)|(?P<close>\))|(?P<bar>\|)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<optional>[?*]|\{0?,[^}]*\}|\{0\})[?+]?|(?P<repeated>\+|\{[^}]*\})[?+]?|(?P<other>\\.|[.^$])|(?P<literal>.)",
    re.DOTALL,
)
_UNUSUAL = re.compile(r"\(\?(?!:|P<|<?[=!])")
"""Flags, conditions, atomic groups, references: such a pattern is not looked into."""
_Needs = frozenset[str] | None
"""Literals one of which is there; None if nothing is needed for sure."""


def needed_literals(pattern: str) -> frozenset[str]:
    """Return literals one of which stands in every match of ``pattern``, the fewest and longest; none if unsure."""
    if _UNUSUAL.search(pattern):
        return frozenset()
    return _alternatives(_TOKEN.finditer(pattern)) or frozenset()


def _alternatives(tokens: Iterator[re.Match[str]]) -> _Needs:
    """Read alternatives up to the closing bracket: all of them must need something."""
    branches: list[_Needs] = []
    needs: list[_Needs] = []
    run = ""
    for token in tokens:
        kind = token.lastgroup
        if kind == "literal":
            run += token.group()
            continue
        if kind == "optional" and run:
            run = run[:-1]
        elif kind == "optional":
            needs[-1:] = [None]
        needs.append(frozenset({run}) if run else None)
        run = ""
        if kind == "close":
            break
        if kind == "bar":
            branches.append(_best(needs))
            needs = []
        elif kind in ("group", "negative"):
            inner = _alternatives(tokens)
            needs.append(None if token["negative"] else inner)
        elif kind != "repeated":
            needs.append(None)
    branches.append(_best([*needs, frozenset({run}) if run else None]))
    known = [branch for branch in branches if branch is not None]
    return frozenset().union(*known) if len(known) == len(branches) else None


def _best(needs: list[_Needs]) -> _Needs:
    """Return the most telling of ``needs``, all of which hold."""
    known = [need for need in needs if need is not None]
    return max(known, key=_tells, default=None)


def _tells(need: frozenset[str]) -> tuple[int, int]:
    """Rank a need: a kind of mention is in most sentences, a long word in few."""
    return min(len(literal) if literal < "\ue000" else 0 for literal in need), -len(need)
