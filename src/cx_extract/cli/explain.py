"""``cx-extract explain``: what the extractor saw in one file, and what it made of it."""

from __future__ import annotations

from pathlib import Path

import click

SOME_FAILED = 1


@click.command(short_help="Show what is seen in FILE, and what becomes of it.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--published", metavar="DATE", help="Publication date if the article states none, as 2024-11-07.")
@click.option("--rules", type=click.Path(path_type=Path), metavar="DIR", help="Rules on top of the shipped ones.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per article.")
@click.pass_context
def command(ctx: click.Context, file: Path, published: str | None, rules: Path | None, as_json: bool) -> None:
    """Show every mention and relation in FILE with offsets and rule, and the records with their proofs.

    A relation line ends with the facts that it became (number of the record, field), or with nothing if another rule's
    match was taken or it speaks of no particular consortium. Offsets count code points of the text as read.

    Exit status: 0 all was read, 1 some failed, 2 wrong usage.
    """
    from cx_extract.api import to_date  # noqa: PLC0415
    from cx_extract.cli.trace import print_trace, trace_json  # noqa: PLC0415
    from cx_extract.errors import UsageError  # noqa: PLC0415
    from cx_extract.explain import trace  # noqa: PLC0415
    from cx_extract.pipeline import Extractor  # noqa: PLC0415
    from cx_extract.readers import Failure, discover, load  # noqa: PLC0415

    if file.is_dir():
        raise UsageError(f"{file} is a folder: give one file, or use cx-extract run")
    day, extractor, failed = to_date(published), Extractor(rules), False
    for source in discover(file):
        for read in load(source, day):
            if isinstance(read, Failure):
                click.echo(f"Error: {read.reason}", err=True)
                failed = True
            elif as_json:
                click.echo(trace_json(trace(extractor, read)))
            else:
                print_trace(trace(extractor, read))
    if failed:
        ctx.exit(SOME_FAILED)
