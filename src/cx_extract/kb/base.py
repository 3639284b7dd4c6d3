"""A knowledge base as one object: open it, load runs into it, ask it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, text

from cx_extract.errors import UsageError
from cx_extract.kb import judge
from cx_extract.kb.beliefs import rebuild
from cx_extract.kb.bulk import no_collections
from cx_extract.kb.database import Database
from cx_extract.kb.folder import read_run
from cx_extract.kb.load import LoadReport, add_run
from cx_extract.kb.remove import remove_articles
from cx_extract.kb.schema import metadata

if TYPE_CHECKING:
    import pandas as pd


class KnowledgeBase:
    """A knowledge base; use it as a context manager. Make it with ``cx_extract.kb.open``."""

    def __init__(self, database: Database) -> None:
        """``database`` is closed with the base."""
        self.database = database

    def __enter__(self) -> Self:
        """Return the base itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Close the database."""
        self.database.close()

    def load(self, out: str | os.PathLike[str], articles: str | os.PathLike[str] | None = None) -> LoadReport:
        """Add the run in the folder ``out``, all of it or, on any error, nothing; a second time changes nothing.

        ``articles`` is the folder of the original articles, whose texts a run does not copy. Raises UsageError if
        ``out`` holds no run, ReadError if its files do not belong together, StoreError if the database fails.
        """
        with no_collections():
            run = read_run(Path(out), Path(articles) if articles is not None else None)
            with self.database.writing() as connection:
                report = add_run(connection, run, now())
                if report.changed:
                    rebuild(connection)
        return report

    def remove(self, article: str) -> tuple[str, ...]:
        """Take an article, by its id or the beginning of its hash, out of the beliefs; its history stays.

        Returns the ids of what was removed: the article with all its versions. Raises UsageError if there is none.
        """
        with self.database.writing() as connection:
            removed = remove_articles(connection, article, now())
            rebuild(connection)
        return removed

    def merge(self, one: str, other: str, *, by: str = "", note: str = "") -> int:
        """Decide that two entities, given by id or name, are one; return the decision's number for ``undo``.

        Raises UsageError if they cannot be found or are of two kinds, or if other judgements say the opposite.
        """
        return self._decide(lambda connection, signed: judge.merge(connection, one, other, signed), by, note)

    def split(self, entity: str, parts: Sequence[str], *, by: str = "", note: str = "") -> int:
        """Decide that some names (or atom keys) of an entity are one body and the rest another; else as ``merge``."""
        return self._decide(lambda connection, signed: judge.split(connection, entity, parts, signed), by, note)

    def accept(self, pair: str, *, by: str = "", note: str = "") -> int:
        """Decide that the two names of a pair of the review queue are one body; else as ``merge``."""
        return self._decide(lambda connection, signed: judge.accept(connection, pair, signed), by, note)

    def reject(self, pair: str, *, by: str = "", note: str = "") -> int:
        """Decide that the two names of a pair of the review queue are two bodies; else as ``merge``."""
        return self._decide(lambda connection, signed: judge.reject(connection, pair, signed), by, note)

    def undo(self, decision: int) -> None:
        """Take a decision back, by its number; raises UsageError if there is none or it is undone already."""
        with self.database.writing() as connection:
            judge.undo(connection, decision, now())
            rebuild(connection)

    def _decide(self, decide: Callable[[Connection, judge.Signed], int], by: str, note: str) -> int:
        with self.database.writing() as connection:
            number = decide(connection, judge.Signed(by, now(), note))
            rebuild(connection)
        return number

    def query(self, sql: str, params: Mapping[str, Any] | None = None) -> pd.DataFrame:
        """Return the rows of a SQL query; ``params`` fill its ``:name`` places. Whole numbers stay whole (Int64).

        Nothing that the query would write is kept. Raises StoreError if the database does not take it.
        """
        import pandas as pd  # noqa: PLC0415  (0.4 s)

        with self.database.reading() as connection:
            result = connection.execute(text(sql), dict(params or {}))
            if not result.returns_rows:
                raise UsageError("only queries that return rows can be asked: use load, remove and judge to change")
            names, rows = list(result.keys()), [tuple(row) for row in result]
        whole = {name: "Int64" for place, name in enumerate(names) if _are_whole([row[place] for row in rows])}
        return pd.DataFrame(rows, columns=names).astype(whole)

    def frame(self, table: str) -> pd.DataFrame:
        """Return a whole table, ordered by its key; raises UsageError naming the tables if it is none."""
        if table not in metadata.tables:
            raise UsageError(f"there is no table {table}: give one of {', '.join(sorted(metadata.tables))}")
        keys = ", ".join(column.name for column in metadata.tables[table].primary_key)
        return self.query(f"SELECT * FROM {table} ORDER BY {keys}")


def now() -> dt.datetime:
    """Return the moment, for columns that say when something was loaded or decided; no belief depends on it."""
    return dt.datetime.now(dt.UTC)


def _are_whole(cells: Iterable[object]) -> bool:
    """Tell whether a column holds whole numbers; pandas makes them floats where one is unknown."""
    known = [cell for cell in cells if cell is not None]
    return bool(known) and all(isinstance(cell, int) for cell in known)
