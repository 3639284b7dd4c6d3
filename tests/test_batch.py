"""A folder of articles to a folder of tables."""

import csv
import datetime as dt
import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cx_extract import api, batch
from cx_extract.batch import RunSummary, run
from cx_extract.errors import RuleError, UsageError
from cx_extract.model import Article, Consortium
from cx_extract.pipeline import Extractor
from cx_extract.readers import Failure

FOUNDED = "由清华大学牵头组建的海上风电运维创新联合体在北京成立，12家单位参与。"
WEATHER = "今天多云转晴，最高气温十九度。"
PAGE = f"<html><title>页面</title><body><article><p>{FOUNDED}</p><p>{WEATHER * 12}</p></article></body></html>"

FILES: dict[str, bytes] = {
    "a.txt": f"海上风电联合体成立\n来源：某报 2024-11-07\n\n{FOUNDED}\n".encode(),
    "b/c.md": WEATHER.encode("gb18030"),
    "b/page.html": PAGE.encode(),
    "b/empty.txt": b"",
    "binary.txt": bytes(range(256)) * 20,
    "lines.jsonl": "\n".join(
        json.dumps({"text": text, "published": "2024-01-02"}, ensure_ascii=False)
        for text in (FOUNDED, WEATHER, FOUNDED.replace("清华", "北京"))
    ).encode()
    + b"\nno json\n",
}


def put(folder: Path, files: dict[str, bytes]) -> Path:
    """Write ``files`` in the order given."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def contents(out: Path) -> dict[str, bytes]:
    """Return every file under ``out`` with its bytes."""
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def rows(table: Path) -> list[dict[str, str]]:
    """Return the rows of a table as a spreadsheet would read them."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_good_articles_give_tables_and_bad_ones_are_listed(tmp_path: Path) -> None:
    """An empty file, a binary one and a broken line stop nothing and are named with their reason."""
    summary = run(put(tmp_path / "in", FILES), tmp_path / "out")
    assert (summary.articles, summary.failed) == (9, 3)
    assert summary.with_records >= 3
    found = rows(tmp_path / "out/consortia.csv")
    assert [row["article"] for row in found] == ["a", "b/page", "lines#1", "lines#3"]
    assert {row["name"] for row in found} == {"海上风电运维创新联合体"}
    assert found[0]["published"] == "2024-11-07"
    assert found[2]["published"] == "2024-01-02"
    failed = rows(tmp_path / "out/failures.csv")
    assert [(row["article"], row["path"]) for row in failed] == [
        ("b/empty", "b/empty.txt"),
        ("binary", "binary.txt"),
        ("lines#4", "lines.jsonl"),
    ]
    assert all(row["reason"] for row in failed)


def test_quotes_stand_where_the_facts_say(tmp_path: Path) -> None:
    """The offsets of every fact find its quote in the file, or in the text written beside the results."""
    run(put(tmp_path / "in", FILES), tmp_path / "out")
    facts = rows(tmp_path / "out/facts.csv")
    assert len(facts) > 8
    for row in facts:
        extracted = tmp_path / "out/texts" / f"{row['article']}.txt"
        text = (extracted if extracted.exists() else tmp_path / "in" / f"{row['article']}.txt").read_bytes().decode()
        assert text[int(row["start"]) : int(row["end"])] == row["quote"]


def test_texts_are_written_only_where_no_file_is_the_text(tmp_path: Path) -> None:
    """Pages and JSONL lines have a text of their own; text files are theirs."""
    run(put(tmp_path / "in", FILES), tmp_path / "out")
    texts = sorted(path for path in contents(tmp_path / "out") if path.startswith("texts/"))
    assert texts == ["texts/b/page.txt", "texts/lines#1.txt", "texts/lines#2.txt", "texts/lines#3.txt"]


def test_order_of_creation_and_number_of_processes_change_no_byte(tmp_path: Path) -> None:
    """The same articles give the same files, however they came and however many work on them."""
    first = put(tmp_path / "first", FILES)
    second = put(tmp_path / "second", dict(reversed(FILES.items())))
    summaries = [run(first, tmp_path / "one"), run(second, tmp_path / "two"), run(first, tmp_path / "three", jobs=2)]
    assert contents(tmp_path / "one") == contents(tmp_path / "two") == contents(tmp_path / "three")
    assert len({str(summary).partition("→")[0] for summary in summaries}) == 1


def test_a_second_run_over_the_same_folder_changes_nothing(tmp_path: Path) -> None:
    """Results inside the input folder, of this run or of another, are not read as articles."""
    folder = put(tmp_path, FILES)
    run(folder, folder / "out")
    once = contents(folder / "out")
    run(folder, folder / "out")
    assert contents(folder / "out") == once
    run(folder, folder / "second")
    assert contents(folder / "second") == once


