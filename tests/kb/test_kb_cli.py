"""The commands that fill a base, judge and list conflicts."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from kb_builders import Tale, Told, rows, write_run
from sqlalchemy import insert

from cx_extract import kb
from cx_extract.cli import commands
from cx_extract.kb.schema import review_queue

NAME, OTHER = "江苏省海上风电智能运维创新联合体", "华东深远海装备攻关联盟"
FIRM, SHORT = "江苏海润风电科技有限公司", "苏海新能"
ONE = Told("a", [Tale(NAME, leads=[FIRM], members=["河海大学"], dates=[("established", "2023")])], "2024-01-01", "甲题")
TWO = Told("b", [Tale(OTHER, leads=[SHORT])], "2024-02-01", "乙题")


def cx(*arguments: str | Path, answers: str = "") -> Result:
    """Run a command of the knowledge base."""
    return CliRunner().invoke(commands, ["kb", *map(str, arguments)], input=answers)


@pytest.fixture
def loaded(db: str, tmp_path: Path) -> str:
    """Return a base with two articles."""
    assert cx("load", write_run(tmp_path / "out", ONE, TWO), "--db", db).exit_code == 0
    return db


def test_load_tells_what_it_did(db: str, tmp_path: Path) -> None:
    """One line on stderr, and on the second load that nothing is new."""
    out = write_run(tmp_path / "out", ONE, TWO)
    done = cx("load", out, "--db", db)
    assert (done.exit_code, done.stdout) == (0, "")
    with kb.open(db) as opened:
        base = opened.database.name
    assert done.stderr == f"2 new articles, 0 updated, 0 unchanged; 6 new statements → {base}\n"
    assert cx("load", out, "--db", db).stderr == f"0 new articles, 0 updated, 2 unchanged; 0 new statements → {base}\n"


def test_load_tells_what_is_missing(db: str, tmp_path: Path) -> None:
    """Failed articles give status 1; missing texts and twins are told with what to do."""
    twin = Told("c", ONE.tales, "", ONE.title)
    out = write_run(tmp_path / "out", ONE, twin, texts=False, failures=[("bad", "bad.txt", "broken")])
    done = cx("load", out, "--db", db)
    assert done.exit_code == 1
    assert "not loaded, since the run could not read it: bad" in done.stderr
    assert "c has the text of another article" in done.stderr
    assert "1 without their text, so that quotes were not verified: give the folder of the articles" in done.stderr


def test_wrong_usage_is_one_line_and_status_two(loaded: str, tmp_path: Path) -> None:
    """Every mistake is answered without a traceback, naming the thing at fault."""
    for arguments, complaint in (
        (("load", tmp_path, "--db", loaded), "holds no run"),
        (("remove", "zz", "--db", loaded), "no article zz"),
        (("conflicts", "--kind", "war", "--db", loaded), "give one of lead"),
        (("merge", "x", "y", "--db", loaded), "is called 'x'"),
        (("split", NAME, "x", "--db", loaded), "has no part x"),
        (("undo", "7", "--db", loaded), "judgement 7 does not exist"),
        (("review", "--accept", "abcd", "--db", loaded), "no pair begins with abcd"),
        (("review", "--db", tmp_path / "none.sqlite"), "does not exist"),
    ):
        done = cx(*arguments)
        assert (done.exit_code, done.stdout) == (2, ""), arguments
        assert done.stderr.startswith("Error: ")
        assert complaint in done.stderr


def test_remove_and_back(loaded: str) -> None:
    """The article goes out of the beliefs."""
    assert cx("remove", "a", "--db", loaded).stderr == "removed: a\n"
    with kb.open(loaded) as base:
        assert rows(base, "SELECT name FROM consortia") == [(OTHER,)]


def test_conflicts_show_both_sources(loaded: str, tmp_path: Path) -> None:
    """Consortium, kind and detail, then each statement with sentence, article, title and day."""
    third = Told("c", [Tale(NAME, dates=[("established", "2020")])], "2024-03-01", "丙题")
    cx("load", write_run(tmp_path / "third", third), "--db", loaded)
    done = cx("conflicts", "--db", loaded, "--kind", "founded")
    head, *sides = done.stdout.splitlines()
    assert head == f"{NAME}: founded: 2020 or 2023"
    assert {side.strip().split(":")[0] for side in sides} == {"2020", "2023"}
    assert any("甲题, 示例日报, 2024-01-01" in side for side in sides)
    assert done.stderr == "1 conflict\n"
    assert cx("conflicts", "--db", loaded, "--kind", "lead").stderr == "0 conflicts\n"


def queue(db: str) -> str:
    """Put the two consortia of the base into the review queue and return the pair's id."""
    with kb.open(db) as base, base.database.writing() as connection:
        keys = sorted(key for (key,) in rows(base, "SELECT atom_key FROM identities WHERE kind = 'consortium'"))
        row = {"id": "feedfacefeedface", "kind": "consortium", "left_key": keys[0], "right_key": keys[1]}
        connection.execute(insert(review_queue).values(**row, score=0.61, evidence="same_region"))
    return "feedface"


