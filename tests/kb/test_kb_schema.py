"""Making, opening and migrating a knowledge base."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from cx_extract import kb
from cx_extract.errors import StoreError, UsageError
from cx_extract.kb.database import HEAD, Database, config, upgrade
from cx_extract.kb.schema import BELIEFS, LEDGER, metadata


def differences(database: Database) -> list[object]:
    """Return what Alembic would change to make the base what the tables say."""
    with database.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        return list(compare_metadata(context, metadata))


def test_the_present_version_is_the_last_step() -> None:
    """Opening a base compares its version with the last of the steps, without reading them."""
    assert ScriptDirectory.from_config(config()).get_current_head() == HEAD


def test_every_step_from_the_first_leads_to_the_present_tables(db: str) -> None:
    """A base of the first version becomes, step by step, what the code declares."""
    with Database(db, create=True) as database:
        with database.writing() as connection:
            for table in reversed(metadata.sorted_tables):
                table.drop(connection)
            connection.execute(text("DELETE FROM alembic_version"))
            upgrade(connection, "1")
        with database.writing() as connection:
            upgrade(connection, "head")
        assert differences(database) == []


def test_a_new_base_has_the_present_tables(db: str) -> None:
    """Created in one go, a base holds every table and Alembic finds nothing to change."""
    with Database(db, create=True) as database:
        assert differences(database) == []


def test_ledger_and_beliefs_are_all_tables() -> None:
    """Each table is either loaded and decided, or computed; beliefs come in an order that references allow."""
    assert {*LEDGER, *BELIEFS} == set(metadata.tables.values())
    for number, table in enumerate(BELIEFS):
        targets = {key.column.table for key in table.foreign_keys} - {table}
        assert targets <= {*LEDGER, *BELIEFS[:number]}


def test_a_base_is_not_made_by_looking_at_it(tmp_path: Path) -> None:
    """Opening a path where nothing is names the command that makes a base and leaves nothing behind."""
    with pytest.raises(StoreError, match="kb load OUT --db"):
        Database(tmp_path / "none.sqlite")
    assert not list(tmp_path.iterdir())


def test_an_empty_database_is_told(db: str) -> None:
    """A database without tables is no base yet: reading says how to fill it."""
    if "://" not in db:
        Path(db).touch()
    with pytest.raises(StoreError, match="kb load OUT --db"):
        Database(db)


def test_a_base_of_a_newer_version_is_left_alone(db: str) -> None:
    """An unknown revision is refused with the fix, and nothing is changed."""
    with Database(db, create=True) as database, database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '999'"))
    with pytest.raises(StoreError, match=r"newer version \(999\): upgrade cx-extract"):
        Database(db, create=True)


def test_foreign_tables_are_left_alone(db: str) -> None:
    """A database of somebody else's tables is no place for a base."""
    with Database(db, create=True) as database, database.writing() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StoreError, match="holds other tables"):
        Database(db, create=True)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    """Any other file gives one line and stays as it is."""
    path = tmp_path / "notes.sqlite"
    path.write_text("no database " * 1000)
    with pytest.raises(StoreError, match="not a database"):
        Database(path, create=True)
    assert path.read_text() == "no database " * 1000


def test_a_lost_server_is_named() -> None:
    """A server that does not answer is told with the URL and what to check."""
    with pytest.raises(StoreError, match="check that the server runs"):
        Database("postgresql+psycopg://nobody@127.0.0.1:1/none", create=True)


@pytest.mark.parametrize("url", ["mysql://a/b", "nonsense://x"])
def test_other_databases_are_refused(url: str) -> None:
    """A URL that we cannot use says what can be given instead."""
    with pytest.raises(UsageError, match=r"(?i)postgresql"):
        Database(url, create=True)


def test_references_are_held(db: str) -> None:
    """The database itself refuses evidence that is no statement it holds."""
    orphan = text("INSERT INTO evidence (belief_kind, belief_id, statement_id) VALUES ('a', 'b', 'c')")
    with (
        Database(db, create=True) as database,
        pytest.raises(IntegrityError, match=r"(?i)foreign key"),
        database.writing() as connection,
    ):
        connection.execute(orphan)


def test_a_writer_that_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite lets one process write; another one waits, and in the end says why it could not."""
    monkeypatch.setattr("cx_extract.kb.database._WAIT_SECONDS", 0.05)
    path = tmp_path / "kb.sqlite"
    with Database(path, create=True) as database:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process is writing"), database.writing():
            pytest.fail("two writers at once")
        other.close()


def test_a_folder_is_told_from_a_base(tmp_path: Path) -> None:
    """The path of a folder is said to be one."""
    with pytest.raises(StoreError, match="is a folder"):
        Database(tmp_path, create=True)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://analyst:s3cret:x@127.0.0.1:1/base",
        "mysql://analyst:s3cret:x@127.0.0.1:1/base",
        "postgresql+psycopg://:s3cret:x@127.0.0.1:1/base",
    ],
)
def test_messages_keep_the_password(url: str) -> None:
    """What goes wrong is told with the address, without the password in it."""
    with pytest.raises((StoreError, UsageError), match=r":\*\*\*@127.0.0.1:1/base") as told:
        Database(url)
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize("sql", ["SELEKT 1", "SELECT a FROM nowhere", "SELECT nothing FROM counts"])
def test_wrong_sql_is_told_as_such(db: str, sql: str) -> None:
    """A query that cannot be understood is no fault of the server."""
    with kb.open(db) as base, pytest.raises(StoreError, match="correct the SQL"):
        base.query(sql)
