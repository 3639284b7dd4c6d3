"""Gold and predicted records in one neutral form, and the loaders for both.

Offsets are half-open counts of Unicode code points of the article's text; a value without a place of its own
(the status in gold files) has ``start == end == 0`` and an empty quote.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from cx_extract.errors import ReadError
from cx_extract.model import EVENTS, FIELDS, QUALIFIERS, STATUSES, Consortium, FieldName

SINGLE: tuple[FieldName, ...] = ("name", "status", "region")
MANY: tuple[FieldName, ...] = tuple(f for f in FIELDS if f not in SINGLE)
_NEUTRALISED = ("'=", "'+", "'-", "'@")


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One value of one field with its place; the field order makes sorting by place, then content.

    ``aliases`` are further surface forms of the same body that are as good as ``value``.
    """

    start: int
    end: int
    value: str
    quote: str = ""
    qualifier: str = ""
    unit: str = ""
    as_of: str = ""
    event: str = ""
    category: str = ""
    aliases: tuple[str, ...] = ()
    rule_id: str = ""
    sentence: str = ""
    modality: str = "asserted"


@dataclass(frozen=True, slots=True)
class Record:
    """One consortium in one article, gold or predicted."""

    name: Item | None = None
    aliases: tuple[Item, ...] = ()
    status: Item | None = None
    lead_units: tuple[Item, ...] = ()
    member_units: tuple[Item, ...] = ()
    member_counts: tuple[Item, ...] = ()
    dates: tuple[Item, ...] = ()
    achievements: tuple[Item, ...] = ()
    region: Item | None = None
    record_id: str = ""

    def of(self, field: FieldName) -> tuple[Item, ...]:
        """Return the record's items of ``field``, at most one for name, status and region."""
        found: Item | tuple[Item, ...] | None = getattr(self, field)
        if found is None:
            return ()
        return (found,) if isinstance(found, Item) else found

    def canonical(self) -> Record:
        """Return the record with every field's items in canonical order."""
        values: dict[str, Any] = {f: tuple(sorted(self.of(f))) for f in MANY}
        return replace(self, **values)

    def key(self) -> tuple[tuple[Item, ...], ...]:
        """Return a sort key made of the whole content, so that ties are between equal records only."""
        return tuple(tuple(sorted(self.of(f))) for f in FIELDS)


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The records of one article; ``text`` is empty where the article itself is not at hand."""

    id: str
    title: str = ""
    published: dt.date | None = None
    records: tuple[Record, ...] = ()
    text: str = ""

    def canonical(self) -> GoldArticle:
        """Return the article with records and items in canonical order."""
        return replace(self, records=tuple(sorted((r.canonical() for r in self.records), key=Record.key)))


def record_of(items: Iterable[tuple[FieldName, Item]], record_id: str = "") -> Record:
    """Build a record from ``(field, item)`` pairs; of name, status and region the first in text order is kept."""
    many: dict[str, list[Item]] = {f: [] for f in FIELDS}
    for field, item in items:
        many[field].append(item)
    values: dict[str, Any] = {f: tuple(sorted(many[f])) for f in MANY}
    values.update({f: min(many[f], default=None) for f in SINGLE})
    return Record(record_id=record_id, **values)


def from_consortia(article_id: str, consortia: Sequence[Consortium], text: str = "") -> GoldArticle:
    """Return the neutral form of one article's extracted records."""
    records = []
    for consortium in consortia:
        items = [
            (
                f.field,
                Item(
                    start=f.start,
                    end=f.end,
                    value=str(f.value),
                    quote=f.quote,
                    qualifier=f.qualifier,
                    unit=f.unit,
                    as_of=f.as_of,
                    event=f.event,
                    category=f.category,
                    rule_id=f.rule_id,
                    sentence=f.sentence,
                    modality=f.modality,
                ),
            )
            for f in consortium.facts
        ]
        records.append(record_of(items, consortium.record_id))
    return GoldArticle(id=article_id, records=tuple(records), text=text)


