"""Where the evaluating commands write: text to stdout or a file, lists to CSV files that spreadsheets open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

import click

from cx_extract.errors import UsageError
from cx_extract.write.tables import Table

_WORDS = {True: "yes", False: "no", None: ""}


def counted(number: int, thing: str) -> str:
    """Return ``1 article`` or ``2 articles``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def say(remarks: Iterable[str]) -> None:
    """Print remarks on stderr."""
    for remark in remarks:
        click.echo(remark, err=True)


def write_text(path: Path, text: str) -> None:
    """Write ``text`` to ``path``; raises UsageError if that cannot be."""
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise _refused(path, error) from None


def write_list(path: Path, kind: type[Any], rows: Iterable[Any]) -> None:
    """Write instances of the dataclass ``kind`` as CSV in the form of facts.csv; raises as ``write_text``."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            table = Table(file, [one.name for one in fields(kind)])
            for row in rows:
                table.add([_WORDS[cell] if cell is None or isinstance(cell, bool) else cell for cell in astuple(row)])
    except OSError as error:
        raise _refused(path, error) from None


def _refused(path: Path, error: OSError) -> UsageError:
    return UsageError(f"{path} cannot be written ({error.strerror}): give another file")
