"""Clauses: the pieces of a sentence that can each state something.

A sentence is cut at its punctuation, and at a 、 that joins two predicates (突破了A技术、形成了B产品), not two nouns.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cx_extract.find.document import Document

BLOT = "□"
"""Stands for each code point of a name, a title or an aside."""
_ASIDE = re.compile("《[^《》]*》|（[^（）]*）")
_PIECE = re.compile(r"(?:《[^《》\n]*》|(?<!—)—(?!—)|[^，。；！？\n：…—])+")
_OPENING, _CLOSING = "“（《", "”）》"


class Clause(NamedTuple):
    """The clause ``[start, end)`` of a document, or a part of one.

    ``text`` is the view's text with the words of names, titles and asides blotted out: they state nothing.
    """

    document: Document
    text: str
    start: int
    end: int


def split_clauses(
    text: str, start: int, end: int, begins_predicate: Callable[[int, int, int], bool]
) -> Iterator[tuple[int, int]]:
    """Yield the clauses of ``text[start:end]`` as spans.

    ``begins_predicate(start, comma, end)`` tells whether the 、 at ``comma`` parts two predicates of the clause
    ``text[start:end]``.
    """
    for piece in _PIECE.finditer(text, start, end):
        a, b = piece.start(), without_stray_quote(text, *piece.span())
        comma = text.find("、", a, b)
        while comma >= 0:
            if _level(text, a, comma) == 0 and begins_predicate(a, comma, b):
                yield a, comma
                a = comma + 1
            comma = text.find("、", comma + 1, b)
        if a < b:
            yield a, b


def without_stray_quote(text: str, start: int, end: int) -> int:
    """Leave out a closing mark at the end whose opening one stands before ``start``."""
    while end > start and text[end - 1] in _CLOSING and _level(text, start, end) < 0:
        end -= 1
    return end


def _level(text: str, start: int, end: int) -> int:
    """Return how many opening marks of ``text[start:end]`` are not closed in it."""
    return sum((c in _OPENING) - (c in _CLOSING) for c in text[start:end])


def blot(text: str, start: int, end: int, names: list[tuple[int, int]]) -> str:
    """Return ``text`` with the ``names`` and the words of titles and brackets in ``[start, end)`` blotted out."""
    sentence = text[start:end]
    for a, b in names:
        sentence = sentence[: a - start] + BLOT * (b - a) + sentence[b - start :]
    if "《" in sentence or "（" in sentence:
        sentence = _ASIDE.sub(lambda aside: _blotted(aside.group()), sentence)
    return text[:start] + sentence + text[end:]


def _blotted(aside: str) -> str:
    return aside[0] + BLOT * (len(aside) - 2) + aside[-1]
