"""``cx-extract kb review``: the pairs that identity resolution left to people."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cx_extract.cli.kb.common import DB, NOTE, decided, opened, whoami

if TYPE_CHECKING:
    from cx_extract.kb.base import KnowledgeBase
    from cx_extract.kb.look import Pair

_ANSWERS = {"a": "accept", "r": "reject", "s": "skip", "q": "quit"}


@click.command(short_help="Decide on names that may be one body.")
@DB
@click.option("--list", "listed", is_flag=True, help="Print the pairs and ask nothing.")
@click.option("--accept", "accepted", multiple=True, metavar="ID", help="Decide that this pair is one body.")
@click.option("--reject", "rejected", multiple=True, metavar="ID", help="Decide that this pair is two bodies.")
@NOTE
def command(*, db: str, listed: bool, accepted: tuple[str, ...], rejected: tuple[str, ...], note: str) -> None:
    """Show pairs of names that may be one body, with what speaks for it and where they stand, and ask for each.

    Answers: a (they are one), r (they are two), s (leave it for later), q. Each takes effect at once and can be undone.
    With --list, --accept or --reject nothing is asked.
    """
    from cx_extract.cli.output import say  # noqa: PLC0415
    from cx_extract.kb.look import review_pairs  # noqa: PLC0415

    with opened(db) as base:
        for pair in accepted:
            decided(base.accept(pair, by=whoami(), note=note))
        for pair in rejected:
            decided(base.reject(pair, by=whoami(), note=note))
        if listed:
            for one in review_pairs(base.database):
                _show(one)
        elif not accepted and not rejected:
            _ask(base, note)
        left = len(review_pairs(base.database))
    say([f"{left} pair{'' if left == 1 else 's'} left to decide"])


def _ask(base: KnowledgeBase, note: str) -> None:
    """Ask until nothing is left or the user quits; a decision can settle other pairs, so the queue is read anew."""
    from cx_extract.kb.look import review_pairs  # noqa: PLC0415

    skipped: set[str] = set()
    while waiting := [pair for pair in review_pairs(base.database) if pair.id not in skipped]:
        pair = waiting[0]
        _show(pair)
        answer = _answer()
        if answer == "q":
            return
        if answer == "s":
            skipped.add(pair.id)
            continue
        decide = base.accept if answer == "a" else base.reject
        decided(decide(pair.id, by=whoami(), note=note))


def _answer() -> str:
    """Ask until the answer is one of the letters; where nobody is there to answer (the input ends), it is q."""
    try:
        answer = click.prompt("accept, reject, skip or quit", type=click.Choice([*_ANSWERS]), prompt_suffix=" ")
    except click.Abort as abort:
        if isinstance(abort.__context__, EOFError):
            return "q"
        raise KeyboardInterrupt from abort
    return str(answer)


def _show(pair: Pair) -> None:
    from cx_extract.cli.console import printable  # noqa: PLC0415

    click.echo(printable(f"{pair.id}  {pair.kind}, score {pair.score:.2f}: {pair.evidence}"))
    for side in pair.sides:
        part = "" if side.name == side.entity else f", part of {side.entity or 'a consortium without a name'}"
        click.echo(printable(f"  {side.name or '(no name)'}{part} [{side.entity_id}]"))
        if side.told:
            click.echo(printable(f"    {side.told}"))
        for source in side.sources:
            click.echo(printable(f"    {source}"))
