"""The data every other module speaks of: articles, facts and consortium records.

All offsets are half-open ``[start, end)`` counts of Unicode code points in ``Article.text``, the text
exactly as decoded from the file (or as extracted from HTML), so ``text[start:end] == quote`` always holds.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, get_args

FieldName = Literal[
    "name",
    "aliases",
    "status",
    "lead_units",
    "member_units",
    "member_counts",
    "dates",
    "achievements",
    "region",
]
"""The fields of one consortium record, named as in the annotation guideline (section 2)."""

Status = Literal["planned", "approved", "established", "dissolved"]
Qualifier = Literal["exact", "over", "nearly", "about", "tens", "hundreds"]
Event = Literal["planned", "approved", "established", "launched", "first_meeting", "accepted", "ended"]
Category = Literal[
    "award",
    "technology",
    "product",
    "standard",
    "patent",
    "paper",
    "platform",
    "application",
    "project",
    "revenue",
    "ranking",
    "team",
    "other",
]
Modality = Literal["asserted", "planned"]

FIELDS: tuple[FieldName, ...] = get_args(FieldName)
STATUSES: tuple[Status, ...] = get_args(Status)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
EVENTS: tuple[Event, ...] = get_args(Event)
CATEGORIES: tuple[Category, ...] = get_args(Category)


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read.

    ``id`` is the path relative to the input folder with ``/`` separators and without suffix (JSONL adds
    ``#`` and the line number, from 1); ``sha256`` is the hex digest of the text in UTF-8.
    """

    id: str
    text: str
    sha256: str
    title: str = ""
    source: str = ""
    published: dt.date | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One cell value with its proof.

    ``value`` is what the table shows (an organisation's full name, a number, an EDTF date, the quoted result);
    ``normalised`` is its comparison form; ``anchor`` says what else the value rests on (the publication date of
    a relative date, the alias definition behind a full name); ``confidence`` is in 0..1.
    """

    field: FieldName
    value: str | int
    quote: str
    start: int
    end: int
    sentence: str
    rule_id: str
    modality: Modality = "asserted"
    normalised: str = ""
    qualifier: str = ""
    unit: str = ""
    as_of: str = ""
    event: str = ""
    category: str = ""
    anchor: str = ""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Consortium:
    """One consortium as one article tells of it: facts in text order, at most one name, status and region.

    ``record_id`` is derived from the article's hash and the record's first offset, so it is the same in every run.
    """

    record_id: str
    facts: tuple[Fact, ...] = field(default=())

    def first(self, name: FieldName) -> Fact | None:
        """Return the record's first fact of field ``name``, or None."""
        return next((f for f in self.facts if f.field == name), None)

    def all(self, name: FieldName) -> tuple[Fact, ...]:
        """Return the record's facts of field ``name`` in text order."""
        return tuple(f for f in self.facts if f.field == name)
