"""The statements that count at present, as the beliefs are computed from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, select, update

from cx_extract.kb.bulk import fetch
from cx_extract.kb.schema import articles, extractions, statements


class Told(NamedTuple):
    """One statement; the names are those of the table's columns."""

    id: str
    article_sha256: str
    record_id: str
    field: str
    value: str
    original_value: str
    number: int | None
    qualifier: str
    unit: str
    as_of: str
    event: str
    category: str
    valid: str
    valid_from: str | None
    valid_to: str | None
    published: str | None
    modality: str
    confidence: float
    quote: str
    start_offset: int
    anchor: str


def mark_current(connection: Connection) -> None:
    """Set ``extractions.is_current``: the latest extraction of a text that is no earlier version and not removed."""
    live = select(articles.c.sha256).where(articles.c.superseded_by.is_(None), articles.c.removed_at.is_(None))
    counts = and_(extractions.c.superseded_by.is_(None), extractions.c.article_sha256.in_(live))
    for flag, condition in ((0, ~counts), (1, counts)):
        change = update(extractions).where(condition, extractions.c.is_current != flag)
        connection.execute(change.values(is_current=flag))


def current(connection: Connection) -> list[Told]:
    """Return the statements of current extractions, in the order of articles, records and offsets."""
    columns = [statements.c[name] for name in Told._fields]
    joined = select(*columns).join(extractions, extractions.c.id == statements.c.extraction_id)
    rows = fetch(connection, joined.where(extractions.c.is_current == 1))
    return sorted(map(Told._make, rows), key=_in_text_order)


def _in_text_order(told: Told) -> tuple[str, str, int, str]:
    return told.article_sha256, told.record_id, told.start_offset, told.id


def sources(told: Iterable[Told]) -> tuple[int, str | None, str | None, float]:
    """Return how well a belief is founded: number of articles, first and last publication day, best confidence."""
    every = tuple(told)
    days = [one.published for one in every if one.published]
    return (
        len({one.article_sha256 for one in every}),
        min(days, default=None),
        max(days, default=None),
        max((one.confidence for one in every), default=0.0),
    )


def best(told: Collection[Told]) -> Told:
    """Return the statement to show for several: the surest, of equals the first published, then by id."""
    return min(told, key=lambda one: (-one.confidence, one.published or "9", one.id))


def by(told: Iterable[Told], *names: str) -> dict[Any, list[Told]]:
    """Return the statements grouped by one or several columns."""
    groups: dict[Any, list[Told]] = {}
    for one in told:
        cells = tuple(getattr(one, name) for name in names)
        groups.setdefault(cells[0] if len(cells) == 1 else cells, []).append(one)
    return groups
