"""What the extractor saw in an article: sentences, mentions, relations, and which of them became facts."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.find.recogniser import Recognised, Recogniser
from cx_extract.model import Article, Consortium
from cx_extract.pipeline import Extractor
from cx_extract.relate.collapse import Collapsed
from cx_extract.relate.engine import Match, RelationFinder


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention: its span in the article's text, its kind, and the rule that found it.

    ``value`` is the name it stands for where that is not its own text.
    """

    kind: str
    start: int
    end: int
    text: str
    rule_id: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Relation:
    """A match of a relation rule: its span, its filled slots, and the facts that it became.

    A fact is named by the number of its record, from 1, and its field (``2 lead_units``). None means that the match
    was bound to no consortium or that a better one won.
    """

    rule_id: str
    start: int
    end: int
    slots: tuple[tuple[str, Seen], ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SentenceTrace:
    """One sentence with what was found in it; ``collapsed`` is the form that relation rules read."""

    start: int
    end: int
    text: str
    collapsed: str
    mentions: tuple[Seen, ...]
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The sentences of one article, none if it does not speak of consortia, and its records."""

    article: Article
    sentences: tuple[SentenceTrace, ...]
    records: tuple[Consortium, ...]


def trace(extractor: Extractor, article: Article) -> Trace:
    """Extract ``article`` as ``extractor.extract`` does and return the records with all that led to them.

    All offsets count code points of the article's text.
    """
    watched = copy(extractor)
    watched._recogniser = recogniser = _WatchedRecogniser(extractor._recogniser)
    watched._relations = relations = _WatchedRelations(extractor._relations)
    records = watched.extract(article)
    document = recogniser.document
    if document is None:
        return Trace(article, (), records)
    facts = _facts_by_proof(records)
    found = [_sentence(document, number, *seen, facts) for number, seen in sorted(relations.seen.items())]
    return Trace(article, tuple(found), records)


class _WatchedRecogniser(Recogniser):
    """The given recogniser, remembering the document."""

    def __init__(self, base: Recogniser) -> None:
        self.__dict__ |= base.__dict__
        self.document: Document | None = None

    def recognise(self, document: Document) -> Recognised:
        self.document = self.document or document  # the title is recognised after the article
        return super().recognise(document)


class _WatchedRelations(RelationFinder):
    """The given relation finder, remembering each sentence by its number with the matches found in it."""

    def __init__(self, base: RelationFinder) -> None:
        self.__dict__ |= base.__dict__
        self.seen: dict[int, tuple[Collapsed, list[Match]]] = {}

    def find(self, index: int, sentence: Collapsed, as_body: Callable[[int, int], Mention | None]) -> list[Match]:
        matches = super().find(index, sentence, as_body)
        self.seen[index] = sentence, matches
        return matches


def _facts_by_proof(records: tuple[Consortium, ...]) -> dict[tuple[str, int, int], list[str]]:
    found: dict[tuple[str, int, int], list[str]] = {}
    for number, record in enumerate(records, 1):
        for fact in record.facts:
            found.setdefault((fact.rule_id, fact.start, fact.end), []).append(f"{number} {fact.field}")
    return found


def _sentence(
    document: Document,
    number: int,
    collapsed: Collapsed,
    matches: list[Match],
    facts: dict[tuple[str, int, int], list[str]],
) -> SentenceTrace:
    span = document.sentences[number]
    start, end = document.view.span(span.start, span.end)
    mentions = tuple(_seen(document, mention) for _, mention in sorted(collapsed.mentions.items()))
    dates = tuple(seen for seen in mentions if seen.kind == Kind.DATE)  # an event takes one from its sentence
    relations = tuple(_relation(document, match, dates, facts) for match in sorted(matches, key=_order))
    return SentenceTrace(start, end, document.view.source[start:end], collapsed.text, mentions, relations)


def _order(match: Match) -> tuple[int, int, str]:
    return match.start, match.end, match.rule.id


def _seen(document: Document, mention: Mention) -> Seen:
    start, end = document.view.span(mention.start, mention.end)
    value = "" if mention.value == mention.text else mention.value
    return Seen(mention.kind.value, start, end, document.view.source[start:end], mention.rule_id, value)


def _relation(
    document: Document, match: Match, dates: tuple[Seen, ...], facts: dict[tuple[str, int, int], list[str]]
) -> Relation:
    start, end = document.view.span(match.start, match.end)
    slots = [(name, _seen(document, mention)) for name, mentions in match.slots.items() for mention in mentions]
    spans = {(start, end), *((seen.start, seen.end) for seen in (*dates, *(seen for _, seen in slots)))}
    became = sorted({fact for span in spans for fact in facts.get((match.rule.id, *span), ())})
    return Relation(match.rule.id, start, end, tuple(slots), tuple(became))
