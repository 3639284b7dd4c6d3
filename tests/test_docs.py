"""The documents say what the program does."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import cx_extract
from cx_extract import spacy_component  # noqa: F401  (registers the factory, as an installed package does by itself)
from cx_extract.cli import commands
from cx_extract.model import CATEGORIES, EVENTS, FIELDS, QUALIFIERS, STATUSES
from cx_extract.rulecheck import check_rules
from cx_extract.write.manifest import Manifest
from cx_extract.write.overview import CONSORTIA_COLUMNS
from cx_extract.write.tables import FACTS_COLUMNS, FAILURES_COLUMNS

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
OWN = (
    *READMES,
    "CHANGELOG.md",
    "docs/commands.md",
    "docs/output.md",
    "docs/guideline.md",
    "docs/knowledge-base.md",
)
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
_LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
_TICKED = re.compile(r"`([^`]+)`")


def text_of(name: str) -> str:
    """Return a document of the project."""
    return (ROOT / name).read_text("utf-8")


def blocks(name: str, *languages: str) -> list[str]:
    """Return the fenced blocks of a document in these languages, in order."""
    return [body for language, body in _BLOCK.findall(text_of(name)) if language in languages]


def prose(name: str) -> str:
    """Return a document without its fenced blocks."""
    return _BLOCK.sub("", text_of(name))


def sections(name: str) -> dict[str, str]:
    """Return the text below each heading of the second level."""
    parts = re.split(r"^## (.+)$", text_of(name), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def first_column(table: str) -> set[str]:
    """Return the words in backquotes of the first cells of a section's table rows."""
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("|")]
    return {word for cell in rows for word in _TICKED.findall(cell)}


