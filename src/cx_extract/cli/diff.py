"""``cx-extract diff``: what a change of rules did."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(short_help="Show what changed from one run to another.")
@click.argument("out1", type=click.Path(path_type=Path))
@click.argument("out2", type=click.Path(path_type=Path))
@click.option("--gold", type=click.Path(path_type=Path), metavar="GOLD", help="Gold that tells better from worse.")
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json", "markdown")),
    default="table",
    show_default=True,
    help="Of the report.",
)
@click.option(
    "--list", "listing", type=click.Path(path_type=Path), metavar="FILE", help="Write every change to this CSV file."
)
def command(*, out1: Path, out2: Path, gold: Path | None, form: str, listing: Path | None) -> None:
    """Show which facts appeared, vanished or changed from OUT1 to OUT2, and behind which rule.

    OUT1 and OUT2 are folders of results over the same articles, or their facts.csv. With gold each change is better or
    worse: +2 right −1 right says that two more facts are right and one that was right is not any more.
    """
    from cx_extract.cli.output import say, write_list  # noqa: PLC0415
    from cx_extract.cli.sources import read_gold, read_results  # noqa: PLC0415
    from cx_extract.evaluate import runs_report  # noqa: PLC0415
    from cx_extract.evaluate.ids import renamed  # noqa: PLC0415
    from cx_extract.evaluate.runs import Change, compare_runs  # noqa: PLC0415

    before = read_results(out1)
    after = renamed(before, read_results(out2))
    truth = renamed(before, read_gold(gold, {})) if gold else None
    found = compare_runs(before, after, truth)
    renderers = {"table": runs_report.table, "json": runs_report.to_json, "markdown": runs_report.markdown}
    click.echo(renderers[form](found), nl=False)
    if listing:
        write_list(listing, Change, found.changes)
        say([f"{len(found.changes)} changes → {listing}"])
