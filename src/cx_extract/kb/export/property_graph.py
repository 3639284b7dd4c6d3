"""Graphs of nodes and relationships: CSV for Neo4j's importer, GraphML for Gephi and its kin.

Neo4j: the header format of ``neo4j-admin database import`` (Neo4j Operations Manual, "CSV header format"): ``:ID``
and ``:LABEL`` of nodes, ``:START_ID``, ``:END_ID`` and ``:TYPE`` of relationships, each id in the space of its label.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from cx_extract.errors import StoreError
from cx_extract.kb.export.snapshot import Row, Snapshot

_SOURCES = (("articles", "int"), ("first_published", "date"), ("last_published", "date"), ("confidence", "double"))
NODES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "Consortium": (
        "consortia",
        (
            *(("name", ""), ("aliases", "string[]"), ("status", ""), ("region", ""), ("founded", "")),
            *(("founded_from", "date"), ("founded_to", "date"), ("member_count", "int")),
            *(("member_count_qualifier", ""), *_SOURCES),
        ),
    ),
    "Organisation": ("organisations", (("name", ""), ("aliases", "string[]"), *_SOURCES)),
    "Count": (
        "counts",
        (
            *(("value", "int"), ("qualifier", ""), ("unit", ""), ("modality", ""), ("valid", "")),
            *(("valid_from", "date"), ("valid_to", "date"), ("dated_by", ""), *_SOURCES),
        ),
    ),
    "Event": (
        "events",
        (
            *(("event", ""), ("date", ""), ("date_from", "date"), ("date_to", "date"), ("modality", "")),
            *_SOURCES,
        ),
    ),
    "Achievement": ("achievements", (("achievement", ""), ("category", ""), *_SOURCES)),
    "Article": (
        "articles",
        (("article", ""), ("title", ""), ("source", ""), ("url", ""), ("published", "date")),
    ),
}
"""Labels of nodes: the table each comes from and its properties with their Neo4j types (empty: string)."""
_ROLES = {"lead": "LEADS", "member": "MEMBER_OF"}
_OWNED = {"counts": "HAS_COUNT", "events": "HAS_EVENT", "achievements": "ACHIEVED"}
_RELATIONS = (
    ("memberships", "Organisation", "Consortium", (("modality", ""), ("valid", ""), *_SOURCES)),
    ("counts", "Consortium", "Count", ()),
    ("events", "Consortium", "Event", ()),
    ("achievements", "Consortium", "Achievement", ()),
    ("reports", "Article", "Consortium", ()),
    ("fulfilments", "Event", "Event", ()),
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_neo4j(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Write a file of nodes for each label and one of relationships for each kind, and check them.

    Raises StoreError if the files do not fit together.
    """
    written = []
    for label, (table, properties) in NODES.items():
        header = [f":ID({label})", *(f"{name}:{kind}" if kind else name for name, kind in properties), ":LABEL"]
        written.append(folder / f"{table}.nodes.csv")
        nodes = _nodes(snapshot, table)
        _write(written[-1], header, ([key, *(_cell(row, name) for name, _ in properties), label] for key, row in nodes))
    for name, start, end, properties in _RELATIONS:
        header = [f":START_ID({start})", f":END_ID({end})", ":TYPE"]
        header += [f"{one}:{kind}" if kind else one for one, kind in properties]
        written.append(folder / f"{name}.relationships.csv")
        _write(
            written[-1],
            header,
            ([*ends, *(_cell(row, one) for one, _ in properties)] for ends, row in _ends(snapshot, name)),
        )
    check_neo4j(folder)
    return written