def load(path: Path) -> tuple[GoldArticle, ...]:
    """Load gold or predictions, whichever ``path`` holds.

    ``path`` is a ``facts.csv``, an output folder with one, a gold ``.json`` (one article or a list) or ``.jsonl``
    file, or a folder of gold files. Raises ReadError naming file and place if anything is malformed.
    """
    if path.is_dir():
        return load_facts(path / "facts.csv") if (path / "facts.csv").is_file() else load_gold(path)
    return load_facts(path) if path.suffix == ".csv" else load_gold(path)


def load_gold(path: Path) -> tuple[GoldArticle, ...]:
    """Load gold articles from a ``.json`` or ``.jsonl`` file or from all such files in a folder, sorted by id."""
    files = sorted(p for p in path.rglob("*.json*") if _is_gold(p)) if path.is_dir() else [path]
    if not files:
        raise ReadError(f"{path}: no gold files; give a folder with *.json or *.jsonl, or one such file")
    articles = [a for f in files for a in _articles(f)]
    _refuse_duplicates(articles, path)
    return tuple(sorted(articles, key=lambda a: a.id))


def load_facts(path: Path) -> tuple[GoldArticle, ...]:
    """Load predictions from a ``facts.csv``; columns it lacks beyond article, record_id, field, value stay empty."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path}: not readable as facts.csv ({error}); run cx-extract again to write it") from error
    by_record: dict[str, dict[str, list[tuple[FieldName, Item]]]] = {}
    for number, row in enumerate(rows, start=2):
        article, record, field, item = _fact_row(row, f"{path}, row {number}")
        by_record.setdefault(article, {}).setdefault(record, []).append((field, item))
    return tuple(
        GoldArticle(id=article, records=tuple(record_of(items, record) for record, items in sorted(records.items())))
        for article, records in sorted(by_record.items())
    )


def _fact_row(row: Mapping[str, str | None], where: str) -> tuple[str, str, FieldName, Item]:
    cell = {k: _plain(v or "") for k, v in row.items() if k}
    field = next((f for f in FIELDS if f == cell.get("field")), None)
    if field is None or not cell.get("article") or not cell.get("record_id"):
        raise ReadError(f"{where}: article, record_id or field missing or unknown; expected one of {', '.join(FIELDS)}")
    try:
        start, end = int(cell.get("start") or 0), int(cell.get("end") or 0)
    except ValueError as error:
        raise ReadError(f"{where}: start and end must be whole numbers; was the file edited by hand?") from error
    names = ("qualifier", "unit", "as_of", "event", "category", "rule_id", "sentence")
    item = Item(
        start=start,
        end=end,
        value=cell.get("value", ""),
        quote=cell.get("quote", ""),
        modality=cell.get("modality") or "asserted",
        **{k: cell.get(k, "") for k in names},  # type: ignore[arg-type]
    )
    return cell["article"], cell["record_id"], field, item


def _plain(cell: str) -> str:
    """Undo the apostrophe that keeps spreadsheets from running a cell as a formula."""
    return cell[1:] if cell.startswith(_NEUTRALISED) else cell


def _is_gold(path: Path) -> bool:
    return path.suffix in (".json", ".jsonl") and not path.name.endswith((".spec.json", ".schema.json"))


def _refuse_duplicates(articles: Sequence[GoldArticle], path: Path) -> None:
    seen: set[str] = set()
    for article in articles:
        if article.id in seen:
            raise ReadError(f"{path}: article {article.id!r} is annotated twice; give each article its own id")
        seen.add(article.id)


def _articles(path: Path) -> Iterator[GoldArticle]:
    try:
        text = path.read_text("utf-8-sig")
        if path.suffix == ".jsonl":
            lines = [(f"{path}, line {n}", line) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
            objects = [(where, json.loads(line)) for where, line in lines]
        else:
            data = json.loads(text)
            many = data if isinstance(data, list) else [data]
            objects = [(f"{path}[{n}]" if len(many) > 1 else str(path), one) for n, one in enumerate(many)]
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReadError(f"{path}: not readable as gold JSON ({error}); see the annotation guideline") from error
    default = path.name.removesuffix(path.suffix).removesuffix(".gold")
    article = path.with_name(default + ".txt")
    body = article.read_bytes().decode("utf-8") if article.is_file() and len(objects) == 1 else ""
    for where, one in objects:
        yield article_from(one, where, default, body)


def article_from(data: Any, where: str, default_id: str = "", text: str = "") -> GoldArticle:
    """Build one gold article from its decoded JSON object.

    ``where`` names the source in error messages; with ``text`` every quote is checked against it.
    Raises ReadError.
    """
    if not isinstance(data, dict) or not isinstance(data.get("consortia"), list):
        raise ReadError(f'{where}: a gold article is an object with a list "consortia"')
    published = data.get("published")
    try:
        date = dt.date.fromisoformat(published) if published else None
    except (TypeError, ValueError) as error:
        raise ReadError(f"{where}: published must be YYYY-MM-DD or null, not {published!r}") from error
    records = tuple(_record(one, f"{where}, consortium {n}", text) for n, one in enumerate(data["consortia"]))
    return GoldArticle(
        id=str(data.get("article") or default_id).removesuffix(".txt"),
        title=str(data.get("title") or ""),
        published=date,
        records=_share_aliases(records),
        text=text,
    )


def _record(data: Any, where: str, text: str) -> Record:
    if not isinstance(data, dict):
        raise ReadError(f"{where}: a consortium is an object")
    status = data.get("status")
    if status is not None and status not in STATUSES:
        raise ReadError(f"{where}: status {status!r} is none of {', '.join(STATUSES)}")
    items: list[tuple[FieldName, Item]] = []
    if status:
        items.append(("status", Item(0, 0, status)))
    for field in FIELDS:
        if field == "status":
            continue
        given = data.get(field) or []
        seen: set[Any] = set()
        for n, one in enumerate(given if isinstance(given, list) else [given]):
            item = _item(field, one, f"{where}, {field} {n}", text)
            # The same value with a second quote is further evidence, not a second value.
            key = (item.value, item.qualifier, item.unit, item.as_of, item.event)
            if field == "achievements" or key not in seen:
                items.append((field, item))
            seen.add(key)
    return record_of(items)


def _item(field: FieldName, data: Any, where: str, text: str) -> Item:
    if not isinstance(data, dict) or not isinstance(data.get("quote"), str):
        raise ReadError(f'{where}: a value is an object with "quote", "start" and "end"')
    quote, start, end = data["quote"], data.get("start"), data.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or end - start != len(quote):
        raise ReadError(f"{where}: offsets {start}..{end} do not fit the quote {quote!r}")
    if text and text[start:end] != quote:
        raise ReadError(f"{where}: the article has {text[start:end]!r} at {start}..{end}, the quote is {quote!r}")
    qualifier, event = str(data.get("qualifier") or ""), str(data.get("event") or "")
    if field == "member_counts" and (qualifier not in QUALIFIERS or not isinstance(data.get("value"), int)):
        raise ReadError(f"{where}: a count needs a whole number and a qualifier of {', '.join(QUALIFIERS)}")
    if field == "dates" and event not in EVENTS:
        raise ReadError(f"{where}: event {event!r} is none of {', '.join(EVENTS)}")
    return Item(
        start=start,
        end=end,
        value=quote if field == "achievements" else str(data.get("value", quote)),
        quote=quote,
        qualifier=qualifier,
        unit=str(data.get("unit") or ""),
        as_of=str(data.get("as_of") or ""),
        event=event,
        category=str(data.get("category") or ""),
        aliases=tuple(sorted(str(a) for a in data.get("aliases") or ())),
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
