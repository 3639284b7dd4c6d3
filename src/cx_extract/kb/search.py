"""Full text: quotes and articles that hold all of some words, of whatever length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, and_, func, or_, select

from cx_extract.kb.matching import folded, holds, variants
from cx_extract.kb.schema import articles, extractions, statements

_AROUND = 30
_BELIEVED = articles.c.superseded_by.is_(None) & articles.c.removed_at.is_(None)


@dataclass(frozen=True, slots=True)
class Hit:
    """A quote or a place in an article; ``start`` and ``end`` are code points of the article's text.

    ``text`` is the quote, or what stands around the words, empty where they are in the title alone; the offsets are
    then those of the first word. ``consortium`` is the name of the one that a quote is about, ``field`` what it proves.
    """

    kind: str
    article: str
    title: str
    published: str
    start: int
    end: int
    text: str
    field: str = ""
    consortium: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits, how many quotes and how many more articles hold the words, and how many texts are not there."""

    hits: tuple[Hit, ...]
    quotes: int
    articles: int
    without_text: int


def search(connection: Connection, words: Sequence[str], limit: int = 20) -> Found:
    """Return the first ``limit`` hits that hold all ``words``; an empty word finds nothing.

    Quotes come before articles without such a quote, later publications before earlier ones. Case (A-Z) and script
    (Simplified, Traditional) make no difference. Articles loaded without their text are found by quotes and titles.
    """
    if not all(words) or not words:
        return Found((), 0, 0, 0)
    quotes = _quotes(connection, words)
    quoted = {row.article_sha256 for row in quotes}
    others = [row for row in _articles(connection, words) if row.sha256 not in quoted]
    first = quotes[:limit]
    hits = _quote_hits(connection, first) + _article_hits(connection, others[: limit - len(first)], words)
    return Found(tuple(hits), len(quotes), len(others), _without_text(connection))


def _all(connection: Connection, words: Iterable[str], *columns: Column[Any]) -> ColumnElement[bool]:
    """Return the condition that each of the words is held by one of the columns."""
    return and_(*(or_(*(holds(connection, column, word) for column in columns)) for word in words))


def _quotes(connection: Connection, words: Sequence[str]) -> list[Row[Any]]:
    """Return where the statements that count quote the words, each place in a consortium's story once."""
    query = (
        select(
            *(statements.c.id, statements.c.article_sha256, statements.c.record_id, statements.c.published),
            *(statements.c.start_offset, statements.c.end_offset, articles.c.article),
        )
        .join(extractions, extractions.c.id == statements.c.extraction_id)
        .join(articles, articles.c.sha256 == statements.c.article_sha256)
        .where(extractions.c.is_current == 1, _all(connection, words, statements.c.quote))
    )
    rows = sorted(connection.execute(query), key=lambda row: (row.article, row.start_offset, row.end_offset, row.id))
    places = {(row.article_sha256, row.record_id, row.start_offset, row.end_offset): row for row in reversed(rows)}
    return _latest_first(reversed(places.values()))


def _articles(connection: Connection, words: Sequence[str]) -> list[Row[Any]]:
    query = select(articles.c.sha256, articles.c.article, articles.c.published).where(
        _BELIEVED, _all(connection, words, articles.c.title, articles.c.text)
    )
    return _latest_first(sorted(connection.execute(query), key=lambda row: (row.article, row.sha256)))


def _without_text(connection: Connection) -> int:
    missing = select(func.count()).select_from(articles).where(_BELIEVED, articles.c.text.is_(None))
    return int(connection.execute(missing).scalar_one())


def _latest_first(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    return sorted(rows, key=lambda row: row.published or "", reverse=True)


def _quote_hits(connection: Connection, places: Sequence[Row[Any]]) -> list[Hit]:
    named = statements.alias()
    name = (
        select(func.min(named.c.original_value))
        .where(
            named.c.extraction_id == statements.c.extraction_id,
            named.c.record_id == statements.c.record_id,
            named.c.field == "name",
        )
        .scalar_subquery()
    )
    query = (
        select(statements, articles.c.article, articles.c.title, name.label("consortium"))
        .join(articles, articles.c.sha256 == statements.c.article_sha256)
        .where(statements.c.id.in_([row.id for row in places]))
    )
    found = {row.id: row for row in connection.execute(query)}
    return [_quote_hit(found[place.id]) for place in places]


def _quote_hit(row: Row[Any]) -> Hit:
    where = (row.article, row.title, row.published or "", row.start_offset, row.end_offset)
    return Hit("quote", *where, row.quote, row.field, row.consortium or "")


def _article_hits(connection: Connection, rows: Sequence[Row[Any]], words: Sequence[str]) -> list[Hit]:
    query = select(articles.c.sha256, articles.c.title, articles.c.text)
    found = {
        row.sha256: row for row in connection.execute(query.where(articles.c.sha256.in_([r.sha256 for r in rows])))
    }
    hits = []
    for row in rows:
        title, text = found[row.sha256].title, found[row.sha256].text or ""
        places = _places(text, words)
        start, end = places[0] if places else (0, 0)
        around = _around(text, places)
        hits.append(Hit("article", row.article, title, row.published or "", start, end, around))
    return hits


def _places(text: str, words: Iterable[str]) -> list[tuple[int, int]]:
    """Return where each of the words that stand in the text does so first, in the order of the words."""
    low, found = folded(text), []
    for word in words:
        places = [(at, at + len(form)) for form in variants(word) if (at := low.find(form)) >= 0]
        if places:
            found.append(min(places))
    return found


def _around(text: str, places: Sequence[tuple[int, int]]) -> str:
    """Return the surroundings of the places in text order, with ``…`` for what was left out."""
    windows: list[list[int]] = []
    for start, end in sorted(places):
        first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
        if windows and first <= windows[-1][1]:
            windows[-1][1] = max(last, windows[-1][1])
        else:
            windows.append([first, last])
    told = "…".join(text[first:last].strip() for first, last in windows)
    before, after = windows and windows[0][0] > 0, windows and windows[-1][1] < len(text)
    return f"{'…' if before else ''}{told}{'…' if after else ''}"
