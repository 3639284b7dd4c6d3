"""What people decide about identity: recorded, never deleted, undone by a mark."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select, update

from cx_extract.errors import UsageError
from cx_extract.kb.atoms import ORGANISATION
from cx_extract.kb.bulk import insert
from cx_extract.kb.lookup import BOTH, Found, find_one
from cx_extract.kb.schema import identities, judgements, review_queue

SAME, DIFFERENT = "same", "different"
_FEWEST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Signed:
    """Who decides, when and why."""

    by: str
    at: dt.datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One atom of an entity: a name in an article."""

    key: str
    name: str

    @property
    def calls(self) -> set[str]:
        """What it may be called: its key, the name as the article has it, and the normalised one."""
        return {self.key, self.name, self.key.partition(":")[2]}


def accept(connection: Connection, pair: str, signed: Signed) -> int:
    """Decide that the two names of the review queue's ``pair`` (the beginning of its id will do) are one body.

    Returns the number of the decision. Raises UsageError if there is no such pair.
    """
    row = _queued(connection, pair)
    return _record(connection, "accept", row[0], [(row[1], row[2], SAME)], signed)


def reject(connection: Connection, pair: str, signed: Signed) -> int:
    """Decide that they are two; else as ``accept``."""
    row = _queued(connection, pair)
    return _record(connection, "reject", row[0], [(row[1], row[2], DIFFERENT)], signed)


def _queued(connection: Connection, pair: str) -> tuple[str, str, str]:
    table = review_queue.c
    named = table.id.startswith(pair, autoescape=True) if len(pair) >= _FEWEST_DIGITS else table.id == pair
    found = connection.execute(select(table.kind, table.left_key, table.right_key).where(named)).all()
    if len(found) != 1:
        many = "more than one pair begins" if found else "no pair begins"
        raise UsageError(f"in the review queue {many} with {pair}: cx-extract kb review --list shows the ids")
    return found[0].kind, found[0].left_key, found[0].right_key


def merge(connection: Connection, one: str, other: str, signed: Signed) -> int:
    """Decide that two entities, given by id or name, are one; returns the number of the decision.

    Raises UsageError if either is not found, or if they are of two kinds or one already.
    """
    left, right = (find_one(connection, BOTH, wanted, parts=False) for wanted in (one, other))
    if left == right:
        raise UsageError(f"{one} and {other} are one already")
    if left.kind != right.kind:
        raise UsageError(f"{one} is of kind {left.kind}, {other} of kind {right.kind}: only two of one kind can be one")
    groups = [_keys(_atoms_of(connection, entity)) for entity in (left, right)]
    together = [(group[0], key, SAME) for group in groups for key in group[1:]]
    return _record(connection, "merge", left.kind, [*together, (groups[0][0], groups[1][0], SAME)], signed)


def _atoms_of(connection: Connection, entity: Found) -> list[Part]:
    """Return the atoms of an entity by key."""
    table = identities.c
    owner = table.organisation_id if entity.kind == ORGANISATION else table.consortium_id
    rows = connection.execute(select(table.atom_key, table.name).where(owner == entity.id))
    return sorted((Part(*row) for row in rows), key=lambda part: part.key)


def _keys(atoms: Sequence[Part]) -> list[str]:
    """Return the atoms' keys, that of the fullest name first: it stands for all where judgements are listed.

    A merge binds every atom: some may be part of their entity only as long as nothing likelier turns up.
    """
    return [atom.key for atom in sorted(atoms, key=lambda atom: (-len(atom.name), atom.key))]


def split(connection: Connection, entity: str, parts: Sequence[str], signed: Signed) -> int:
    """Decide that the ``parts`` of an entity, names or atom keys, are one body and the rest of it another.

    Returns the number of the decision. Raises UsageError if the entity has no such part, or no other.
    """
    whole = find_one(connection, BOTH, entity, parts=False)
    atoms = _atoms_of(connection, whole)
    for part in parts:
        if not any(part in one.calls for one in atoms):
            names = ", ".join(sorted({one.name for one in atoms if one.name}))
            raise UsageError(f"{entity} has no part {part}: give an atom key, or one of its names, {names}")
    taken = _keys([one for one in atoms if one.calls & set(parts)])
    left = _keys([one for one in atoms if not one.calls & set(parts)])
    if not left:
        raise UsageError(f"nothing of {entity} would be left: give some of its names, not all")
    together = [(group[0], key, SAME) for group in (taken, left) for key in group[1:]]
    return _record(connection, "split", whole.kind, [*together, (taken[0], left[0], DIFFERENT)], signed)


def undo(connection: Connection, decision: int, at: dt.datetime) -> None:
    """Mark a decision as undone; raises UsageError if there is none of the number, or it is undone already."""
    rows = connection.execute(select(judgements.c.undone_at).where(judgements.c.decision == decision)).all()
    if not rows or any(row.undone_at for row in rows):
        state = "is undone already" if rows else "does not exist"
        raise UsageError(f"judgement {decision} {state}: cx-extract kb judgements lists them")
    change = update(judgements).where(judgements.c.decision == decision)
    connection.execute(change.values(undone_at=at.isoformat(timespec="seconds")))


def _record(connection: Connection, act: str, kind: str, pairs: Iterable[tuple[str, str, str]], signed: Signed) -> int:
    last = connection.execute(select(func.coalesce(func.max(judgements.c.id), 0))).scalar_one()
    decision = 1 + connection.execute(select(func.coalesce(func.max(judgements.c.decision), 0))).scalar_one()
    signature = (signed.by, signed.at.isoformat(timespec="seconds"), signed.note, None)
    rows = [
        (last + number, decision, act, kind, min(one, other), max(one, other), verdict, *signature)
        for number, (one, other, verdict) in enumerate(pairs, 1)
    ]
    insert(connection, judgements, rows)
    return int(decision)
