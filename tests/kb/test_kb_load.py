"""Loading runs: what is added, what supersedes what, and that a load is all or nothing."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from kb_builders import OTHER_RULES, Tale, Told, beliefs, dump, read, rewrite, rows, write_run
from sqlalchemy import event

import cx_extract
from cx_extract import kb
from cx_extract.errors import CxError, ReadError, StoreError, UsageError
from cx_extract.kb import beliefs as beliefs_module

WIND = Told(
    "wind",
    [Tale("海上风电创新联合体", leads=["江苏海润风电科技有限公司"], members=["河海大学"], counts=[(12, "exact", "")])],
    "2024-11-07",
    "风电联合体成立",
)
SOLAR = Told("solar", [Tale("光伏组件创新联盟", leads=["示例光伏股份有限公司"], status="established")], "2024-05-01")
POLICY = Told("policy", more="支持企业牵头组建创新联合体。")
CURRENT = "SELECT e.article FROM extractions e WHERE e.is_current = 1 ORDER BY e.article"


def test_a_run_becomes_statements_with_their_proof(db: str, tmp_path: Path) -> None:
    """Each fact is a statement whose quote stands in the stored text where its offsets say."""
    with kb.open(db) as base:
        report = base.load(write_run(tmp_path / "out", WIND, POLICY))
        assert (report.new, report.statements, report.without_text) == (2, 4, 0)
        found = rows(
            base,
            "SELECT s.quote, s.start_offset, s.end_offset, a.text FROM statements s "
            "JOIN articles a ON a.sha256 = s.article_sha256",
        )
        assert len(found) == 4
        assert all(text[start:end] == quote for quote, start, end, text in found)
        assert rows(base, "SELECT count(*) FROM articles WHERE article = 'policy'") == [(1,)]


def test_loading_twice_changes_nothing(db: str, tmp_path: Path) -> None:
    """The second load of a run leaves every row of every table as it was."""
    out = write_run(tmp_path / "out", WIND, SOLAR)
    with kb.open(db) as base:
        base.load(out)
        before = dump(base)
        report = base.load(out)
        assert (report.new, report.updated, report.unchanged, report.statements) == (0, 0, 2, 0)
        assert dump(base) == before


@pytest.mark.parametrize(
    "again",
    [
        {"rules": OTHER_RULES},
        {"version": "0.2.0"},
        {"told": Told("wind", WIND.tales, "2024-11-08", WIND.title)},
    ],
    ids=["other rules", "newer version", "other day"],
)
def test_a_later_extraction_supersedes_the_earlier_one(db: str, tmp_path: Path, again: dict[str, object]) -> None:
    """The earlier statements stay as history and no longer count."""
    settings = dict(again)
    told = settings.pop("told", WIND)
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "one", WIND))
        report = base.load(write_run(tmp_path / "two", told, **settings))
        assert (report.new, report.updated, report.statements) == (0, 1, 4)
        assert rows(base, "SELECT count(*) FROM statements") == [(8,)]
        assert rows(base, "SELECT count(*) FROM extractions WHERE is_current = 1 AND superseded_by IS NULL") == [(1,)]
        assert rows(base, "SELECT count(*) FROM extractions WHERE superseded_by IS NOT NULL") == [(1,)]
        counted = rows(base, "SELECT DISTINCT s.run_id FROM evidence e JOIN statements s ON s.id = e.statement_id")
        newest = rows(base, "SELECT run_id FROM extractions WHERE is_current = 1")
        assert counted == newest
        assert rows(base, "SELECT published FROM articles") == [(told.published,)]


def test_an_older_version_that_comes_late_is_history(db: str, tmp_path: Path) -> None:
    """What 0.2.0 found stays in force when a run by 0.1.0 is loaded after it."""
    new, old = write_run(tmp_path / "new", WIND, version="0.10.0"), write_run(tmp_path / "old", WIND, version="0.9.0")
    with kb.open(db) as base:
        base.load(new)
        before = beliefs(base)
        report = base.load(old)
        assert (report.updated, report.history, report.statements) == (0, 1, 4)
        assert beliefs(base) == before
        assert rows(base, "SELECT version FROM extractions WHERE is_current = 1") == [("0.10.0",)]


def test_an_edited_text_is_a_new_version_of_its_article(db: str, tmp_path: Path) -> None:
    """Same id and title, text edited: only the new text counts, the old one is kept."""
    edited = Told("wind", WIND.tales, WIND.published, WIND.title, more="（更正）")
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "one", WIND))
        report = base.load(write_run(tmp_path / "two", edited))
        assert (report.new, report.updated) == (1, 0)
        assert rows(base, "SELECT count(*) FROM articles") == [(2,)]
        current = rows(
            base,
            "SELECT a.text FROM articles a JOIN extractions e ON e.article_sha256 = a.sha256 WHERE e.is_current = 1",
        )
        assert [text.endswith("（更正）") for (text,) in current] == [True]


def test_the_same_address_is_the_same_article(db: str, tmp_path: Path) -> None:
    """An article whose title and text were rewritten at one address is a new version."""
    address = "https://example.org/1"
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "one", Told("p", WIND.tales, "2024-01-02", "旧题", address)))
        base.load(write_run(tmp_path / "two", Told("p", SOLAR.tales, "2024-01-01", "新题", address)))
        assert rows(base, "SELECT published FROM articles WHERE superseded_by IS NULL") == [("2024-01-02",)]


@pytest.mark.parametrize(
    ("first", "redated", "counts"),
    [
        (("2024-01-01", ""), "2024-02-01", "edited"),
        (("2024-01-01", "2024-02-01"), "2023-12-01", "earlier"),
        (("2024-01-01", ""), "2024-01-01", "earlier"),
    ],
)
def test_another_publication_date_decides_anew_which_text_counts(
    db: str, tmp_path: Path, first: tuple[str, str], redated: str, counts: str
) -> None:
    """An edited text that gets a later date supersedes the earlier text, one that gets an earlier date gives way."""
    days = (*first, redated)
    with kb.open(db) as base:
        for number, (day, more) in enumerate(zip(days, ("", "（更正）", "（更正）"), strict=True)):
            base.load(write_run(tmp_path / str(number), Told("wind", WIND.tales, day, WIND.title, more=more)))
        found = rows(base, "SELECT text FROM articles WHERE superseded_by IS NULL")
        assert ["edited" if text.endswith("（更正）") else "earlier" for (text,) in found] == [counts]
        assert rows(base, "SELECT count(*) FROM extractions WHERE is_current = 1") == [(1,)]


def test_an_unrelated_text_of_the_same_id_is_another_article(db: str, tmp_path: Path) -> None:
    """Ids are paths, and two folders may each have their a.txt; even one general title does not make them one."""
    one = Told("a", WIND.tales, "2024-01-01", "通知", more="甲" * 200)
    two = Told("a", SOLAR.tales, "2024-01-02", "通知", more="乙" * 200)
    three = Told("a", more="没有标题")
    with kb.open(db) as base:
        for number, told in enumerate((one, two, three)):
            base.load(write_run(tmp_path / str(number), told))
        assert rows(base, "SELECT count(*) FROM extractions WHERE is_current = 1") == [(3,)]


def test_removal_takes_an_article_out_and_loading_brings_it_back(db: str, tmp_path: Path) -> None:
    """Without the article the beliefs are as if it had never been; its statements stay; a load restores it."""
    out = write_run(tmp_path / "out", WIND, SOLAR)
    with kb.open(db) as base, kb.open(tmp_path / "other.sqlite") as other:
        base.load(out)
        before = beliefs(base)
        other.load(write_run(tmp_path / "solar", SOLAR))
        assert base.remove("wind") == ("wind",)
        assert beliefs(base)["consortia"] == beliefs(other)["consortia"]
        assert beliefs(base)["evidence"] == beliefs(other)["evidence"]
        assert rows(base, "SELECT count(*) FROM statements") == [(7,)]
        report = base.load(out)
        assert (report.updated, report.unchanged) == (1, 1)
        assert beliefs(base) == before


def test_removal_takes_every_version_and_each_can_come_back(db: str, tmp_path: Path) -> None:
    """An article is all its texts; after the removal the older one alone may be loaded again, and counts."""
    edited = Told("wind", WIND.tales, WIND.published, WIND.title, more="（更正）")
    old = write_run(tmp_path / "one", WIND)
    with kb.open(db) as base:
        base.load(old)
        base.load(write_run(tmp_path / "two", edited))
        base.remove("wind")
        assert rows(base, CURRENT) == []
        base.load(old)
        assert rows(
            base,
            "SELECT a.text FROM articles a JOIN extractions e ON e.article_sha256 = a.sha256 WHERE e.is_current = 1",
        )[0][0].endswith("12家，")
        base.load(tmp_path / "two")
        assert rows(base, CURRENT) == [("wind",)]


def test_removal_of_nothing_says_so(db: str, tmp_path: Path) -> None:
    """An unknown article, and one that is removed already, are told apart; a hash names an article too."""
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "out", WIND))
        ((sha256,),) = rows(base, "SELECT sha256 FROM articles")
        with pytest.raises(UsageError, match="no article nowhere"):
            base.remove("nowhere")
        assert base.remove(sha256[:12].upper()) == ("wind",)
        with pytest.raises(UsageError, match="removed already"):
            base.remove("wind")


def test_texts_come_from_the_originals(db: str, tmp_path: Path) -> None:
    """A run over text files has no copies of them: without the folder the text stays unknown, a later load adds it."""
    originals = tmp_path / "in"
    originals.mkdir()
    (originals / "wind.txt").write_text(read(WIND)[0].text, "utf-8", newline="")
    out = write_run(tmp_path / "out", WIND, texts=False)
    with kb.open(db) as base:
        assert base.load(out).without_text == 1
        assert rows(base, "SELECT text FROM articles") == [(None,)]
        assert base.load(out, articles=originals).without_text == 0
        assert rows(base, "SELECT text FROM articles") == [(read(WIND)[0].text,)]


def test_twins_and_failures_are_told(db: str, tmp_path: Path) -> None:
    """Two files of one text are one article; what the run could not read is reported and not loaded."""
    twin = Told("copy", WIND.tales, "", WIND.title)
    with kb.open(db) as base:
        report = base.load(write_run(tmp_path / "out", twin, WIND, failures=[("bad", "bad.txt", "broken")]))
        assert (report.new, report.twins, report.failed) == (1, ("copy",), ("bad",))
        assert rows(base, "SELECT article, published FROM articles") == [("wind", "2024-11-07")]


def test_a_torn_folder_is_refused(db: str, tmp_path: Path) -> None:
    """Tables, texts, offsets or a manifest that do not belong together load nothing and name the file."""
    with kb.open(db) as base:
        before = dump(base)
        for number, (name, change, complaint) in enumerate(
            (
                ("facts.csv", lambda data: data.replace("12家".encode(), "13家".encode()), "facts.csv is not as"),
                ("consortia.csv", lambda data: data + b"x", "consortia.csv is not as"),
                ("texts/wind.txt", lambda data: data + b"x", "wind.txt is not as"),
                ("run.json", lambda data: data.replace(b'"format": 1', b'"format": 2'), "has format 2"),
                ("run.json", lambda data: data.replace(b'"inputs"', b'"outputs2"'), "lacks what a run writes"),
            )
        ):
            out = write_run(tmp_path / str(number), WIND)
            (out / name).write_bytes(change((out / name).read_bytes()))
            with pytest.raises(ReadError, match=complaint):
                base.load(out)
        with pytest.raises(UsageError, match="holds no run"):
            base.load(tmp_path)
        assert dump(base) == before


def test_a_quote_at_another_place_is_refused(db: str, tmp_path: Path) -> None:
    """Hashes may fit and offsets not: then the proof would be none."""
    out = write_run(tmp_path / "out", WIND)
    rewrite(out, "facts.csv", lambda data: data.replace(b",8,17,", b",9,18,"))
    with kb.open(db) as base, pytest.raises(ReadError, match="the text does not read '海上风电创新联合体' there"):
        base.load(out)


def test_an_error_on_the_way_leaves_the_base_as_it_was(
    db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever goes wrong, after the statements or in the midst of the beliefs, nothing of the load stays."""
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "one", SOLAR))
        before = dump(base)
        out = write_run(tmp_path / "two", WIND)
        for name in ("mark_current", "identify", "_keep_former_ids"):
            with monkeypatch.context() as patch:
                patch.setattr(beliefs_module, name, _fail)
                with pytest.raises(CxError, match="injected"):
                    base.load(out)
            assert dump(base) == before
        base.load(out)
        assert len(dump(base)["articles"]) == 2


