"""``cx-extract agreement``: how far two annotations agree."""

from __future__ import annotations

from pathlib import Path

import click

_FORMATS = ("table", "json", "csv", "markdown")


@click.command(short_help="Compare two annotations of the same articles.")
@click.argument("gold1", type=click.Path(path_type=Path))
@click.argument("gold2", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True, help="Of the report."
)
@click.option(
    "--list", "listing", type=click.Path(path_type=Path), metavar="FILE", help="Write what to adjudicate here, as CSV."
)
def command(gold1: Path, gold2: Path, form: str, listing: Path | None) -> None:
    """Compare two annotations of the same articles, field by field; neither is the truth."""
    from cx_extract.cli.output import say, write_list  # noqa: PLC0415
    from cx_extract.evaluate import agreement_report as report  # noqa: PLC0415
    from cx_extract.evaluate.agreement import Question, agree  # noqa: PLC0415
    from cx_extract.evaluate.gold import load_gold  # noqa: PLC0415
    from cx_extract.evaluate.ids import renamed  # noqa: PLC0415

    first = load_gold(gold1)
    found = agree(first, renamed(first, load_gold(gold2)))
    renderers = {
        "table": report.table,
        "json": report.to_json,
        "csv": report.to_csv,
        "markdown": report.markdown,
    }
    click.echo(renderers[form](found), nl=False)
    if listing:
        write_list(listing, Question, found.questions)
        say([f"{len(found.questions)} to adjudicate → {listing}"])
