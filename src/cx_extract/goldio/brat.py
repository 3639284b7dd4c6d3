"""brat: a ``.txt`` and an ``.ann`` file in standoff format per article, and the configuration that fits them.

Text-bound annotations ``T`` are the marks, relations ``R`` the links, attributes ``A`` what is chosen, notes ``#`` what
is written beside a mark (``value=2024-06; unit=家``; ``%``, ``;`` and ``|`` as %25, %3B and %7C). brat's server counts
code points; a span over a line end is written as its parts on each line (``0 5;6 9``), the words joined by blanks.
Whether CR LF counts one or two depends on the Python it runs on, so texts go out with LF, and on import the words
decide. Its browser part counts UTF-16 code units: behind characters outside the Basic Multilingual Plane it marks the
wrong place, which no import can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import quote as percent
from urllib.parse import unquote

from cx_extract.errors import ReadError
from cx_extract.goldio.documents import META
from cx_extract.goldio.notes import Note
from cx_extract.goldio.sheet import ANCHORS, CHOSEN, LABELS, OF, WRITTEN, Mark, Sheet

CARRIES = (
    "marks, links, choices and notes, but nothing of the article (title, source, date), no CR and no order of values"
)
_JOIN = " "
_PARTS = re.compile(r"\d+ \d+(?:;\d+ \d+)*")
_ARGUMENTS = re.compile(r"(\S+) [^\s:]+:(\S+) [^\s:]+:(\S+)\s*")
_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""Where Python cuts lines, and brat its files: none of these may stand in a line of an ``.ann`` file."""
_WORDS = re.compile(f"[^{_ENDS}]+")
_ESCAPED = {char: percent(char, safe="") for char in f"%;|\t{_ENDS}"}


def annotation_conf() -> str:
    """Return the ``annotation.conf`` of the collection."""
    values = "|".join(label for label in LABELS if label not in ANCHORS)
    lines = ["[entities]", *LABELS, "", "[relations]", f"{OF}\tArg1:{values}, Arg2:{'|'.join(ANCHORS)}"]
    lines += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    owners: dict[str, list[str]] = {}
    for label, (key, _) in CHOSEN.items():
        owners.setdefault(key, []).append(label)
    allowed = dict(CHOSEN.values())
    lines += [f"{key}\tArg:{'|'.join(on)}, Value:{'|'.join(allowed[key])}" for key, on in owners.items()]
    return "\n".join(lines) + "\n"


def dump(sheet: Sheet) -> tuple[str, str, list[Note]]:
    """Return the text and the annotation file of a sheet, and what they do not carry."""
    notes: list[Note] = []
    text = _with_lf(sheet.text)
    if text != sheet.text:
        notes.append(Note(sheet.id, "lost", "line ends are written as LF, which brat counts in one way only"))
    if any(ord(char) > 0xFFFF for char in text):
        reason = (
            "the text has characters outside the Basic Multilingual Plane, behind which brat's browser part miscounts"
        )
        notes.append(Note(sheet.id, "lost", reason))
    unsaid = [key for key in META if sheet.meta.get(key)]
    if unsaid:
        notes.append(Note(sheet.id, "lost", f"brat has no place for the article's {', '.join(unsaid)}"))
    lines = [*_marks(sheet), *_attributes(sheet), *_relations(sheet), *_remarks(sheet)]
    return text, "".join(line + "\n" for line in lines), notes


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _marks(sheet: Sheet) -> Iterator[str]:
    drop = [0]
    for n, char in enumerate(sheet.text):
        drop.append(drop[-1] + (char == "\r" and sheet.text[n + 1 : n + 2] == "\n"))
    for mark in sheet.marks:
        start, end = mark.start - drop[mark.start], mark.end - drop[mark.end]
        words = _with_lf(mark.quote)
        parts = [m.span() for m in _WORDS.finditer(words)] or [(0, end - start)]
        places = ";".join(f"{start + a} {start + b}" for a, b in parts)
        yield f"T{mark.id}\t{mark.label} {places}\t{_JOIN.join(words[a:b] for a, b in parts)}"


def _attributes(sheet: Sheet) -> Iterator[str]:
    chosen = [(m.id, CHOSEN[m.label][0], m.details) for m in sheet.marks if m.label in CHOSEN]
    for n, (mark, key, details) in enumerate(((m, k, d) for m, k, d in chosen if d.get(k)), 1):
        yield f"A{n}\t{key} T{mark} {details[key]}"


def _relations(sheet: Sheet) -> Iterator[str]:
    for n, (value, anchor) in enumerate(sheet.links, 1):
        yield f"R{n}\t{OF} Arg1:T{value} Arg2:T{anchor}\t"


