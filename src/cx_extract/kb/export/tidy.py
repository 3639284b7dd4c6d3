"""Tidy tables: one row for each belief, one for each of its sources; as CSV for people, as Parquet for programs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cx_extract.kb.export.snapshot import Row, Snapshot
from cx_extract.write.tables import Table

_SOURCES = ("articles", "first_published", "last_published", "confidence")
COLUMNS: dict[str, tuple[str, ...]] = {
    "consortia": (
        *("id", "name", "status", "region", "founded", "founded_from", "founded_to"),
        *("member_count", "member_count_qualifier", "member_count_valid", *_SOURCES),
    ),
    "consortium_names": ("consortium_id", "name", "kind", *_SOURCES),
    "organisations": ("id", "name", *_SOURCES),
    "organisation_names": ("organisation_id", "name", *_SOURCES),
    "memberships": (
        *("id", "consortium_id", "consortium", "organisation_id", "organisation", "role"),
        *("modality", "valid", "valid_from", "valid_to", *_SOURCES),
    ),
    "counts": (
        *("id", "consortium_id", "consortium", "value", "qualifier", "unit", "modality"),
        *("valid", "valid_from", "valid_to", "dated_by", *_SOURCES),
    ),
    "events": (
        *("id", "consortium_id", "consortium", "event", "date", "date_from", "date_to"),
        *("modality", "fulfilled_by", *_SOURCES),
    ),
    "achievements": ("id", "consortium_id", "consortium", "achievement", "category", *_SOURCES),
    "conflicts": (
        *("id", "consortium_id", "consortium", "kind", "detail", "left_value", "right_value"),
        *("left_statement_id", "right_statement_id"),
    ),
    "sources": (
        *("belief_kind", "belief_id", "statement_id", "article", "title", "published", "url", "quote"),
        *("start", "end", "sentence", "rule_id", "modality", "confidence", "article_sha256"),
    ),
}
"""The tables and their columns. ``sources`` gives the statements behind each belief of the other tables."""
_NUMBERS = {"member_count", "value", "articles", "start", "end"}
_FLOATS = {"confidence"}
_DAYS = {
    *("founded_from", "founded_to", "valid_from", "valid_to", "date_from", "date_to"),
    *("first_published", "last_published", "published"),
}


def rows(snapshot: Snapshot, table: str) -> Iterator[list[Any]]:
    """Yield the rows of one of ``COLUMNS``' tables, its cells as the base has them (None where unknown)."""
    columns = COLUMNS[table]
    found = _sources(snapshot) if table == "sources" else snapshot.tables[table]
    return ([row[column] for column in columns] for row in found)


def write_csv(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Write every table to ``folder`` as a run writes its own: UTF-8 with a byte order mark, cells neutralised."""
    written = []
    for table, columns in COLUMNS.items():
        path = folder / f"{table}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = Table(file, columns)
            for row in rows(snapshot, table):
                sheet.add(["" if cell is None else cell for cell in row])
        written.append(path)
    return written


def write_parquet(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Write every table to ``folder`` as Parquet: days as dates, numbers as 64-bit integers, nulls where unknown."""
    import pyarrow as pa  # noqa: PLC0415  (0.2 s)
    import pyarrow.parquet as pq  # noqa: PLC0415

    written = []
    for table, columns in COLUMNS.items():
        cells: Sequence[Sequence[Any]] = [*zip(*rows(snapshot, table), strict=True)] or [()] * len(columns)
        arrays = [pa.array(_typed(name, column), _type(name)) for name, column in zip(columns, cells, strict=True)]
        path = folder / f"{table}.parquet"
        pq.write_table(pa.table(arrays, names=list(columns)), path)
        written.append(path)
    return written


def _type(column: str) -> Any:
    import pyarrow as pa  # noqa: PLC0415

    if column in _NUMBERS:
        return pa.int64()
    if column in _FLOATS:
        return pa.float64()
    return pa.date32() if column in _DAYS else pa.string()


def _typed(column: str, cells: Iterable[Any]) -> list[Any]:
    if column not in _DAYS:
        return list(cells)
    return [dt.date.fromisoformat(cell) if cell else None for cell in cells]


def _sources(snapshot: Snapshot) -> Iterator[Row]:
    for (kind, belief), statements in sorted(snapshot.evidence.items()):
        for statement in statements:
            article = snapshot.articles[statement["article_sha256"]]
            yield {
                **statement,
                "belief_kind": kind,
                "belief_id": belief,
                "statement_id": statement["id"],
                "article": article["article"],
                "title": article["title"],
                "url": article["url"],
                "start": statement["start_offset"],
                "end": statement["end_offset"],
            }
