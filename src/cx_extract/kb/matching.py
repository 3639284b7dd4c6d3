"""Words found whatever their script and case, in the same texts on both databases."""

from __future__ import annotations

import string
from functools import cache
from typing import Any

from opencc import OpenCC
from sqlalchemy import ColumnElement, Connection, collate, func, or_

_SCRIPTS = ("t2s", "s2t", "s2tw", "s2hk")
"""OpenCC's conversions: a word is looked for as typed and as any of the scripts writes it."""
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def folded(word: str) -> str:
    """Return ``word`` with A-Z in lower case; what no database can store (a stray byte of a terminal) as U+FFFD."""
    return word.encode("utf-16", "surrogatepass").decode("utf-16", "replace").translate(_LOWER)


@cache
def variants(word: str) -> tuple[str, ...]:
    """Return ``word`` folded, and its forms in the other scripts, each once."""
    typed = folded(word)
    return tuple(dict.fromkeys([typed, *(_converter(name).convert(typed) for name in _SCRIPTS)]))


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def is_one_of(connection: Connection, column: ColumnElement[Any], forms: tuple[str, ...]) -> ColumnElement[bool]:
    """Return the condition that ``column`` is one of the folded ``forms``, in whatever case."""
    return _lower(connection, column, forms).in_(forms)


def holds(connection: Connection, column: ColumnElement[Any], word: str) -> ColumnElement[bool]:
    """Return the condition that ``column`` holds ``word``, of whatever length, in any script.

    A plain scan. An index of words would have to cut Chinese text as the reader does, and one of three characters each
    (SQLite's trigram tokenizer, PostgreSQL's pg_trgm) finds no word of two, such as 牵头. LIKE would take three times
    as long, and does not compare case alike on both databases.
    """
    place = func.strpos if connection.dialect.name == "postgresql" else func.instr
    forms = variants(word)
    return or_(*(place(_lower(connection, column, forms), form) > 0 for form in forms))


def _lower(connection: Connection, column: ColumnElement[Any], forms: tuple[str, ...]) -> ColumnElement[Any]:
    """Return ``column`` in lower case (A-Z alone, as SQLite has it) if case makes a difference to ``forms``."""
    if not any(letter in string.ascii_lowercase for form in forms for letter in form):
        return column
    return func.lower(collate(column, "C") if connection.dialect.name == "postgresql" else column)
