"""Show a consortia.csv on the terminal: ``python examples/show_table.py out/demo/consortia.csv``."""

import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from cx_extract.write.overview import CONSORTIA_COLUMNS
from cx_extract.write.tables import read_table

SHOWN = ("article", "name", "status", "lead_units", "member_count", "established_date", "achievements")
LONGEST = 60


def main(path: Path) -> None:
    """Print the columns that fit a terminal, long cells cut short."""
    table = Table(*SHOWN, title=str(path), show_lines=True)
    for row in read_table(path, CONSORTIA_COLUMNS):
        cells = (row[column] for column in SHOWN)
        table.add_row(*(cell if len(cell) <= LONGEST else cell[:LONGEST] + "…" for cell in cells))
    Console(width=None if sys.stdout.isatty() else 140).print(table)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
