"""``cx-extract kb split``: one entity is two."""

from __future__ import annotations

import click

from cx_extract.cli.kb.common import DB, NOTE, decided, opened, whoami


@click.command(short_help="Decide that one entity is two.")
@click.argument("entity")
@click.argument("parts", nargs=-1, required=True, metavar="PART...")
@DB
@NOTE
def command(entity: str, parts: tuple[str, ...], db: str, note: str) -> None:
    """Decide that the PARTs of ENTITY are one body and the rest of it another.

    ENTITY is an id or a full name; a PART is one of its names, in all articles that use it, or an atom key of the
    table identities, for the name in one article. kb undo takes the judgement back.
    """
    with opened(db) as base:
        decided(base.split(entity, parts, by=whoami(), note=note))
