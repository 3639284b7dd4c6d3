"""``cx-extract kb conflicts``: where articles disagree."""

from __future__ import annotations

import click

from cx_extract.cli.kb.common import DB, opened


@click.command(short_help="List where articles disagree.")
@DB
@click.option("--kind", metavar="KIND", help="Only conflicts of this kind.")
def command(db: str, kind: str | None) -> None:
    """List every conflict with both statements and their sources.

    The kinds: lead (two bodies are each said to lead alone), founded (foundings that do not overlap), count (numbers
    of members that differ on one day), members_over_count (more members listed than stated), lead_is_member (one
    article lists the lead among the members), order (accepted or ended before the founding).
    """
    from cx_extract.cli.console import printable  # noqa: PLC0415
    from cx_extract.cli.output import say  # noqa: PLC0415
    from cx_extract.errors import UsageError  # noqa: PLC0415
    from cx_extract.kb.conflicts import KINDS  # noqa: PLC0415
    from cx_extract.kb.look import conflicts_of  # noqa: PLC0415

    if kind is not None and kind not in KINDS:
        raise UsageError(f"there are no conflicts of kind {kind}: give one of {', '.join(KINDS)}")
    with opened(db) as base:
        found = conflicts_of(base.database, kind)
    for one in found:
        click.echo(printable(f"{one.consortium or '(no name)'}: {one.kind}: {one.detail}"))
        for side in one.sides:
            click.echo(printable(f"  {side}"))
    say([f"{len(found)} conflict{'' if len(found) == 1 else 's'}"])
