"""``cx-extract kb org``: everything an organisation takes part in."""

from __future__ import annotations

import click

from cx_extract.cli.kb.common import DB, reading
from cx_extract.cli.kb.show import FORMAT, QUOTES


@click.command(short_help="Show what an organisation takes part in.")
@click.argument("name")
@DB
@QUOTES
@FORMAT
def command(*, name: str, db: str, quotes: bool, form: str) -> None:
    """Show the organisation NAME: its other names, the consortia it leads and those it takes part in, with sources.

    NAME is a name, a short form, a part of one, or an id; if several fit, they are listed.
    """
    from cx_extract.cli.kb.body import show  # noqa: PLC0415
    from cx_extract.kb.lookup import find_one  # noqa: PLC0415
    from cx_extract.kb.pages import organisation_page  # noqa: PLC0415

    with reading(db) as connection:
        page = organisation_page(connection, find_one(connection, ("organisation",), name).id)
    show(page, form, quotes=quotes)
