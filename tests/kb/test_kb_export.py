"""Each format is read again by a library that knows it, and holds what the base believes."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from kb_builders import Tale, Told, write_run
from rdflib import Graph, Literal
from rdflib.namespace import ORG, PROV, RDF, SKOS

import cx_extract
from cx_extract import kb
from cx_extract.cli import commands
from cx_extract.errors import ReadError, StoreError, UsageError
from cx_extract.kb.base import KnowledgeBase
from cx_extract.kb.export.property_graph import check_neo4j
from cx_extract.kb.export.quickstatements import read_items
from cx_extract.kb.export.rdf import check
from cx_extract.kb.export.tidy import COLUMNS
from cx_extract.kb.export.vocabulary import CX, ID, SCHEMA
from cx_extract.kb.export.write import FORMATS, export
from cx_extract.write.tables import read_table

NAME, FIRM, COLLEGE = "海上风电创新联合体", "江苏海润风电科技有限公司", "河海大学"
URL = "https://example.org/wind?id=1"
WIND = Tale(
    NAME,
    aliases=["风电联合体"],
    status="established",
    leads=[FIRM],
    members=[COLLEGE, '=怪名"大学'],
    counts=[(12, "exact", "initial"), (15, "over", "current"), (20, "about", "2024-03")],
    dates=[("established", "2023-06"), ("planned", "2023~"), ("launched", "2024-21")],
    achievements=["研发出；国内首台运维船"],
    region="江苏省",
)
ARTICLES = (
    Told("wind", [WIND], "2024-11-07", "风电“联合体”成立", URL),
    Told("plan", [Tale("氢能创新联合体", status="planned", leads=[FIRM])], "2024-12-01", "筹建"),
    Told("unnamed", [Tale(status="established", leads=[COLLEGE], counts=[(10, "tens", "")])], "", "无名"),
)


@pytest.fixture
def base(db: str, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """A base with a full consortium, a planned one and one without a name."""
    with kb.open(db) as opened:
        opened.load(write_run(tmp_path / "run", *ARTICLES))
        yield opened


def written(base: KnowledgeBase, form: str, folder: Path) -> dict[str, Path]:
    """Export the base and return the files by name."""
    return {path.name: path for path in export(base.database, form, folder)}


def test_tidy_csv_has_every_belief_and_its_sources(base: KnowledgeBase, tmp_path: Path) -> None:
    """The tables come back cell by cell, with names beside ids and with the quote behind each belief."""
    files = written(base, "csv", tmp_path / "csv")
    assert set(files) == {f"{table}.csv" for table in COLUMNS}
    members = read_table(files["memberships.csv"], COLUMNS["memberships"])
    assert {(row["organisation"], row["role"]) for row in members if row["consortium"] == NAME} == {
        (FIRM, "lead"),
        (COLLEGE, "member"),
        ('=怪名"大学', "member"),
    }
    assert "'=怪名" in files["memberships.csv"].read_text("utf-8-sig")
    sources = read_table(files["sources.csv"], COLUMNS["sources"])
    proof = {row["quote"] for row in sources if row["belief_kind"] == "membership" and row["article"] == "wind"}
    assert proof == {FIRM, COLLEGE, '=怪名"大学'}


def test_parquet_keeps_types_and_unknowns(base: KnowledgeBase, tmp_path: Path) -> None:
    """Counts are whole numbers, days dates, and what nobody states is null; an empty table keeps its columns."""
    files = written(base, "parquet", tmp_path / "parquet")
    consortia = pq.read_table(files["consortia.parquet"])
    assert consortia.schema.field("member_count").type == pa.int64()
    assert consortia.schema.field("founded_from").type == pa.date32()
    rows = {row["name"]: row for row in consortia.to_pylist()}
    assert str(rows[NAME]["founded_from"]) == "2023-06-01"
    assert rows["氢能创新联合体"]["founded_from"] is None
    assert list(pd.read_parquet(files["conflicts.parquet"]).columns) == list(COLUMNS["conflicts"])


@pytest.mark.parametrize(
    ("form", "name", "syntax"), [("turtle", "kb.ttl", "turtle"), ("jsonld", "kb.jsonld", "json-ld")]
)
def test_rdf_speaks_the_w3c_ontologies(base: KnowledgeBase, tmp_path: Path, form: str, name: str, syntax: str) -> None:
    """Memberships have body, consortium and role, beliefs their statements, statements their article and offsets."""
    graph = Graph().parse(written(base, form, tmp_path / form)[name], format=syntax)
    check(graph)
    consortium = next(graph.subjects(SKOS.prefLabel, Literal(NAME, lang="zh")))
    assert (consortium, RDF.type, ORG.OrganizationalCollaboration) in graph
    led = [
        node for node in graph.subjects(ORG.organization, consortium) if graph.value(node, ORG.role) == ID["role:lead"]
    ]
    (membership,) = led
    body = graph.value(membership, ORG.member)
    assert graph.value(body, SKOS.prefLabel) == Literal(FIRM, lang="zh")
    statement = graph.value(membership, PROV.wasDerivedFrom)
    assert graph.value(statement, SCHEMA.text) == Literal(FIRM, lang="zh")
    article = graph.value(statement, PROV.wasQuotedFrom)
    assert str(graph.value(article, SCHEMA.url)) == URL
    assert str(graph.value(consortium, SCHEMA.foundingDate)) == "2023-06"
    seasons = [str(one) for one in graph.objects(None, CX.edtf)]
    assert "2024-21" in seasons
    assert "2024-21" not in [str(one) for one in graph.objects(None, SCHEMA.startDate)]


@pytest.mark.parametrize(
    ("predicate", "kind"),
    [
        (ORG.role, "membership"),
        (PROV.wasDerivedFrom, "event"),
        (SCHEMA.value, "count"),
        (CX.status, "consortium"),
        (SCHEMA.text, "statement"),
    ],
)
def test_shapes_refuse_what_lacks_a_part(base: KnowledgeBase, tmp_path: Path, predicate: object, kind: str) -> None:
    """A graph from which something needed was taken out does not conform."""
    graph = Graph().parse(written(base, "turtle", tmp_path / "ttl")["kb.ttl"], format="turtle")
    node = next(one for one in graph.subjects(predicate) if f":{kind}:" in str(one))  # type: ignore[arg-type]
    graph.remove((node, predicate, None))  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="does not conform"):
        check(graph)


def test_neo4j_headers_and_ends_fit(base: KnowledgeBase, tmp_path: Path) -> None:
    """Every relationship joins two nodes that are there, and headers have the importer's marks."""
    files = written(base, "neo4j", tmp_path / "neo4j")
    heads = {name: next(csv.reader([path.read_text("utf-8").splitlines()[0]])) for name, path in files.items()}
    assert heads["consortia.nodes.csv"][0] == ":ID(Consortium)"
    assert heads["memberships.relationships.csv"][:3] == [":START_ID(Organisation)", ":END_ID(Consortium)", ":TYPE"]
    frame = pd.read_csv(files["memberships.relationships.csv"], dtype=str)
    assert sorted(frame[":TYPE"]) == ["LEADS", "LEADS", "LEADS", "MEMBER_OF", "MEMBER_OF"]
    reports = pd.read_csv(files["reports.relationships.csv"], dtype=str)
    assert len(reports) == len(ARTICLES)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("memberships.relationships.csv", "0" * 16 + "," + "0" * 16 + ",LEADS,,,,,,"),
        ("events.relationships.csv", "x,y"),
        ("organisations.nodes.csv", ",无,,1,,,0.9,Organisation"),
    ],
)
def test_neo4j_check_finds_loose_ends(base: KnowledgeBase, tmp_path: Path, name: str, line: str) -> None:
    """A relationship to nowhere, a short row and an empty id are named with file and row."""
    path = written(base, "neo4j", tmp_path / "neo4j")[name]
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(StoreError, match=re.escape(f"{path}, row")):
        check_neo4j(tmp_path / "neo4j")