@pytest.mark.parametrize(("answer", "consortia", "left"), [("a", 1, 0), ("r", 2, 0), ("s", 2, 1), ("q", 2, 1)])
def test_review_asks_and_does(loaded: str, answer: str, consortia: int, left: int) -> None:
    """Both sides are shown with evidence, context and sources; each answer does what it says."""
    queue(loaded)
    done = cx("review", "--db", loaded, answers=f"{answer}\n")
    assert done.exit_code == 0
    for part in ("score 0.61: same_region", NAME, OTHER, f"lead {FIRM}", "founded 2023", "甲题, 示例日报, 2024-01-01"):
        assert part in done.stdout
    with kb.open(loaded) as base:
        assert rows(base, "SELECT count(*) FROM consortia") == [(consortia,)]
        assert len(base.frame("review_queue")) == left
    assert done.stderr.endswith(f"{left} pair{'' if left == 1 else 's'} left to decide\n")


def test_review_ends_with_its_input(loaded: str) -> None:
    """Where nobody answers, nothing is decided, and what is left is told."""
    queue(loaded)
    done = cx("review", "--db", loaded)
    assert (done.exit_code, "1 pair left" in done.stderr) == (0, True)


@pytest.mark.parametrize(("option", "consortia"), [("--accept", 1), ("--reject", 2)])
def test_review_without_questions(loaded: str, option: str, consortia: int) -> None:
    """A pair is listed, decided by its id, signed and explained, and taken back by the number that was told."""
    pair = queue(loaded)
    assert cx("review", "--list", "--db", loaded).stdout.startswith(pair)
    done = cx("review", option, pair, "--note", "checked by phone", "--db", loaded)
    assert done.stderr.startswith("judgement 1; cx-extract kb undo 1 takes it back\n")
    with kb.open(loaded) as base:
        assert rows(base, "SELECT count(*) FROM consortia") == [(consortia,)]
    listed = cx("judgements", "--db", loaded)
    assert "checked by phone" in listed.stdout
    assert listed.stderr == "1 judgement\n"
    assert cx("undo", "1", "--db", loaded).stderr == "judgement 1 undone\n"
    assert cx("judgements", "--db", loaded).stderr == "1 judgement, 1 undone\n"


def test_merge_and_split(loaded: str, tmp_path: Path) -> None:
    """Two names become one entity; of one name, the articles told by their atoms become another."""
    assert cx("merge", NAME, OTHER, "--note", "same charter", "--db", loaded).exit_code == 0
    with kb.open(loaded) as base:
        assert rows(base, "SELECT count(*) FROM consortia") == [(1,)]
    cx("undo", "1", "--db", loaded)
    cx("load", write_run(tmp_path / "third", Told("c", [Tale(NAME)], more="其三")), "--db", loaded)
    with kb.open(loaded) as base:
        keys = [key for (key,) in rows(base, "SELECT atom_key FROM identities WHERE name = :name", {"name": NAME})]
    assert len(keys) == 2
    assert cx("split", NAME, keys[0], "--db", loaded).exit_code == 0
    with kb.open(loaded) as base:
        assert rows(base, "SELECT count(*) FROM consortia WHERE name = :name", {"name": NAME}) == [(2,)]
