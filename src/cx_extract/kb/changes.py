"""What the base has learnt, and what it no longer believes, since a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from cx_extract.kb.bulk import chunks
from cx_extract.kb.schema import articles, consortia, consortium_names, extractions, identities, runs, statements
from cx_extract.model import FIELDS

_FOLLOWS = "status"
"""Statements of this field follow from others; that a record is gone shows by its name and its values."""
_Names = dict[tuple[str, str], Row[Any]]
"""The statement of the name by extraction and record."""


@dataclass(frozen=True, slots=True)
class Change:
    """A value that an article gives a consortium: ``+`` learnt since the day, ``-`` no longer believed.

    ``consortium`` is the name that the base knows it by; ``detail`` is a count's qualifier, a date's event or a
    result's category.
    """

    consortium: str
    sign: str
    field: str
    value: str
    detail: str
    article: str
    quote: str


def changes(connection: Connection, since: str) -> list[Change]:
    """Return what changed from the start of the day ``since`` (ISO, UTC), by consortium.

    Time is that of loading. A value that a newer extraction, or an edited text, only repeats is no change; one that it
    no longer gives, or whose article was removed, is gone.
    """
    before, after = _extractions(connection, since)
    rows = _statements(connection, before ^ after)
    names: _Names = {(row.extraction_id, row.record_id): row for row in rows if row.field == "name"}
    then = {_content(row, names): row for row in rows if row.extraction_id in before}
    now = {_content(row, names): row for row in rows if row.extraction_id in after}
    known = _known_names(connection)
    learnt = [_change("+", row, names, known) for content, row in now.items() if content not in then]
    gone = [_change("-", row, names, known) for content, row in then.items() if content not in now]
    return sorted(learnt + gone, key=_order)


def _order(change: Change) -> tuple[object, ...]:
    place = FIELDS.index(change.field)
    return (not change.consortium, change.consortium, place, change.value, change.detail, change.sign, change.article)


def _extractions(connection: Connection, since: str) -> tuple[set[str], set[str]]:
    """Return the extractions whose statements counted before ``since``, and those whose statements count now."""
    query = (
        select(
            *(extractions.c.id, extractions.c.superseded_by, extractions.c.is_current, runs.c.loaded_at),
            *(articles.c.removed_at, articles.c.superseded_by.label("edited")),
        )
        .join(runs, runs.c.id == extractions.c.run_id)
        .join(articles, articles.c.sha256 == extractions.c.article_sha256)
    )
    rows = connection.execute(query).all()
    loaded = {row.id: row.loaded_at for row in rows}
    texts = {row.sha256: row.loaded_at for row in connection.execute(select(articles.c.sha256, articles.c.loaded_at))}
    before = {
        row.id
        for row in rows
        if row.loaded_at < since
        and not (row.superseded_by and loaded[row.superseded_by] < since)
        and not (row.removed_at and row.removed_at < since)
        and not (row.edited and texts[row.edited] < since)
    }
    return before, {row.id for row in rows if row.is_current}


def _statements(connection: Connection, of: Iterable[str]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for chunk in chunks(sorted(of)):
        query = (
            select(statements, articles.c.article)
            .join(articles, articles.c.sha256 == statements.c.article_sha256)
            .where(statements.c.extraction_id.in_(chunk), statements.c.field != _FOLLOWS)
        )
        found += connection.execute(query).all()
    return sorted(found, key=lambda row: (row.extraction_id, row.start_offset, row.id))


def _content(row: Row[Any], names: _Names) -> tuple[object, ...]:
    """What makes two statements of one article the same, whichever run made them and whatever was edited around."""
    name = names.get((row.extraction_id, row.record_id))
    about = name.value if name is not None else ""
    return (row.article, about, row.field, row.value, row.number, row.qualifier, row.event, row.category)


def _known_names(connection: Connection) -> dict[str, str]:
    """Return the name of the present consortium by the key of what an article tells of it, and by each of its names."""
    called = select(consortium_names.c.name, consortia.c.name.label("known")).join(consortia)
    atoms = select(identities.c.atom_key, consortia.c.name).join(
        consortia, consortia.c.id == identities.c.consortium_id
    )
    found: dict[str, str] = {}
    for query in (called, atoms):
        for key, known in sorted(tuple(row) for row in connection.execute(query)):
            found.setdefault(key, known)
    return found


def _change(sign: str, row: Row[Any], names: _Names, known: dict[str, str]) -> Change:
    name = names.get((row.extraction_id, row.record_id))
    own = name.value if name is not None else ""
    called = (
        known.get(f"{row.article_sha256}:{own}") or known.get(own) or (name.original_value if name is not None else "")
    )
    detail = row.qualifier or row.event or row.category
    return Change(called, sign, row.field, row.original_value, detail, row.article, row.quote)
