"""The command line: ``cx-extract COMMAND …``. Commands load when called, so that ``--help`` answers at once."""

from __future__ import annotations

import sys
from typing import Any

import click

from cx_extract.cli.lazy import LazyGroup
from cx_extract.errors import CxError

USAGE, INTERRUPTED = 2, 130
_COMMANDS = ("run", "explain", "rules", "evaluate", "diff", "agreement", "gold", "kb", "version")
"""Modules of this package; each has a click command named ``command``."""


class _Commands(LazyGroup):
    """Every command; deliberate errors become one line on stderr."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CxError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(USAGE)
        except KeyboardInterrupt:
            click.echo("Interrupted: results of an earlier run stay as they were", err=True)
            ctx.exit(INTERRUPTED)


@click.group(
    cls=_Commands,
    package=__name__,
    names=_COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def commands() -> None:
    """Turn Chinese news about innovation consortia into tables with proof for every cell."""


def main() -> None:
    """Run the command line; a terminal that cannot show a character gets its escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    commands(prog_name="cx-extract")
