"""``cx-extract rules``: work on the rules."""

from __future__ import annotations

from pathlib import Path

import click

PROBLEMS = 1


@click.group(short_help="Check the rules.")
def command() -> None:
    """Work on the rules that say what is recognised."""


@command.command(short_help="Check examples, counter-examples and cost of every rule.")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@click.pass_context
def check(ctx: click.Context, folder: Path | None) -> None:
    """Check the shipped rules, with those in DIR on top if it is given.

    Every rule must load, match its examples with exactly the slots marked there, give a value of at least one of them,
    give none of its counter-examples, and not backtrack badly.

    Exit status: 0 no problem, 1 some, 2 wrong usage.
    """
    from cx_extract.rulecheck import check_rules  # noqa: PLC0415

    report = check_rules(folder)
    for problem in report.problems:
        click.echo(str(problem))
    click.echo(str(report), err=True)
    if report.problems:
        ctx.exit(PROBLEMS)
