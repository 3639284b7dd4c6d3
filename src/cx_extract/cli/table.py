"""The table of consortia on a terminal."""

from __future__ import annotations

import itertools
from operator import itemgetter
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from cx_extract.cli.console import printable
from cx_extract.write.cells import SEPARATOR
from cx_extract.write.folder import CONSORTIA
from cx_extract.write.overview import CONSORTIA_COLUMNS
from cx_extract.write.tables import read_table

_LEAST_WIDTH = 100
_MOST_LISTED = 4
_UNNAMED = "(no name)"
_HEADS = ("Consortium", "Status", "Led by", "Members", "Since", "Results")
_WIDTHS = (30, 11, 24, 7, 11, 7)
_GROWING = (0, 2)
_SIGNS = {"over": ">", "nearly": "<", "about": "~", "tens": "≥", "hundreds": "≥"}


def show_consortia(out: Path) -> None:
    """Print consortia.csv of the results in ``out``: the rows of each article under its title, 100 columns or more."""
    console = Console()
    width = max(console.width, _LEAST_WIDTH) if console.is_terminal else _LEAST_WIDTH
    console.width = width
    heads = _columns(width)
    heads.add_row(*(Text(head, style="bold") for head in _HEADS))
    console.print(heads)
    rows = read_table(out / CONSORTIA, CONSORTIA_COLUMNS)
    for article, group in itertools.groupby(rows, key=itemgetter("article")):
        own = list(group)
        title = own[0]["title"]
        console.print(
            Text.assemble((printable(title), "cyan"), "  " if title else "", (printable(article), "dim")),
            overflow="fold",
        )
        table = _columns(width)
        for row in own:
            table.add_row(*(Text(cell) for cell in _cells(row)))
        console.print(table)


def _columns(width: int) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for number, (head, least) in enumerate(zip(_HEADS, _WIDTHS, strict=True)):
        more = (width - _LEAST_WIDTH) // len(_GROWING) if number in _GROWING else 0
        right = head in ("Members", "Results")
        table.add_column(width=least + more, overflow="fold", justify="right" if right else "left")
    return table


def _cells(row: dict[str, str]) -> list[str]:
    leads, results = _values(row["lead_units"]), _values(row["achievements"])
    more = [f"+ {len(leads) - _MOST_LISTED}"] if len(leads) > _MOST_LISTED else []
    return [
        printable(row["name"]) or _UNNAMED,
        row["status"],
        "\n".join([*map(printable, leads[:_MOST_LISTED]), *more]),
        _SIGNS.get(row["member_count_qualifier"], "") + row["member_count"],
        row["established_date"],
        str(len(results) or ""),
    ]


def _values(cell: str) -> list[str]:
    return cell.split(SEPARATOR) if cell else []
