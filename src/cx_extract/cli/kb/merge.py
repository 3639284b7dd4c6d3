"""``cx-extract kb merge``: two entities are one."""

from __future__ import annotations

import click

from cx_extract.cli.kb.common import DB, NOTE, decided, opened, whoami


@click.command(short_help="Decide that two entities are one.")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@DB
@NOTE
def command(one: str, other: str, db: str, note: str) -> None:
    """Decide that the organisations, or the consortia, A and B are one; each is given by its id or a full name.

    The judgement outlasts every load and re-extraction; kb undo takes it back.
    """
    with opened(db) as base:
        decided(base.merge(one, other, by=whoami(), note=note))
