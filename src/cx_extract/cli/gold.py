"""``cx-extract gold``: gold files checked, put right, and exchanged with annotation tools."""

from __future__ import annotations

from pathlib import Path

import click

OPEN = 1
_TOOLS = click.Choice(("doccano", "label-studio", "brat"))
_ARTICLES = click.option(
    "--articles", type=click.Path(path_type=Path), metavar="DIR", help="The original articles, if not beside the gold."
)


@click.group(short_help="Check gold files and exchange them with annotation tools.")
def command() -> None:
    """Check gold files, and exchange them with doccano, Label Studio and brat."""


@command.command()
def schema() -> None:
    """Print the JSON Schema of gold files (draft 2020-12)."""
    from cx_extract.goldio.schema import schema_text  # noqa: PLC0415

    click.echo(schema_text(), nl=False)


@command.command()
@click.argument("gold", type=click.Path(path_type=Path))
@_ARTICLES
@click.option("--fix", is_flag=True, help="Put offsets that drifted where their quotes are, and write the files anew.")
@click.pass_context
def check(ctx: click.Context, gold: Path, articles: Path | None, fix: bool) -> None:
    """Hold every gold file under GOLD against the schema, itself and its article.

    Exit status: 0 all are right, 1 some are not, 2 wrong usage.
    """
    from cx_extract.cli.output import counted, say  # noqa: PLC0415
    from cx_extract.cli.sources import documents_of  # noqa: PLC0415
    from cx_extract.goldio.exchange import check_gold  # noqa: PLC0415

    faulty = moves = unread = 0
    documents = documents_of(gold, articles)
    for document, problems, moved in check_gold(documents, fix=fix):
        for line in moved:
            click.echo(f"{document.where}: moved: {line}")
        for problem in problems:
            click.echo(f"{document.where}: {problem}")
        faulty += bool(problems)
        moves += len(moved)
        unread += not document.text
    summary = [f"{counted(len(documents), 'article')}, {faulty or 'none'} with problems"]
    summary += [f"{counted(moves, 'value')} moved"] if moves else []
    summary += [f"{unread} without their text, so that quotes were not held against it"] if unread else []
    say(["; ".join(summary)])
    if faulty:
        ctx.exit(OPEN)


@command.command("export")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--to", "tool", type=_TOOLS, required=True, help="The annotation tool.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the files, made if need be.")
@_ARTICLES
def export(source: Path, tool: str, out: Path, articles: Path | None) -> None:
    """Write SOURCE, gold or results of a run, as pre-annotation for an annotation tool.

    doccano gets doccano.jsonl, for a sequence labelling project that allows overlapping and relations; Label Studio
    tasks.json and labeling.xml, its labelling configuration; brat a .txt and an .ann per article and annotation.conf.
    """
    from cx_extract.cli.output import counted, say  # noqa: PLC0415
    from cx_extract.cli.sources import documents_of, is_results  # noqa: PLC0415
    from cx_extract.goldio.exchange import CARRIES, TOOLS, export_gold  # noqa: PLC0415

    documents = documents_of(source, articles)
    notes = export_gold(documents, TOOLS[tool], out, predicted=is_results(source))
    say(map(str, sorted(notes)))
    say([f"{counted(len(documents), 'article')} → {out}; {tool} carries {CARRIES[TOOLS[tool]]}"])


@command.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--from", "tool", type=_TOOLS, required=True, help="The annotation tool.")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder for the gold files, made if need be."
)
@_ARTICLES
@click.option("--annotator", default="", metavar="WHO", help="Whose work to take (Label Studio: id or e-mail address).")
@click.pass_context
def import_(ctx: click.Context, *, source: Path, tool: str, out: Path, articles: Path | None, annotator: str) -> None:
    """Turn what an annotation tool wrote, a file or a folder, into gold files with the articles' texts beside them.

    Offsets that the tool counts otherwise, or that drifted, are put where the quotes are, and each move is told.

    Exit status: 0 done, 1 something is left for a person to decide (the gold file has null there), 2 wrong usage.
    """
    from cx_extract.cli.output import counted, say  # noqa: PLC0415
    from cx_extract.cli.sources import read_texts  # noqa: PLC0415
    from cx_extract.goldio.documents import write_documents  # noqa: PLC0415
    from cx_extract.goldio.exchange import TOOLS, import_gold  # noqa: PLC0415

    documents, notes = import_gold(source, TOOLS[tool], read_texts(articles), annotator)
    write_documents(documents, out)
    say(map(str, sorted(notes)))
    left = sum(1 for note in notes if note.kind == "open")
    say([f"{counted(len(documents), 'article')} → {out}; {left or 'nothing'} left to decide"])
    if left:
        ctx.exit(OPEN)
