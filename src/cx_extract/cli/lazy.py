"""Groups of commands that import a command when it is called, so that ``--help`` answers at once."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import click


class LazyGroup(click.Group):
    """Commands by name, each a module of ``package`` with a click command named ``command``."""

    def __init__(self, *arguments: Any, package: str, names: Sequence[str], **settings: Any) -> None:
        """``names`` are those of the modules, with hyphens for underscores, in the order of the help."""
        super().__init__(*arguments, **settings)
        self._package, self._names = package, tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names."""
        return list(self._names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of this name; None if there is none."""
        if cmd_name not in self._names:
            return None
        module = importlib.import_module(f"{self._package}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command
