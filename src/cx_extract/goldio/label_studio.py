"""Label Studio: a JSON list of tasks, as its import takes and its export (JSON, not JSON-MIN) gives them.

A task holds ``data`` and lists of ``annotations`` or ``predictions``, each with a ``result``: entries of type
``labels`` for regions, of type ``choices`` and ``textarea`` with the same id for what is chosen and written per region,
and of type ``relation``. The text of a region is in ``value.text``, but not where texts come from a URL, and
``textarea`` puts its own there. Offsets count code points in present versions and UTF-16 code units in those before
2022, which differs when the text has emoji or rare characters; the words decide on import.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from cx_extract.errors import ReadError, UsageError
from cx_extract.goldio.documents import META
from cx_extract.goldio.notes import Note
from cx_extract.goldio.sheet import CHOSEN, LABELS, OF, WRITTEN, Mark, Sheet

CARRIES = "everything but the order of values"
_TEXT, _LABEL = "text", "label"
_MODEL = "cx-extract"
_COLOURS = ("#8e44ad", "#8e44ad", "#c39bd3", "#1e8449", "#82e0aa", "#d68910", "#2874a6", "#b03a2e", "#707b7c")
_FREE_TEXT: dict[str, tuple[str, ...]] = {
    "value": ("member_counts", "dates", "lead_units", "member_units", "name", "aliases", "region"),
    "unit": ("member_counts",),
    "as_of": ("member_counts",),
    "aliases": ("lead_units", "member_units"),
    "note": (),
}
"""The labels beside which each of ``WRITTEN`` is written; empty means all."""


def config() -> str:
    """Return the labelling configuration to paste into the project's settings."""
    labels = [
        f"    <Label value={quoteattr(x)} background={quoteattr(c)}/>" for x, c in zip(LABELS, _COLOURS, strict=True)
    ]
    choices = []
    for label, (key, allowed) in CHOSEN.items():
        choices += [f'  <Choices name="{key}_{label}" toName="{_TEXT}" perRegion="true" whenLabelValue="{label}">']
        choices += [f"    <Choice value={quoteattr(x)}/>" for x in allowed]
        choices += ["  </Choices>"]
    areas = []
    for key, where in _FREE_TEXT.items():
        when = f' whenLabelValue="{",".join(where)}"' if where else ""
        many = "" if key == "aliases" else ' maxSubmissions="1"'
        common = f'name="{key}" toName="{_TEXT}" perRegion="true" editable="true" placeholder="{key}"'
        areas.append(f"  <TextArea {common}{many}{when}/>")
    lines = [
        "<View>",
        f'  <Labels name="{_LABEL}" toName="{_TEXT}">',
        *labels,
        "  </Labels>",
        "  <Relations>",
        f'    <Relation value="{OF}"/>',
        "  </Relations>",
        f'  <Text name="{_TEXT}" value="$text" granularity="symbol"/>',
        *choices,
        *areas,
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def dump(sheets: Iterable[Sheet]) -> str:
    """Return the sheets as tasks with predictions, to import together with ``config``."""
    return json.dumps([_task(sheet) for sheet in sheets], ensure_ascii=False, indent=1) + "\n"


def _task(sheet: Sheet) -> dict[str, Any]:
    result: list[dict[str, Any]] = []
    for mark in sheet.marks:
        place = {"start": mark.start, "end": mark.end, "text": mark.quote}
        result.append(_entry(mark, _LABEL, "labels", {**place, "labels": [mark.label]}))
        for key, value in mark.details.items():
            if mark.label in CHOSEN and key == CHOSEN[mark.label][0]:
                result.append(_entry(mark, f"{key}_{mark.label}", "choices", {**place, "choices": [value]}))
            else:
                given = value if isinstance(value, list) else [str(value)]
                result.append(_entry(mark, key, "textarea", {**place, "text": given}))
    result += [
        {"from_id": _id(a), "to_id": _id(b), "type": "relation", "direction": "right", "labels": [OF]}
        for a, b in sheet.links
    ]
    meta = {k: v for k, v in sheet.meta.items() if k != "article"}
    data = {_TEXT: sheet.text, "article": sheet.id, **meta}
    return {"data": data, "predictions": [{"model_version": _MODEL, "result": result}]}


def _entry(mark: Mark, control: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"id": _id(mark.id), "from_name": control, "to_name": _TEXT, "type": kind, "value": value}


def _id(mark: str) -> str:
    return f"mark{mark}"


def load(text: str, where: str, annotator: str = "") -> tuple[list[Sheet], list[Note]]:
    """Read an export. Raises ReadError naming the task.

    Of a task annotated by several people, ``annotator`` (the number or address in ``completed_by``) says whose work is
    wanted; without it UsageError names them. A task without annotation is taken with its predictions, which is told.
    """
    notes: list[Note] = []
    try:
        tasks = json.loads(text.lstrip("\ufeff"))
    except ValueError as error:
        raise ReadError(f"{where} is no JSON ({error}); export from Label Studio as JSON") from None
    sheets = []
    for n, task in enumerate(tasks if isinstance(tasks, list) else [tasks]):
        place = f"{where}[{n}]"
        if not isinstance(task, dict) or not isinstance(task.get("data"), dict):
            raise ReadError(f"{place}: a task has no data; export from Label Studio as JSON, not as JSON-MIN")
        if not isinstance(task["data"].get(_TEXT), str):
            raise ReadError(f"{place}: the task's data has no text under {_TEXT!r}")
        try:
            sheets.append(_sheet(task, place, annotator, notes))
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise ReadError(f"{place}: not as Label Studio writes it ({type(error).__name__}: {error})") from None
    return sheets, notes


def _sheet(task: Mapping[str, Any], where: str, annotator: str, notes: list[Note]) -> Sheet:
    data = dict(task["data"])
    text = data.pop(_TEXT)
    article = str(data.pop("article", "") or f"task-{task.get('id', where)}")
    regions: dict[str, list[Mapping[str, Any]]] = {}
    links: list[tuple[str, str]] = []
    for entry in _result(task, article, where, annotator, notes):
        if entry.get("type") == "relation":
            turned = entry.get("direction") == "left"
            ends = (entry["from_id"], entry["to_id"])
            links.append((str(ends[turned]), str(ends[not turned])))
        elif "id" in entry and "value" in entry:
            regions.setdefault(str(entry["id"]), []).append(entry)
    marks = [mark for key, entries in regions.items() for mark in _marks(key, entries, article, notes)]
    kept = {mark.id for mark in marks}
    lost = sorted(data.keys() - set(META))
    if lost:
        notes.append(Note(article, "lost", f"the task's data has {', '.join(lost)}, for which gold has no place"))
    meta = {k: v for k, v in data.items() if k in META}
    return Sheet(article, text, meta, tuple(marks), tuple(link for link in links if kept.issuperset(link)))


def _result(
    task: Mapping[str, Any], article: str, where: str, annotator: str, notes: list[Note]
) -> Sequence[Mapping[str, Any]]:
    done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
    if annotator:
        done = [a for a in done if annotator in _names(a)]
        if not done:
            notes.append(Note(article, "open", f"annotator {annotator!r} has not annotated this task"))
            return ()
    if len(done) > 1:
        who = ", ".join(sorted("/".join(_names(a)) for a in done))
        raise UsageError(f"{where} has {len(done)} annotations, by {who}: choose one with --annotator")
    if done:
        return list(done[0]["result"])
    guesses = task.get("predictions") or ()
    if guesses:
        notes.append(Note(article, "assumed", "no annotation; its predictions are taken"))
        return list(guesses[-1]["result"])
    notes.append(Note(article, "open", "neither annotation nor prediction"))
    return ()


def _names(annotation: Mapping[str, Any]) -> list[str]:
    by = annotation.get("completed_by")
    parts = [by.get("id"), by.get("email")] if isinstance(by, dict) else [by]
    return [str(part) for part in parts if part not in (None, "")]


def _marks(key: str, entries: Sequence[Mapping[str, Any]], article: str, notes: list[Note]) -> list[Mark]:
    """Return the mark of a region, one for each of its labels."""
    places = [e["value"] for e in entries if "start" in e["value"]]
    labels = [label for e in entries if e["type"] == "labels" for label in e["value"].get("labels", ())]
    strange = [label for label in labels if label not in LABELS]
    if strange:
        notes.append(Note(article, "lost", f"label {strange[0]!r} is none of {', '.join(LABELS)}"))
    labels = [label for label in labels if label in LABELS]
    if not places or not labels:
        if not strange:
            controls = ", ".join(dict.fromkeys(str(e.get("from_name", "")) for e in entries))
            notes.append(Note(article, "lost", f"what was entered in {controls} belongs to no labelled words"))
        return []
    quote = next((str(e["value"]["text"]) for e in entries if e["type"] != "textarea" and e["value"].get("text")), "")
    found = []
    for n, label in enumerate(labels):
        details = _details(label, entries)
        own = key if n == 0 else f"{key}/{n}"
        found.append(Mark(own, label, int(places[0]["start"]), int(places[0]["end"]), quote, details))
    return found


def _details(label: str, entries: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return what was chosen and written; a control of another name writes a note, so that nothing is lost."""
    details: dict[str, Any] = {}
    remarks: list[str] = []
    for entry in entries:
        value, name = entry["value"], str(entry.get("from_name", ""))
        if entry["type"] == "choices" and label in CHOSEN and value.get("choices"):
            details[CHOSEN[label][0]] = str(value["choices"][0])
        elif entry["type"] == "textarea":
            given = value.get("text") or []
            lines = [given] if isinstance(given, str) else [str(line) for line in given]
            if name == "aliases":
                details[name] = lines
            elif name in WRITTEN and name != "note":
                details[name] = " ".join(lines).strip()
            else:
                remarks += lines
        noted = (entry.get("meta") or {}).get("text", ()) if entry["type"] == "labels" else ()
        remarks += [noted] if isinstance(noted, str) else [str(line) for line in noted]
    if remarks:
        details["note"] = "; ".join(remarks)
    return details
