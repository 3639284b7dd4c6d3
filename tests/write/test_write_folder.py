"""The output folder: whole files or none, and nothing of the user's is touched."""

import hashlib
import json
from pathlib import Path

import pytest
from write_builders import article, fact, record

from cx_extract.errors import UsageError
from cx_extract.write.folder import OutputFolder
from cx_extract.write.manifest import Manifest, is_output, read_manifest, versions

RECORD = record(fact("name", "甲创新联合体"))


def manifest() -> Manifest:
    """Return an empty manifest."""
    return Manifest("0" * 64, extended=False, published="")


def write(out: Path, *texts: tuple[str, str], failures: int = 0) -> None:
    """Write a run over articles of the given ids and texts, each with its text kept."""
    with OutputFolder(out, manifest()) as results:
        for article_id, text in texts:
            one = article(text, article_id)
            results.add(one, (RECORD,), results.write_text(one))
        for number in range(failures):
            results.add_failure(f"bad{number}", f"bad{number}.txt", "bad{number}.txt is empty")
        results.commit(())


def files(folder: Path) -> set[str]:
    """Return the relative paths of all files."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_run_writes_its_files_and_no_others(tmp_path: Path) -> None:
    """Three tables, the manifest and the texts, with no temporary file left."""
    write(tmp_path / "deep" / "out", ("page", "第一行\r\n第二行"))
    out = tmp_path / "deep" / "out"
    assert files(out) == {"consortia.csv", "facts.csv", "failures.csv", "run.json", "texts/page.txt"}
    assert (out / "texts/page.txt").read_bytes().decode() == "第一行\r\n第二行"


def test_the_manifest_gives_the_hashes_of_what_was_written(tmp_path: Path) -> None:
    """Each table's hash is that of its bytes, each text's that of its article."""
    write(tmp_path, ("page", "正文"))
    found = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert found["outputs"] == {
        name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
        for name in ("consortia.csv", "facts.csv", "failures.csv")
    }
    (row,) = found["inputs"]
    assert row["sha256"] == hashlib.sha256((tmp_path / row["text"]).read_bytes()).hexdigest()
    assert found["counts"]["by_field"]["name"] == found["counts"]["consortia"] == found["counts"]["articles"] == 1


def test_without_commit_the_earlier_tables_stay(tmp_path: Path) -> None:
    """A run that breaks off leaves what was there, and nothing half done."""
    write(tmp_path, ("page", "正文"))
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    with pytest.raises(RuntimeError), OutputFolder(tmp_path, manifest()) as results:
        results.add(article("别的", "other"), (RECORD, RECORD), "")
        raise RuntimeError
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before


def test_failures_of_an_earlier_run_do_not_survive(tmp_path: Path) -> None:
    """failures.csv is always that of the last run, with its head alone if nothing failed."""
    write(tmp_path, failures=2)
    assert (tmp_path / "failures.csv").read_text("utf-8-sig").count("\n") == 3
    write(tmp_path, ("page", "正文"))
    assert (tmp_path / "failures.csv").read_bytes() == b"\xef\xbb\xbfarticle,path,reason\r\n"


def test_only_unchanged_texts_of_the_earlier_run_are_removed(tmp_path: Path) -> None:
    """A stale text goes with its empty folder; a changed one, and a file of the user's, stay."""
    write(tmp_path, ("a/stale", "旧"), ("b/changed", "旧"), ("kept", "旧"))
    (tmp_path / "texts/b/changed.txt").write_text("改", "utf-8")
    (tmp_path / "texts/notes.txt").write_text("笔记", "utf-8")
    (tmp_path / "mine.xlsx").write_bytes(b"1")
    write(tmp_path, ("kept", "新"))
    assert not (tmp_path / "texts/a").exists()
    assert {"texts/b/changed.txt", "texts/notes.txt", "texts/kept.txt", "mine.xlsx"} <= files(tmp_path)


def test_a_forged_manifest_removes_nothing_outside_the_texts(tmp_path: Path) -> None:
    """A path in run.json that leads out of texts/ is not followed."""
    victim = tmp_path / "victim.txt"
    victim.write_text("重要", "utf-8")
    out = tmp_path / "out"
    write(out, ("page", "正文"))
    digest = hashlib.sha256(victim.read_bytes()).hexdigest()
    forged = {"written_by": "cx-extract", "inputs": [{"text": "../victim.txt", "sha256": digest}, 5]}
    (out / "run.json").write_text(json.dumps(forged), "utf-8")
    write(out, ("page", "正文"))
    assert victim.exists()


def test_a_file_or_a_place_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    """Results need a folder; the message says what to do."""
    file = tmp_path / "out.csv"
    file.write_text("x")
    for out in (file, file / "below"):
        with pytest.raises(UsageError, match=r"give a(nother)? folder"), OutputFolder(out, manifest()):
            pass
    assert file.read_text() == "x"


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    """An error of the system while writing becomes one line for the user."""
    with pytest.raises(UsageError, match="make room"), OutputFolder(tmp_path, manifest()) as results:
        (tmp_path / "run.json").mkdir()
        results.commit(())


def test_half_a_surrogate_in_a_file_name_does_not_stop_the_run(tmp_path: Path) -> None:
    """What UTF-8 cannot hold is written as an escape."""
    with OutputFolder(tmp_path, manifest()) as results:
        results.add_failure("\ud800", "\ud800.txt", "unreadable")
        results.commit(())
    assert "\\ud800.txt" in (tmp_path / "failures.csv").read_text("utf-8-sig")


def test_results_are_known_by_their_manifest(tmp_path: Path) -> None:
    """Only a run.json of our own marks a folder as results."""
    write(tmp_path / "ours")
    (tmp_path / "theirs").mkdir()
    for content in ("{}", "[1]", "no json", '{"written_by": "another"}'):
        (tmp_path / "theirs/run.json").write_text(content)
        assert not is_output(tmp_path / "theirs")
    assert is_output(tmp_path / "ours")
    assert read_manifest(tmp_path) == {}


def test_versions_name_what_results_depend_on() -> None:
    """The tagger in use and the libraries that change results are there, and none is empty."""
    found = versions()
    assert {"cx-extract", "python", "opencc", "trafilatura"} < set(found)
    assert {"jieba", "rjieba"} & set(found)
    assert all(found.values())