def test_graphml_is_a_network(base: KnowledgeBase, tmp_path: Path) -> None:
    """Gephi's format has labels, kinds and the role and weight of each edge."""
    graph = nx.read_graphml(written(base, "graphml", tmp_path / "graphml")["kb.graphml"], force_multigraph=True)
    labels = {data["label"]: (node, data["kind"]) for node, data in graph.nodes(data=True)}
    firm, college, consortium = labels[FIRM], labels[COLLEGE], labels[NAME]
    assert (firm[1], consortium[1]) == ("Organisation", "Consortium")
    assert [data["role"] for data in graph[firm[0]][consortium[0]].values()] == ["lead"]
    assert [data["weight"] for data in graph[college[0]][consortium[0]].values()] == [1]


V1 = re.compile(
    r'CREATE|LAST\t(?:[LA]zh\t"[^"\t]+"|P\d+\t(?:Q\d+|\d+|\+\d{4}-\d\d-\d\dT00:00:00Z/(?:8|9|10|11))'
    r'(?:\t[PS]\d+\t(?:Q\d+|"[^"\t]+"|zh:"[^"\t]+"|\+\d{4}-\d\d-\d\dT00:00:00Z/(?:8|9|10|11)))*)'
)
"""The V1 command syntax of Help:QuickStatements, as far as it is used."""


