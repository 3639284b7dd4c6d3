"""``cx-extract kb stats``: the base in numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cx_extract.cli.kb.common import DB, reading
from cx_extract.cli.kb.show import FORMAT

if TYPE_CHECKING:
    from cx_extract.kb.statistics import Table

NO_FONT = 1
_HEADINGS = {
    "status": "Consortia by status",
    "region": "Consortia by region",
    "year": "Consortia by year of founding",
    "category": "Achievements by category",
    "leads": "Organisations that lead most consortia",
    "members": "Organisations that take part in most consortia",
}
_UNKNOWN = "(not stated)"


@click.command(short_help="Count what the base holds.")
@DB
@FORMAT
@click.option("--plot", type=click.Path(path_type=Path), metavar="DIR", help="Draw charts into this folder instead.")
@click.pass_context
def command(ctx: click.Context, *, db: str, form: str, plot: Path | None) -> None:
    """Count consortia by status, region and year, achievements by category, and who leads or takes part in most.

    Regions are provinces and countries, whichever city an article names. With --plot the charts year, region, category
    and leads are drawn, with Chinese labels: as SVG, and as PNG where a Chinese font is installed.

    Exit status: 0 all was written, 1 there is no Chinese font for the PNG files, 2 wrong usage.
    """
    import json  # noqa: PLC0415

    from cx_extract.kb.statistics import tables, totals  # noqa: PLC0415

    with reading(db) as connection:
        total, found = totals(connection), tables(connection)
    if plot is not None:
        if not _plot(found, plot):
            ctx.exit(NO_FONT)
        return
    if form == "json":
        listed = {name: [{"label": label, "number": number} for label, number in rows] for name, rows in found.items()}
        click.echo(json.dumps({"totals": total} | listed, ensure_ascii=False, indent=2))
        return
    for line in _lines(total, found):
        click.echo(line)


def _plot(found: Mapping[str, Table], folder: Path) -> bool:
    """Draw the charts; tell whether a font for the PNG files was found."""
    from cx_extract.cli.output import say  # noqa: PLC0415
    from cx_extract.errors import UsageError  # noqa: PLC0415
    from cx_extract.kb.plots import charts, draw, font  # noqa: PLC0415

    try:
        written = draw(charts(found), folder)
    except OSError as error:
        raise UsageError(f"{folder} cannot be written ({error.strerror}): give another folder") from None
    say([f"{', '.join(path.name for path in written) or 'nothing to draw'} → {folder}"])
    if not font():
        say(["no PNG files, since no Chinese font is installed: install one, on Debian and Ubuntu fonts-noto-cjk"])
        return False
    return True


def _lines(total: Mapping[str, int], found: Mapping[str, Table]) -> Iterator[str]:
    from cx_extract.cli.console import printable  # noqa: PLC0415
    from cx_extract.cli.kb.body import aligned  # noqa: PLC0415

    yield from aligned([[name.replace("_", " "), f"{number:>7}"] for name, number in total.items()])
    for name, rows in found.items():
        if rows:
            yield from ("", _HEADINGS[name])
            told = [[printable(label) or _UNKNOWN, f"{number:>6}"] for label, number in rows]
            yield from (f"  {line}" for line in aligned(told))
