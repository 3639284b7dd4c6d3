"""Which count and which date the row of a consortium shows."""

import datetime as dt

import pytest
from write_builders import article, fact, record

from cx_extract.model import Fact
from cx_extract.write.overview import (
    CONSORTIA_COLUMNS,
    consortium_row,
    count_history,
    established_date,
    latest_count,
    row_confidence,
)


def count(value: int, qualifier: str = "exact", as_of: str = "", unit: str = "家") -> Fact:
    """Return a count of members."""
    return fact("member_counts", value, qualifier=qualifier, as_of=as_of, unit=unit)


@pytest.mark.parametrize(
    ("counts", "chosen"),
    [
        ([count(17, as_of="initial"), count(26, as_of="current")], (26, "exact")),
        ([count(26, as_of="current"), count(17, as_of="initial")], (26, "exact")),
        ([count(60, as_of="initial"), count(26)], (26, "exact")),
        ([count(17, as_of="initial")], (17, "exact")),
        ([count(80), count(50, as_of="2023")], (50, "exact")),
        ([count(50, as_of="2023"), count(40, as_of="2024-06")], (40, "exact")),
        ([count(90, as_of="2023"), count(40, as_of="current")], (40, "exact")),
        ([count(3, unit="所"), count(12)], (12, "exact")),
        ([count(100, "nearly"), count(96)], (96, "exact")),
        ([count(96), count(100, "nearly")], (96, "exact")),
        ([count(100, "nearly"), count(3, unit="所")], (100, "nearly")),
        ([count(10, "over"), count(12)], (12, "exact")),
        ([count(40, "over"), count(46)], (46, "exact")),
        ([count(10, "tens"), count(12)], (10, "tens")),
        ([count(10, "tens"), count(32)], (32, "exact")),
        ([count(100, "hundreds"), count(32)], (100, "hundreds")),
        ([count(50, "about"), count(48)], (48, "exact")),
        ([count(50, "about"), count(30)], (50, "about")),
    ],
)
def test_the_latest_total_is_shown(counts: list[Fact], chosen: tuple[int, str]) -> None:
    """Current over dated over plain over initial, then the largest, then the exact one that fits it."""
    found = latest_count(counts)
    assert found is not None
    assert (found.value, found.qualifier) == chosen


def test_no_count_leaves_the_cells_empty() -> None:
    """An article without counts gives neither a count nor a history."""
    assert latest_count([]) is None
    assert count_history([]) == ""


@pytest.mark.parametrize(
    ("counts", "history"),
    [
        ([count(17, as_of="initial"), count(26, as_of="current")], "17 (initial) → 26 (current)"),
        ([count(26, as_of="current"), count(17, as_of="initial")], "17 (initial) → 26 (current)"),
        (
            [count(30, as_of="2023-12"), count(17, as_of="initial"), count(20, as_of="2022")],
            "17 (initial) → 20 (2022) → 30 (2023-12)",
        ),
        ([count(26)], ""),
        ([count(17, as_of="initial")], "17 (initial)"),
        ([count(3, unit="所"), count(12)], "3所；12家"),
        ([count(40, "over", "current"), count(10, "tens", unit="所")], "over 40 (current)；tens of 所"),
    ],
)
def test_the_history_tells_the_times_in_order(counts: list[Fact], history: str) -> None:
    """Counts with a time come in its order, the others behind, and a lone plain count has no history."""
    assert count_history(counts) == history


@pytest.mark.parametrize(
    ("dates", "shown"),
    [
        ([("established", "2024-06")], "2024-06"),
        ([("established", "2024"), ("established", "2024-06-18")], "2024-06-18"),
        ([("established", "../2024-11-07"), ("established", "2024-11")], "2024-11"),
        ([("established", "2022~"), ("established", "2022")], "2022"),
        ([("established", "2021"), ("established", "2022")], "2021"),
        ([("launched", "2024-06-18"), ("approved", "2023")], ""),
        ([], ""),
    ],
)
def test_the_founding_date_is_the_most_precise_one(dates: list[tuple[str, str]], shown: str) -> None:
    """Only events of kind established count, the most precise first, then the first in the text."""
    assert established_date([fact("dates", value, event=event) for event, value in dates]) == shown


def test_the_row_has_every_column_in_order() -> None:
    """A full record fills each column from the field of that name."""
    facts = (
        fact("name", "甲创新联合体", confidence=0.9),
        fact("aliases", "甲联合体", confidence=0.9),
        fact("aliases", "JIA", confidence=0.9),
        fact("status", "established", confidence=0.9),
        fact("lead_units", "乙公司", confidence=0.9),
        fact("member_units", "丙大学", confidence=0.9),
        fact("member_units", "丁研究院", confidence=0.9),
        count(12),
        fact("dates", "2022~", event="approved", confidence=0.9),
        fact("dates", "2024-06-18", event="established", confidence=0.9),
        fact("achievements", "攻克了\n三项技术", category="technology", confidence=0.5),
        fact("achievements", "发布一项；标准", category="standard", confidence=0.5),
        fact("region", "厦门", confidence=0.9),
    )
    known = article(article_id="a/b", title="标题", published=dt.date(2024, 11, 7))
    row = dict(zip(CONSORTIA_COLUMNS, consortium_row(known, record(*facts)), strict=True))
    assert row == {
        "article": "a/b",
        "title": "标题",
        "published": "2024-11-07",
        "name": "甲创新联合体",
        "aliases": "甲联合体；JIA",
        "status": "established",
        "lead_units": "乙公司",
        "member_count": 12,
        "member_count_qualifier": "exact",
        "member_count_history": "",
        "member_units": "丙大学；丁研究院",
        "established_date": "2024-06-18",
        "date_events": "approved: 2022~；established: 2024-06-18",
        "achievements": "攻克了三项技术；发布一项;标准",
        "achievement_categories": "technology；standard",
        "region": "厦门",
        "confidence": 0.77,
    }


def test_a_record_without_name_and_article_without_metadata_leave_cells_empty() -> None:
    """What the article does not say is an empty cell, never a guess."""
    row = consortium_row(article(), record(fact("lead_units", "乙公司")))
    filled = {name for name, cell in zip(CONSORTIA_COLUMNS, row, strict=True) if cell != ""}
    assert filled == {"article", "lead_units", "confidence"}


def test_the_confidence_of_a_row_is_the_mean_of_its_facts() -> None:
    """A row of one sure and one doubtful value lies between them, and an empty one is worth nothing."""
    assert row_confidence([fact("name", "甲", confidence=0.9), fact("status", "planned", confidence=0.4)]) == 0.65
    assert row_confidence([]) == 0.0
