"""What the base believes of one body, every line with the statements that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from cx_extract.identity.fold import fold_name
from cx_extract.kb.bulk import chunks
from cx_extract.kb.numbers import place_in_series
from cx_extract.kb.schema import (
    achievements,
    articles,
    conflicts,
    consortia,
    consortium_names,
    counts,
    events,
    evidence,
    memberships,
    organisation_names,
    organisations,
    statements,
)

ROLES = ("lead", "member")
_AT_ONCE = ("status", "region")
_SOURCE = (
    statements.c.id,
    statements.c.article_sha256,
    statements.c.published,
    statements.c.quote,
    statements.c.sentence,
    statements.c.start_offset,
    statements.c.end_offset,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a statement stands: the quote with its offsets in the article's text, and the sentence around it."""

    article_sha256: str
    quote: str
    sentence: str
    start: int
    end: int

    def excerpt(self, around: int = 40) -> tuple[str, str, str]:
        """Return what stands before the quote in its sentence, the quote, and what stands behind.

        At most ``around`` characters to either side; ``…`` stands for more. A sentence that was cut in the quote has
        no part of it: then the quote stands alone.
        """
        before, found, after = self.sentence.partition(self.quote)
        if not found:
            return "", self.quote, ""
        first = "…" + before[-around:] if len(before) > around else before
        last = after[:around] + "…" if len(after) > around else after
        return first.lstrip(), found, last.rstrip()


