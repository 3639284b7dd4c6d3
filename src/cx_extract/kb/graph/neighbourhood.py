"""The bodies within one or two steps of one, what ties them together, and the statements that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
from sqlalchemy import Column, Connection, Row, select

from cx_extract.errors import UsageError
from cx_extract.kb.bulk import chunks
from cx_extract.kb.lookup import Found, Kind
from cx_extract.kb.pages import ArticleRef, Source, article_refs, proofs
from cx_extract.kb.schema import consortia, memberships, organisations

MOST = 600
"""More boxes than this are no picture."""


@dataclass(frozen=True, slots=True)
class Body:
    """A consortium or an organisation; what does not apply to it, or nobody states, is empty or None.

    ``distance`` counts the memberships between it and the body in the middle: 0, 1 or 2.
    """

    id: str
    kind: Kind
    name: str
    distance: int
    articles: int
    status: str = ""
    region: str = ""
    founded: str = ""
    members: int | None = None
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """An organisation's part in a consortium, given by their ids, and the statements behind it."""

    consortium: str
    organisation: str
    role: str
    valid: str
    planned: bool
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Bodies by id, the middle one first and nearer ones before others; ties by consortium; articles behind them."""

    middle: Body
    bodies: Mapping[str, Body]
    ties: tuple[Tie, ...]
    articles: Mapping[str, ArticleRef]

    def graph(self) -> nx.Graph[str]:
        """Return who is tied to whom, by ids."""
        made: nx.Graph[str] = nx.Graph()
        made.add_nodes_from(self.bodies)
        made.add_edges_from((one.consortium, one.organisation) for one in self.ties)
        return made


def neighbourhood(connection: Connection, middle: Found, depth: int) -> Neighbourhood:
    """Return what is within ``depth`` (1 or 2) steps of ``middle``; raises UsageError if that is no picture any more.

    One step leads from a consortium to its leads and members, or from an organisation to its consortia.
    """
    found: dict[str, Row[Any]] = {}
    distance = {middle.id: 0}
    kind, edge = middle.kind, {middle.id}
    for step in range(1, depth + 1):
        near, far = (memberships.c.consortium_id, memberships.c.organisation_id)[:: 1 if kind == "consortium" else -1]
        rows = [row for chunk in chunks(sorted(edge)) for row in _memberships(connection, near, chunk)]
        found |= {row.id: row for row in rows}
        edge = {row._mapping[far.name] for row in rows} - distance.keys()
        distance |= dict.fromkeys(edge, step)
        kind = "organisation" if kind == "consortium" else "consortium"
    if len(distance) > MOST:
        lister = "show" if middle.kind == "consortium" else "org"
        fix = "draw it with --depth 1" if depth > 1 else f"cx-extract kb {lister} {middle.id} lists them"
        raise UsageError(f"{len(distance)} bodies around {middle.name} are too many for a picture: {fix}")
    bodies = _bodies(connection, distance)
    proved = proofs(connection, "membership", found)
    ties = sorted((_tie(row, proved) for row in found.values()), key=lambda tie: _tie_order(tie, bodies))
    cited = {source.article_sha256 for tie in ties for source in tie.sources}
    return Neighbourhood(bodies[middle.id], bodies, tuple(ties), article_refs(connection, cited))


def _memberships(connection: Connection, column: Column[Any], ids: Iterable[str]) -> list[Row[Any]]:
    return list(connection.execute(select(memberships).where(column.in_(list(ids)))))


def _tie(row: Row[Any], proved: Mapping[str, tuple[Source, ...]]) -> Tie:
    planned = row.modality == "planned"
    return Tie(row.consortium_id, row.organisation_id, row.role, row.valid, planned, proved.get(row.id, ()))


def _tie_order(tie: Tie, bodies: Mapping[str, Body]) -> tuple[object, ...]:
    consortium, organisation = bodies[tie.consortium], bodies[tie.organisation]
    return consortium.distance, consortium.name, consortium.id, tie.role, organisation.name, organisation.id


def _bodies(connection: Connection, distance: Mapping[str, int]) -> dict[str, Body]:
    found = []
    for chunk in chunks(sorted(distance)):
        for row in connection.execute(select(organisations).where(organisations.c.id.in_(chunk))):
            found.append(Body(row.id, "organisation", row.name, distance[row.id], row.articles))
        for row in connection.execute(select(consortia).where(consortia.c.id.in_(chunk))):
            told = (row.status, row.region, row.founded, row.member_count, row.member_count_qualifier)
            found.append(Body(row.id, "consortium", row.name, distance[row.id], row.articles, *told))
    return {one.id: one for one in sorted(found, key=lambda one: (one.distance, one.name, one.id))}
