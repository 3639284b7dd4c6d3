"""What Datasette shows beside a base: descriptions of its tables and columns, and queries of common questions."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from cx_extract.errors import UsageError
from cx_extract.kb.schema import metadata

_DATA = Path(__file__).with_suffix(".toml")


def datasette_metadata(db: str) -> dict[str, Any]:
    """Return the metadata of the SQLite base at the path ``db``; Datasette calls a database by the name of its file.

    Raises UsageError for a URL, since Datasette opens SQLite files alone.
    """
    if "://" in db:
        raise UsageError(f"Datasette opens SQLite files, {db} is none: give a path, or export the base")
    data = tomllib.loads(_DATA.read_text("utf-8"))
    tables = {name: _described(name, shown, data["columns"]) for name, shown in data["tables"].items()}
    hidden = {name: {"hidden": True} for name in data["hidden"]}
    queries = {name: query | {"sql": query["sql"].strip()} for name, query in data["queries"].items()}
    described = {"title": data["title"], "description": data["description"]}
    return described | {"databases": {Path(db).stem: {"tables": tables | hidden, "queries": queries}}}


def _described(table: str, shown: dict[str, Any], common: dict[str, str]) -> dict[str, Any]:
    own = shown.get("columns", {})
    return shown | {"columns": {one.name: own.get(one.name) or common[one.name] for one in metadata.tables[table].c}}
