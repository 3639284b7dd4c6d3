"""``cx-extract version``: what the results of this installation depend on."""

from __future__ import annotations

import click


@click.command(short_help="Print versions.")
def command() -> None:
    """Print the versions of cx-extract, its rules and the libraries that results depend on."""
    from cx_extract.ruleset import load_rules  # noqa: PLC0415
    from cx_extract.write.manifest import versions  # noqa: PLC0415

    for name, version in versions().items():
        click.echo(f"{name} {version}")
    click.echo(f"rules {load_rules().hash}")
