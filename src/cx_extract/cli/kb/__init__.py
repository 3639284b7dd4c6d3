"""``cx-extract kb``: a knowledge base that grows run by run."""

from __future__ import annotations

import click

from cx_extract.cli.lazy import LazyGroup

_COMMANDS = (
    *("load", "remove", "show", "org", "search", "stats", "diff", "graph"),
    *("conflicts", "review", "merge", "split", "undo", "judgements", "export"),
    "datasette-metadata",
)
"""Modules of this package; each has a click command named ``command``."""


@click.group(cls=LazyGroup, package=__name__, names=_COMMANDS, short_help="Grow a knowledge base from runs and ask it.")
def command() -> None:
    """Load runs into a knowledge base that keeps every statement with its source, and ask what they come to."""
