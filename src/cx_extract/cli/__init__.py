"""The command line: ``cx-extract COMMAND …``. Commands load when called, so that ``--help`` answers at once."""

from __future__ import annotations

import importlib
import sys
from typing import Any

import click

from cx_extract.errors import CxError

USAGE, INTERRUPTED = 2, 130
_COMMANDS = ("run", "explain", "rules", "evaluate", "diff", "agreement", "gold", "version")
"""Modules of this package; each has a click command named ``command``."""


class _Commands(click.Group):
    """Commands by name, imported on demand; deliberate errors become one line on stderr."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"{__name__}.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CxError as error:
            click.echo(f"Error: {error}", err=True)
            ctx.exit(USAGE)
        except KeyboardInterrupt:
            click.echo("Interrupted: results of an earlier run stay as they were", err=True)
            ctx.exit(INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def commands() -> None:
    """Turn Chinese news about innovation consortia into tables with proof for every cell."""


def main() -> None:
    """Run the command line; a terminal that cannot show a character gets its escape."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")
    commands(prog_name="cx-extract")
