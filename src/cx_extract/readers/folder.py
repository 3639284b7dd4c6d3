"""Which articles a folder holds, and each of them as read."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cx_extract.errors import ReadError, UsageError
from cx_extract.model import Article
from cx_extract.readers.encoding import decode
from cx_extract.readers.header import parse_header
from cx_extract.readers.metadata import CSV_NAME, ArticlesCsv, Metadata, merge, read_articles_csv, stated_date

Kind = Literal["text", "html", "jsonl"]
_KINDS: dict[str, Kind] = {".txt": "text", ".md": "text", ".html": "html", ".htm": "html", ".jsonl": "jsonl"}
_SUFFIXES = ", ".join(_KINDS)
_NUMBERED = re.compile(r"(.*)#[1-9]\d*")
_TEXT_FIELDS = ("text", "content", "body", "正文")
_DATE_FIELDS = ("published", "date", "publish_time")
_READ_SIZE = 1 << 20
_NOTHING = Metadata()
_BINARY = getattr(os, "O_BINARY", 0)  # without it Windows changes line ends


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read; picklable, so that work can be split over processes.

    ``id`` is the id of its article, or of its lines up to ``#``; ``path`` opens it; ``name`` is its path relative to
    the input folder, with ``/``, for messages; ``stated`` is what an ``articles.csv`` says of it. With a ``fault`` it
    is not read: its row there is wrong, or it is a folder that does not open, whose id and name end with ``/``.
    """

    id: str
    path: str
    name: str
    kind: Kind
    stated: Metadata = _NOTHING
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be read: its id, its file relative to the input folder, and why, with the fix."""

    article_id: str
    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Survey:
    """The articles of a folder in order, and what deserves a warning: rows without file and the like."""

    sources: list[Source]
    warnings: list[str]


def discover(path: Path) -> list[Source]:
    """Return the sources under ``path``, a folder or one file; as ``survey``, without its warnings."""
    return survey(path).sources


def survey(path: Path) -> Survey:
    """Find the articles under ``path``, a folder or one file, sorted by relative path (``/``, by code points).

    Read are .txt, .md, .html, .htm and .jsonl in nested folders; hidden files and folders are left out, and a folder
    that links lead to more than once is read once. A folder that does not open is a source with a fault. What
    ``articles.csv`` in a file's folder or above it, up to the input folder, says of a file goes with its source; the
    nearest wins.

    Raises UsageError when there is no such path or it is a file of another kind, ReadError when an ``articles.csv`` is
    no table.
    """
    warnings: list[str] = []
    closed: list[Source] = []
    if path.is_dir():
        found = _walk(str(path), closed)
        tables = _tables(found)
    elif path.is_file():
        if path.suffix.lower() not in _KINDS or path.name == CSV_NAME:
            raise UsageError(f"{path} is no article: give a folder, or one file of {_SUFFIXES}")
        found = {_shown(path.name): str(path)}
        beside = path.with_name(CSV_NAME)
        tables = _tables({CSV_NAME: str(beside)} if beside.is_file() else {})
    else:
        raise UsageError(f"{path} does not exist: give a folder of articles, or one file of {_SUFFIXES}")
    names = sorted(name for name in found if posixpath.basename(name) != CSV_NAME)
    ids = _ids(names)
    sources = [_source(name, found[name], ids[name], tables) for name in names]
    sources = sorted([*sources, *closed], key=lambda source: source.name)
    for folder, table in tables.items():
        warnings += table.warnings
        warnings += _unknown_rows(folder, table, names) if path.is_dir() else ()
    return Survey(sources, warnings)


def _walk(root: str, closed: list[Source]) -> dict[str, str]:
    """Return the files under ``root`` that are read, by relative name; real folders before those that links lead to.

    Folders that do not open are added to ``closed``.
    """
    found: dict[str, str] = {}
    seen: set[tuple[int, int]] = set()
    folders, links = [("", root)], list[tuple[str, str]]()
    while folders or links:
        prefix, folder = folders.pop() if folders else links.pop(0)
        try:
            status = os.stat(folder)
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            if not prefix:
                raise UsageError(f"{folder} cannot be opened: {error.strerror or error}") from None
            fault = f"{prefix} cannot be opened, so none of its articles was read: {error.strerror or error}"
            closed.append(Source(prefix, folder, prefix, "text", fault=fault))
            continue
        for entry in entries:
            name = prefix + _shown(entry.name)
            kind = _entry_kind(entry)
            if kind == "file":
                found[name] = entry.path
            elif kind:
                (links if kind == "link" else folders).append((name + "/", entry.path))
    return found


def _entry_kind(entry: os.DirEntry[str]) -> Literal["file", "folder", "link", ""]:
    """Return what to do with an entry: read it as a file or a folder, later if a link leads to it, or leave it out.

    A link that leads nowhere, or to itself, is a file if it is called so: that it cannot be read is then told.
    """
    if entry.name.startswith("."):
        return ""
    wanted = entry.name == CSV_NAME or os.path.splitext(entry.name)[1].lower() in _KINDS
    try:
        if entry.is_dir():
            return "link" if entry.is_symlink() else "folder"
        lost = entry.is_symlink() and not os.path.exists(entry.path)
        return "file" if wanted and (lost or entry.is_file()) else ""
    except OSError:  # a link to itself
        return "file" if wanted else ""


def _shown(name: str) -> str:
    """Return a file name fit for output: bytes that are no UTF-8 appear as escapes."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _ids(names: list[str]) -> dict[str, str]:
    """Return each source's article id: its name without suffix, or with it where two articles would be called alike."""
    stems = {name: posixpath.splitext(name)[0] for name in names}
    lines = {name for name in names if _kind(name) == "jsonl"}
    while True:
        counts = Counter(stem for name, stem in stems.items())
        numbered = {stems[name] for name in lines}
        clashing = set()
        for name, stem in stems.items():
            match = None if name in lines else _NUMBERED.fullmatch(stem)
            if counts[stem] > 1 or (match and match[1] in numbered):
                clashing.add(stem)
                clashing.update({match[1]} if match else ())
        kept = {name: name if stem in clashing else stem for name, stem in stems.items()}
        if kept == stems:
            return kept
        stems = kept


