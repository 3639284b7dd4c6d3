"""Patterns of many alternatives, made fast by a look at the first character.

At every position the engine tries the alternatives one by one, unless all of them begin with a letter. A pattern whose
alternatives begin with groups, options and lookarounds is several times faster behind the set of its first characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(
    r"(?P<ahead>\(\?=)|(?P<around>\(\?(?:!|<[=!]))|(?P<group>\((?:\?(?::|P<\w+>))?)|(?P<close>\))|(?P<bar>\|)"
    r"|(?P<set>\[(?![\^\]-])(?:\\.|[^\]\\])*(?<!-)\])|(?P<quantity>[?*+]|\{\d*,?\d*\})[?+]?|(?P<kind>\\[dsw.])"
    r"|(?P<unclear>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[.^$])|(?P<letter>.)",
    re.DOTALL,
)
_UNUSUAL = re.compile(r"\(\?(?![:=!]|P<|<[=!])")
"""Flags, conditions, atomic groups, references: such a pattern is left as it is."""


def guarded(pattern: str) -> re.Pattern[str]:
    """Compile ``pattern`` so that it matches the same, tried only where one of its first characters stands."""
    first = None if _UNUSUAL.search(pattern) else _alternatives(_TOKEN.finditer(pattern))
    if first is None or first.may_be_empty or first.unclear:
        return re.compile(pattern)
    return re.compile(f"(?=[{''.join(sorted(first.pieces))}])(?:{pattern})")


@dataclass(slots=True)
class _First:
    """What a part of a pattern can begin with: pieces of a set; and whether it can match nothing."""

    pieces: set[str] = field(default_factory=set)
    may_be_empty: bool = False
    unclear: bool = False

    def followed_by(self, part: _First) -> None:
        """Take in the next part where all before it can match nothing."""
        if self.may_be_empty:
            self.pieces |= part.pieces
            self.unclear |= part.unclear
            self.may_be_empty = part.may_be_empty


def _alternatives(tokens: Iterator[re.Match[str]]) -> _First:
    """Read alternatives up to the closing bracket."""
    whole = _First()
    branch, last = _First(may_be_empty=True), _First(may_be_empty=True)
    for token in tokens:
        kind, text = token.lastgroup, token.group()
        if kind == "quantity":
            last.may_be_empty |= not text.startswith(("+", "{1", "{2", "{3", "{4", "{5", "{6", "{7", "{8", "{9"))
            continue
        branch.followed_by(last)
        last = _First(may_be_empty=True)
        if kind == "close":
            break
        if kind == "bar":
            whole = _either(whole, branch)
            branch = _First(may_be_empty=True)
        elif kind == "around":
            _alternatives(tokens)  # says nothing of what follows
        elif kind == "ahead":
            seen = _alternatives(tokens)
            last = _First(may_be_empty=True) if seen.may_be_empty or seen.unclear else seen
        elif kind == "group":
            last = _alternatives(tokens)
        elif kind == "unclear":
            last = _First(unclear=True)
        else:
            last = _First({text[1:-1] if kind == "set" else text if kind == "kind" else re.escape(text)})
    else:
        branch.followed_by(last)
    return _either(whole, branch)


def _either(one: _First, other: _First) -> _First:
    return _First(one.pieces | other.pieces, one.may_be_empty or other.may_be_empty, one.unclear or other.unclear)
