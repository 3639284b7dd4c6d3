"""Statements with their sources, as people read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from cx_extract.kb.atoms import CONSORTIUM, ORGANISATION
from cx_extract.kb.bulk import chunks
from cx_extract.kb.database import Database
from cx_extract.kb.schema import (
    articles,
    conflicts,
    consortia,
    extractions,
    identities,
    judgements,
    memberships,
    organisations,
    review_queue,
    statements,
)

_FIELDS = {ORGANISATION: ("lead_units", "member_units"), CONSORTIUM: ("name",)}
_SHOWN, _LISTED = 3, 6


@dataclass(frozen=True, slots=True)
class Source:
    """A statement and where it stands; ``str`` gives it on one line."""

    value: str
    quote: str
    start: int
    sentence: str
    article: str
    title: str
    publisher: str
    published: str | None
    rule_id: str

    def __str__(self) -> str:
        """Return the sentence, or what there is of it, and the article."""
        where = ", ".join(filter(None, (self.title, self.publisher, self.published)))
        return f"{self.value}: “{self.sentence}” ({self.article}[{self.start}]{': ' if where else ''}{where})"


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """A conflict with both sources; ``consortium`` is empty for one without a name."""

    id: str
    kind: str
    detail: str
    consortium: str
    sides: tuple[Source, Source]


_SOURCE = (
    statements.c.original_value,
    statements.c.quote,
    statements.c.start_offset,
    statements.c.sentence,
    articles.c.article,
    articles.c.title,
    articles.c.source,
    articles.c.published,
    statements.c.rule_id,
)


def conflicts_of(database: Database, kind: str | None = None) -> tuple[ShownConflict, ...]:
    """Return all conflicts, or those of a kind, by consortium and kind; raises StoreError if the database fails."""
    query = select(conflicts, consortia.c.name).join(consortia)
    if kind is not None:
        query = query.where(conflicts.c.kind == kind)
    with database.reading() as connection:
        found = connection.execute(query).all()
        cited = {row.left_statement_id for row in found} | {row.right_statement_id for row in found}
        sources = {}
        for chunk in chunks(sorted(cited)):
            told = select(statements.c.id, *_SOURCE).join(articles, articles.c.sha256 == statements.c.article_sha256)
            for row in connection.execute(told.where(statements.c.id.in_(chunk))):
                sources[row.id] = Source(*tuple(row)[1:])
    shown = [
        ShownConflict(
            row.id, row.kind, row.detail, row.name, (sources[row.left_statement_id], sources[row.right_statement_id])
        )
        for row in found
    ]
    return tuple(sorted(shown, key=lambda one: (one.consortium, one.kind, one.id)))


@dataclass(frozen=True, slots=True)
class Side:
    """One of two names that may be one body: what it is part of, and where it stands."""

    key: str
    name: str
    entity: str
    entity_id: str
    told: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair of the review queue."""

    id: str
    kind: str
    score: float
    evidence: str
    sides: tuple[Side, Side]


def review_pairs(database: Database) -> tuple[Pair, ...]:
    """Return the pairs that wait for a decision, the likeliest first; raises StoreError if the database fails."""
    with database.reading() as connection:
        rows = connection.execute(select(review_queue)).all()
        sides = {}
        for row in rows:
            for key in (row.left_key, row.right_key):
                sides[row.kind, key] = _side(connection, row.kind, key)
    pairs = [
        Pair(row.id, row.kind, row.score, row.evidence, (sides[row.kind, row.left_key], sides[row.kind, row.right_key]))
        for row in rows
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.score, pair.id)))


def _side(connection: Connection, kind: str, key: str) -> Side:
    table = identities.c
    row = connection.execute(select(identities).where(table.kind == kind, table.atom_key == key)).one()
    sha256, _, rest = key.partition(":")
    told = select(*_SOURCE).join(articles, articles.c.sha256 == statements.c.article_sha256)
    told = told.join(extractions, extractions.c.id == statements.c.extraction_id)
    told = told.where(extractions.c.is_current == 1, statements.c.article_sha256 == sha256)
    if rest.startswith("@"):
        told = told.where(statements.c.start_offset == int(rest[1:]))
    else:
        fields = _FIELDS[kind]
        told = told.where(statements.c.field.in_(fields), statements.c.value == rest)
    sources = tuple(Source(*one) for one in connection.execute(told.order_by(statements.c.start_offset).limit(_SHOWN)))
    if kind == ORGANISATION:
        name = connection.execute(
            select(organisations.c.name).where(organisations.c.id == row.organisation_id)
        ).scalar_one()
        return Side(key, row.name, name, row.organisation_id, _takes_part(connection, row.organisation_id), sources)
    entity = connection.execute(select(consortia).where(consortia.c.id == row.consortium_id)).one()
    return Side(key, row.name, entity.name, row.consortium_id, _composition(connection, entity), sources)


def _takes_part(connection: Connection, organisation_id: str) -> str:
    """Return the consortia of an organisation, in words."""
    query = select(consortia.c.name, memberships.c.role).join(memberships)
    rows = connection.execute(query.where(memberships.c.organisation_id == organisation_id))
    return _some(sorted(f"{row.role} of {row.name or 'a consortium without a name'}" for row in rows))


def _composition(connection: Connection, entity: Row[Any]) -> str:
    """Return region, founding, size and organisations of a consortium, in words."""
    query = select(organisations.c.name, memberships.c.role).join(memberships)
    rows = connection.execute(query.where(memberships.c.consortium_id == entity.id))
    named = sorted((row.role, row.name) for row in rows)
    size = f"{entity.member_count} members" if entity.member_count is not None else ""
    facts = (entity.region, f"founded {entity.founded}" if entity.founded else "", size)
    return "; ".join(filter(None, (*facts, _some([f"{role} {name}" for role, name in named]))))


def _some(items: list[str]) -> str:
    more = [f"and {len(items) - _LISTED} more"] if len(items) > _LISTED else []
    return ", ".join(items[:_LISTED] + more)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided at once; ``names`` are the two sides as their articles have them."""

    number: int
    act: str
    kind: str
    names: tuple[str, str]
    by: str
    at: str
    note: str
    undone_at: str | None

    def __str__(self) -> str:
        """Return the decision on one line."""
        sign = "=" if self.act in ("accept", "merge") else "≠"
        tail = [self.note] if self.note else []
        tail += [f"undone {self.undone_at}"] if self.undone_at else []
        signed = " ".join(filter(None, (self.by, self.at)))
        return f"{self.number}: {self.act}: {f' {sign} '.join(self.names)} ({', '.join([self.kind, signed, *tail])})"


def decisions(database: Database) -> tuple[Decision, ...]:
    """Return every decision in the order they were taken, undone ones too; raises StoreError if the database fails."""
    with database.reading() as connection:
        rows = connection.execute(select(judgements).order_by(judgements.c.id)).all()
    last = {row.decision: row for row in rows}  # of a split, a pair that was told apart comes last
    return tuple(
        Decision(
            row.decision,
            row.act,
            row.kind,
            (row.left_key.partition(":")[2], row.right_key.partition(":")[2]),
            row.judged_by,
            row.judged_at,
            row.note,
            row.undone_at,
        )
        for row in last.values()
    )