def _fail(*_: object) -> None:
    raise CxError("injected")


def _load(db: str, out: str) -> None:
    with kb.open(db) as base:
        base.load(out)


def test_two_processes_that_load_at_once_take_turns(db: str, tmp_path: Path) -> None:
    """From nothing, two loads at the same moment give what one after the other gives."""
    outs = [str(write_run(tmp_path / "one", WIND)), str(write_run(tmp_path / "two", SOLAR))]
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_load, args=(db, out)) for out in outs]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    with kb.open(db) as base, kb.open(tmp_path / "alone.sqlite") as alone:
        for out in outs:
            alone.load(out)
        assert beliefs(base) == beliefs(alone)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
@pytest.mark.parametrize("step", ["add_run", "mark_current", "identify", "_keep_former_ids"])
def test_a_killed_load_leaves_the_base_as_it_was(db: str, tmp_path: Path, step: str) -> None:
    """A real SIGKILL in the midst of a load, and the base opens with what it held before."""
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "one", SOLAR))
        before = dump(base)
    out, mark = write_run(tmp_path / "two", WIND), tmp_path / "reached"
    code = (
        "import sys, time, pathlib; from cx_extract import kb\n"
        "from cx_extract.kb import base, beliefs\n"
        f"module = base if {step!r} == 'add_run' else beliefs\n"
        f"real = getattr(module, {step!r})\n"
        "def stall(*arguments):\n"
        "    done = real(*arguments)\n"
        f"    pathlib.Path({str(mark)!r}).touch(); time.sleep(60)\n"
        f"setattr(module, {step!r}, stall)\n"
        f"kb.open({db!r}).load({str(out)!r})\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(cx_extract.__file__).parents[1])}
    running = subprocess.Popen([sys.executable, "-c", code], env=environment)
    while not mark.exists():
        assert running.poll() is None
        time.sleep(0.02)
    running.send_signal(signal.SIGKILL)
    running.wait()
    with kb.open(db) as base:
        assert dump(base) == before
        base.load(out)
        assert len(dump(base)["articles"]) == 2


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A base that may only be read answers queries; a load says what to do."""
    path = tmp_path / "kb.sqlite"
    with kb.open(path) as base:
        base.load(write_run(tmp_path / "one", WIND))
    with kb.open(f"sqlite:///file:{path}?mode=ro&uri=true") as base:
        assert rows(base, "SELECT count(*) FROM articles") == [(1,)]
        with pytest.raises(StoreError, match="make the file and its folder writable"):
            base.load(write_run(tmp_path / "two", SOLAR))


def test_queries_give_frames_with_whole_numbers(db: str, tmp_path: Path) -> None:
    """A column of whole numbers stays one, also with unknown cells; parameters are bound; nothing can be written."""
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "out", WIND, SOLAR))
        frame = base.query("SELECT name, member_count FROM consortia WHERE name <> :name ORDER BY name", {"name": "无"})
        assert str(frame["member_count"].dtype) == "Int64"
        assert list(frame["member_count"].fillna(-1)) == [-1, 12]
        assert len(base.frame("consortia")) == 2
        with pytest.raises(UsageError, match="give one of achievements"):
            base.frame("nothing")
        with pytest.raises(UsageError, match="queries that return rows"):
            base.query("DELETE FROM evidence")
        base.query("DELETE FROM evidence RETURNING belief_id")
        assert len(base.frame("evidence")) == 7
        with pytest.raises(StoreError, match="nowhere"):
            base.query("SELECT * FROM nowhere")


def test_an_error_at_any_statement_leaves_the_base_as_it_was(db: str, tmp_path: Path) -> None:
    """Whichever statement of a load the database refuses, nothing of the load stays; the next attempt succeeds."""
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "one", SOLAR, WIND))
        before = dump(base)
        edited = Told("wind", WIND.tales, "2024-11-08", WIND.title, more="（更正）")
        out = write_run(tmp_path / "two", edited, POLICY)
        left = 0

        def refuse(*_: object) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise CxError("refused")

        event.listen(base.database.engine, "before_cursor_execute", refuse)
        refused = 0
        while True:
            left = refused * 3
            try:
                base.load(out)
            except CxError:
                refused += 1
            else:
                break
            left = 1 << 20
            assert dump(base) == before
        left = 1 << 20
        assert refused > 10
        assert len(dump(base)["articles"]) == 4
