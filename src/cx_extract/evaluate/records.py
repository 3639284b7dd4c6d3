"""Gold and predicted records in one neutral form.

Offsets are half-open counts of Unicode code points of the article's text; a value without a place of its own
(the status in gold files) has ``start == end == 0`` and an empty quote.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cx_extract.model import FIELDS, Consortium, FieldName

SINGLE: tuple[FieldName, ...] = ("name", "status", "region")
MANY: tuple[FieldName, ...] = tuple(f for f in FIELDS if f not in SINGLE)


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
    """The records of one article.

    ``text`` is empty where the article itself is not at hand; ``sha256`` is the hex digest of the text (in UTF-8) that
    the offsets count in, empty where it is unknown.
    """

    id: str
    title: str = ""
    published: dt.date | None = None
    records: tuple[Record, ...] = ()
    text: str = ""
    sha256: str = ""

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
