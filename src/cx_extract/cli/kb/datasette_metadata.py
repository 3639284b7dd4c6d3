"""``cx-extract kb datasette-metadata``: what Datasette shows beside the base."""

from __future__ import annotations

import json

import click

from cx_extract.cli.kb.common import DB, reading


@click.command(short_help="Describe the base to Datasette.")
@DB
def command(db: str) -> None:
    """Print metadata for Datasette, which shows a SQLite base in the browser.

    What every table and column means, facets, and queries that answer common questions. Write it to a file and give it
    to Datasette: datasette kb.sqlite -m metadata.json.
    """
    from cx_extract.kb.datasette import datasette_metadata  # noqa: PLC0415

    described = datasette_metadata(db)
    with reading(db):
        pass  # a base that cannot be opened is told here, not in the browser
    click.echo(json.dumps(described, ensure_ascii=False, indent=2))
