"""Loaders of gold and predictions: gold files, ``facts.csv``, output folders."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cx_extract.errors import ReadError
from cx_extract.evaluate.records import GoldArticle, Item, Record, from_consortia, record_of
from cx_extract.goldio.documents import Document, read_documents
from cx_extract.goldio.schema import require
from cx_extract.model import FIELDS, FieldName

__all__ = ["GoldArticle", "Item", "Record", "from_consortia", "load", "load_facts", "load_gold", "record_of", "to_data"]

FACTS, MANIFEST = "facts.csv", "run.json"
_LONGEST_CELL = 2**31 - 1
_DETAILS = ("qualifier", "unit", "as_of", "event", "category")


def load(path: Path) -> tuple[GoldArticle, ...]:
    """Load gold or predictions, whichever ``path`` holds.

    ``path`` is a ``facts.csv``, an output folder with one, a gold ``.json`` (one article or a list) or ``.jsonl``
    file, or a folder of gold files. Raises ReadError naming file and place if anything is malformed.
    """
    if path.is_dir():
        return load_output(path) if (path / FACTS).is_file() else load_gold(path)
    return load_facts(path) if path.suffix == ".csv" else load_gold(path)


def load_gold(path: Path, texts: Mapping[str, str] | None = None) -> tuple[GoldArticle, ...]:
    """Load gold articles from a file or from all gold files in a folder, sorted by id (see ``read_documents``).

    ``texts`` are article texts by id for gold that has none beside it. Raises ReadError naming the place at which gold
    contradicts its schema, itself or its article.
    """
    known = texts or {}
    documents = (replace(d, text=d.text or known.get(d.id, "")) for d in read_documents(path))
    return tuple(article_from(document) for document in documents)


def load_output(folder: Path) -> tuple[GoldArticle, ...]:
    """Load the predictions of an output folder; articles in which nothing was found come without records.

    Their ids stand in ``run.json``; a folder without one has only the articles of its ``facts.csv``.
    """
    found = {article.id: article for article in load_facts(folder / FACTS)}
    manifest = folder / MANIFEST
    if manifest.is_file():
        try:
            data = json.loads(manifest.read_text("utf-8"))
            read = {one["article"]: one["sha256"] for one in data["inputs"]}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ReadError(f"{manifest} is none that cx-extract wrote ({error}); run cx-extract again") from None
        found = {key: GoldArticle(key, sha256=digest) for key, digest in read.items()} | found
    return tuple(article for _, article in sorted(found.items()))


def load_facts(path: Path) -> tuple[GoldArticle, ...]:
    """Load predictions from a ``facts.csv``; columns it lacks beyond article, record_id, field, value stay empty."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path}: not readable as facts.csv ({error}); run cx-extract again to write it") from error
    finally:
        csv.field_size_limit(before)
    by_record: dict[str, dict[str, list[tuple[FieldName, Item]]]] = {}
    digests: dict[str, str] = {}
    for number, row in enumerate(rows, start=2):
        article, record, field, item = _fact_row(row, f"{path}, row {number}")
        by_record.setdefault(article, {}).setdefault(record, []).append((field, item))
        digests[article] = row.get("article_sha256") or ""
    return tuple(
        GoldArticle(
            id=article,
            records=tuple(record_of(items, record) for record, items in sorted(records.items())),
            sha256=digests[article],
        )
        for article, records in sorted(by_record.items())
    )


def _fact_row(row: Mapping[str, str | None], where: str) -> tuple[str, str, FieldName, Item]:
    # An apostrophe in front keeps spreadsheets from running a cell; one that was there gets one more.
    cell = {k: (v or "").removeprefix("'") for k, v in row.items() if k}
    field = next((f for f in FIELDS if f == cell.get("field")), None)
    if field is None or not cell.get("article") or not cell.get("record_id"):
        raise ReadError(f"{where}: article, record_id or field missing or unknown; expected one of {', '.join(FIELDS)}")
    try:
        start, end = int(cell.get("start") or 0), int(cell.get("end") or 0)
    except ValueError as error:
        raise ReadError(f"{where}: start and end must be whole numbers; was the file edited by hand?") from error
    names = (*_DETAILS, "rule_id", "sentence")
    item = Item(
        start=start,
        end=end,
        value=cell.get("value", ""),
        quote=cell.get("quote", ""),
        modality=cell.get("modality") or "asserted",
        **{k: cell.get(k, "") for k in names},  # type: ignore[arg-type]
    )
    return cell["article"], cell["record_id"], field, item


