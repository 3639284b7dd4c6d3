"""consortia.csv and facts.csv: written row by row, read back without loss.

Both are UTF-8 with a byte order mark (Excel takes them for the local code page otherwise) and follow RFC 4180: lines
end in CRLF, and a cell with a comma, a quotation mark or a line break stands in quotation marks. Cells that a
spreadsheet would run are neutralised (``cx_extract.write.cells``); whole numbers are written as such.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, get_args

from cx_extract.errors import ReadError
from cx_extract.model import FIELDS, Article, Fact, Modality
from cx_extract.write.cells import neutralise, restore

FACTS_COLUMNS = (
    "article",
    "record_id",
    "field",
    "value",
    "normalised_value",
    "qualifier",
    "unit",
    "as_of",
    "event",
    "category",
    "quote",
    "start",
    "end",
    "sentence",
    "rule_id",
    "modality",
    "anchor",
    "confidence",
    "article_sha256",
)
FAILURES_COLUMNS = ("article", "path", "reason")

_LONGEST_SENTENCE = 1000
_LONGEST_CELL = 2**31 - 1
_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row of facts.csv."""

    article: str
    record_id: str
    fact: Fact
    article_sha256: str


class Table:
    """A table being written."""

    def __init__(self, file: IO[str], columns: Sequence[str]) -> None:
        """Write the header to ``file``, which must be open as UTF-8 text without newline translation."""
        self._writer = csv.writer(file, lineterminator="\r\n")
        self._writer.writerow(columns)

    def add(self, cells: Sequence[str | int | float]) -> None:
        """Write one row, text made safe for spreadsheets."""
        self._writer.writerow([neutralise(cell) if isinstance(cell, str) else cell for cell in cells])


def fact_row(article: Article, record_id: str, fact: Fact) -> list[str | int | float]:
    """Return the cells of ``FACTS_COLUMNS``.

    The sentence is for reading: of one longer than 1,000 code points the surroundings of the quote are kept, with …
    where it was cut. Everything else is exact; confidence has three decimals.
    """
    return [
        article.id,
        record_id,
        fact.field,
        fact.value,
        fact.normalised,
        fact.qualifier,
        fact.unit,
        fact.as_of,
        fact.event,
        fact.category,
        fact.quote,
        fact.start,
        fact.end,
        _excerpt(fact.sentence, fact.quote),
        fact.rule_id,
        fact.modality,
        fact.anchor,
        round(fact.confidence, _DECIMALS),
        article.sha256,
    ]


def _excerpt(sentence: str, quote: str) -> str:
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    around = max(0, _LONGEST_SENTENCE - len(quote)) // 2
    found = max(0, sentence.find(quote))
    start, end = max(0, found - around), min(len(sentence), found + len(quote) + around)
    return ("…" if start else "") + sentence[start:end] + ("…" if end < len(sentence) else "")


def read_facts(path: Path) -> tuple[FactRow, ...]:
    """Return the rows of a facts.csv as written, the apostrophes against spreadsheets taken off.

    Raises ReadError naming the row when the file is none that cx-extract wrote.
    """
    return tuple(_fact_of(cells, f"{path}, row {number}") for number, cells in _rows(path, FACTS_COLUMNS))


def read_table(path: Path, columns: Sequence[str]) -> tuple[dict[str, str], ...]:
    """Return the rows of a table with ``columns``, the apostrophes taken off; raises ReadError as ``read_facts``."""
    return tuple(cells for _, cells in _rows(path, columns))


def _rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file, _any_cell_size():
            reader = csv.reader(file, strict=True)
            if tuple(next(reader, ())) != tuple(columns):
                raise ReadError(f"{path} lacks the columns {', '.join(columns)}; run cx-extract again to write it")
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReadError(f"{path} cannot be read as a table ({error}); run cx-extract again to write it") from None
    for number, cells in enumerate(rows, 2):
        if len(cells) != len(columns):
            raise ReadError(f"{path}, row {number}: {len(cells)} cells for {len(columns)} columns; was it edited?")
        yield number, {column: restore(cell) for column, cell in zip(columns, cells, strict=True)}


@contextmanager
def _any_cell_size() -> Iterator[None]:
    """Lift the csv module's limit of 128 KiB a cell, which is the process's, for a moment."""
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _fact_of(cells: Mapping[str, str], where: str) -> FactRow:
    field = next((name for name in FIELDS if name == cells["field"]), None)
    modality: Modality | None = next((name for name in get_args(Modality) if name == cells["modality"]), None)
    if field is None or modality is None:
        raise ReadError(f"{where}: field {cells['field']!r} or modality {cells['modality']!r} is unknown")
    try:
        fact = Fact(
            field,
            int(cells["value"]) if field == "member_counts" else cells["value"],
            cells["quote"],
            int(cells["start"]),
            int(cells["end"]),
            cells["sentence"],
            cells["rule_id"],
            modality,
            cells["normalised_value"],
            cells["qualifier"],
            cells["unit"],
            cells["as_of"],
            cells["event"],
            cells["category"],
            cells["anchor"],
            float(cells["confidence"]),
        )
    except ValueError as error:
        raise ReadError(f"{where}: {error}; a number was expected, was the file edited?") from None
    return FactRow(cells["article"], cells["record_id"], fact, cells["article_sha256"])
