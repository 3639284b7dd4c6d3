"""Finding a consortium or an organisation by whatever a person knows of it: its id, a name, or a part of one."""

from __future__ import annotations

import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, Connection, select

from cx_extract.errors import UsageError
from cx_extract.kb.matching import folded, holds, is_one_of, variants
from cx_extract.kb.schema import consortia, consortium_names, former_ids, organisation_names, organisations

Kind = Literal["consortium", "organisation"]
BOTH: tuple[Kind, ...] = ("consortium", "organisation")
_TABLES = {
    "consortium": (consortia, consortium_names, consortium_names.c.consortium_id),
    "organisation": (organisations, organisation_names, organisation_names.c.organisation_id),
}
_ID_LENGTH = 16
_MOST_LISTED = 10


@dataclass(frozen=True, slots=True)
class Found:
    """A body that fits: its id, its name (empty for a consortium without one) and how many articles tell of it."""

    kind: Kind
    id: str
    name: str
    articles: int


def find(connection: Connection, kinds: Iterable[Kind], wanted: str, *, parts: bool = True) -> list[Found]:
    """Return the bodies of these kinds that ``wanted`` may mean, those of most articles first.

    An id (also a former one) wins over a whole name or alias, and that over names that merely contain ``wanted``, which
    are left out without ``parts``. Case (A-Z) and script (Simplified, Traditional) make no difference.
    """
    every, typed = tuple(kinds), folded(wanted)
    for attempt in (_by_id, _by_whole_name, _by_script, *((_by_part,) if parts else ())):
        found = [body for kind in every for body in attempt(connection, kind, typed)]
        if found:
            return sorted(found, key=lambda one: (-one.articles, one.name, one.id))
    return []


def find_one(connection: Connection, kinds: tuple[Kind, ...], wanted: str, *, parts: bool = True) -> Found:
    """Return the one body of ``kinds`` that ``wanted`` means; raises UsageError that lists the candidates, if any.

    Whoever decides something gives an id or a whole name, and asks without ``parts``.
    """
    if not wanted.strip():
        part = ", a part of one," if parts else ""
        raise UsageError(f"an empty name fits nothing: give a name{part} or an id")
    found = find(connection, kinds, wanted, parts=parts)
    if len(found) == 1:
        return found[0]
    what = " or ".join(kinds)
    if not found and not parts:
        raise UsageError(f"no {what} is called {wanted!r}: give an id or a full name")
    if not found:
        raise UsageError(
            f"no {what} has {wanted!r} in a name; cx-extract kb search {shlex.quote(wanted)} looks into the articles"
        )
    listed = [f"  {one.id}  {one.name or '(no name)'}  ({_told(one, kinds)})" for one in found[:_MOST_LISTED]]
    more = [f"  and {len(found) - _MOST_LISTED} more"] if len(found) > _MOST_LISTED else []
    told = f"{wanted!r} may be any of {len(found)}; give more of the name, or an id:"
    raise UsageError("\n".join([told, *listed, *more]))


def _told(one: Found, kinds: tuple[Kind, ...]) -> str:
    number = f"{one.articles} article{'' if one.articles == 1 else 's'}"
    return f"{one.kind}, {number}" if len(kinds) > 1 else number


def _by_id(connection: Connection, kind: Kind, wanted: str) -> list[Found]:
    if len(wanted) != _ID_LENGTH:
        return []
    moved = select(former_ids.c.present_id).where(former_ids.c.former_id == wanted, former_ids.c.kind == kind)
    return _bodies(connection, kind, _TABLES[kind][0].c.id == (connection.scalar(moved) or wanted))


def _by_whole_name(connection: Connection, kind: Kind, wanted: str) -> list[Found]:
    return _by_forms(connection, kind, (wanted,))


def _by_script(connection: Connection, kind: Kind, wanted: str) -> list[Found]:
    return _by_forms(connection, kind, variants(wanted))


def _by_forms(connection: Connection, kind: Kind, forms: tuple[str, ...]) -> list[Found]:
    table, names, owner = _TABLES[kind]
    called = select(owner).where(is_one_of(connection, names.c.name, forms))
    return _bodies(connection, kind, table.c.id.in_(called) | is_one_of(connection, table.c.name, forms))


def _by_part(connection: Connection, kind: Kind, wanted: str) -> list[Found]:
    table, names, owner = _TABLES[kind]
    called = select(owner).where(holds(connection, names.c.name, wanted))
    return _bodies(connection, kind, table.c.id.in_(called) | holds(connection, table.c.name, wanted))


def _bodies(connection: Connection, kind: Kind, condition: ColumnElement[bool]) -> list[Found]:
    table = _TABLES[kind][0]
    rows = connection.execute(select(table.c.id, table.c.name, table.c.articles).where(condition))
    return [Found(kind, *row) for row in rows]