def article_from(document: Document) -> GoldArticle:
    """Build one gold article from its decoded JSON object. Raises ReadError naming the place if it is not right."""
    data = document.data
    require(data, document.where, document.text)
    published = data.get("published")
    return GoldArticle(
        id=document.id,
        title=str(data.get("title") or ""),
        published=dt.date.fromisoformat(published) if published else None,
        records=_share_aliases([_record(one) for one in data["consortia"]]),
        text=document.text,
        sha256=hashlib.sha256(document.text.encode()).hexdigest() if document.text else "",
    )


def _record(data: Mapping[str, Any]) -> Record:
    items: list[tuple[FieldName, Item]] = [("status", Item(0, 0, data["status"]))]
    for field in FIELDS:
        if field == "status":
            continue
        given = data.get(field) or []
        seen: set[Any] = set()
        for one in given if isinstance(given, list) else [given]:
            item = _item(field, one)
            # The same value with a second quote is further evidence, not a second value.
            key = (item.value, item.qualifier, item.unit, item.as_of, item.event)
            if field == "achievements" or key not in seen:
                items.append((field, item))
            seen.add(key)
    return record_of(items)


def _item(field: FieldName, data: Mapping[str, Any]) -> Item:
    value = data["quote"] if field == "achievements" else data.get("value", data["quote"])
    return Item(
        start=int(data["start"]),
        end=int(data["end"]),
        value=str(int(value)) if field == "member_counts" else value,  # JSON has 12.0 for 12, too
        quote=data["quote"],
        aliases=tuple(sorted(data.get("aliases", ()))),
        **{key: data.get(key, "") for key in _DETAILS},
    )


def _share_aliases(records: Sequence[Record]) -> tuple[Record, ...]:
    """Give every lead and member the surface forms under which the article's other records quote the same body."""
    known: dict[str, set[str]] = {}
    for record in records:
        for item in record.lead_units + record.member_units:
            known.setdefault(item.value, set()).update((item.quote, *item.aliases))

    def shared(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(replace(i, aliases=tuple(sorted(known[i.value] - {i.value}))) for i in items)

    return tuple(replace(r, lead_units=shared(r.lead_units), member_units=shared(r.member_units)) for r in records)


def to_data(article: GoldArticle) -> dict[str, Any]:
    """Return records in the native gold format, as pre-annotation; what the format has no place for is left out."""
    published = article.published.isoformat() if article.published else None
    consortia = [_consortium(record) for record in article.canonical().records]
    return {"article": article.id, "title": article.title, "published": published, "consortia": consortia}


def _consortium(record: Record) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in FIELDS:
        given = [_datum(field, item) for item in record.of(field)]
        single = field in ("name", "region")
        found[field] = (given[0] if given else None) if single else given
    found["status"] = record.status.value if record.status else None
    return found


def _datum(field: FieldName, item: Item) -> dict[str, Any]:
    place = {"quote": item.quote, "start": item.start, "end": item.end}
    details = {key: getattr(item, key) for key in _DETAILS if getattr(item, key)}
    if field == "achievements":
        return {**place, **details}
    number = field == "member_counts" and item.value.isdecimal()
    return {"value": int(item.value) if number else item.value, **place, **details}


def digests_differ(gold: Iterable[GoldArticle], predicted: Iterable[GoldArticle]) -> list[str]:
    """Return the ids of articles whose gold and predictions count offsets in different texts."""
    theirs = {article.id: article.sha256 for article in predicted}
    return [a.id for a in gold if a.sha256 and theirs.get(a.id) and a.sha256 != theirs[a.id]]
