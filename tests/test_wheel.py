"""The built wheel carries the rules and works away from the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = ("kb/graph/page.css", "kb/graph/page.js")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds what the wheel installs."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_wheel_holds_rules_types_and_schema(unpacked: Path) -> None:
    """Rules, gazetteers, the typing marker and the gold schema are in the wheel."""
    package = unpacked / "cx_extract"
    for name in (
        "rules/relations/lead.toml",
        "rules/gazetteers/places.tsv",
        "py.typed",
        "goldio/gold.schema.json",
        *PAGE,
    ):
        assert (package / name).is_file(), name


def test_wheel_extracts_with_its_own_rules(unpacked: Path, tmp_path: Path) -> None:
    """Imported from the wheel, the extractor reads the wheel's rules and finds a lead."""
    code = (
        "import cx_extract; from cx_extract.ruleset import SHIPPED_RULES; print(SHIPPED_RULES);"
        "print(cx_extract.extract('由清华大学牵头组建了智能网联汽车创新联合体。')[0].first('lead_units').value)"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    rules, lead = done.stdout.split()
    assert Path(rules) == unpacked / "cx_extract" / "rules"
    assert lead == "清华大学"


def test_wheel_makes_a_knowledge_base(unpacked: Path, tmp_path: Path) -> None:
    """The steps of the schema are in the wheel: a base is made and asked away from the checkout."""
    code = (
        "from cx_extract import kb\n"
        "with kb.open('kb.sqlite') as base: print(len(base.query('SELECT version_num FROM alembic_version')))"
    )
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout == "1\n"