def _kind(name: str) -> Kind:
    return _KINDS[posixpath.splitext(name)[1].lower()]


def _tables(found: dict[str, str]) -> dict[str, ArticlesCsv]:
    """Read every ``articles.csv``, by its folder's relative name."""
    tables = {}
    for name in sorted(found):
        if posixpath.basename(name) == CSV_NAME:
            try:
                data = _read(found[name])
            except OSError as error:
                raise ReadError(f"{name} cannot be read: {error.strerror or error}") from None
            tables[posixpath.dirname(name)] = read_articles_csv(data, name)
    return tables


def _source(name: str, path: str, article_id: str, tables: dict[str, ArticlesCsv]) -> Source:
    stated, fault, folder = _NOTHING, "", name
    while folder and tables:
        folder = posixpath.dirname(folder)
        table = tables.get(folder)
        if table:
            row = name[len(folder) + 1 :] if folder else name
            stated = merge(stated, table.rows.get(row, _NOTHING))
            fault = fault or table.faults.get(row, "")
    return Source(article_id, path, name, _kind(name), stated, fault)


def _unknown_rows(folder: str, table: ArticlesCsv, names: list[str]) -> Iterator[str]:
    known = set(names)
    for row, line in table.lines.items():
        if posixpath.join(folder, row) not in known:
            yield f"{table.name}, line {line}: there is no article {row}; read are {_SUFFIXES}"


def load(
    source: Source, default_published: dt.date | None, relevant: Callable[[str], bool] | None = None
) -> Iterator[Article | Failure]:
    """Read the article of ``source``, or the articles of its lines; what cannot be read comes as a Failure.

    Each of title, source, date and address comes from the first that states it: ``articles.csv``, front matter or
    JSONL fields or HTML tags, the header lines, and for the date ``default_published``. With ``relevant``, an article
    whose text it refuses comes without what its text says of it: reading that costs more than reading the file.
    """
    default = Metadata(published=default_published)
    if source.fault:
        yield Failure(source.id, source.name, source.fault)
    elif source.kind == "jsonl":
        yield from _load_lines(source, default, relevant)
    else:
        try:
            data = _read(source.path)
            if source.kind == "html":
                yield _html_article(source, data, default, relevant)
            else:
                text = decode(data, source.name)
                yield _article(source.id, text, (source.stated,), (default,), relevant)
        except (ReadError, OSError) as error:
            yield Failure(source.id, source.name, _reason(error, source.name))


