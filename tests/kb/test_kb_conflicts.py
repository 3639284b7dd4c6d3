"""Where articles disagree, and where they only seem to."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_builders import Tale, Told, rows, write_run

from cx_extract import kb
from cx_extract.kb.conflicts import KINDS

NAME = "江苏省海上风电智能运维创新联合体"
ONE, OTHER = "江苏海润风电科技有限公司", "上海沪东船舶工程有限公司"
DAY = "2024-11-07"


def tell(tale: Tale, number: int, published: str = DAY) -> Told:
    """Return the article with the number."""
    return Told(f"a{number}", [tale], published)


def conflicts(db: str, folder: Path, *tales: Tale | Told) -> list[tuple[str, str]]:
    """Return kind and detail of every conflict among these tales, each of an article of its own."""
    told = [one if isinstance(one, Told) else tell(one, number) for number, one in enumerate(tales)]
    with kb.open(db) as base:
        base.load(write_run(folder / "out", *told))
        sided = (
            "SELECT count(*) FROM conflicts c JOIN statements l ON l.id = c.left_statement_id "
            "JOIN statements r ON r.id = c.right_statement_id WHERE l.id < r.id"
        )
        found = rows(base, "SELECT kind, detail FROM conflicts ORDER BY kind, detail")
        assert rows(base, sided) == [(len(found),)]
        return found


CASES = {
    "two sole leads": (
        [Tale(NAME, leads=[ONE]), Tale(NAME, leads=[OTHER])],
        {
            ("lead", f"each is said to lead alone: {OTHER}, {ONE}"),
            ("lead", f"each is said to lead alone: {ONE}, {OTHER}"),
        },
    ),
    "two foundings": (
        [Tale(NAME, dates=[("established", "2022-06")]), Tale(NAME, dates=[("established", "2023")])],
        {("founded", "2022-06 or 2023")},
    ),
    "counts of one day": (
        [Tale(NAME, counts=[(12, "exact", "")]), Tale(NAME, counts=[(15, "exact", "current")])],
        {("count", f"12家 or 15家 on {DAY}"), ("count", f"15家 or 12家 on {DAY}")},
    ),
    "an exact count below a vague one": (
        [Tale(NAME, counts=[(12, "exact", "")]), Tale(NAME, counts=[(15, "over", "")])],
        {("count", f"12家 or 15家 on {DAY}"), ("count", f"15家 or 12家 on {DAY}")},
    ),
    "more members than counted": (
        [Tale(NAME, members=["河海大学", "南通大学", "东南大学"], counts=[(2, "exact", "")])],
        {("members_over_count", "3 members listed, 2 stated")},
    ),
    "a lead among the members": (
        [Tale(NAME, leads=[ONE], members=[ONE, "河海大学"])],
        {("lead_is_member", f"{ONE} leads and is listed as a member")},
    ),
    "ended before it was founded": (
        [Tale(NAME, dates=[("established", "2022-06"), ("ended", "2021")])],
        {("order", "ended 2021, founded only 2022-06")},
    ),
    "accepted before it was founded": (
        [Tale(NAME, dates=[("established", "2022-06")]), Tale(NAME, dates=[("accepted", "2022-05-31")])],
        {("order", "accepted 2022-05-31, founded only 2022-06")},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_what_cannot_be_is_a_conflict(db: str, tmp_path: Path, case: str) -> None:
    """Each kind of conflict is found once, with both statements."""
    tales, expected = CASES[case]
    (found,) = conflicts(db, tmp_path, *tales)
    assert found in expected
    assert found[0] in KINDS


AGREEING = {
    "one lead of joint leads": [Tale(NAME, leads=[ONE, OTHER]), Tale(NAME, leads=[ONE]), Tale(NAME, leads=[OTHER])],
    "a planned lead": [Tale(NAME, status="planned", leads=[ONE]), Tale(NAME, leads=[OTHER])],
    "a more precise founding": [
        Tale(NAME, dates=[("established", "2022-06")]),
        Tale(NAME, dates=[("established", "2022")]),
    ],
    "about that year": [Tale(NAME, dates=[("established", "2022~")]), Tale(NAME, dates=[("established", "2023-02")])],
    "some time up to": [
        Tale(NAME, dates=[("established", "../2023-03-01")]),
        Tale(NAME, dates=[("established", "2023-02")]),
    ],
    "a growing count": [
        tell(Tale(NAME, counts=[(12, "exact", "")]), 1, "2024-01-01"),
        tell(Tale(NAME, counts=[(15, "exact", "")]), 2),
    ],
    "initial and current": [
        Tale(NAME, counts=[(5, "exact", "initial")]),
        Tale(NAME, counts=[(15, "exact", "current")]),
    ],
    "a vague count that fits": [Tale(NAME, counts=[(12, "exact", "")]), Tale(NAME, counts=[(10, "over", "")])],
    "counts by kind": [
        Tale(NAME, counts=[(3, "exact", ""), (12, "exact", "")]),
        Tale(NAME, counts=[(12, "exact", "")]),
    ],
    "as many as counted": [Tale(NAME, leads=[ONE], members=["河海大学", "南通大学"], counts=[(2, "exact", "")])],
    "members beyond a vague count": [Tale(NAME, members=["河海大学", "南通大学"], counts=[(1, "over", "")])],
    "members beyond the first count": [Tale(NAME, members=["河海大学", "南通大学"], counts=[(1, "exact", "initial")])],
    "lead of another article a member": [Tale(NAME, leads=[ONE]), Tale(NAME, members=[ONE])],
    "ended in the year of its founding": [Tale(NAME, dates=[("established", "2022-06"), ("ended", "2022")])],
    "two consortia": [Tale(NAME, leads=[ONE]), Tale("光伏组件创新联盟", leads=[OTHER])],
}


@pytest.mark.parametrize("case", AGREEING)
def test_what_can_be_is_none(db: str, tmp_path: Path, case: str) -> None:
    """What grows, is vague, or speaks of different times and roles does not contradict itself."""
    assert conflicts(db, tmp_path, *AGREEING[case]) == []
