"""``cx-extract kb show``: what the base believes of one consortium."""

from __future__ import annotations

import click

from cx_extract.cli.kb.common import DB, reading

QUOTES = click.option("--quotes", is_flag=True, help="Show the sentences behind every line.")
FORMAT = click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="Of the answer."
)


@click.command(short_help="Show what is known of a consortium.")
@click.argument("name")
@DB
@QUOTES
@FORMAT
def command(*, name: str, db: str, quotes: bool, form: str) -> None:
    """Show the consortium NAME: leads, members, counts, dates, achievements and conflicts, each with its sources.

    NAME is a name, an alias, a part of one, or an id; if several fit, they are listed.
    """
    from cx_extract.cli.kb.body import show  # noqa: PLC0415
    from cx_extract.kb.lookup import find_one  # noqa: PLC0415
    from cx_extract.kb.pages import consortium_page  # noqa: PLC0415

    with reading(db) as connection:
        page = consortium_page(connection, find_one(connection, ("consortium",), name).id)
    show(page, form, quotes=quotes)
