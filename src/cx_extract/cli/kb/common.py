"""What the commands of the knowledge base share: which base, and how a statement and its source are shown."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from cx_extract.kb.base import KnowledgeBase

DB = click.option(
    "--db",
    default="kb.sqlite",
    show_default=True,
    metavar="BASE",
    help="The base: a path for SQLite, or a URL such as postgresql+psycopg://USER@HOST/NAME.",
)
NOTE = click.option("--note", default="", metavar="TEXT", help="Why, for the record.")


@contextmanager
def opened(db: str, *, create: bool = False) -> Iterator[KnowledgeBase]:
    """Open the base for a command; raises as ``cx_extract.kb.open``."""
    from cx_extract import kb  # noqa: PLC0415

    with kb.open(db, create=create) as base:
        yield base


@contextmanager
def reading(db: str) -> Iterator[Connection]:
    """Open the base for a command that only asks, which needs none of what loads and decides (0.2 s to import).

    Raises as ``cx_extract.kb.open``.
    """
    from cx_extract.kb.database import Database  # noqa: PLC0415

    with Database(db) as database, database.reading() as connection:
        yield connection


def whoami() -> str:
    """Return the user's name, which judgements are signed with; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def decided(number: int) -> None:
    """Tell the number of a decision."""
    click.echo(f"judgement {number}; cx-extract kb undo {number} takes it back", err=True)
