"""Opening a knowledge base: which database, at which version of the schema, and one transaction at a time."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, NoSuchModuleError

from cx_extract.errors import StoreError, UsageError

if TYPE_CHECKING:
    from alembic.config import Config

DEFAULT = "kb.sqlite"
HEAD = "1"
"""The present version of the schema: the last of the steps in ``migrations``."""
_MIGRATIONS = Path(__file__).parent / "migrations"
_WAIT_SECONDS = 60
_ADVISORY_LOCK = 0x63785F6B62  # "cx_kb": writers of one PostgreSQL database wait for each other
_WRITES = "cx_writes"
_CACHE_KIB = 64 * 1024
"""The most that SQLite keeps in memory. Rows go into indexes by hash, at random places: with the 2 MB of its own,
250,000 statements take a fifth longer; more than this gains nothing."""


class Database:
    """An engine whose transactions are known to read or to write.

    On SQLite a writing transaction begins IMMEDIATE: two writers queue instead of failing at commit. On PostgreSQL it
    takes an advisory lock, since two loads that each see half of the other's articles would both compute beliefs from
    half of them.
    """

    def __init__(self, target: str | os.PathLike[str], *, create: bool = False) -> None:
        """Open the base at ``target``, a path or a SQLAlchemy URL, and bring its schema to the present version.

        With ``create`` a base that is not there yet is made. Raises StoreError if there is none, if it cannot be
        reached, holds other tables, or was written by a newer version; UsageError if ``target`` cannot be understood.
        """
        given = os.fspath(target)
        is_url = "://" in given
        self.name = _without_password(given) if is_url else given
        if not is_url and not create and not Path(given).exists():
            raise StoreError(f"{given} does not exist: make it with cx-extract kb load OUT --db {given}")
        if not is_url and Path(given).is_dir():
            raise StoreError(f"{given} is a folder: give the path of a file")
        self.engine = _engine(given if is_url else f"sqlite:///{given}", self.name)
        try:
            with _named(self.name):
                self._migrate(create=create)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        """Return the base itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self.close()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for one transaction that keeps nothing; raises StoreError if the database fails."""
        with _named(self.name), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection for one writing transaction: all of it or, on any error, nothing. Raises as ``reading``."""
        engine = self.engine.execution_options(**{_WRITES: True})
        with _named(self.name), engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            yield connection

    def _migrate(self, *, create: bool) -> None:
        """Run the steps that are missing; several processes may open an empty base at once."""
        with self.engine.begin() as connection:
            if _revision(connection) == HEAD:
                return
        from alembic.script import ScriptDirectory  # noqa: PLC0415  (0.15 s, only where a base is made or old)

        script = ScriptDirectory.from_config(config())
        with self.writing() as connection:
            found = _revision(connection)
            if found is not None and found not in {one.revision for one in script.walk_revisions()}:
                raise StoreError(f"{self.name} was written by a newer version ({found}): upgrade cx-extract to open it")
            if found is None and inspect(connection).get_table_names():
                raise StoreError(f"{self.name} is no knowledge base but holds other tables: give another --db")
            if found is None and not create:
                raise StoreError(f"{self.name} is empty: fill it with cx-extract kb load OUT --db {self.name}")
            upgrade(connection, "head")


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration for the steps shipped with the package."""
    from alembic.config import Config  # noqa: PLC0415

    made = Config()
    made.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    made.set_main_option("path_separator", "os")
    made.attributes["connection"] = connection
    return made


def upgrade(connection: Connection, revision: str) -> None:
    """Bring the schema to ``revision`` within the connection's transaction."""
    from alembic import command  # noqa: PLC0415

    command.upgrade(config(connection), revision)


def _revision(connection: Connection) -> str | None:
    """Return the version that Alembic noted in the base, None if there is none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return revision


def _without_password(url: str) -> str:
    """Return ``url`` as messages show it: they end up in logs."""
    return re.sub(r"(?<=://)([^/?#@]*?):[^@]*@", r"\1:***@", url)


def _engine(url: str, shown: str) -> Engine:
    try:
        engine = create_engine(make_url(url), **_options(url))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        known = "a path for SQLite, or postgresql+psycopg://USER@HOST/NAME (pip install 'cx-extract[postgres]')"
        raise UsageError(f"{shown} names no database that can be used ({error}): give {known}") from None
    if engine.dialect.name not in ("sqlite", "postgresql"):
        engine.dispose()
        raise UsageError(f"{shown}: {engine.dialect.name} is not supported; give a path for SQLite, or PostgreSQL")
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _options(url: str) -> dict[str, Any]:
    return {"connect_args": {"timeout": _WAIT_SECONDS}} if url.startswith("sqlite") else {"pool_pre_ping": True}


def _set_up_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin when and how we say, DDL included
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = {-_CACHE_KIB}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def _named(name: str) -> Iterator[None]:
    """Turn what the database complains of into one line that says which base, and what to do."""
    try:
        yield
    except IntegrityError:  # a mistake of ours, not of the database
        raise
    except DBAPIError as error:
        reason = " ".join(str(error.orig).split())
        raise StoreError(f"{name} cannot be used ({reason}): {_advice(reason)}") from error


_ADVICE = {
    "locked": "another process is writing to it, try again when it is done",
    "readonly": "make the file and its folder writable, or copy it",
    "read-only": "make the file and its folder writable, or copy it",
    "not a database": "give the path of a base that kb load made",
    "unable to open": "check that the folder exists and may be written to",
    "syntax error": "correct the SQL",
    "no such": "correct the SQL; docs/knowledge-base.md lists the tables and columns",
    "relation ": "correct the SQL; docs/knowledge-base.md lists the tables and columns",
    "column ": "correct the SQL; docs/knowledge-base.md lists the tables and columns",
    "full": "make room; nothing was changed",
}


def _advice(reason: str) -> str:
    found = (advice for word, advice in _ADVICE.items() if word in reason)
    return next(found, "check that the server runs and the URL is right; nothing was changed")
