"""``cx-extract kb graph``: who is together with whom, as a picture on one page."""

from __future__ import annotations

from pathlib import Path

import click

from cx_extract.cli.kb.common import DB, reading


@click.command(short_help="Draw a consortium or an organisation among its own.")
@click.argument("name")
@DB
@click.option(
    "--html", "file", required=True, type=click.Path(path_type=Path), metavar="FILE", help="The page to write."
)
@click.option("--depth", type=click.IntRange(1, 2), default=1, show_default=True, help="Steps from the middle.")
def command(*, name: str, db: str, file: Path, depth: int) -> None:
    """Draw what the consortium or the organisation NAME is tied to, as one HTML page that loads nothing.

    One step leads to a consortium's leads and members, or to an organisation's consortia; the second to what those are
    tied to in turn. NAME is a name, an alias, a part of one, or an id; if several fit, they are listed.
    """
    from cx_extract.cli.output import say, write_text  # noqa: PLC0415
    from cx_extract.kb.graph.neighbourhood import neighbourhood  # noqa: PLC0415
    from cx_extract.kb.graph.page import page  # noqa: PLC0415
    from cx_extract.kb.lookup import BOTH, find_one  # noqa: PLC0415

    with reading(db) as connection:
        found = neighbourhood(connection, find_one(connection, BOTH, name), depth)
    write_text(file, page(found))
    say([f"{len(found.bodies)} boxes, {len(found.ties)} ties → {file}"])
