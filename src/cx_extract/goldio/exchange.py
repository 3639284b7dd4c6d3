"""Gold files to the files of annotation tools and back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from cx_extract.errors import ReadError, UsageError
from cx_extract.goldio import brat, doccano, label_studio
from cx_extract.goldio.documents import Document, read_text, rewrite
from cx_extract.goldio.notes import Note
from cx_extract.goldio.reanchor import Placed, Span, reanchor
from cx_extract.goldio.schema import place_of, problems, require, values
from cx_extract.goldio.sheet import Sheet, from_sheet, settle, to_sheet

Tool = Literal["doccano", "label-studio", "brat"]
CARRIES: dict[Tool, str] = {
    "doccano": doccano.CARRIES,
    "label-studio": label_studio.CARRIES,
    "brat": brat.CARRIES,
}
"""What survives the way to each tool and back."""
TOOLS: dict[str, Tool] = {tool: tool for tool in CARRIES}
"""The tools by name."""


def export_gold(documents: Iterable[Document], tool: Tool, out: Path, *, predicted: bool = False) -> list[Note]:
    """Write the documents for ``tool`` into the folder ``out``, made if need be, and return what gets lost.

    doccano: ``doccano.jsonl``; Label Studio: ``tasks.json`` and ``labeling.xml``; brat: a ``.txt`` and an ``.ann`` per
    article and ``annotation.conf``. What a run ``predicted`` may contradict itself, gold may not. Raises ReadError for
    gold that is not right or whose article's text is not at hand, UsageError if the folder cannot be written to.
    """
    notes: list[Note] = []
    sheets = []
    for document in documents:
        if not document.text:
            raise ReadError(f"{document.where}: the text of {document.id!r} is not at hand; say where with --articles")
        require(document.data, document.where, document.text, predicted=predicted)
        sheet, lost = to_sheet(document)
        sheets.append(sheet)
        notes += lost
    files = {
        "doccano": lambda: {"doccano.jsonl": doccano.dump(sheets)},
        "label-studio": lambda: {"tasks.json": label_studio.dump(sheets), "labeling.xml": label_studio.config()},
        "brat": lambda: _brat_files(sheets, notes),
    }[tool]()
    for name, content in files.items():
        path = out / name
        if not path.resolve().is_relative_to(out.resolve()):
            raise UsageError(f"{name} leads out of {out}: give the article another id")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8", newline="")
        except OSError as error:
            raise UsageError(f"{path} cannot be written ({error.strerror}): give another folder") from None
    return notes


def _brat_files(sheets: Iterable[Sheet], notes: list[Note]) -> dict[str, str]:
    files = {"annotation.conf": brat.annotation_conf()}
    for sheet in sheets:
        text, ann, lost = brat.dump(sheet)
        files |= {f"{sheet.id}.txt": text, f"{sheet.id}.ann": ann}
        notes += lost
    return files


def import_gold(
    source: Path, tool: Tool, texts: Mapping[str, str] | None = None, annotator: str = ""
) -> tuple[list[Document], list[Note]]:
    """Read what ``tool`` wrote and return the gold articles, sorted by id, with all there is to tell.

    ``texts`` are the original texts by article id; marks are put at their places there. An article is found by its id,
    by the end of its id after a ``/``, or, failing both, by its text apart from blanks. Without one the tool's own text
    counts as the original.

    Raises ReadError for files of another form, UsageError if there are none or ``annotator`` has to be given.
    """
    reading: dict[Tool, Callable[[], tuple[list[Sheet], list[Note]]]] = {
        "doccano": lambda: _read_all(source, (".jsonl", ".json"), doccano.load),
        "label-studio": lambda: _read_all(
            source, (".json",), lambda text, where: label_studio.load(text, where, annotator)
        ),
        "brat": lambda: _read_brat(source),
    }
    sheets, notes = reading[tool]()
    originals = _Originals(texts or {})
    documents = []
    for sheet in sheets:
        settled, moved = settle(*originals.of(sheet, notes))
        document, open_ends = from_sheet(settled)
        documents.append(document)
        notes += [*moved, *open_ends]
    seen: set[str] = set()
    for document in documents:
        if document.id in seen:
            raise ReadError(f"{source}: article {document.id!r} is there twice; import the annotators one by one")
        seen.add(document.id)
    return sorted(documents, key=lambda d: d.id), notes


class _Originals:
    """The original texts, found by id or by content."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._by_content = {_squeezed(text): key for key, text in sorted(texts.items(), reverse=True)}

    def of(self, sheet: Sheet, notes: list[Note]) -> tuple[Sheet, str]:
        """Return the sheet under the id of its article, and the article's text."""
        if not self._texts:
            return sheet, sheet.text
        ends = [key for key in self._texts if f"/{key}".endswith(f"/{sheet.id}") or f"/{sheet.id}".endswith(f"/{key}")]
        found = sheet.id if sheet.id in self._texts else ends[0] if len(ends) == 1 else None
        found = found or self._by_content.get(_squeezed(sheet.text))
        if found is None:
            notes.append(Note(sheet.id, "assumed", "no such article among the originals; the tool's own text is taken"))
            return sheet, sheet.text
        return replace(sheet, id=found), self._texts[found]


