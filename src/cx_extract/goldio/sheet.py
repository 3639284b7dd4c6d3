"""The form between native gold and the annotation tools: labelled marks in a text, linked to consortia.

One mark is the consortium's own: its name, or, if it has none, a mark labelled ``consortium`` that proves nothing. It
carries the status. Every other value is a mark labelled with its field and linked (``of``) to the consortium's; a value
of several consortia has several links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cx_extract.goldio.documents import Document
from cx_extract.goldio.notes import Note
from cx_extract.goldio.reanchor import Placed, Span, reanchor
from cx_extract.goldio.schema import values
from cx_extract.model import CATEGORIES, EVENTS, FIELDS, QUALIFIERS, STATUSES

CONSORTIUM = "consortium"
"""Label of the mark that stands for a consortium without a name."""
OF = "of"
"""The one relation: from a value to its consortium."""
LABELS = (CONSORTIUM, *(f for f in FIELDS if f != "status"))
CHOSEN = {
    "name": ("status", STATUSES),
    CONSORTIUM: ("status", STATUSES),
    "member_counts": ("qualifier", QUALIFIERS),
    "dates": ("event", EVENTS),
    "achievements": ("category", CATEGORIES),
}
"""What has to be chosen for a mark of each label, and from what."""
WRITTEN = ("value", "unit", "as_of", "aliases", "note")
"""What may be written beside a mark; ``aliases`` is a list."""
ANCHORS = ("name", CONSORTIUM)
_PLACE = ("quote", "start", "end")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled span; ``details`` holds what was chosen and written for it."""

    id: str
    label: str
    start: int
    end: int
    quote: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One article as an annotation tool has it; ``links`` are pairs of ids, from a value to its consortium.

    ``meta`` is what the gold file says of the article beside its text and records.
    """

    id: str
    text: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def to_sheet(document: Document) -> tuple[Sheet, list[Note]]:
    """Return a checked gold article as a sheet; its text must be at hand.

    A value that several consortia share with all details becomes one mark. A record without any quote has no place
    and is lost, and so is the order of values that differ from that of the text.
    """
    meta = {k: v for k, v in document.data.items() if k != "consortia"}
    notes: list[Note] = []
    marks: dict[str, Mark] = {}
    links: list[tuple[str, str]] = []
    for n, record in enumerate(document.data["consortia"]):
        quoted = ((one["start"], one["end"], f, one) for _, f, _, one in values({"consortia": [record]}))
        own = sorted(quoted, key=lambda value: value[:3])
        if not own:
            notes.append(Note(document.id, "lost", f"consortia[{n}] has no quote, so that no mark can stand for it"))
            continue
        anchor = _anchor(record, own[0][3])
        anchor = _add(marks, anchor, alone=True)
        for _, _, label, one in own:
            if label == "name":
                continue
            details = {k: v for k, v in one.items() if k not in _PLACE and v not in ("", [], None)}
            if details.get("value") == one["quote"]:
                del details["value"]
            mark = _add(marks, Mark("", label, one["start"], one["end"], one["quote"], details))
            links.append((mark.id, anchor.id))
    return Sheet(document.id, document.text, meta, tuple(marks.values()), tuple(links)), notes


def _anchor(record: Mapping[str, Any], first: Mapping[str, Any]) -> Mark:
    name = record.get("name")
    details = {"status": record["status"]}
    if record.get("note"):
        details["note"] = record["note"]
    if name and name.get("value", name["quote"]) != name["quote"]:
        details["value"] = name["value"]
    place = name or first
    return Mark("", "name" if name else CONSORTIUM, place["start"], place["end"], place["quote"], details)


def _add(marks: dict[str, Mark], mark: Mark, *, alone: bool = False) -> Mark:
    """Number the mark, or return the equal one that is there."""
    for known in marks.values():
        if not alone and known.label == mark.label and replace(known, id="") == mark:
            return known
    numbered = replace(mark, id=str(len(marks) + 1))
    marks[numbered.id] = numbered
    return numbered


def settle(sheet: Sheet, text: str) -> tuple[Sheet, list[Note]]:
    """Return the sheet with its marks at their places in ``text``, the article's original.

    Marks that cannot be placed are dropped with their links and left to a person.
    """
    spans = [Span(mark.start, mark.end, mark.quote) for mark in sheet.marks]
    notes, marks = [], []
    for mark, place in zip(sheet.marks, reanchor(text, spans, sheet.text), strict=True):
        if not isinstance(place, Placed):
            notes.append(Note(sheet.id, "open", f"{mark.label}: {place.reason}; mark it again"))
            continue
        if place.how:
            was, now = f"{mark.start}..{mark.end}", f"{place.start}..{place.end}"
            notes.append(Note(sheet.id, "moved", f"{mark.label} {place.quote!r} from {was} to {now}: {place.how}"))
        marks.append(replace(mark, start=place.start, end=place.end, quote=place.quote))
    kept = {mark.id for mark in marks}
    links = tuple(link for link in sheet.links if kept.issuperset(link))
    return replace(sheet, text=text, marks=tuple(marks), links=links), notes


def from_sheet(sheet: Sheet) -> tuple[Document, list[Note]]:
    """Return a settled sheet as a gold article.

    A mark without a link belongs to the article's only consortium, and that is told; with several consortia it is left
    to a person. So is everything that was to be chosen or written and was not; the gold file has null there and does
    not pass ``cx-extract gold check`` until it is filled in.
    """
    notes: list[Note] = []
    anchors = sorted((m for m in sheet.marks if m.label in ANCHORS), key=lambda m: (m.start, m.end, m.id))
    owners = _owners(sheet, [m.id for m in anchors], notes)
    consortia = []
    for anchor in anchors:
        record = _empty_record(anchor, sheet.id, notes)
        own = (m for m in sheet.marks if anchor.id in owners.get(m.id, ()))
        for mark in sorted(own, key=lambda m: (m.start, m.end, json.dumps(m.details, sort_keys=True))):
            one = _value(mark, sheet.id, notes)
            if mark.label != "region":
                record[mark.label].append(one)
            elif record["region"] is None:
                record["region"] = one
            else:
                notes.append(Note(sheet.id, "open", f"region {mark.quote!r} at {mark.start} is a second one; keep one"))
        consortia.append(record)
    data = {"article": sheet.id, **{k: v for k, v in sheet.meta.items() if k != "article"}, "consortia": consortia}
    return Document(sheet.id, data, sheet.id, sheet.text), notes


def _owners(sheet: Sheet, anchors: list[str], notes: list[Note]) -> dict[str, list[str]]:
    """Return the anchors of every value; links count in either direction, since annotators draw both."""
    marks = {mark.id: mark for mark in sheet.marks}
    found: dict[str, list[str]] = {}
    for a, b in sheet.links:
        ends = [one for one in (a, b) if one in anchors]
        if len(ends) != 1:
            what = "two consortia" if ends else "two values, none of them a consortium"
            pair = " and ".join(f"{marks[one].label} {marks[one].quote!r}" for one in (a, b))
            notes.append(Note(sheet.id, "open", f"{pair} are linked, {what}; link each value to its consortium"))
            continue
        value = a if ends[0] == b else b
        if ends[0] not in found.setdefault(value, []):
            found[value].append(ends[0])
    for mark in sheet.marks:
        if mark.id in found or mark.label in ANCHORS:
            continue
        if len(anchors) == 1:
            found[mark.id] = list(anchors)
            notes.append(Note(sheet.id, "assumed", f"{_shown(mark)} has no link; taken as the only consortium's"))
        else:
            notes.append(Note(sheet.id, "open", f"{_shown(mark)} is linked to none of {len(anchors)} consortia"))
    return found


def _shown(mark: Mark) -> str:
    return f"{mark.label} {mark.quote!r} at {mark.start}..{mark.end}"


def _empty_record(anchor: Mark, article: str, notes: list[Note]) -> dict[str, Any]:
    details = anchor.details
    status = _chosen(anchor, article, notes)
    _tell_strange(anchor, ("status", "value", "note") if anchor.label == "name" else ("status", "note"), article, notes)
    record: dict[str, Any] = {"name": None, "aliases": [], "status": status}
    record.update({f: [] for f in FIELDS if f not in ("name", "aliases", "status", "region")})
    record["region"] = None
    if details.get("note"):
        record["note"] = details["note"]
    if anchor.label == "name":
        value = details.get("value") or anchor.quote
        record["name"] = {"value": value, "quote": anchor.quote, "start": anchor.start, "end": anchor.end}
    return record


def _chosen(mark: Mark, article: str, notes: list[Note]) -> str | None:
    key, allowed = CHOSEN[mark.label]
    value = mark.details.get(key)
    if value in allowed:
        return str(value)
    said = f"{key} {value!r} is none of {', '.join(allowed)}" if value else f"no {key} was chosen"
    notes.append(Note(article, "open", f"{_shown(mark)}: {said}"))
    return None


def _value(mark: Mark, article: str, notes: list[Note]) -> dict[str, Any]:
    """Return one value of the native format; the keys in its order."""
    details = mark.details
    one: dict[str, Any] = {}
    if mark.label == "member_counts":
        one["value"] = _number(mark, article, notes)
    elif mark.label == "dates":
        one["value"] = details.get("value")
        if not one["value"]:
            notes.append(Note(article, "open", f"{_shown(mark)}: no value; write its EDTF date"))
    elif mark.label != "achievements":
        one["value"] = details.get("value") or mark.quote
    one.update(quote=mark.quote, start=mark.start, end=mark.end)
    if mark.label in CHOSEN:
        key = CHOSEN[mark.label][0]
        one[key] = _chosen(mark, article, notes)
    one.update({k: details[k] for k in _also(mark.label) if details.get(k)})
    _tell_strange(mark, one, article, notes)
    return one


def _tell_strange(mark: Mark, known: Container[str], article: str, notes: list[Note]) -> None:
    strange = sorted(key for key, value in mark.details.items() if value and key not in known)
    if strange:
        notes.append(Note(article, "lost", f"{_shown(mark)}: {', '.join(strange)} has no place in this field"))


def _also(label: str) -> tuple[str, ...]:
    if label == "member_counts":
        return ("unit", "as_of", "note")
    return ("aliases", "note") if label in ("lead_units", "member_units") else ("note",)


def _number(mark: Mark, article: str, notes: list[Note]) -> int | None:
    """Return the count's value: as written beside the mark, else the only digits in the quote, which is told."""
    value = str(mark.details.get("value", ""))
    if value.isascii() and value.isdecimal():
        return int(value)
    digits = _DIGITS.findall(mark.quote)
    if not value and len(digits) == 1:
        notes.append(Note(article, "assumed", f"{_shown(mark)}: value {int(digits[0])}, the digits of the quote"))
        return int(digits[0])
    said = f"value {value!r} is no number" if value else "no value"
    notes.append(Note(article, "open", f"{_shown(mark)}: {said}; write the number of members"))
    return None