def leaves(command: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that is no group, by what one types for it."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        child = command.get_command(context, name)
        assert child is not None
        yield from leaves(child, f"{path} {name}")


def options_of(command: click.Command) -> set[str]:
    """Return the options that a command takes."""
    return {name for one in command.params if isinstance(one, click.Option) for name in one.opts}


COMMANDS = dict(leaves(commands, "cx-extract"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the README's article at the place that it says."""
    folder = tmp_path_factory.mktemp("readme")
    article = next(body for body in blocks("README.md", "text") if "来源：" in body)
    (folder / "articles").mkdir()
    (folder / "articles" / "wind.txt").write_text(article, "utf-8", newline="")
    return folder


def test_commands_page_has_every_command() -> None:
    """Each command has its section in docs/commands.md, and each section its command."""
    assert set(sections("docs/commands.md")) == set(COMMANDS)


@pytest.mark.parametrize("path", COMMANDS)
def test_commands_page_has_every_option(path: str) -> None:
    """The table of a command names exactly the options that it takes."""
    listed = first_column(sections("docs/commands.md")[path])
    assert {word.split()[0] for word in listed} == options_of(COMMANDS[path])


@pytest.mark.parametrize("path", COMMANDS)
def test_every_option_has_an_example(path: str) -> None:
    """The examples of a command use it and each of its options."""
    examples = "".join(body for _, body in _BLOCK.findall(sections("docs/commands.md")[path]))
    used = set(shlex.split(examples))
    assert path in examples
    assert options_of(COMMANDS[path]) <= used


def command_lines() -> list[str]:
    """Return every line of the documents that calls cx-extract."""
    lines = [
        line for name in (*READMES, "docs/commands.md") for body in blocks(name, "sh") for line in body.splitlines()
    ]
    return sorted({line.removeprefix(".venv/bin/") for line in lines if "cx-extract " in line})


@pytest.mark.parametrize("line", command_lines())
def test_command_lines_parse(line: str) -> None:
    """Every command line shown is one that the program takes."""
    words = shlex.split(line)
    path = max((p for p in COMMANDS if words[: len(p.split())] == p.split()), key=len)
    arguments = words[len(path.split()) :]
    with COMMANDS[path].make_context(path, list(arguments)) as context:
        assert not context.args


def test_overviews_name_the_commands() -> None:
    """The table in each README has the top-level commands, no more and no less."""
    names = {f"cx-extract {name}" for name in commands.list_commands(click.Context(commands))}
    for name in READMES:
        ticked = {
            word
            for line in text_of(name).splitlines()
            if line.startswith("| `cx-extract")
            for word in _TICKED.findall(line)
        }
        assert ticked == names


def test_readmes_are_twins() -> None:
    """Both READMEs have the same sections in number and depth, the same blocks and as many table rows."""
    english, chinese = READMES
    assert [len(level) for level, _ in _HEADING.findall(prose(english))] == [
        len(level) for level, _ in _HEADING.findall(prose(chinese))
    ]
    assert _BLOCK.findall(text_of(english)) == _BLOCK.findall(text_of(chinese))
    assert [len(re.findall(r"^\|", part, re.MULTILINE)) for part in sections(english).values()] == [
        len(re.findall(r"^\|", part, re.MULTILINE)) for part in sections(chinese).values()
    ]
    assert [len(re.findall(r"^- ", part, re.MULTILINE)) for part in sections(english).values()] == [
        len(re.findall(r"^- ", part, re.MULTILINE)) for part in sections(chinese).values()
    ]


def test_readme_table_is_what_the_command_prints(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of consortia in the README is the output of the command above it."""
    monkeypatch.chdir(demo)
    line = next(one for one in command_lines() if one.endswith("--show") and "--jobs" not in one)
    result = CliRunner().invoke(commands, shlex.split(line)[1:])
    assert result.exit_code == 0, result.output
    shown = next(body for body in blocks("README.md", "text") if body.startswith("Consortium"))
    assert [row.rstrip() for row in result.stdout.splitlines()] == shown.splitlines()


def test_readme_page_of_the_base_is_what_the_command_prints(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of a consortium in the README is the output of the last of the commands above it."""
    shutil.copytree(demo / "articles", tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    shown = next(body for body in blocks("README.md", "sh") if "kb show" in body)
    for line in ("cx-extract run articles --out results", *shown.splitlines()):
        result = CliRunner().invoke(commands, shlex.split(line)[1:])
        assert result.exit_code == 0, result.output
    assert result.stdout in blocks("README.md", "text")


@pytest.mark.parametrize("name", READMES)
def test_readme_facts_are_the_facts(name: str, demo: Path, tmp_path: Path) -> None:
    """The rows of facts.csv in each README are those of the run, with quotes that stand where they say."""
    cx_extract.run(demo / "articles", tmp_path)
    with (tmp_path / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [
            (
                row["field"],
                row["value"],
                ", ".join(filter(None, (row["qualifier"], row["as_of"], row["event"], row["category"]))),
                row["quote"],
                row["start"],
                row["end"],
                row["rule_id"],
            )
            for row in csv.DictReader(file)
        ]
    table = text_of(name).split("<!-- facts -->")[1].split("<!-- /facts -->")[0]
    shown = [tuple(cell.strip(" `") for cell in line.split("|")[1:-1]) for line in table.strip().splitlines()[2:]]
    assert shown == found


def test_readme_snippets_print_what_they_say(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each Python block prints the block below it; they share their names, as in one session."""
    monkeypatch.chdir(demo)
    every = _BLOCK.findall(text_of("README.md"))
    pairs = [
        (code, expected)
        for (language, code), (_, expected) in zip(every, every[1:], strict=False)
        if language == "python"
    ]
    assert len(pairs) == len(blocks("README.md", "python")) == 2
    names: dict[str, object] = {}
    for code, expected in pairs:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "README.md", "exec"), names)
        assert printed.getvalue() == expected


def test_readme_rule_works(demo: Path) -> None:
    """The rule in the README passes the check, and finds a lead that the shipped rules do not."""
    (body,) = blocks("README.md", "toml")
    path = demo / "my-rules" / "relations" / "lead.toml"
    path.parent.mkdir(parents=True)
    path.write_text(body, "utf-8")
    (rule,) = tomllib.loads(body)["rule"]
    assert not [problem for problem in check_rules(demo / "my-rules").problems if rule["id"] in str(problem)]
    sentence = re.sub(r"</?\w+>", "", rule["examples"][0])
    (record,) = cx_extract.extract(sentence, rules=demo / "my-rules")
    assert [fact.rule_id for fact in record.all("lead_units")] == [rule["id"]]
    assert not [fact for one in cx_extract.extract(sentence) for fact in one.all("lead_units")]


def test_output_page_has_every_column() -> None:
    """docs/output.md explains exactly the columns that are written."""
    page = sections("docs/output.md")
    assert first_column(page["consortia.csv"]) == set(CONSORTIA_COLUMNS)
    assert first_column(page["facts.csv"]) == set(FACTS_COLUMNS)
    assert first_column(page["failures.csv"]) == set(FAILURES_COLUMNS)


def test_output_page_has_every_key_of_the_manifest() -> None:
    """docs/output.md explains exactly the keys of run.json."""
    keys = re.findall(r'^  "(\w+)":', Manifest("", False, "").render([], {}), re.MULTILINE)
    assert first_column(sections("docs/output.md")["run.json"]) == set(keys)


def test_knowledge_base_page_has_every_table_and_column() -> None:
    """docs/knowledge-base.md explains exactly the tables of the schema, and of each exactly its columns."""
    from cx_extract.kb.schema import BELIEFS, LEDGER

    page = sections("docs/knowledge-base.md")
    for heading, tables, shared in (
        ("The ledger", LEDGER, set()),
        ("The beliefs", BELIEFS, {"articles", "first_published", "last_published", "confidence"}),
    ):
        rows = [line.split("|")[1:-1] for line in page[heading].splitlines() if line.startswith("| `")]
        told = {_TICKED.findall(name)[0]: set(_TICKED.findall(columns)) for name, _, columns in rows}
        assert set(told) == {table.name for table in tables}
        for table in tables:
            assert {column.name for column in table.columns} <= told[table.name] | shared, table.name
            words = {"accept", "reject", "merge", "split", "same", "different", "kb undo", "--rules"}
            words |= {"lead", "member", "planned", "name", "alias"}
            assert told[table.name] - words <= {column.name for column in table.columns}, table.name


def test_knowledge_base_page_has_every_conflict() -> None:
    """docs/knowledge-base.md defines exactly the kinds of conflict there are."""
    from cx_extract.kb.conflicts import KINDS

    assert first_column(sections("docs/knowledge-base.md")["Conflicts"]) == set(KINDS)


def test_knowledge_base_snippet_runs(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python block of docs/knowledge-base.md loads the README's article and shows its consortium."""
    monkeypatch.chdir(demo)
    cx_extract.run("articles", "results")
    (code,) = blocks("docs/knowledge-base.md", "python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "knowledge-base.md", "exec"), {})
    assert "1 new article" in printed.getvalue()
    assert "江苏省海上风电运维创新联合体" in printed.getvalue()


def test_guideline_has_every_word_of_the_model() -> None:
    """Fields, statuses, qualifiers, events and categories all stand in the guideline's definitions."""
    fields = sections("docs/guideline.md")["2. Fields"]
    assert first_column(fields) == set(FIELDS)
    assert {*STATUSES, *QUALIFIERS, *EVENTS, *CATEGORIES} <= set(_TICKED.findall(fields))


def test_readmes_list_the_dependencies() -> None:
    """Each README names every package that is installed, and the development tools, and no other."""
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    names = [re.match(r"[\w-]+", one) for one in project["dependencies"]]
    tools = [re.match(r"[\w-]+", one) for one in project["optional-dependencies"]["dev"]]
    for name, heading in zip(READMES, ("Dependencies", "依赖"), strict=True):
        section = sections(name)[heading]
        rows = [line.split("|")[1].strip() for line in section.splitlines() if line.startswith("| ")][1:]
        assert sorted(rows) == sorted(match[0] for match in names if match)
        listed = section.split("|")[-1]
        assert re.findall(r"[a-z][\w-]+(?=\s?[(（])", listed) == sorted(match[0] for match in tools if match)


@pytest.mark.parametrize("name", OWN)
def test_links_lead_somewhere(name: str) -> None:
    """Every link within the project has its file, and its heading there."""
    home = ROOT / name
    for target, anchor in _LINK.findall(prose(name)):
        path = (home.parent / target) if target else home
        assert path.is_file(), target
        titles = [
            re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-")
            for _, title in _HEADING.findall(path.read_text("utf-8"))
        ]
        assert not anchor or anchor in titles


def test_changelog_begins_with_this_version() -> None:
    """The changelog's newest version is the project's."""
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    newest = re.search(r"^## \[(.+?)\]", text_of("CHANGELOG.md"), re.MULTILINE)
    assert newest and newest[1] == version