def _squeezed(text: str) -> str:
    return "".join(text.replace("\ufeff", "").split())


def _read_all(
    source: Path, suffixes: Sequence[str], load: Callable[[str, str], tuple[list[Sheet], list[Note]]]
) -> tuple[list[Sheet], list[Note]]:
    sheets: list[Sheet] = []
    notes: list[Note] = []
    for path in _sources(source, suffixes):
        found, told = load(read_text(path), str(path))
        sheets += found
        notes += told
    return sheets, notes


def _read_brat(source: Path) -> tuple[list[Sheet], list[Note]]:
    root = source if source.is_dir() else source.parent
    sheets, notes = [], []
    for path in _sources(source, (".ann",)):
        beside = path.with_suffix(".txt")
        if not beside.is_file():
            raise ReadError(f"{path}: its text {beside.name} is missing; brat keeps both side by side")
        article = path.relative_to(root).with_suffix("").as_posix()
        sheet, told = brat.load(read_text(path), read_text(beside), article, str(path))
        sheets.append(sheet)
        notes += told
    return sheets, notes


def _sources(source: Path, suffixes: Sequence[str]) -> list[Path]:
    if not source.is_dir():
        return [source]
    found = sorted(p for p in source.rglob("*") if p.suffix in suffixes and p.is_file())
    if not found:
        raise UsageError(f"{source} holds no {' or '.join(suffixes)} file")
    return found


def check_gold(documents: Sequence[Document], *, fix: bool) -> Iterator[tuple[Document, list[str], list[str]]]:
    """Yield every document with its problems, and with what was moved if ``fix``.

    ``fix`` puts offsets that drifted at the place of their words (see ``reanchor``) and writes the file anew; the
    problems are those that remain, with the places among which nothing decides. Offsets can drift only against a text:
    without one there is nothing to fix.
    """
    current = list(documents)
    for n, given in enumerate(documents):
        moved: list[str] = []
        left: dict[str, str] = {}
        if fix and given.text and not problems(_without_offsets_checked(given.data)):
            current[n], moved, left = _repaired(given)
            if moved:
                rewrite(current[n], current)
        found = problems(current[n].data, given.text)
        others = [problem for problem in found if problem.partition(": ")[0] not in left]
        yield current[n], others + [f"{place}: {reason}" for place, reason in left.items()], moved


def _without_offsets_checked(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return a copy whose offsets fit the quotes' lengths, so that only other faults are left."""
    copy: dict[str, Any] = json.loads(json.dumps(data))
    try:
        for _, _, _, one in values(copy):
            one["end"] = one["start"] + len(one["quote"])
    except (KeyError, TypeError, AttributeError):
        pass  # the schema tells what is wrong
    return copy


def _repaired(document: Document) -> tuple[Document, list[str], dict[str, str]]:
    """Return the document with its offsets put right, what was moved, and by its place why a value was not."""
    data: dict[str, Any] = json.loads(json.dumps(document.data))
    listed = list(values(data))
    spans = [Span(one["start"], one["end"], one["quote"]) for *_, one in listed]
    moved = []
    left = {}
    for (record, field, number, one), place in zip(listed, reanchor(document.text, spans), strict=True):
        where = place_of(record, field, number)
        if not isinstance(place, Placed):
            left[where] = place.reason
            continue
        if place.how:
            moved.append(f"{where}: {one['start']}..{one['end']} → {place.start}..{place.end}, {place.how}")
        one.update(start=place.start, end=place.end, quote=place.quote)
    return replace(document, data=data), moved, left
