"""What the base believes at one moment, with the statements behind it, read once for whatever is to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from cx_extract.kb import schema

Row = Mapping[str, Any]

_NAMED = {
    "memberships": ("consortium", "organisation"),
    "counts": ("consortium",),
    "events": ("consortium",),
    "achievements": ("consortium",),
    "conflicts": ("consortium",),
    "consortium_names": (),
    "organisation_names": (),
    "consortia": (),
    "organisations": (),
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Rows of the belief tables by table name, in the order of their ids, and what they rest on.

    Memberships, counts, events, achievements and conflicts carry the names of the bodies that they are about, in
    ``consortium`` and ``organisation``; of the identities only those of consortia are kept.
    """

    tables: Mapping[str, Sequence[Row]]
    articles: Mapping[str, Row]
    """Articles that a belief rests on, by SHA-256, without their texts."""
    runs: Mapping[str, Row]
    statements: Mapping[str, Row]
    """Statements that a belief rests on, by id."""
    evidence: Mapping[tuple[str, str], Sequence[Row]]
    """Statements by belief (its kind and id), the earliest publication first."""

    def sources(self, kind: str, belief_id: str) -> Sequence[Row]:
        """Return the statements behind a belief, the earliest publication first."""
        return self.evidence.get((kind, belief_id), ())


def take(connection: Connection) -> Snapshot:
    """Read the beliefs through ``connection``, all in its transaction."""
    links = _rows(connection, schema.evidence)
    names = {
        "consortium": _names(connection, schema.consortia),
        "organisation": _names(connection, schema.organisations),
    }
    tables: dict[str, Sequence[Row]] = {}
    for table, bodies in _NAMED.items():
        rows = _rows(connection, schema.metadata.tables[table])
        tables[table] = [{**row} | {body: names[body][row[f"{body}_id"]] for body in bodies} for row in rows]
    told = _rows(connection, schema.identities)
    tables["identities"] = [row for row in told if row["consortium_id"]]
    used = {row["statement_id"] for row in links}
    statements = {row["id"]: row for row in _rows(connection, schema.statements) if row["id"] in used}
    shas = {row["article_sha256"] for row in statements.values()}
    articles = {row["sha256"]: row for row in _rows(connection, schema.articles, but="text") if row["sha256"] in shas}
    runs = {row["id"]: row for row in _rows(connection, schema.runs)}
    evidence: dict[tuple[str, str], list[Row]] = {}
    for row in links:
        evidence.setdefault((row["belief_kind"], row["belief_id"]), []).append(statements[row["statement_id"]])
    for found in evidence.values():
        found.sort(key=lambda one: (one["published"] or "9999", one["article_sha256"], one["start_offset"], one["id"]))
    return Snapshot(tables, articles, runs, statements, evidence)


def _names(connection: Connection, table: Any) -> dict[str, str]:
    return {row["id"]: row["name"] for row in connection.execute(select(table.c.id, table.c.name)).mappings()}


def _rows(connection: Connection, table: Any, but: str = "") -> Sequence[Row]:
    columns = [column for column in table.c if column.name != but]
    return [{**row} for row in connection.execute(select(*columns).order_by(*table.primary_key)).mappings()]