def _remarks(sheet: Sheet) -> Iterator[str]:
    number = 0
    for mark in sheet.marks:
        said = {key: mark.details[key] for key in WRITTEN if mark.details.get(key)}
        if said:
            number += 1
            yield f"#{number}\tAnnotatorNotes T{mark.id}\t" + "; ".join(f"{k}={_written(v)}" for k, v in said.items())


def _written(value: Any) -> str:
    parts = value if isinstance(value, list) else [str(value)]
    return "|".join("".join(_ESCAPED.get(char, char) for char in part) for part in parts)


def load(ann: str, text: str, article: str, where: str) -> tuple[Sheet, list[Note]]:
    """Read an annotation file and the text beside it. Raises ReadError naming the line.

    Types that are none of ours, and events, equivalences and normalisations, are left out and told.
    """
    notes: list[Note] = []
    marks: dict[str, Mark] = {}
    details: dict[str, dict[str, Any]] = {}
    links: list[tuple[str, str]] = []
    for number, line in enumerate(_with_lf(ann).removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        place = f"{where}, line {number}"
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            mark, parted = _mark(key, rest, text, place)
            if mark.label not in LABELS:
                notes.append(Note(article, "lost", f"{key}: type {mark.label!r} is none of {', '.join(LABELS)}"))
                continue
            marks[key] = mark
            if parted:
                message = f"{key} ({mark.label}) has several parts; taken whole, {mark.start}..{mark.end}"
                notes.append(Note(article, "assumed", message))
        elif key.startswith(("A", "M")):
            name, target, *value = rest.strip().split(" ", 2)
            details.setdefault(target, {})[name] = value[0] if value else ""
        elif key.startswith("R"):
            links += _link(rest, place, article, notes)
        elif key.startswith("#"):
            _note(rest, details)
        else:
            notes.append(Note(article, "lost", f"line {number} ({line[:40]!r}) is neither mark, link, choice nor note"))
    for target in sorted(details.keys() - marks.keys()):
        said = "; ".join(f"{name}={value}" for name, value in details[target].items())
        notes.append(Note(article, "lost", f"choices and notes on {target}, which is no mark of ours: {said}"))
    found = tuple(_finished(mark, details.get(key, {})) for key, mark in marks.items())
    kept = tuple(link for link in links if marks.keys() >= set(link))
    return Sheet(article, text, {}, found, kept), notes


def _mark(key: str, rest: str, text: str, where: str) -> tuple[Mark, bool]:
    """Return the mark, and whether it is in parts with words between them."""
    head, _, quote = rest.partition("\t")
    label, _, places = head.partition(" ")
    if not _PARTS.fullmatch(places.strip()):
        raise ReadError(f"{where}: {rest[:40]!r} is no text-bound annotation, such as: T1<tab>name 0 5<tab>words")
    numbers = [int(n) for n in re.findall(r"\d+", places)]
    parts = sorted(zip(numbers[::2], numbers[1::2], strict=True))
    start, end = parts[0][0], parts[-1][1]
    parted = False
    if len(parts) > 1:
        words = _cut(parts, quote)
        fits = (t for t in (text, _with_lf(text)) if all(t[a:b] == w for (a, b), w in zip(parts, words, strict=True)))
        shown = next(fits, "")
        parted = any(shown[b:c].strip() for (_, b), (c, _) in pairwise(parts))
        quote = shown[start:end] if shown else "\n".join(words)
    return Mark(key, label, start, end, quote), parted


def _cut(parts: Sequence[tuple[int, int]], quote: str) -> list[str]:
    """Return the words of each part."""
    words, at = [], 0
    for start, end in parts:
        words.append(quote[at : at + end - start])
        at += end - start + len(_JOIN)
    return words


def _link(rest: str, where: str, article: str, notes: list[Note]) -> list[tuple[str, str]]:
    found = _ARGUMENTS.fullmatch(rest)
    if not found:
        raise ReadError(f"{where}: {rest[:40]!r} is no relation, such as: R1<tab>of Arg1:T2 Arg2:T1")
    if found[1] != OF:
        notes.append(Note(article, "assumed", f"relation {found[1]!r} is taken as {OF!r}"))
    return [(found[2], found[3])]


def _note(rest: str, details: dict[str, dict[str, Any]]) -> None:
    head, _, said = rest.partition("\t")
    target = head.split(" ")[-1]
    own = details.setdefault(target, {})
    remarks = [own["note"]] if own.get("note") else []
    for part in said.split(";"):
        key, equals, value = part.strip().partition("=")
        if equals and key in WRITTEN:
            parts = [unquote(one) for one in value.split("|")]
            if key == "note":
                remarks += parts
            else:
                own[key] = parts if key == "aliases" else parts[0]
        elif part.strip():
            remarks.append(unquote(part.strip()))
    if remarks:
        own["note"] = "; ".join(remarks)


def _finished(mark: Mark, details: Mapping[str, Any]) -> Mark:
    return Mark(mark.id, mark.label, mark.start, mark.end, mark.quote, details)
