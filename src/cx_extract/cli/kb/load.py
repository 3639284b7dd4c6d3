"""``cx-extract kb load``: a run into the knowledge base."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cx_extract.cli.kb.common import DB, opened

if TYPE_CHECKING:
    from cx_extract.kb.load import LoadReport

SOME_FAILED = 1


@click.command(short_help="Add the results of a run.")
@click.argument("out", type=click.Path(path_type=Path))
@DB
@click.option(
    "--articles",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The articles that were read, for the texts that a run does not copy.",
)
@click.pass_context
def command(ctx: click.Context, *, out: Path, db: str, articles: Path | None) -> None:
    """Add the run in the folder OUT to the base, which is made if need be.

    All of the run is added or, if anything goes wrong, nothing; loading it again changes nothing. A later extraction
    of an article takes the place of the earlier one, whose statements are kept as history.

    Exit status: 0 all was loaded, 1 the run lists articles that it could not read, 2 wrong usage.
    """
    from cx_extract.cli.output import say  # noqa: PLC0415

    with opened(db, create=True) as base:
        report = base.load(out, articles)
    say(_remarks(report, articles))
    say([f"{report} → {base.database.name}"])
    if report.failed:
        ctx.exit(SOME_FAILED)


def _remarks(report: LoadReport, articles: Path | None) -> list[str]:
    remarks = [f"not loaded, since the run could not read it: {name}" for name in report.failed]
    remarks += [f"{name} has the text of another article, which stands for it" for name in report.twins]
    if report.without_text:
        where = f"{articles} does not hold them" if articles else "give the folder of the articles with --articles"
        remarks.append(f"{report.without_text} without their text, so that quotes were not verified: {where}")
    return remarks
