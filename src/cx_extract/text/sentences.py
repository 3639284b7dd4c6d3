"""Sentences and paragraphs of a view, as spans."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"[。！？!?]+[”’）》]*|…{2,}[”’]*|\n+")


_LONGEST = 1000
"""Code points; a line without sentence ends (a table, a dump) must not cost quadratic time."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence ``[start, end)`` of a view; ``paragraph`` counts paragraphs from 0."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> list[Sentence]:
    """Split folded text after sentence-final punctuation (with its closing quotes) and at line breaks.

    A semicolon does not end a sentence: clauses joined by it share their discourse.
    """
    sentences: list[Sentence] = []
    start = paragraph = 0
    for match in _END.finditer(text):
        is_break = match.group()[0] == "\n"
        end = match.start() if is_break else match.end()
        _add(sentences, text, start, end, paragraph)
        start = match.end()
        paragraph += is_break
    _add(sentences, text, start, len(text), paragraph)
    return sentences


def _add(sentences: list[Sentence], text: str, start: int, end: int, paragraph: int) -> None:
    """Append the sentence, in pieces cut behind a comma where it is longer than any sentence of prose."""
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in "；，、 ")
        cut = cut + 1 if cut > 0 else start + _LONGEST
        sentences.append(Sentence(start, cut, paragraph))
        start = cut
    if text[start:end].strip():
        sentences.append(Sentence(start, end, paragraph))