def test_quickstatements_keep_to_the_syntax(base: KnowledgeBase, tmp_path: Path) -> None:
    """Only named consortia that exist become items; dates and numbers without a Wikidata form are listed instead."""
    items = {FIRM: "Q123"}
    commands, left = export(base.database, "quickstatements", tmp_path / "qs", items)
    lines = commands.read_text("utf-8").splitlines()
    assert [line for line in lines if not V1.fullmatch(line)] == []
    assert lines.count("CREATE") == 1
    assert f'LAST\tLzh\t"{NAME}"' in lines
    assert any(line.startswith("LAST\tP571\t+2023-06-00T00:00:00Z/10\tS854\t") and URL in line for line in lines)
    assert any(line.startswith("LAST\tP527\tQ123\t") for line in lines)
    assert any(line.startswith("LAST\tP2124\t20\tP585\t+2024-03-00T00:00:00Z/10\tP1480\tQ5727902") for line in lines)
    assert "Q197543" not in commands.read_text("utf-8")
    rows = read_table(left, ("consortium_id", "consortium", "what", "value", "why"))
    told = {(row["consortium"], row["what"], row["value"]) for row in rows}
    assert {
        (NAME, "member", COLLEGE),
        (NAME, "member count", "over 15"),
        ("氢能创新联合体", "consortium", "氢能创新联合体"),
        ("", "consortium", ""),
    } <= told


def test_wikidata_items_are_read(tmp_path: Path) -> None:
    """Lines of name, tab and item are read, and one that is none is named."""
    path = tmp_path / "items.tsv"
    path.write_text("# name\titem\n浙江大学\tQ197543\n", "utf-8-sig")
    assert read_items(path) == {"浙江大学": "Q197543"}
    path.write_text("浙江大学\tP31\n", "utf-8")
    with pytest.raises(ReadError, match="line 1"):
        read_items(path)


@pytest.mark.parametrize("form", FORMATS)
def test_exports_are_the_same_bytes(tmp_path: Path, form: str) -> None:
    """Two processes with other hash seeds write the same bytes."""
    db = str(tmp_path / "kb.sqlite")
    with kb.open(db) as opened:
        opened.load(write_run(tmp_path / "run", *ARTICLES))
    code = "import sys, pathlib; from cx_extract.kb import open; from cx_extract.kb.export.write import export\n"
    code += "export(open(sys.argv[1]).database, sys.argv[2], pathlib.Path(sys.argv[3]))"
    source = str(Path(cx_extract.__file__).parents[1])
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": source}
        subprocess.run([sys.executable, "-c", code, db, form, str(tmp_path / seed)], check=True, env=environment)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / seed).iterdir()} for seed in ("1", "2"))
    assert first
    assert first == second


def test_a_folder_that_cannot_be_made_is_named(base: KnowledgeBase, tmp_path: Path) -> None:
    """A file in the place of the folder is an error of usage, and nothing of it changes."""
    (tmp_path / "file").write_text("mine")
    with pytest.raises(UsageError, match="give another folder"):
        export(base.database, "csv", tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"


def test_the_command_tells_what_it_wrote(tmp_path: Path) -> None:
    """``kb export`` names the files; items are for QuickStatements only, and a base must be there."""
    db, items = str(tmp_path / "kb.sqlite"), tmp_path / "items.tsv"
    items.write_text(f"{FIRM}\tQ123\n", "utf-8")
    missing = CliRunner().invoke(commands, ["kb", "export", "--db", db, "--to", "csv", "--out", str(tmp_path / "a")])
    assert (missing.exit_code, "does not exist" in missing.stderr) == (2, True)
    with kb.open(db) as opened:
        opened.load(write_run(tmp_path / "run", *ARTICLES))
    call = ["kb", "export", "--db", db, "--out", str(tmp_path / "out"), "--items", str(items), "--to"]
    done = CliRunner().invoke(commands, [*call, "quickstatements"])
    assert (done.exit_code, done.stderr) == (0, f"kb.quickstatements.tsv, left-out.csv → {tmp_path / 'out'}\n")
    assert "P527\tQ123" in (tmp_path / "out/kb.quickstatements.tsv").read_text("utf-8")
    assert CliRunner().invoke(commands, [*call, "csv"]).exit_code == 2


def test_jsonld_names_no_address_to_load(base: KnowledgeBase, tmp_path: Path) -> None:
    """The context stands inside, so that reading it needs no network."""
    data = json.loads(written(base, "jsonld", tmp_path / "ld")["kb.jsonld"].read_text("utf-8"))
    assert isinstance(data["@context"], dict)
    assert data["@context"]["org"] == str(ORG)
