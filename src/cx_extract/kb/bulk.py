"""Many rows at once: inserted as fast as the driver can, or held against what a table has."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, and_, bindparam, delete, select, update

Row = tuple[Any, ...]
"""A row of a table, in the order of its columns."""

_CHUNK = 500
_DIGITS = 16

_T = TypeVar("_T")


def content_id(*parts: object) -> str:
    """Return 16 hexadecimal digits of the SHA-256 of ``parts``: the same content has the same id in every base."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:_DIGITS]


def chunks(rows: Iterable[_T], size: int = _CHUNK) -> Iterator[list[_T]]:
    """Yield ``rows`` in lists of at most ``size``: a statement takes only so many parameters."""
    upcoming = iter(rows)
    while chunk := list(islice(upcoming, size)):
        yield chunk


@contextmanager
def no_collections() -> Iterator[None]:
    """Hold Python's cycle collector: millions of rows, none in a cycle, would be searched over and over (40% of the
    time)."""
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()


def insert(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert full rows: by COPY on PostgreSQL, by the driver's executemany on SQLite, several times faster than dicts.

    Rows that refer to others of their own table come after them.
    """
    if not rows:
        return
    own = _own_references(table)
    ordered = sorted(rows, key=lambda row: sum(row[place] is not None for place in own)) if own else rows
    names = ", ".join(one.name for one in table.columns)
    if connection.dialect.name == "postgresql":
        cursor: Any = connection.connection.cursor()  # psycopg's, of which SQLAlchemy's types know no COPY
        with cursor, cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
            for row in ordered:
                copy.write_row(row)
        return
    marks = ", ".join("?" * len(table.columns))
    connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", list(ordered))


def fetch(connection: Connection, query: Select[Any]) -> list[Row]:
    """Return all rows of a query as plain tuples, as the driver gives them: three times as fast as SQLAlchemy's."""
    cursor: Any = connection.execute(query).cursor
    return list(cursor.fetchall())


class Sync:
    """Makes computed tables equal to new rows by writing only the difference, so that a small load writes little.

    References hold at every moment: first every table gets what is new or changed, those that others refer to first;
    then, in the opposite order, what is gone goes.
    """

    def __init__(self, connection: Connection) -> None:
        """Work within the transaction of ``connection``."""
        self._connection = connection
        self._gone: list[tuple[Table, list[Row]]] = []

    def put(self, table: Table, rows: Collection[Row]) -> None:
        """Insert and change what differs in ``table``; call it with the tables in the order of their references."""
        width = len(table.primary_key.columns)
        before = set(fetch(self._connection, select(table)))
        after = set(rows)
        fresh, stale = after - before, before - after
        changed = {row[:width] for row in fresh} & {row[:width] for row in stale}
        insert(self._connection, table, [row for row in fresh if row[:width] not in changed])
        if changed:
            parameters = [_bound(table, row) for row in fresh if row[:width] in changed]
            setters: dict[str, Any] = {column.name: bindparam(f"b_{column.name}") for column in table.columns}
            self._connection.execute(update(table).where(_is_row(table)).values(setters), parameters)
        own = _own_references(table)
        gone = [row for row in stale if row[:width] not in changed]
        gone.sort(key=lambda row: -sum(row[place] is not None for place in own))
        self._gone.append((table, gone))

    def finish(self) -> None:
        """Delete what is gone."""
        for table, rows in reversed(self._gone):
            if rows:
                self._connection.execute(delete(table).where(_is_row(table)), [_bound(table, row) for row in rows])


def _is_row(table: Table) -> Any:
    return and_(*(column == bindparam(f"b_{column.name}") for column in table.primary_key.columns))


def _bound(table: Table, row: Row) -> dict[str, Any]:
    return {f"b_{column.name}": cell for column, cell in zip(table.columns, row, strict=True)}


def _own_references(table: Table) -> list[int]:
    """Return the places of columns that refer to the table itself."""
    return [
        place
        for place, column in enumerate(table.columns)
        if any(key.column.table is table for key in column.foreign_keys)
    ]