def check_neo4j(folder: Path) -> None:
    """Hold the files that ``write_neo4j`` wrote against each other.

    Raises StoreError naming the file and row where an id stands twice, a relationship points to no node, or a row has
    another number of cells than its header.
    """
    ids: dict[str, set[str]] = {}
    for path in sorted(folder.glob("*.nodes.csv")):
        header, body = _read(path)
        space = header[0].removeprefix(":ID(").removesuffix(")")
        known = ids.setdefault(space, set())
        for number, row in enumerate(body, 2):
            if len(row) != len(header) or row[0] in known or not row[0]:
                raise StoreError(
                    f"{path}, row {number}: not {len(header)} cells, or an id that is empty or stands twice"
                )
            known.add(row[0])
    for path in sorted(folder.glob("*.relationships.csv")):
        header, body = _read(path)
        spaces = [cell.partition("(")[2].removesuffix(")") for cell in header[:2]]
        for number, row in enumerate(body, 2):
            if len(row) != len(header) or any(key not in ids.get(s, ()) for key, s in zip(row, spaces, strict=False)):
                raise StoreError(f"{path}, row {number}: not {len(header)} cells, or an end that is no node")


def write_graphml(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Write consortia and organisations as nodes, memberships as directed edges weighted by their articles."""
    import networkx as nx  # noqa: PLC0415  (0.2 s)

    graph = nx.MultiDiGraph()
    for label in ("Consortium", "Organisation"):
        table, properties = NODES[label]
        for key, row in _nodes(snapshot, table):
            found = {name: _plain(row[name]) for name, _ in properties if row[name] not in (None, "")}
            graph.add_node(key, label=_plain(row["name"] or key), kind=label, **found)
    for row in snapshot.tables["memberships"]:
        found = {
            name: row[name] for name in ("role", "modality", "valid", "first_published", "last_published") if row[name]
        }
        ends = (row["organisation_id"], row["consortium_id"])
        graph.add_edge(*ends, key=row["id"], weight=row["articles"], confidence=row["confidence"], **found)
    path = folder / "kb.graphml"
    nx.write_graphml(graph, path, encoding="utf-8", edge_id_from_attribute=None)
    return [path]


def _nodes(snapshot: Snapshot, table: str) -> Iterable[tuple[str, Row]]:
    if table == "articles":
        return snapshot.articles.items()
    if table not in ("consortia", "organisations"):
        return ((row["id"], row) for row in snapshot.tables[table])
    kind = {"consortia": "consortium", "organisations": "organisation"}[table]
    names: dict[str, list[str]] = {}
    for row in snapshot.tables[f"{kind}_names"]:
        names.setdefault(row[f"{kind}_id"], []).append(row["name"])
    return (
        (row["id"], {**row, "aliases": sorted({*names.get(row["id"], ())} - {row["name"]})})
        for row in snapshot.tables[table]
    )


def _ends(snapshot: Snapshot, relation: str) -> Iterable[tuple[Sequence[str], Row]]:
    """Yield start, end and type of the relationships of one file, and the row with their properties."""
    if relation == "memberships":
        for row in snapshot.tables["memberships"]:
            yield (row["organisation_id"], row["consortium_id"], _ROLES[row["role"]]), row
    elif relation == "reports":
        told = {(row["article_sha256"], row["consortium_id"]) for row in snapshot.tables["identities"]}
        yield from (((article, told_of, "REPORTS"), {}) for article, told_of in sorted(told))
    elif relation == "fulfilments":
        for row in snapshot.tables["events"]:
            if row["fulfilled_by"]:
                yield (row["id"], row["fulfilled_by"], "FULFILLED_BY"), {}
    else:
        yield from (((row["consortium_id"], row["id"], _OWNED[relation]), {}) for row in snapshot.tables[relation])


def _cell(row: Row, name: str) -> Any:
    value = row[name]
    if isinstance(value, list):  # ";" is Neo4j's default between the values of an array
        return ";".join(one.replace(";", "；") for one in value)
    return "" if value is None else value


def _plain(value: Any) -> Any:
    """A value that GraphML can hold: no lists, and no characters that XML 1.0 forbids."""
    if isinstance(value, list):
        value = "；".join(value)
    return _NOT_XML.sub(" ", value) if isinstance(value, str) else value


def _write(path: Path, header: Sequence[str], body: Iterable[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(body)


def _read(path: Path) -> tuple[list[str], list[list[str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        header, *body = csv.reader(file, strict=True)
    return header, body
