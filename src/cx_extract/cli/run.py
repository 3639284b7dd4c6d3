"""``cx-extract run``: a folder of articles to a folder of tables."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cx_extract.batch import Progress

SOME_FAILED = 1


@click.command(short_help="Extract every article under FOLDER to tables.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the results, made if need be.")
@click.option("--published", metavar="DATE", help="Publication date of articles that state none, as 2024-11-07.")
@click.option("--rules", type=click.Path(path_type=Path), metavar="DIR", help="Rules on top of the shipped ones.")
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Number of processes.")
@click.option("--show", is_flag=True, help="Print the table of consortia.")
@click.pass_context
def command(
    ctx: click.Context, *, folder: Path, out: Path, published: str | None, rules: Path | None, jobs: int, show: bool
) -> None:
    """Extract every article under FOLDER (.txt, .md, .html, .htm, .jsonl) and write the results to OUT.

    OUT gets consortia.csv (a row per consortium), facts.csv (a row per value, with quote and offsets), failures.csv
    (articles that could not be read, and why), run.json (what was read, with what) and texts/ (the text of web pages
    and JSONL lines, to which the offsets refer).

    Exit status: 0 all articles were read, 1 some failed, 2 wrong usage.
    """
    from cx_extract.api import to_date  # noqa: PLC0415
    from cx_extract.batch import run  # noqa: PLC0415

    with _progress() as progress:
        summary = run(folder, out, to_date(published), rules, jobs, progress=progress)
    if show:
        from cx_extract.cli.table import show_consortia  # noqa: PLC0415

        show_consortia(out)
    if sys.stderr.isatty():
        for warning in summary.warnings:
            click.echo(f"Warning: {warning}", err=True)
    number = len(summary.warnings)
    notes = [f"{number} warning{'' if number == 1 else 's'} in run.json"] if number else []
    if summary.articles == 0:
        notes.append(f"{folder} holds no .txt, .md, .html, .htm or .jsonl file")
    click.echo("; ".join([str(summary), *notes]), err=True)
    if summary.failed:
        ctx.exit(SOME_FAILED)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show a progress bar on stderr if that is a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("files", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
