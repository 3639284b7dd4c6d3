"""kb diff --since."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kb_asked import FIRM, HOHAI, NANTONG, WIND, cx
from kb_builders import OTHER_RULES, Tale, Told, write_run
from sqlalchemy import update

from cx_extract import kb
from cx_extract.kb.changes import changes
from cx_extract.kb.schema import articles, runs

OLD, NOW = "2026-01-01T12:00:00+00:00", "2026-01-10"
FIRST = Told(
    "wind", [Tale(WIND, leads=[FIRM], members=[HOHAI, NANTONG])], "2024-11-07", "风电联合体揭牌", more="港" * 99
)


@pytest.fixture
def loaded(db: str, tmp_path: Path) -> str:
    """Return a base in which the first article was loaded on an early day."""
    with kb.open(db) as base:
        base.load(write_run(tmp_path / "first", FIRST))
        with base.database.writing() as connection:
            connection.execute(update(runs).values(loaded_at=OLD))
            connection.execute(update(articles).values(loaded_at=OLD))
    return db


def since(db: str, day: str = NOW) -> list[tuple[str, str, str]]:
    """Return what changed, by sign, field and value."""
    with kb.open(db) as base, base.database.reading() as connection:
        return [(one.sign, one.field, one.value) for one in changes(connection, day)]


def add(db: str, folder: Path, *told: Told, rules: str = OTHER_RULES) -> None:
    """Load another run."""
    with kb.open(db) as base:
        base.load(write_run(folder / "next", *told, rules=rules))


def test_since_a_day_before_everything_is_learnt(loaded: str) -> None:
    """Every value of the first load is new since a day before it, and none since a day after."""
    assert since(loaded, "2026-01-01") == [
        ("+", "name", WIND),
        ("+", "lead_units", FIRM),
        ("+", "member_units", NANTONG),
        ("+", "member_units", HOHAI),
    ]
    assert since(loaded) == []


def test_a_newer_extraction_shows_only_what_it_changes(loaded: str, tmp_path: Path) -> None:
    """Values found again are no change; those no longer found are gone."""
    text = Told(
        "wind", [Tale(WIND, leads=[FIRM], members=[HOHAI, NANTONG])], "2024-11-07", FIRST.title, more=FIRST.more
    )
    add(loaded, tmp_path, text)
    assert since(loaded) == []


def test_an_edited_text_shows_only_what_it_changes(loaded: str, tmp_path: Path) -> None:
    """What the later text repeats is no change, although its statements are others."""
    add(
        loaded,
        tmp_path,
        Told("wind", [Tale(WIND, leads=[FIRM], members=[HOHAI, "丙大学"])], "2024-11-08", FIRST.title, more=FIRST.more),
    )
    assert since(loaded) == [("+", "member_units", "丙大学"), ("-", "member_units", NANTONG)]


def test_a_removed_article_takes_its_values_along(loaded: str, tmp_path: Path) -> None:
    """All that it alone told is no longer believed; before, it was."""
    with kb.open(loaded) as base:
        base.remove("wind")
    assert {sign for sign, _, _ in since(loaded)} == {"-"}
    assert len(since(loaded)) == 4
    assert since(loaded, "2026-01-01") == []


def test_another_name_of_a_consortium_stands_below_the_known_one(loaded: str, tmp_path: Path) -> None:
    """A change is shown under the name that the base knows the consortium by."""
    short = WIND.removeprefix("江苏省")
    add(loaded, tmp_path, Told("b", [Tale(short, leads=[FIRM], members=[HOHAI], aliases=[WIND])], "2024-12-01"))
    with kb.open(loaded) as base, base.database.reading() as connection:
        found = changes(connection, NOW)
    assert {one.consortium for one in found} == {WIND}
    assert {one.article for one in found} == {"b"}


def test_the_command_groups_by_consortium(loaded: str, tmp_path: Path) -> None:
    """Names stand above their changes, numbers on stderr; JSON has the same."""
    add(
        loaded,
        tmp_path,
        Told("b", [Tale("光伏组件创新联盟", leads=["甲公司"], counts=[(9, "over", "")])], "2024-12-01"),
        Told("c", [Tale("储能创新联合体", members=["乙大学"], dates=[("launched", "2024-05")])], "2024-12-01"),
    )
    done = cx("diff", "--since", "2026年1月10日", "--db", loaded)
    assert done.stdout == (
        "储能创新联合体\n"
        "  +  name                    · 储能创新联合体  [c]\n"
        "  +  member_units            · 乙大学  [c]\n"
        "  +  dates         launched  · 2024-05  [c]\n"
        "\n"
        "光伏组件创新联盟\n"
        "  +  name                 · 光伏组件创新联盟  [b]\n"
        "  +  lead_units           · 甲公司  [b]\n"
        "  +  member_counts  over  · 9  [b]\n"
    )
    assert done.stderr == "since 2026-01-10: 6 learnt, 0 no longer believed\n"
    told = json.loads(cx("diff", "--since", NOW, "--format", "json", "--db", loaded).stdout)
    assert [one["value"] for one in told] == ["储能创新联合体", "乙大学", "2024-05", "光伏组件创新联盟", "甲公司", "9"]


def test_a_wrong_day_is_told(loaded: str) -> None:
    """A word that is no date is one line and status 2."""
    for day in ("yesterday", ""):
        done = cx("diff", "--since", day, "--db", loaded)
        assert done.exit_code == 2
        assert "2024-11-07" in done.stderr or "2026-11-07" in done.stderr