def test_a_folder_called_texts_is_read_unless_it_is_ours(tmp_path: Path) -> None:
    """Only the texts of a run are left out, not a folder that happens to have that name."""
    folder = put(tmp_path / "in", {"texts/a.txt": FOUNDED.encode(), "run.json": b"{}"})
    assert run(folder, tmp_path / "out").articles == 1


def test_articles_may_lie_inside_the_results_folder(tmp_path: Path) -> None:
    """Results one level above their articles are unusual, not an error."""
    assert run(put(tmp_path / "in", {"a.txt": FOUNDED.encode()}), tmp_path).articles == 1


def test_an_unforeseen_error_is_contained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that breaks the extractor is listed with the error; the next one is extracted."""
    real = Extractor.extract

    def broken(self: Extractor, article: Article) -> tuple[Consortium, ...]:
        if article.id == "bad":
            raise ZeroDivisionError("by\nzero")
        return real(self, article)

    monkeypatch.setattr(Extractor, "extract", broken)
    folder = put(tmp_path / "in", {"bad.txt": FOUNDED.encode(), "good.txt": FOUNDED.encode()})
    summary = run(folder, tmp_path / "out")
    assert (summary.articles, summary.with_records, summary.failed) == (2, 1, 1)
    (row,) = rows(tmp_path / "out/failures.csv")
    assert row["reason"].startswith("ZeroDivisionError: by zero (")


def test_an_unforeseen_error_of_a_reader_is_contained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that breaks its reader is listed under its own name."""
    real: Callable[..., Iterator[Article | Failure]] = batch.load

    def broken(source: Any, *others: Any) -> Iterator[Article | Failure]:
        if source.id == "bad":
            raise RecursionError("too deep")
        yield from real(source, *others)

    monkeypatch.setattr(batch, "load", broken)
    folder = put(tmp_path / "in", {"bad.txt": b"x", "good.txt": FOUNDED.encode()})
    assert (run(folder, tmp_path / "out").failed, rows(tmp_path / "out/failures.csv")[0]["path"]) == (1, "bad.txt")


class Bomb(str):
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how to build the copy: by ending the process."""
        return os._exit, (1,)


def test_a_worker_that_dies_takes_only_its_article_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a process is killed the articles around the culprit are still extracted, in order."""
    real: Callable[..., Iterator[Article | Failure]] = batch.load

    def armed(source: Any, *others: Any) -> Iterator[Article | Failure]:
        for number, read in enumerate(real(source, *others)):
            yield Failure("lines#3", Bomb("lines.jsonl"), "armed") if number == 2 else read

    monkeypatch.setattr(batch, "load", armed)
    lines = [json.dumps({"text": FOUNDED.replace("12", str(n))}) for n in range(10, 22)]
    folder = put(tmp_path / "in", {"lines.jsonl": "\n".join(lines).encode()})
    summary = run(folder, tmp_path / "out", jobs=2)
    assert (summary.articles, summary.failed) == (12, 1)
    assert "died" in rows(tmp_path / "out/failures.csv")[0]["reason"]
    found = [row["article"] for row in rows(tmp_path / "out/consortia.csv")]
    assert found == [f"lines#{n}" for n in range(1, 13) if n != 3]


def test_a_text_that_cannot_be_written_is_a_failure(tmp_path: Path) -> None:
    """Where a folder and a text would have one name, the article is listed and the others go on."""
    folder = put(tmp_path / "in", {"a.html": PAGE.encode(), "a.txt/b.html": PAGE.encode(), "c.txt": FOUNDED.encode()})
    summary = run(folder, tmp_path / "out")
    assert (summary.articles, summary.failed) == (3, 1)
    assert {row["article"] for row in rows(tmp_path / "out/consortia.csv")} == {"a", "c"}


def test_the_given_date_is_for_articles_without_one(tmp_path: Path) -> None:
    """--published fills a gap and overrides nothing."""
    folder = put(tmp_path / "in", {"a.txt": FILES["a.txt"], "b.txt": FOUNDED.encode()})
    run(folder, tmp_path / "out", published=dt.date(2020, 1, 1))
    assert [row["published"] for row in rows(tmp_path / "out/consortia.csv")] == ["2024-11-07", "2020-01-01"]
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["options"] == {"published": "2020-01-01"}


def test_cells_that_a_spreadsheet_would_run_are_neutralised(tmp_path: Path) -> None:
    """A title with a formula comes out as text in every table."""
    line = json.dumps({"text": FOUNDED, "title": '=HYPERLINK("http://a.example","x")'})
    run(put(tmp_path / "in", {"a.jsonl": line.encode()}), tmp_path / "out")
    (row,) = rows(tmp_path / "out/consortia.csv")
    assert row["title"].startswith("'=HYPERLINK(")
    assert row["member_count"] == "12"


