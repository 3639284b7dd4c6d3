"""``cx-extract kb diff``: what the base has learnt, and what it no longer believes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from cx_extract.cli.kb.common import DB, reading
from cx_extract.cli.kb.show import FORMAT

if TYPE_CHECKING:
    from cx_extract.kb.changes import Change


@click.command(short_help="Show what the base learnt since a day.")
@DB
@click.option(
    "--since", required=True, metavar="DATE", help="The first day of loading that counts (UTC), as 2026-11-07."
)
@FORMAT
def command(*, db: str, since: str, form: str) -> None:
    """Show what was learnt (+) and what is no longer believed (-) since a day of loading, by consortium.

    A value is gone when a newer extraction of its article no longer gives it, or when the article was removed.
    """
    import json  # noqa: PLC0415
    from dataclasses import asdict  # noqa: PLC0415

    from cx_extract.cli.output import say  # noqa: PLC0415
    from cx_extract.errors import UsageError  # noqa: PLC0415
    from cx_extract.kb.changes import changes  # noqa: PLC0415
    from cx_extract.readers.stated_date import parse_date  # noqa: PLC0415

    day = parse_date(since)
    if day is None:
        raise UsageError(f"--since {since!r} is no day: write it as 2026-11-07")
    with reading(db) as connection:
        found = changes(connection, day.isoformat())
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2))
        return
    for line in _lines(found):
        click.echo(line)
    learnt = sum(one.sign == "+" for one in found)
    say([f"since {day}: {learnt} learnt, {len(found) - learnt} no longer believed"])


def _lines(found: Sequence[Change]) -> Iterator[str]:
    from itertools import groupby  # noqa: PLC0415

    from cx_extract.cli.console import printable  # noqa: PLC0415
    from cx_extract.cli.kb.body import NO_NAME, aligned  # noqa: PLC0415

    for number, (name, group) in enumerate(groupby(found, key=lambda one: one.consortium)):
        yield ("\n" if number else "") + (printable(name) or NO_NAME)
        every = list(group)
        heads = aligned([[one.sign, one.field, one.detail, "·"] for one in every])
        for head, one in zip(heads, every, strict=True):
            yield f"  {head} {printable(one.value)}  [{printable(one.article)}]"
