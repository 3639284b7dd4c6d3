"""``cx-extract kb remove``: an article out of the beliefs."""

from __future__ import annotations

import click

from cx_extract.cli.kb.common import DB, opened


@click.command(short_help="Take an article out of what is believed.")
@click.argument("article")
@DB
def command(article: str, db: str) -> None:
    """Take ARTICLE, given by its id or the beginning of its SHA-256, out of the beliefs.

    All its versions go. The ledger keeps what they said, and loading a run that holds one brings it back.
    """
    from cx_extract.cli.output import say  # noqa: PLC0415

    with opened(db) as base:
        removed = base.remove(article)
    say([f"removed: {', '.join(removed)}"])
