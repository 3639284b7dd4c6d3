"""``cx-extract kb undo``: a judgement taken back."""

from __future__ import annotations

import click

from cx_extract.cli.kb.common import DB, opened


@click.command(short_help="Take a judgement back.")
@click.argument("judgement", type=int)
@DB
def command(judgement: int, db: str) -> None:
    """Take back the JUDGEMENT with this number (kb judgements lists them); it stays on record as undone."""
    from cx_extract.cli.output import say  # noqa: PLC0415

    with opened(db) as base:
        base.undo(judgement)
    say([f"judgement {judgement} undone"])