def _read(path: str) -> bytes:
    handle = os.open(path, os.O_RDONLY | _BINARY)
    try:
        size = os.fstat(handle).st_size
        data = os.read(handle, size + 1)
        if size and len(data) == size:
            return data
        while more := os.read(handle, _READ_SIZE):  # a read may stop early: at 2 GiB, on a network
            data += more
        return data
    finally:
        os.close(handle)


def _reason(error: ReadError | OSError, name: str) -> str:
    return str(error) if isinstance(error, ReadError) else f"{name} cannot be read: {error.strerror or error}"


def _article(
    article_id: str,
    text: str,
    before: tuple[Metadata, ...],
    after: tuple[Metadata, ...],
    relevant: Callable[[str], bool] | None,
) -> Article:
    """Return the article with what ``before``, then its own first lines, then ``after`` state."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    if relevant is None or relevant(text):
        header = parse_header(text)
        if header.bad_date and not any(layer.published for layer in before):
            stated_date(header.bad_date, f"{article_id}: its front matter")
        before = (*before, Metadata(header.title, header.source, header.published, header.url))
    known = merge(*before, *after)
    return Article(article_id, text, digest, known.title, known.source, known.published, known.url)


def _html_article(source: Source, data: bytes, default: Metadata, relevant: Callable[[str], bool] | None) -> Article:
    from cx_extract.readers.html import read_html  # noqa: PLC0415  (its libraries take 0.6 s to import)

    page = read_html(data, source.name)
    return _article(source.id, page.text, (source.stated, page.stated), (page.shown, default), relevant)


def _load_lines(
    source: Source, default: Metadata, relevant: Callable[[str], bool] | None
) -> Iterator[Article | Failure]:
    empty = True
    try:
        for number, data in enumerate(_lines(source), 1):
            if not data.strip():
                continue
            empty = False
            article_id, where = f"{source.id}#{number}", f"{source.name}, line {number}"
            try:
                text, stated = _fields(data, where)
                yield _article(article_id, text, (source.stated, stated), (default,), relevant)
            except ReadError as error:
                yield Failure(article_id, source.name, str(error))
    except (ReadError, OSError) as error:
        yield Failure(source.id, source.name, _reason(error, source.name))
        return
    if empty:
        yield Failure(source.id, source.name, f"{source.name} is empty")


def _lines(source: Source) -> Iterator[bytes]:
    """Yield the lines of a JSONL file one by one, so that a broken one stays alone and memory small."""
    with open(source.path, "rb") as file:
        if file.read(2) in {b"\xff\xfe", b"\xfe\xff"}:
            text = decode(_read(source.path), source.name)
            yield from (line.encode() for line in text.split("\n"))
            return
        file.seek(0)
        yield from file


def _fields(data: bytes, where: str) -> tuple[str, Metadata]:
    """Return the text and what the other fields of one line state."""
    try:
        record = json.loads(decode(data, where))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where} is no JSON ({error}): write one object per line") from None
    if not isinstance(record, dict):
        raise ReadError(f'{where} is no JSON object: write one object per line, such as {{"text": "…"}}')
    text = next((record[name] for name in _TEXT_FIELDS if record.get(name)), None)
    if not isinstance(text, str) or not text.strip():
        raise ReadError(f"{where} has no text: give it in one of the fields {', '.join(_TEXT_FIELDS)}")
    day = next((record[name] for name in _DATE_FIELDS if record.get(name)), "")
    title, site, url = (record.get(name) or "" for name in ("title", "source", "url"))
    for name, value in (("title", title), ("source", site), ("url", url)):
        if not isinstance(value, str):
            raise ReadError(f"{where}: the field {name!r} is no text: put it in quotation marks")
    for value in (text, title, site, url):
        if not _is_storable(value):
            raise ReadError(f"{where} holds half a surrogate pair or NUL (\\ud800, \\u0000): remove it")
    published = stated_date(str(day), where)
    return text, Metadata(" ".join(title.split()), site.strip(), published, url.strip())


def _is_storable(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in value
