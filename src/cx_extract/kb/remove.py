"""Taking an article out of the beliefs; the ledger keeps what it said."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection, or_, select, update

from cx_extract.errors import UsageError
from cx_extract.kb.schema import articles

_SHORTEST_HASH = 8


def remove_articles(connection: Connection, wanted: str, now: dt.datetime) -> tuple[str, ...]:
    """Mark the article with the id ``wanted``, or the hash that begins with it, as removed, with all its versions.

    Returns the ids, once each. Raises UsageError if there is no such article, or only removed ones.
    """
    named = articles.c.article == wanted
    if len(wanted) >= _SHORTEST_HASH:
        named = or_(named, articles.c.sha256.startswith(wanted.lower(), autoescape=True))
    found = connection.execute(select(articles.c.sha256, articles.c.article, articles.c.removed_at).where(named)).all()
    if not found:
        raise UsageError(f"there is no article {wanted}: give the id or the SHA-256 that the table articles has")
    open_ones = {row.sha256: row.article for row in found if row.removed_at is None}
    if not open_ones:
        raise UsageError(f"{wanted} is removed already; load its run again to bring it back")
    wider = dict(open_ones)
    while wider:
        linked = or_(articles.c.superseded_by.in_(wider), articles.c.sha256.in_(_successors(connection, wider)))
        query = select(articles.c.sha256, articles.c.article).where(linked, articles.c.removed_at.is_(None))
        wider = {row.sha256: row.article for row in connection.execute(query) if row.sha256 not in open_ones}
        open_ones |= wider
    moment = now.isoformat(timespec="seconds")
    connection.execute(update(articles).where(articles.c.sha256.in_(open_ones)).values(removed_at=moment))
    return tuple(sorted(set(open_ones.values())))


def _successors(connection: Connection, texts: dict[str, str]) -> set[str]:
    query = select(articles.c.superseded_by).where(articles.c.sha256.in_(texts), articles.c.superseded_by.is_not(None))
    return {row.superseded_by for row in connection.execute(query)}
