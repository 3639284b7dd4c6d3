"""``cx-extract kb judgements``: what people decided."""

from __future__ import annotations

import click

from cx_extract.cli.kb.common import DB, opened


@click.command(short_help="List what people decided.")
@DB
def command(db: str) -> None:
    """List every judgement on identity with its number, who made it and when; undone ones say so."""
    from cx_extract.cli.console import printable  # noqa: PLC0415
    from cx_extract.cli.output import say  # noqa: PLC0415
    from cx_extract.kb.look import decisions  # noqa: PLC0415

    with opened(db) as base:
        found = decisions(base.database)
    for one in found:
        click.echo(printable(str(one)))
    undone = sum(1 for one in found if one.undone_at)
    say([f"{len(found)} judgement{'' if len(found) == 1 else 's'}{f', {undone} undone' if undone else ''}"])