def test_progress_counts_the_files(tmp_path: Path) -> None:
    """The last call says that all are done, on one process and on two."""
    folder = put(tmp_path / "in", FILES)
    for jobs in (1, 2):
        seen: list[tuple[int, int]] = []
        run(folder, tmp_path / "out", jobs=jobs, progress=lambda done, total, seen=seen: seen.append((done, total)))
        assert seen == sorted(seen)
        assert seen[-1] == (6, 6)


def test_warnings_reach_the_summary_and_the_manifest(tmp_path: Path) -> None:
    """A row of articles.csv without its file is no failure, but is told."""
    folder = put(tmp_path / "in", {"a.txt": FOUNDED.encode(), "articles.csv": b"file\nb.txt\n"})
    summary = run(folder, tmp_path / "out")
    assert len(summary.warnings) == 1
    assert json.loads((tmp_path / "out/run.json").read_text("utf-8"))["warnings"] == list(summary.warnings)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_folder_that_does_not_open_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    """Its articles are not skipped in silence: it has a row in failures.csv, beside a file of its name, and counts."""
    folder = put(tmp_path / "in", {"a.txt": FOUNDED.encode(), "b.txt": WEATHER.encode(), "b/c.txt": FOUNDED.encode()})
    scandir = os.scandir

    def refuse(path: str) -> Any:
        if Path(path).name == "b":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    summary = run(folder, tmp_path / "out", jobs=jobs)
    assert (summary.articles, summary.failed, summary.consortia, summary.warnings) == (3, 1, 1, ())
    reason = f"b/ cannot be opened, so none of its articles was read: {os.strerror(errno.EACCES)}"
    assert rows(tmp_path / "out/failures.csv") == [{"article": "b/", "path": "b/", "reason": reason}]
    assert [read.reason for read in api.read(folder) if isinstance(read, Failure)] == [reason]


def test_the_manifest_names_no_path_of_this_machine(tmp_path: Path) -> None:
    """Nothing in the results tells where they were made."""
    run(put(tmp_path / "in", FILES), tmp_path / "out")
    assert all(str(tmp_path).encode() not in data for data in contents(tmp_path / "out").values())


def test_an_empty_folder_gives_empty_tables(tmp_path: Path) -> None:
    """No article is no error; the tables have their heads."""
    (tmp_path / "in").mkdir()
    for jobs in (1, 2):
        assert run(tmp_path / "in", tmp_path / "out", jobs=jobs).articles == 0
    assert rows(tmp_path / "out/consortia.csv") == []


def test_twenty_megabytes_on_one_line(tmp_path: Path) -> None:
    """A file without a line break is read like any other."""
    folder = put(tmp_path / "in", {"long.txt": WEATHER.encode() * (20 * 2**20 // len(WEATHER.encode()))})
    assert run(folder, tmp_path / "out").failed == 0


def test_unusable_arguments_are_refused(tmp_path: Path) -> None:
    """Each wrong call is answered with its fix, and before anything is written."""
    folder = put(tmp_path / "in", {"a.txt": FOUNDED.encode()})
    out = tmp_path / "out"
    for wrong, kind in (
        (lambda: run(tmp_path / "none", out), UsageError),
        (lambda: run(folder / "a.txt", out), UsageError),
        (lambda: run(folder, folder), UsageError),
        (lambda: run(folder, folder / "a.txt"), UsageError),
        (lambda: run(folder, out, jobs=0), UsageError),
        (lambda: run(folder, out, rules=tmp_path / "none"), RuleError),
    ):
        with pytest.raises(kind):
            wrong()
    assert not out.exists()
    assert contents(folder) == {"a.txt": FOUNDED.encode()}


def test_the_texts_of_a_run_are_no_input_for_the_same_results(tmp_path: Path) -> None:
    """Reading OUT/texts into OUT would remove its own input."""
    run(put(tmp_path / "in", {"a.html": PAGE.encode()}), tmp_path / "out")
    with pytest.raises(UsageError, match="another folder"):
        run(tmp_path / "out/texts", tmp_path / "out")


def test_the_summary_is_one_line() -> None:
    """One of a kind is told in the singular."""
    one = RunSummary(Path("out"), 1, 1, 1, 1, 0, ())
    many = RunSummary(Path("out"), 12, 9, 14, 103, 2, ())
    assert str(one) == "1 article, 1 with records, 1 consortium, 1 fact, 0 failed → out"
    assert str(many) == "12 articles, 9 with records, 14 consortia, 103 facts, 2 failed → out"
