"""``cx-extract run``, ``version`` and ``--help``, mostly as processes."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len

import cx_extract
from cx_extract.cli import commands

FOUNDED = "由清华大学牵头组建的海上风电运维创新联合体在北京成立，12家单位参与。"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(Path(cx_extract.__file__).parents[1]), "PYTHONUTF8": "1"}
COMMAND = (sys.executable, "-m", "cx_extract.cli")


def cx(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a process with its output piped."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT | variables,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with one article."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(FOUNDED, "utf-8")
    return tmp_path / "in"


def test_run_is_silent_but_for_one_line_on_stderr(folder: Path, tmp_path: Path) -> None:
    """Piped, the command prints its summary and nothing else."""
    done = cx("run", folder, "--out", tmp_path / "out")
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("1 article, 1 with records, 1 consortium, ")
    assert done.stderr.rstrip().endswith(f" 0 failed → {tmp_path / 'out'}")


def test_run_tells_by_its_status_that_some_failed(folder: Path, tmp_path: Path) -> None:
    """The others are complete, the failed one is listed, and the status is 1."""
    (folder / "b.txt").write_bytes(b"\x00\x01\x02")
    done = cx("run", folder, "--out", tmp_path / "out")
    assert (done.returncode, done.stdout) == (1, "")
    assert "2 articles, 1 with records" in done.stderr
    with (tmp_path / "out/failures.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["article"], row["path"]) == ("b", "b.txt")


def test_show_prints_a_table_of_a_hundred_columns(folder: Path, tmp_path: Path) -> None:
    """Chinese takes two columns a character and the table still fits; an escape sequence is not obeyed."""
    (folder / "b.jsonl").write_text('{"title": "\\u001b[31m红", "text": "' + FOUNDED.replace("清华", "天津") + '"}')
    done = cx("run", folder, "--out", tmp_path / "out", "--show", COLUMNS="30")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["Consortium", "Status", "Led", "by", "Members", "Since", "Results"]
    assert sum("海上风电运维创新联合体" in line and "12" in line for line in lines) == 2
    assert max(cell_len(line) for line in lines) <= 100
    assert "\x1b" not in done.stdout
    assert "␛[31m红" in done.stdout


def test_show_lists_many_leads_in_short() -> None:
    """Four leads are shown, the number of the others is told."""
    from cx_extract.cli.table import _cells

    names = ("name", "status", "member_count", "established_date", "achievements", "region")
    row = dict.fromkeys(names, "") | {"lead_units": "甲；乙；丙；丁；戊；己", "member_count_qualifier": "over"}
    assert _cells(row | {"member_count": "40"})[:4] == ["(no name)", "", "甲\n乙\n丙\n丁\n+ 2", ">40"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("run", "{}/none", "--out", "{}/out"), "is no folder"),
        (("run", "{}/in", "--out", "{}/in"), "another folder"),
        (("run", "{}/in", "--out", "{}/in/a.txt"), "is a file"),
        (("run", "{}/in", "--out", "{}/out", "--published", "bald"), "is no publication date"),
        (("run", "{}/in", "--out", "{}/out", "--rules", "{}/none"), "no such rules folder"),
        (("run", "{}/in", "--out", "{}/out", "--jobs", "0"), "jobs"),
        (("run", "{}/in"), "--out"),
        (("fly",), "fly"),
        (("explain", "{}/none.txt"), "does not exist"),
        (("explain", "{}/in"), "is a folder"),
        (("rules", "check", "{}/none"), "no such rules folder"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_usage_is_one_line_and_status_two(tmp_path: Path, arguments: tuple[str, ...], complaint: str) -> None:
    """Every mistake is answered without a traceback, naming the thing at fault."""
    done = CliRunner().invoke(commands, [argument.format(tmp_path) for argument in arguments])
    assert done.exit_code == 2
    assert complaint in done.stderr.splitlines()[-1]
    assert done.stderr.splitlines()[-1].startswith("Error: ")
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    """No article is no failure, but the summary says what would have been read."""
    (tmp_path / "in").mkdir()
    done = CliRunner().invoke(commands, ["run", str(tmp_path / "in"), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert "0 articles" in done.stderr
    assert ".jsonl" in done.stderr


def test_warnings_are_counted_in_the_summary(folder: Path, tmp_path: Path) -> None:
    """Piped, a warning does not break the rule of one line."""
    (folder / "articles.csv").write_text("file\nnone.txt\n")
    done = CliRunner().invoke(commands, ["run", str(folder), "--out", str(tmp_path / "out")])
    assert done.exit_code == 0
    assert done.stderr.rstrip().endswith("; 1 warning in run.json")


def test_help_loads_nothing_heavy() -> None:
    """The help of every command comes without the libraries that take long to import."""
    code = (
        "import sys; from click.testing import CliRunner; from cx_extract.cli import commands\n"
        "for arguments in ('--help', 'run -h', 'explain -h', 'rules check -h', 'kb -h', 'kb load -h', 'version -h'):\n"
        "    assert CliRunner().invoke(commands, arguments.split()).exit_code == 0, arguments\n"
        "heavy = {'pandas', 'numpy', 'spacy', 'trafilatura', 'lxml', 'jieba', 'rjieba', 'scipy', 'rich', 'opencc',\n"
        "         'sqlalchemy', 'alembic', 'rapidfuzz'}\n"
        "loaded = heavy & set(sys.modules) | {m for m in sys.modules if m.startswith('cx_extract.pipeline')}\n"
        "sys.exit(', '.join(sorted(loaded)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_version_names_rules_and_libraries() -> None:
    """What results depend on can be quoted in a report."""
    done = CliRunner().invoke(commands, ["version"])
    assert done.exit_code == 0
    lines = dict(line.split(" ", 1) for line in done.stdout.splitlines())
    assert {"cx-extract", "python", "opencc", "rules"} <= set(lines)
    assert len(lines["rules"]) == 64


def test_output_that_cannot_show_chinese_gets_escapes(folder: Path, tmp_path: Path) -> None:
    """A terminal in ASCII is no reason to fail."""
    done = cx("run", folder, "--out", tmp_path / "out", "--show", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "\\u6d77" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_cleanly(tmp_path: Path, jobs: str) -> None:
    """Ctrl-C, which reaches all processes, gives one line and status 130 and leaves the earlier results."""
    (tmp_path / "in").mkdir()
    for number in range(400):
        (tmp_path / "in" / f"{number}.txt").write_text(FOUNDED * 100 + str(number), "utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out/consortia.csv").write_text("earlier")
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tests run in the background would have it ignored
    running = subprocess.Popen(
        [*COMMAND, "run", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--jobs", jobs],
        stderr=subprocess.PIPE,
        encoding="utf-8",
        env=ENVIRONMENT,
        start_new_session=True,
    )
    while not (tmp_path / "out/.facts.csv.part").exists():
        assert running.poll() is None
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    assert errors.splitlines() == ["Interrupted: results of an earlier run stay as they were"]
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["consortia.csv"]
    assert (tmp_path / "out/consortia.csv").read_text() == "earlier"
