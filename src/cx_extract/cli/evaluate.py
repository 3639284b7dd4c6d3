"""``cx-extract evaluate``: how good an extraction is, where it fails and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

BELOW = 1
_FORMATS = ("table", "json", "csv", "markdown", "html")


@click.command(short_help="Score an extraction against gold, and list its errors.")
@click.argument("predicted", type=click.Path(path_type=Path))
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True, help="Of the report."
)
@click.option("--errors", type=click.Path(path_type=Path), metavar="FILE", help="Write every error to this CSV file.")
@click.option("--html", type=click.Path(path_type=Path), metavar="FILE", help="Write the report with every error here.")
@click.option(
    "--fail-under",
    metavar="NAME=F1,…",
    default="",
    help="Floors, as name=0.9,achievements.relaxed=0.65, or a .json file with them.",
)
@click.option(
    "--articles", type=click.Path(path_type=Path), metavar="DIR", help="The articles, if not beside the gold."
)
@click.option("--published", metavar="DATE", help="Date of articles to extract that state none, as 2024-11-07.")
@click.option("--rules", type=click.Path(path_type=Path), metavar="DIR", help="Rules on top, for articles to extract.")
@click.pass_context
def command(
    ctx: click.Context,
    *,
    predicted: Path,
    gold: Path,
    form: str,
    errors: Path | None,
    html: Path | None,
    fail_under: str,
    articles: Path | None,
    published: str | None,
    rules: Path | None,
) -> None:
    """Score PREDICTED against GOLD, as the annotation guideline defines it.

    PREDICTED is a folder of results, a facts.csv, gold JSON or JSONL, or a folder or file of articles, which are
    extracted first. GOLD is a gold file or a folder of them.

    Exit status: 0 scored, 1 a figure is below its floor, 2 wrong usage or malformed gold.
    """
    from cx_extract.api import to_date  # noqa: PLC0415
    from cx_extract.cli.output import say, write_list, write_text  # noqa: PLC0415
    from cx_extract.cli.sources import read_both  # noqa: PLC0415
    from cx_extract.evaluate import report  # noqa: PLC0415
    from cx_extract.evaluate.errors import ErrorCase  # noqa: PLC0415
    from cx_extract.evaluate.gold import digests_differ  # noqa: PLC0415
    from cx_extract.evaluate.page import page  # noqa: PLC0415
    from cx_extract.evaluate.score import evaluate  # noqa: PLC0415

    floors = _floors(fail_under)
    found = read_both(predicted, gold, articles, to_date(published), rules)
    say(found.remarks)
    for article in digests_differ(found.gold, found.articles):
        say([f"Warning: {article} was extracted from another text than gold's, so that offsets do not compare"])
    score = evaluate(found.gold, found.articles)
    below = report.shortfalls(score, floors)
    renderers = {
        "table": report.table,
        "json": report.to_json,
        "csv": report.to_csv,
        "markdown": report.markdown,
        "html": page,
    }
    click.echo(renderers[form](score), nl=False)
    if errors:
        write_list(errors, ErrorCase, score.errors)
    if html:
        write_text(html, page(score))
    say(below)
    if below:
        ctx.exit(BELOW)


def _floors(given: str) -> dict[str, float]:
    """Return what ``--fail-under`` asks for, itself or in a JSON file; raises UsageError if that is no F1 in 0..1."""
    from cx_extract.errors import UsageError  # noqa: PLC0415

    floors = {}
    for name, value in _pairs(given):
        try:
            floors[name] = float(value)
        except (TypeError, ValueError):
            floors[name] = -1.0
        if not 0 <= floors[name] <= 1:
            raise UsageError(f"--fail-under {name}={value}: write NAME=F1 with F1 in 0..1, as name=0.9,lead_units=0.85")
    return floors


def _pairs(given: str) -> list[tuple[str, Any]]:
    """Return names and values as written."""
    if given.endswith(".json"):
        from cx_extract.errors import UsageError  # noqa: PLC0415

        try:
            return list(json.loads(Path(given).read_text("utf-8")).items())
        except OSError as error:
            raise UsageError(f"--fail-under {given} cannot be read: {error.strerror}") from None
        except (ValueError, AttributeError) as error:
            raise UsageError(f"--fail-under {given} is no JSON object of floors ({error})") from None
    cut = (part.partition("=") for part in given.split(",") if part.strip())
    return [(name.strip(), value) for name, _, value in cut]
