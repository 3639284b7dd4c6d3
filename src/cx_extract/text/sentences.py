"""Sentences and paragraphs of a view, as spans."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"[。！？!?]+[”’）》]*|…{2,}[”’]*|\n+")


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
        if text[start:end].strip():
            sentences.append(Sentence(start, end, paragraph))
        start = match.end()
        paragraph += is_break
    if text[start:].strip():
        sentences.append(Sentence(start, len(text), paragraph))
    return sentences
