"""``kb export``: one of the formats, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from cx_extract.errors import UsageError
from cx_extract.kb.database import Database
from cx_extract.kb.export.snapshot import Snapshot, take

FORMATS = ("csv", "parquet", "turtle", "jsonld", "neo4j", "graphml", "quickstatements")
"""What ``export`` can write."""


def export(database: Database, form: str, folder: Path, items: Mapping[str, str] | None = None) -> list[Path]:
    """Write the beliefs of ``database`` in ``form``, one of ``FORMATS``, to ``folder`` and return the files.

    ``items`` gives Wikidata items by organisation name, for QuickStatements. The files are written beside and then put
    in their places, so that none is ever half there. Raises UsageError if the folder cannot be written to, StoreError
    if the base cannot be read or what was written does not pass the format's own check.
    """
    from cx_extract.kb.export import property_graph, quickstatements, rdf, tidy  # noqa: PLC0415  (rdflib: 0.3 s)

    writers: dict[str, Callable[[Snapshot, Path], list[Path]]] = {
        "csv": tidy.write_csv,
        "parquet": tidy.write_parquet,
        "turtle": rdf.write_turtle,
        "jsonld": rdf.write_jsonld,
        "neo4j": property_graph.write_neo4j,
        "graphml": property_graph.write_graphml,
        "quickstatements": partial(quickstatements.write_quickstatements, items=items or {}),
    }
    with database.reading() as connection:
        snapshot = take(connection)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as beside:
            written = writers[form](snapshot, Path(beside))
            placed = [folder / path.name for path in written]
            for path, place in zip(written, placed, strict=True):
                os.replace(path, place)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written to ({error.strerror}): give another folder") from None
    return placed