@dataclass(frozen=True, slots=True)
class Line:
    """A belief as named cells, empty ones left out, and the statements behind it, the earliest publication first."""

    cells: Mapping[str, str]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """An article as its readers know it; ``published`` is empty if unknown."""

    article: str
    title: str
    source: str
    published: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the base believes of one body: ``facts`` in short, lines by section, and the articles behind them by hash.

    Sections of a consortium: ``status``, ``region``, ``aliases``, ``lead``, ``member``, ``counts``, ``events``,
    ``achievements``, ``conflicts``; of an organisation: ``aliases``, ``lead``, ``member``. Empty ones are left out.
    Articles stand in the order of their publication.
    """

    id: str
    kind: str
    name: str
    facts: Mapping[str, str | int | None]
    sections: Mapping[str, tuple[Line, ...]]
    articles: Mapping[str, ArticleRef]


def consortium_page(connection: Connection, key: str) -> Page:
    """Return the page of the consortium with the id ``key``, which must be one of the base."""
    row = connection.execute(select(consortia).where(consortia.c.id == key)).one()
    sections = {
        one: _lines(connection, one, [(key, {one: row._mapping[one]})]) for one in _AT_ONCE if row._mapping[one]
    }
    sections["aliases"] = _aliases(connection, key, row.name)
    sections |= {role: _members(connection, key, role) for role in ROLES}
    sections["counts"] = _counts(connection, key)
    sections["events"] = _events(connection, key)
    sections["achievements"] = _achievements(connection, key)
    sections["conflicts"] = _conflicts(connection, key)
    names = ("status", "region", "founded", "member_count", "member_count_qualifier", "member_count_valid", "articles")
    return _page(connection, Page(key, "consortium", row.name, {one: row._mapping[one] for one in names}, sections, {}))


def organisation_page(connection: Connection, key: str) -> Page:
    """Return the page of the organisation with the id ``key``: its names and everything it takes part in."""
    row = connection.execute(select(organisations).where(organisations.c.id == key)).one()
    called = select(organisation_names.c.name).where(organisation_names.c.organisation_id == key)
    names = sorted(name for name in connection.scalars(called) if fold_name(name) != fold_name(row.name))
    sections = {"aliases": tuple(Line({"name": name}) for name in names)}
    for role in ROLES:
        query = (
            select(memberships, consortia.c.name, consortia.c.status, consortia.c.founded, consortia.c.region)
            .join(consortia, consortia.c.id == memberships.c.consortium_id)
            .where(memberships.c.organisation_id == key, memberships.c.role == role)
        )
        rows = sorted(connection.execute(query), key=lambda one: (one.name, one.consortium_id))
        sections[role] = _lines(connection, "membership", [(one.id, _part(one)) for one in rows])
    return _page(connection, Page(key, "organisation", row.name, {"articles": row.articles}, sections, {}))


def proofs(connection: Connection, kind: str, beliefs: Iterable[str]) -> dict[str, tuple[Source, ...]]:
    """Return the statements behind the beliefs of a kind by their ids, the earliest publication first."""
    found: dict[str, list[Row[Any]]] = {}
    for chunk in chunks(sorted(set(beliefs))):
        query = (
            select(evidence.c.belief_id, *_SOURCE)
            .join(statements, statements.c.id == evidence.c.statement_id)
            .where(evidence.c.belief_kind == kind, evidence.c.belief_id.in_(chunk))
        )
        for row in _rows(connection, query):
            found.setdefault(row.belief_id, []).append(row)
    return {belief: tuple(map(_source, sorted(rows, key=_by_publication))) for belief, rows in found.items()}


def article_refs(connection: Connection, hashes: Iterable[str]) -> dict[str, ArticleRef]:
    """Return these articles by hash, the earliest publication first, those of unknown publication last."""
    found: dict[str, ArticleRef] = {}
    columns = (articles.c.article, articles.c.title, articles.c.source, articles.c.published, articles.c.url)
    for chunk in chunks(sorted(set(hashes))):
        for row in connection.execute(select(articles.c.sha256, *columns).where(articles.c.sha256.in_(chunk))):
            found[row.sha256] = ArticleRef(row.article, row.title, row.source, row.published or "", row.url)
    return dict(sorted(found.items(), key=lambda one: (one[1].published or "9", one[1].article, one[0])))


def _page(connection: Connection, page: Page) -> Page:
    sections = {name: lines for name, lines in page.sections.items() if lines}
    used = {source.article_sha256 for lines in sections.values() for line in lines for source in line.sources}
    return Page(page.id, page.kind, page.name, page.facts, sections, article_refs(connection, used))


def _part(row: Row[Any]) -> dict[str, str]:
    cells = {"consortium": row.name, "id": row.consortium_id, "status": row.status, "region": row.region}
    return cells | {"founded": row.founded, "valid": row.valid, "modality": _planned(row)}


def _planned(row: Row[Any]) -> str:
    return row.modality if row.modality == "planned" else ""


def _aliases(connection: Connection, key: str, name: str) -> tuple[Line, ...]:
    rows = sorted(_of(connection, consortium_names, key), key=lambda row: row.name)
    other = [row for row in rows if fold_name(row.name) != fold_name(name)]  # names are kept in Simplified characters
    return _lines(connection, "consortium_name", [(row.id, {"name": row.name}) for row in other])


def _members(connection: Connection, key: str, role: str) -> tuple[Line, ...]:
    query = (
        select(memberships, organisations.c.name)
        .join(organisations, organisations.c.id == memberships.c.organisation_id)
        .where(memberships.c.consortium_id == key, memberships.c.role == role)
    )
    rows = sorted(connection.execute(query), key=lambda row: (row.name, row.id))
    told = [(row.id, {"organisation": row.name, "valid": row.valid, "modality": _planned(row)}) for row in rows]
    return _lines(connection, "membership", told)


def _counts(connection: Connection, key: str) -> tuple[Line, ...]:
    rows = sorted(
        _of(connection, counts, key),
        key=lambda row: (*place_in_series(row.dated_by, row.valid_from or row.valid_to), row.value, row.id),
    )
    told = []
    for row in rows:
        cells = {"valid": row.valid, "number": str(row.value), "unit": row.unit, "qualifier": row.qualifier}
        told.append((row.id, cells | {"dated_by": row.dated_by, "modality": _planned(row)}))
    return _lines(connection, "count", told)


def _events(connection: Connection, key: str) -> tuple[Line, ...]:
    rows = sorted(
        _of(connection, events, key), key=lambda row: (row.date_from or row.date_to or "9", row.event, row.id)
    )
    by_id = {row.id: row for row in rows}
    told = []
    for row in rows:
        done = by_id.get(row.fulfilled_by or "")
        cells = {"date": row.date, "event": row.event, "fulfilled_by": f"{done.event} {done.date}" if done else ""}
        told.append((row.id, cells))
    return _lines(connection, "event", told)


def _achievements(connection: Connection, key: str) -> tuple[Line, ...]:
    rows = sorted(
        _of(connection, achievements, key), key=lambda row: (row.category, row.first_published or "9", row.achievement)
    )
    return _lines(
        connection,
        "achievement",
        [(row.id, {"category": row.category, "achievement": row.achievement}) for row in rows],
    )


def _conflicts(connection: Connection, key: str) -> tuple[Line, ...]:
    rows = sorted(_of(connection, conflicts, key), key=lambda row: (row.kind, row.id))
    sides = {one for row in rows for one in (row.left_statement_id, row.right_statement_id)}
    cited = {row.id: row for row in _rows(connection, select(*_SOURCE).where(statements.c.id.in_(sides)))}
    lines = []
    for row in rows:
        both = sorted((cited[row.left_statement_id], cited[row.right_statement_id]), key=_by_publication)
        lines.append(Line({"kind": row.kind, "detail": row.detail}, tuple(map(_source, both))))
    return tuple(lines)


def _rows(connection: Connection, query: Select[Any]) -> Sequence[Row[Any]]:
    return connection.execute(query).all()


def _of(connection: Connection, table: Table, key: str) -> Sequence[Row[Any]]:
    return _rows(connection, select(table).where(table.c.consortium_id == key))


def _lines(connection: Connection, kind: str, told: Sequence[tuple[str, Mapping[str, str]]]) -> tuple[Line, ...]:
    """Return a line for each belief, given by its id, in the order given."""
    found = proofs(connection, kind, (key for key, _ in told))
    return tuple(Line({name: cell for name, cell in cells.items() if cell}, found.get(key, ())) for key, cells in told)


def _source(row: Row[Any]) -> Source:
    return Source(row.article_sha256, row.quote, row.sentence, row.start_offset, row.end_offset)


def _by_publication(row: Row[Any]) -> tuple[str, str, int, str]:
    return row.published or "9", row.article_sha256, row.start_offset, row.id
