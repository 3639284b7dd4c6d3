"""The passages of reportage: it tells of several consortia one after the other, each in paragraphs of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind
from cx_extract.relate.collapse import Collapsed
from cx_extract.resolve.discourse import Discourse
from cx_extract.resolve.entities import Entity

_LEAST_LENGTH = 800
"""Code points of the shortest article that is taken for reportage."""
_CONSORTIA = (Kind.CX, Kind.CX_REF)
_HEADING = 30
"""Code points of the longest paragraph that is a heading if it has no full stop."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences, by number, of one paragraph that speak of one consortium; ``names_it`` if the first one does so."""

    entity: Entity
    sentences: tuple[int, ...]
    names_it: bool


def passages(document: Document, collapsed: list[Collapsed], discourse: Discourse) -> Iterator[Passage]:
    """Yield the passages of an article in text order, none if it is no reportage.

    A passage goes from a sentence that speaks of one consortium to the next that speaks of any, or to the end of the
    paragraph. The sentences before a consortium's first mention lead up to it, and a paragraph that speaks of none goes
    on with the one before it, but not across a heading.
    """
    if not is_reportage(document, collapsed, discourse):
        return
    spoken = [_entities(sentence, discourse) for sentence in collapsed]
    seen: set[int] = set()
    last: Entity | None = None
    for numbers in _paragraphs(document):
        told = [entity for number in numbers for entity in spoken[number]]
        first = told[0] if told else None
        current = last if first is None else first if id(first) not in seen else None
        if _is_heading(document, numbers):
            current = None
        part: list[int] = []
        for number in numbers:
            if spoken[number]:
                following = spoken[number][0] if len(spoken[number]) == 1 else None
                if current is not None and part:
                    yield Passage(current, tuple(part), bool(spoken[part[0]]))
                    part = []
                current = following
            if current is not None:
                part.append(number)
        if current is not None and part:
            yield Passage(current, tuple(part), bool(spoken[part[0]]))
        seen |= {id(entity) for entity in told}
        last = current if told else None


def _paragraphs(document: Document) -> Iterator[list[int]]:
    """Yield the numbers of each paragraph's sentences."""
    for _, group in groupby(range(len(document.sentences)), key=lambda number: document.sentences[number].paragraph):
        yield list(group)


def headings(document: Document) -> frozenset[int]:
    """Return the numbers of the paragraphs that are headings."""
    found = (numbers for numbers in _paragraphs(document) if _is_heading(document, numbers))
    return frozenset(document.sentences[numbers[0]].paragraph for numbers in found)


def _is_heading(document: Document, numbers: list[int]) -> bool:
    start, end = document.sentences[numbers[0]].start, document.sentences[numbers[-1]].end
    return end - start <= _HEADING and "。" not in document.text[start:end]


def is_reportage(document: Document, collapsed: list[Collapsed], discourse: Discourse) -> bool:
    """Tell whether the article is long and names several consortia whose names leave no doubt that they are some."""
    named = {
        id(discourse.entity_of(mention))
        for sentence in collapsed
        for mention in sentence.mentions.values()
        if mention.kind is Kind.CX and mention.group == "sure"
    }
    return len(named) > 1 and len(document.text) >= _LEAST_LENGTH


def _entities(sentence: Collapsed, discourse: Discourse) -> list[Entity]:
    found: list[Entity] = []
    for mention in sentence.mentions.values():
        entity = discourse.entity_of(mention) if mention.kind in _CONSORTIA else None
        if entity is not None and all(entity is not known for known in found):
            found.append(entity)
    return found
