"""What is installed from the built distributions, as opposed to what works from the checkout."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = "今年3月，由江汉光电科技有限公司牵头，联合华中科技大学等12家单位组建武汉市硅光芯片创新联合体。"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the sdist, and the wheel built from it, as an installer does it."""
    out = tmp_path_factory.mktemp("dist")
    build(ROOT, "sdist", out)
    (sdist,) = out.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(out, filter="data")
    (source,) = (path for path in out.iterdir() if path.is_dir())
    build(source, "wheel", out)
    (wheel,) = out.glob("*.whl")
    return sdist, wheel


def build(folder: Path, target: str, out: Path) -> None:
    """Build a distribution without a network."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(out)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def installed(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel's contents; a wheel of pure Python is installed by unpacking it."""
    folder = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(built[1]) as archive:
        archive.extractall(folder)
    return folder


def run_installed(folder: Path, code: str, where: Path) -> str:
    """Run ``code`` in another folder, in a process that finds the installed package before the checkout."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=where, env=environment, check=True, capture_output=True, text=True).stdout


def relative_files(folder: Path) -> set[str]:
    """Return the files under ``folder`` by relative path."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in found}


def test_wheel_holds_rules_types_and_licence(installed: Path) -> None:
    """Every rule file, every module and ``py.typed`` is there, and nothing of tests or corpus."""
    package = installed / "cx_extract"
    rules = relative_files(ROOT / "rules")
    assert relative_files(package / "rules") == rules
    assert relative_files(package) - {f"rules/{name}" for name in rules} == relative_files(ROOT / "src/cx_extract")
    assert (package / "py.typed").is_file()
    assert list(installed.glob("*.dist-info/licenses/LICENSE"))
    assert {path.suffix or path.name for path in installed.iterdir()} == {"cx_extract", ".dist-info"}


def test_sdist_can_run_the_tests(built: tuple[Path, Path]) -> None:
    """The source distribution has what ``make test`` needs."""
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {"Makefile", "LICENSE", "README.md", "pyproject.toml", "bench/benchmark.py", "tests/test_wheel.py"} <= names
    assert {f"rules/{name}" for name in relative_files(ROOT / "rules")} <= names


def test_installed_package_extracts(installed: Path, tmp_path: Path) -> None:
    """Away from the checkout it uses its own rules and gives the same records."""
    code = f"""
from pathlib import Path
import cx_extract
from cx_extract.ruleset import SHIPPED_RULES
home = Path(cx_extract.__file__).parent
assert home == Path({str(installed)!r}) / "cx_extract", home
assert SHIPPED_RULES == home / "rules", SHIPPED_RULES
(record,) = cx_extract.extract({TEXT!r}, "2024-11-07")
print(record)
print(cx_extract.__version__)
"""
    record, version = run_installed(installed, code, tmp_path).splitlines()
    from cx_extract import extract

    assert record == repr(extract(TEXT, "2024-11-07")[0])
    assert f"cx_extract-{version}.dist-info" in {path.name for path in installed.iterdir()}


def test_spacy_finds_the_component_by_its_entry_point(installed: Path, tmp_path: Path) -> None:
    """``nlp.add_pipe`` works without any import of ours."""
    code = f"""
import sys, spacy
assert "cx_extract" not in sys.modules
nlp = spacy.blank("zh")
nlp.add_pipe("cx_extract")
print(*(ent.label_ for ent in nlp({TEXT!r}).ents))
"""
    assert {"ORG", "CONSORTIUM", "DATE", "CARDINAL"} <= set(run_installed(installed, code, tmp_path).split())


def test_command_is_declared(installed: Path, tmp_path: Path) -> None:
    """The console script leads to a function that answers."""
    code = """
from importlib.metadata import distribution
(script,) = distribution("cx-extract").entry_points.select(group="console_scripts")
import sys
sys.argv = ["cx-extract", "--help"]
script.load()()
"""
    assert "run" in run_installed(installed, code, tmp_path)
