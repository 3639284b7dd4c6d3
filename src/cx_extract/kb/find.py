"""Entities by what people call them: an id, one they had before, or a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, Table, or_, select

from cx_extract.errors import UsageError
from cx_extract.kb.atoms import CONSORTIUM, ORGANISATION
from cx_extract.kb.schema import consortia, consortium_names, former_ids, identities, organisation_names, organisations


@dataclass(frozen=True, slots=True)
class Entity:
    """An organisation or a consortium."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Part:
    """One atom of an entity: a name in an article."""

    key: str
    name: str

    @property
    def calls(self) -> set[str]:
        """What it may be called: its key, the name as the article has it, and the normalised one."""
        return {self.key, self.name, self.key.partition(":")[2]}


def find_entity(connection: Connection, wanted: str) -> Entity:
    """Return the entity with the id, the former id, or the name ``wanted``.

    Raises UsageError if there is none, or several: then the message has their ids.
    """
    target = connection.execute(select(former_ids.c.present_id).where(former_ids.c.former_id == wanted)).scalar()
    ids = [wanted, target] if target else [wanted]
    by_organisation = _called(organisations, organisation_names, "organisation_id", wanted, ids)
    by_consortium = _called(consortia, consortium_names, "consortium_id", wanted, ids)
    found = {Entity(ORGANISATION, row[0]): row[1] for row in connection.execute(by_organisation)}
    found |= {Entity(CONSORTIUM, row[0]): row[1] for row in connection.execute(by_consortium)}
    if not found:
        raise UsageError(f"there is no organisation and no consortium {wanted}: give an id or a full name")
    if len(found) > 1:
        several = "; ".join(sorted(f"{one.id} ({one.kind} {name})" for one, name in found.items()))
        raise UsageError(f"{wanted} may be several, give an id: {several}")
    return next(iter(found))


def _called(entities: Table, names: Table, owner: str, wanted: str, ids: list[str]) -> Select[Any]:
    named = select(names.c[owner]).where(names.c.name == wanted)
    table = entities.c
    return select(table.id, table.name).where(or_(table.id.in_(ids), table.name == wanted, table.id.in_(named)))


def atoms_of(connection: Connection, entity: Entity) -> list[Part]:
    """Return the atoms of an entity by key."""
    table = identities.c
    owner = table.organisation_id if entity.kind == ORGANISATION else table.consortium_id
    rows = connection.execute(select(table.atom_key, table.name).where(owner == entity.id))
    return sorted((Part(*row) for row in rows), key=lambda part: part.key)
