"""``cx-extract kb search``: full text over quotes and articles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from cx_extract.cli.kb.common import DB, reading
from cx_extract.cli.kb.show import FORMAT

if TYPE_CHECKING:
    from cx_extract.kb.search import Found, Hit


@click.command(short_help="Find words in quotes and articles.")
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@DB
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Number of hits shown.")
@FORMAT
def command(*, words: tuple[str, ...], db: str, limit: int, form: str) -> None:
    """Find what holds every WORD, of any length: quotes first, then articles without such a quote, the latest first.

    Case and script (Simplified, Traditional) make no difference. Offsets count code points of the article's text.
    """
    import json  # noqa: PLC0415
    from dataclasses import asdict  # noqa: PLC0415

    from cx_extract.cli.output import say  # noqa: PLC0415
    from cx_extract.errors import UsageError  # noqa: PLC0415
    from cx_extract.kb.search import search  # noqa: PLC0415

    if not all(word.strip() for word in words):
        raise UsageError("an empty word is in everything: give words of one character or more")
    with reading(db) as connection:
        found = search(connection, words, limit)
    if form == "json":
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
        return
    for line in _lines(found, words):
        click.echo(line)
    shown = f", the first {len(found.hits)} shown" if len(found.hits) < found.quotes + found.articles else ""
    more = "more article" if found.quotes else "article"
    say([f"{_number(found.quotes, 'quote')}, {_number(found.articles, more)}{shown}", *_unread(found)])


def _unread(found: Found) -> list[str]:
    if not found.without_text:
        return []
    texts = "text is" if found.without_text == 1 else "texts are"
    return [f"{found.without_text} {texts} not in the base and not searched: kb load with --articles stores them"]


def _number(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _lines(found: Found, words: tuple[str, ...]) -> Iterator[str]:
    """Yield the hits of one article below its title."""
    from cx_extract.cli.console import printable  # noqa: PLC0415

    above = None
    for hit in found.hits:
        where = "  ".join(filter(None, (hit.published, hit.title, hit.article)))
        if where != above:
            yield ("" if above is None else "\n") + printable(where)
            above = where
        if hit.text:
            yield f"  {_marked(hit, words)}  [{hit.start}:{hit.end}]" + printable(_about(hit))


def _about(hit: Hit) -> str:
    return f"  {hit.field} of {hit.consortium or 'a consortium without a name'}" if hit.field else ""


def _marked(hit: Hit, words: tuple[str, ...]) -> str:
    """Return the text of a hit with the words in bold."""
    from cx_extract.cli.console import printable  # noqa: PLC0415
    from cx_extract.kb.matching import folded, variants  # noqa: PLC0415

    text, low = printable(hit.text), folded(hit.text)
    forms = sorted({form for word in words for form in variants(word)}, key=len, reverse=True)
    out, at = "", 0
    while at < len(text):
        form = next((one for one in forms if low.startswith(one, at)), "")
        piece = text[at : at + max(len(form), 1)]
        out += click.style(piece, bold=True) if form else piece
        at += len(piece)
    return out
