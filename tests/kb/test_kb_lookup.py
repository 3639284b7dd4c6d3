"""Bodies found by what people know of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_asked import FIRM, HOHAI, WIND, fill
from sqlalchemy import insert

from cx_extract import kb
from cx_extract.errors import UsageError
from cx_extract.kb.lookup import BOTH, find, find_one
from cx_extract.kb.schema import former_ids


def names(db: str, wanted: str) -> list[str]:
    """Return the names of what is found."""
    with kb.open(db) as base, base.database.reading() as connection:
        return [one.name for one in find(connection, BOTH, wanted)]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("风电联合体", [WIND]),
        ("運維", [WIND]),
        ("粤港低空经济", ["粵港低空經濟協同創新體"]),
        ("sunpower", ["SunPower公司"]),
        ("SUNPOWER公司", ["SunPower公司"]),
        ("光伏组件", ["南京光伏组件创新联盟"]),
        ("%", []),
        ("_", []),
        ("\udcff", []),
    ],
)
def test_names_and_parts_of_names_find(db: str, tmp_path: Path, wanted: str, found: list[str]) -> None:
    """An alias, a part, another script and another case find the body; wildcards and stray bytes stand for nothing."""
    assert names(fill(db, tmp_path), wanted) == found


def test_a_whole_name_wins_over_longer_ones(db: str, tmp_path: Path) -> None:
    """The name of one body that is part of another's means the first."""
    from kb_builders import Tale, Told

    told = Told("a", [Tale("储能创新联合体", leads=["甲示例大学", "甲示例大学附属医院"])], "2024-01-01")
    fill(db, tmp_path, told)
    assert names(db, "甲示例大学") == ["甲示例大学"]
    assert sorted(names(db, "甲示例大")) == ["甲示例大学", "甲示例大学附属医院"]


def test_ids_find_and_former_ids_lead_on(db: str, tmp_path: Path) -> None:
    """A present and a former id mean the same body."""
    fill(db, tmp_path)
    with kb.open(db) as base:
        with base.database.reading() as connection:
            (known,) = find(connection, ("consortium",), WIND)
        with base.database.writing() as connection:
            connection.execute(
                insert(former_ids), {"former_id": "0" * 16, "kind": "consortium", "present_id": known.id}
            )
        with base.database.reading() as connection:
            assert find_one(connection, ("consortium",), known.id) == known
            assert find_one(connection, BOTH, "0" * 16) == known
            assert known.articles == 2


def test_several_candidates_are_listed(db: str, tmp_path: Path) -> None:
    """The error names each with its id, those of most articles first, and what to do."""
    fill(db, tmp_path)
    with kb.open(db) as base, base.database.reading() as connection:
        with pytest.raises(UsageError) as raised:
            find_one(connection, ("organisation",), "大学")
        lines = str(raised.value).splitlines()
        assert lines[0] == "'大学' may be any of 4; give more of the name, or an id:"
        assert HOHAI in lines[1] and lines[1].endswith("(3 articles)")
        with pytest.raises(UsageError, match=r"海上风电运维创新联合体  \(consortium, 2 articles\)"):
            find_one(connection, BOTH, "风电")
        with pytest.raises(UsageError, match="kb search '空 气' looks into the articles"):
            find_one(connection, BOTH, "空 气")
        with pytest.raises(UsageError, match="an empty name"):
            find_one(connection, BOTH, " ")
        assert find_one(connection, ("organisation",), "风电").name == FIRM
