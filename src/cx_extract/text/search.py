"""Looking for a fixed word in a text."""

from __future__ import annotations

from collections.abc import Iterator


def occurrences(text: str, word: str) -> Iterator[int]:
    """Yield where ``word``, which is not empty, stands in ``text``, one after the other without overlaps.

    To compile a pattern for a word that one article defines costs more than the whole search.
    """
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))
