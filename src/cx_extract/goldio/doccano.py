"""doccano: JSON Lines of a sequence labelling project with relations, as its import takes and its export gives them.

A line holds ``text``, ``entities`` (``id``, ``label``, ``start_offset``, ``end_offset``), ``relations`` (``id``,
``from_id``, ``to_id``, ``type``), and every other key of the imported line again, at the top level. An export has
``id`` (doccano's own) and ``Comments``, too. Offsets count code points; entities have no attributes and no quotes. So
what is chosen for a mark stands in its label (``dates/approved``), and what is written beside it, with the quotes,
travels in the key ``gold``. The project must allow overlapping entities and relations. In a project without relations
an export has ``label``: a list of ``[start, end, label]``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from cx_extract.errors import ReadError
from cx_extract.goldio.documents import META
from cx_extract.goldio.notes import Note
from cx_extract.goldio.sheet import CHOSEN, LABELS, OF, Mark, Sheet

CARRIES = "everything but the order of values; values that are only written (dates, full names) cannot be edited there"
_GOLD = "gold"
_OWN = ("text", "data", "article", "entities", "relations", "label", "labels", "Comments", "id", _GOLD)


def dump(sheets: Iterable[Sheet]) -> str:
    """Return the sheets as lines to import; every line has the same keys, as doccano needs them."""
    return "".join(json.dumps(_line(sheet), ensure_ascii=False) + "\n" for sheet in sheets)


def _line(sheet: Sheet) -> dict[str, Any]:
    entities = [
        {"id": int(m.id), "label": _label(m), "start_offset": m.start, "end_offset": m.end} for m in sheet.marks
    ]
    relations = [{"id": n, "from_id": int(a), "to_id": int(b), "type": OF} for n, (a, b) in enumerate(sheet.links, 1)]
    owners: dict[str, list[list[int]]] = {}
    places = {m.id: [m.start, m.end] for m in sheet.marks}
    for value, anchor in sheet.links:
        owners.setdefault(value, []).append(places[anchor])
    written = [
        {
            "label": m.label,
            "start": m.start,
            "end": m.end,
            "quote": m.quote,
            "of": owners.get(m.id, []),
            "details": {k: v for k, v in m.details.items() if k != _chosen_key(m.label)},
        }
        for m in sheet.marks
    ]
    return {
        "text": sheet.text,
        "article": sheet.id,
        _GOLD: {"meta": {k: v for k, v in sheet.meta.items() if k != "article"}, "marks": written},
        "entities": entities,
        "relations": relations,
    }


def _label(mark: Mark) -> str:
    chosen = mark.details.get(_chosen_key(mark.label))
    return f"{mark.label}/{chosen}" if chosen else mark.label


def _chosen_key(label: str) -> str:
    return CHOSEN[label][0] if label in CHOSEN else ""


def load(text: str, where: str) -> tuple[list[Sheet], list[Note]]:
    """Read an export, in JSON Lines or as a JSON list. Raises ReadError naming the line.

    Entities with a label that is none of ours are left out and told.
    """
    notes: list[Note] = []
    return [_sheet(line, place, notes) for place, line in _lines(text, where)], notes


def _lines(text: str, where: str) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        if text.lstrip("\ufeff \r\n\t").startswith("["):
            given = [(f"{where}[{n}]", one) for n, one in enumerate(json.loads(text.lstrip("\ufeff")))]
        else:
            lines = enumerate(text.lstrip("\ufeff").split("\n"), 1)
            given = [(f"{where}, line {n}", json.loads(line)) for n, line in lines if line.strip()]
    except ValueError as error:
        raise ReadError(f"{where} is no JSON ({error}); export from doccano as JSONL") from None
    for place, line in given:
        if not isinstance(line, dict) or not isinstance(line.get("text", line.get("data")), str):
            raise ReadError(f"{place}: no text; export from doccano as JSONL (relation)")
        yield place, line


def _sheet(line: Mapping[str, Any], where: str, notes: list[Note]) -> Sheet:
    article = str(line.get("article") or f"doccano-{line.get('id', where.rpartition(' ')[2])}")
    given = line.get(_GOLD) if isinstance(line.get(_GOLD), dict) else {}
    assert isinstance(given, dict)
    try:
        entities, relations = _entities(line), _relations(line)
        written = _Written(given.get("marks", ()))
        places = {one["id"]: [one["start_offset"], one["end_offset"]] for one in entities}
        marks = []
        for one in entities:
            label, _, chosen = one["label"].partition("/")
            if label not in LABELS:
                notes.append(Note(article, "lost", f"label {one['label']!r} is none of {', '.join(LABELS)}"))
                continue
            start, end = places[one["id"]]
            owners = [places[b if a == one["id"] else a] for a, b in relations if one["id"] in (a, b)]
            known = written.take(label, start, end, owners)
            details = dict(known.get("details", {}))
            if chosen:
                details[_chosen_key(label)] = chosen
            marks.append(Mark(str(one["id"]), label, start, end, known.get("quote", ""), details))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ReadError(f"{where}: not as doccano writes it ({type(error).__name__}: {error})") from None
    notes += [
        Note(article, "open", f"what was written beside {one['label']} {one['quote']!r} belongs to no entity any more")
        for one in written.left()
    ]
    meta = {k: v for k, v in line.items() if k in META} | dict(given.get("meta", {}))
    lost = sorted(line.keys() - {*META, *_OWN})
    if lost:
        notes.append(Note(article, "lost", f"the line has {', '.join(lost)}, for which gold has no place"))
    comments = [str(c.get("comment")) if isinstance(c, dict) else str(c) for c in line.get("Comments") or ()]
    if comments:
        meta["note"] = "; ".join(filter(None, [str(meta.get("note") or ""), *comments]))
    kept = {mark.id for mark in marks}
    links = tuple((str(a), str(b)) for a, b in relations if kept >= {str(a), str(b)})
    return Sheet(article, str(line.get("text", line.get("data"))), meta, tuple(marks), links)


def _entities(line: Mapping[str, Any]) -> list[dict[str, Any]]:
    if "entities" in line:
        return [dict(one) for one in line["entities"]]
    plain = line.get("label", line.get("labels", ()))
    return [
        {"id": n, "start_offset": start, "end_offset": end, "label": label}
        for n, (start, end, label) in enumerate(plain)
    ]


def _relations(line: Mapping[str, Any]) -> list[tuple[int, int]]:
    return [(one["from_id"], one["to_id"]) for one in line.get("relations") or ()]


class _Written:
    """What was written beside the marks that were exported; doccano gives entities new ids, so places tell."""

    def __init__(self, marks: Sequence[Mapping[str, Any]]) -> None:
        self._marks = list(marks)

    def take(self, label: str, start: int, end: int, owners: list[list[int]]) -> Mapping[str, Any]:
        """Return, once, what belongs to the entity; of equal ones first that whose consortium is at the same place."""
        same = [m for m in self._marks if (m["label"], m["start"], m["end"]) == (label, start, end)]
        found = min(same, key=lambda m: sorted(m["of"]) != sorted(owners), default=None)
        if found is None:
            return {}
        self._marks.remove(found)
        return found

    def left(self) -> list[Mapping[str, Any]]:
        """Return what was not taken and would be missed: more than a quote."""
        return [m for m in self._marks if m["details"]]
