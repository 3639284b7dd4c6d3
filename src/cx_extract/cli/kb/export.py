"""``cx-extract kb export``: the base in the form that other tools read."""

from __future__ import annotations

from pathlib import Path

import click

from cx_extract.cli.kb.common import DB, opened

_FORMATS = ("csv", "parquet", "turtle", "jsonld", "neo4j", "graphml", "quickstatements")


@click.command(short_help="Write the base for other tools.")
@DB
@click.option("--to", "form", type=click.Choice(_FORMATS), required=True, help="The format.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder for the files, made if need be.")
@click.option(
    "--items",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="For quickstatements: lines of an organisation's name, a tab and its Wikidata item.",
)
def command(*, db: str, form: str, out: Path, items: Path | None) -> None:
    """Write what the base believes, with the statements behind it.

    csv and parquet: a tidy table for each kind of belief. turtle and jsonld: RDF on the W3C Organization ontology,
    schema.org and PROV-O, held against its SHACL shapes. neo4j: files for its importer. graphml: for Gephi.
    quickstatements: commands that make Wikidata items.
    """
    from cx_extract.cli.output import say  # noqa: PLC0415
    from cx_extract.errors import UsageError  # noqa: PLC0415
    from cx_extract.kb.export.quickstatements import read_items  # noqa: PLC0415
    from cx_extract.kb.export.write import export  # noqa: PLC0415

    if items and form != "quickstatements":
        raise UsageError("--items gives Wikidata items: use it with --to quickstatements")
    with opened(db) as base:
        written = export(base.database, form, out, read_items(items) if items else None)
    say([f"{', '.join(path.name for path in written)} → {out}"])
