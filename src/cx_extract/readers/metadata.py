"""Title, source, date and address of an article: where they may stand, and who wins."""

from __future__ import annotations

import csv
import datetime as dt
import io
import posixpath
from dataclasses import dataclass, field
from functools import reduce

from cx_extract.errors import ReadError
from cx_extract.readers.encoding import decode
from cx_extract.readers.stated_date import FORMS, parse_date

CSV_NAME = "articles.csv"
_COLUMNS = ("title", "source", "published", "url")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one place states about an article; empty text and None mean that it states nothing."""

    title: str = ""
    source: str = ""
    published: dt.date | None = None
    url: str = ""


def merge(*layers: Metadata) -> Metadata:
    """Return, field by field, what the first of ``layers`` states that states anything."""
    return reduce(_over, layers)


def _over(first: Metadata, second: Metadata) -> Metadata:
    return Metadata(
        first.title or second.title,
        first.source or second.source,
        first.published or second.published,
        first.url or second.url,
    )


def stated_date(value: str, where: str) -> dt.date | None:
    """Return the date that ``value`` states, None when it is blank; ``where`` names its place for messages.

    Raises ReadError when it is neither.
    """
    if not value.strip():
        return None
    day = parse_date(value)
    if day is None:
        raise ReadError(f"{where} has the date {value.strip()!r}: write {FORMS}")
    return day


@dataclass(slots=True)
class ArticlesCsv:
    """The rows of one ``articles.csv`` by file name, relative to its folder, with ``/`` separators.

    ``faults`` holds what is wrong with single rows, by file name: their articles fail, the others do not.
    """

    name: str
    rows: dict[str, Metadata] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_articles_csv(data: bytes, name: str) -> ArticlesCsv:
    """Return the rows of an ``articles.csv``: columns file (needed), title, source, published, url.

    ``name`` is its path for messages. A row with a bad date and two rows for one file are faults of that article.

    Raises ReadError when it cannot be decoded or is no table with these columns.
    """
    table = ArticlesCsv(name)
    reader = csv.reader(io.StringIO(decode(data, name), newline=""), strict=True)
    try:
        columns = [cell.strip().lower() for cell in next(reader)]
        _check_columns(columns, table)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _add_row(table, columns, cells, reader.line_num)
    except csv.Error as error:
        raise ReadError(
            f"{name}, line {reader.line_num}: {error}; double the quotation marks in a quoted cell"
        ) from None
    return table


def _check_columns(columns: list[str], table: ArticlesCsv) -> None:
    if "file" not in columns:
        raise ReadError(f"{table.name} has no column 'file': its first line names the columns, separated by commas")
    for column in sorted(set(columns)):
        if columns.count(column) > 1 and column:
            raise ReadError(f"{table.name} has the column {column!r} twice: remove one")
        if column and column != "file" and column not in _COLUMNS:
            table.warnings.append(
                f"{table.name}: the column {column!r} is not read; read are file, {', '.join(_COLUMNS)}"
            )


def _add_row(table: ArticlesCsv, columns: list[str], cells: list[str], line: int) -> None:
    where = f"{table.name}, line {line}"
    if len(cells) > len(columns):
        raise ReadError(f"{where}: {len(cells)} cells for {len(columns)} columns: quote cells that hold commas")
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
    if not row["file"]:
        raise ReadError(f"{where}: the cell 'file' is empty: name the article's file")
    file = posixpath.normpath(row["file"].replace("\\", "/"))
    if file in table.lines:
        table.faults[file] = f"{where}: {file} has a row already, in line {table.lines[file]}: remove one"
        return
    table.lines[file] = line
    try:
        published = stated_date(row.get("published", ""), where)
    except ReadError as error:
        table.faults[file] = str(error)
        return
    table.rows[file] = Metadata(row.get("title", ""), row.get("source", ""), published, row.get("url", ""))
