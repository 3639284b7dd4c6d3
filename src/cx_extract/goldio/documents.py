"""Gold files: one article or a list in ``.json``, one article a line in ``.jsonl``, the article's text beside it."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from cx_extract.errors import ReadError, UsageError

SUFFIX = ".gold.json"
_KINDS = (".json", ".jsonl")
_TEXTS = (".txt", ".md")
META = ("title", "source", "url", "published", "genre", "invented", "note")
"""What a gold file may say of its article beside its id and records."""


@dataclass(frozen=True, slots=True)
class Document:
    """One gold article as decoded, not yet checked.

    ``id`` is the article's; ``where`` names file and place in messages; ``text`` is the article's original text, empty
    where it is not at hand; ``path`` is the file.
    """

    id: str
    data: dict[str, Any]
    where: str = ""
    text: str = ""
    path: Path | None = None


def read_documents(path: Path) -> tuple[Document, ...]:
    """Read the gold articles of a file or of all gold files in a folder and below, sorted by id.

    In a folder the files ``*.gold.json`` and ``*.gold.jsonl`` count, or, if there are none, all ``*.json`` and
    ``*.jsonl``. The id is ``article`` in the file, else the file's name; in a folder, a file named after its article
    has the subfolder in front, as the articles of ``cx-extract run`` do. A ``.txt`` or ``.md`` file of the same name
    is the article's text.

    Raises ReadError if a file cannot be read, is no JSON, or an article is there twice.
    """
    files = _files(path) if path.is_dir() else [path]
    if not files:
        raise ReadError(f"{path}: no gold files; give a folder with *{SUFFIX}, or one such file")
    found = [document for file in files for document in _read(file, path)]
    seen: dict[str, str] = {}
    for document in found:
        if document.id in seen:
            other = seen[document.id]
            raise ReadError(f"{document.where}: article {document.id!r} is annotated twice, also in {other}; keep one")
        seen[document.id] = document.where
    return tuple(sorted(found, key=lambda document: document.id))


def read_json(path: Path) -> list[tuple[str, Any]]:
    """Return (place, value) for each article of a ``.json`` or line of a ``.jsonl`` file. Raises ReadError."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path} cannot be read ({error}); gold files are JSON in UTF-8") from None
    if path.suffix == ".jsonl":
        lines = [(f"{path}, line {n}", line) for n, line in enumerate(text.split("\n"), 1) if line.strip()]
        return [(where, _decode(line, where)) for where, line in lines]
    data = _decode(text, str(path))
    return [(f"{path}[{n}]", one) for n, one in enumerate(data)] if isinstance(data, list) else [(str(path), data)]


def read_text(path: Path) -> str:
    """Return the text of an article, line ends kept and the byte order mark dropped: UTF-8, UTF-16 with one, GB18030.

    Raises ReadError if it is none of these.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"{path} cannot be read: {error.strerror}") from None
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ReadError(f"{path} is neither UTF-8 nor GB18030: convert it, for instance with iconv")


def as_json(document: Document) -> str:
    """Return the text of the document's gold file."""
    first = ("article", *META)
    head = {key: document.data[key] for key in first if key in document.data}
    rest = {key: value for key, value in document.data.items() if key not in first}
    return json.dumps({**head, **rest}, ensure_ascii=False, indent=1) + "\n"


def write_documents(documents: Sequence[Document], folder: Path) -> None:
    """Write ``ID.gold.json`` under ``folder`` for every document, and ``ID.txt`` where the text is at hand.

    Raises UsageError for an id that leads out of the folder, if the folder cannot be written to, or rather than write
    over other annotations or another text.
    """
    for document in documents:
        name = PurePosixPath(document.id)
        if name.is_absolute() or ".." in name.parts or not name.parts or "\\" in document.id:
            raise UsageError(f"article {document.id!r} leads out of {folder}: give it another id")
        base = folder / name
        try:
            base.parent.mkdir(parents=True, exist_ok=True)
            _write_once(base.with_name(base.name + SUFFIX), as_json(document), "\n")
            if document.text:
                _write_once(base.with_name(base.name + _TEXTS[0]), document.text, "")
        except OSError as error:
            raise UsageError(f"{folder} cannot be written to ({error.strerror}): give another folder") from None


def _write_once(path: Path, content: str, newline: str) -> None:
    if not path.is_file():
        path.write_text(content, "utf-8", newline=newline)
    elif read_text(path) != content:
        raise UsageError(f"{path} is there and differs: give another folder, or move it away")


def rewrite(document: Document, others: Sequence[Document]) -> None:
    """Write the document's file anew, with the ``others`` that are in the same file; order as given by ``where``."""
    path = document.path
    if path is None:
        raise UsageError(f"article {document.id!r} comes from no file")
    own = sorted(
        {d.where: d for d in (*others, document) if d.path == path}.values(), key=lambda d: (len(d.where), d.where)
    )
    if path.suffix == ".jsonl":
        text = "".join(json.dumps(d.data, ensure_ascii=False) + "\n" for d in own)
    elif len(own) == 1 and own[0].where == str(path):
        text = as_json(own[0])
    else:
        text = json.dumps([d.data for d in own], ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, "utf-8", newline="\n")


def with_texts(documents: Sequence[Document], texts: Mapping[str, str]) -> tuple[Document, ...]:
    """Give the documents the texts of their articles, by id, where ``texts`` has them."""
    return tuple(replace(d, text=texts[d.id]) if d.id in texts else d for d in documents)


def _files(folder: Path) -> list[Path]:
    found = sorted(p for p in folder.rglob("*") if p.suffix in _KINDS and p.is_file())
    marked = [p for p in found if p.name.removesuffix(p.suffix).endswith(".gold")]
    return marked or [p for p in found if not p.name.endswith((".spec.json", ".schema.json", ".meta.json"))]


def _read(path: Path, root: Path) -> Iterator[Document]:
    given = read_json(path)
    stem = path.name.removesuffix(path.suffix).removesuffix(".gold")
    alone = len(given) == 1
    text = _text_beside(path.with_name(stem)) if alone else ""
    for where, data in given:
        if not isinstance(data, dict):
            raise ReadError(f'{where}: a gold article is an object with a list "consortia"')
        name = str(data.get("article") or stem)
        name = name.removesuffix(".txt")
        if alone and name == stem and root.is_dir():
            name = (path.parent.relative_to(root) / name).as_posix()
        yield Document(name, data, where, text, path)


def _text_beside(base: Path) -> str:
    found = (base.with_name(base.name + suffix) for suffix in _TEXTS)
    return next((read_text(path) for path in found if path.is_file()), "")


def _decode(text: str, where: str) -> Any:
    try:
        return json.loads(text, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where} is no gold JSON ({error}); see the annotation guideline") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key given twice, of which json would drop the first in silence."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key {next(k for k in keys if keys.count(k) > 1)!r} is there twice")
    return found
