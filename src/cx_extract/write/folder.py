"""The output folder: every file is written under another name and takes its own when it is whole."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from cx_extract.errors import UsageError
from cx_extract.model import Article, Consortium
from cx_extract.write.manifest import NAME, Manifest, read_manifest
from cx_extract.write.overview import CONSORTIA_COLUMNS, consortium_row
from cx_extract.write.tables import FACTS_COLUMNS, FAILURES_COLUMNS, Table, fact_row

CONSORTIA, FACTS, FAILURES, TEXTS = "consortia.csv", "facts.csv", "failures.csv", "texts"

_PART = ".{}.part"
_COLUMNS = {CONSORTIA: CONSORTIA_COLUMNS, FACTS: FACTS_COLUMNS, FAILURES: FAILURES_COLUMNS}


class OutputFolder:
    """Takes articles with their records, one by one, and keeps none of them in memory.

    Use it as a context manager and call ``commit`` at the end: until then the tables of an earlier run stay, and
    without it they do. All three tables are always written, ``failures.csv`` without rows if nothing failed, so nothing
    of an earlier run survives under a name of this one. Texts of an earlier run that this one did not write are
    removed if nobody changed them; nothing else is ever deleted.
    """

    def __init__(self, path: Path, manifest: Manifest) -> None:
        """``path`` need not exist yet; ``manifest`` counts what is added here."""
        self.path = path
        self.manifest = manifest
        self._files = ExitStack()
        self._tables: dict[str, Table] = {}

    def __enter__(self) -> OutputFolder:
        """Make the folder if need be; raises UsageError if it cannot be written to."""
        if self.path.exists() and not self.path.is_dir():
            raise UsageError(f"{self.path} is a file: give a folder for the results")
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for name, columns in _COLUMNS.items():
                self._tables[name] = Table(self._files.enter_context(self._open(name)), columns)
        except OSError as error:
            self._files.close()
            raise UsageError(f"{self.path} cannot be written to ({error.strerror}): give another folder") from None
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Remove what is unfinished."""
        with suppress(OSError):  # a full disk may refuse the last rows once more
            self._files.close()
        self._discard()

    def _part(self, name: str) -> Path:
        return self.path / _PART.format(name)

    def _open(self, name: str) -> IO[str]:
        encoding = "utf-8-sig" if name in _COLUMNS else "utf-8"
        return self._part(name).open("w", encoding=encoding, errors="backslashreplace", newline="")

    def _discard(self) -> None:
        for name in (*_COLUMNS, NAME):
            self._part(name).unlink(missing_ok=True)

    def write_text(self, article: Article) -> str:
        """Write the text of an article that no input file holds as it is; return its path under the folder.

        Raises OSError if the system takes no file of that name.
        """
        name = f"{TEXTS}/{article.id}.txt"
        final, part = self.path / name, self.path / TEXTS / ".part"
        final.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(article.text, encoding="utf-8", newline="")
        os.replace(part, final)
        return name

    def add(self, article: Article, records: Sequence[Consortium], text: str) -> None:
        """Write an article's records; ``text`` is what ``write_text`` returned, or empty."""
        with self._full_disk_named():
            for record in records:
                self._tables[CONSORTIA].add(consortium_row(article, record))
                for fact in record.facts:
                    self._tables[FACTS].add(fact_row(article, record.record_id, fact))
        self.manifest.add_article(article, records, text)

    def add_failure(self, article_id: str, path: str, reason: str) -> None:
        """Write a row of failures.csv."""
        with self._full_disk_named():
            self._tables[FAILURES].add([article_id, path, reason])
        self.manifest.add_failure(article_id, path, reason)

    def commit(self, warnings: Sequence[str]) -> None:
        """Give every file its name, the manifest last: the hashes it lists tell a torn set of files from a whole one.

        Raises UsageError, having changed no table, if the disk is full.
        """
        before = read_manifest(self.path)
        with self._full_disk_named():
            self._files.close()
            outputs = {name: _sha256(self._part(name)) for name in _COLUMNS}
            with self._open(NAME) as file:
                file.write(self.manifest.render(warnings, outputs))
            for name in (*_COLUMNS, NAME):
                os.replace(self._part(name), self.path / name)
        self._remove_stale_texts(before)

    @contextmanager
    def _full_disk_named(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            reason = f"{self.path} cannot be written to ({error.strerror})"
            raise UsageError(f"{reason}: make room or give another folder") from None

    def _remove_stale_texts(self, before: dict[str, Any]) -> None:
        root = (self.path / TEXTS).resolve()
        for row in before.get("inputs", ()):
            name = row.get("text", "") if isinstance(row, dict) else ""
            if not name or name in self.manifest.texts:
                continue
            path = (self.path / name).resolve()
            if path.is_relative_to(root) and path.is_file() and _sha256(path) == row.get("sha256"):
                path.unlink()
                _remove_empty(path.parent, root)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder.is_relative_to(root) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
