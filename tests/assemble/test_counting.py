"""Which lists and numbers are of members, and which are of others."""

from __future__ import annotations

import pytest
from marked import extract

from cx_extract import Extractor


@pytest.mark.parametrize(
    ("text", "members", "counts"),
    [
        ("该公司客户有江北大学、远山重工等12家企业。", [], []),
        ("骨干曾到访江北大学、远山重工等12家单位。", [], []),
        ("新增了江北大学、远山重工等6家理事单位。", ["江北大学", "远山重工"], []),
        ("吸纳江北应化研究所等6家单位。", ["江北应化研究所"], [6]),
    ],
)
def test_members(extractor: Extractor, text: str, members: list[str], counts: list[int]) -> None:
    """Customers are no members, newcomers no total, and a word inside a name (应) makes no appeal."""
    (record,) = extract(extractor, f"数控机床创新联合体由江北机床集团牵头。联合体{text}")
    assert [f.value for f in record.all("member_units")] == members
    assert [f.value for f in record.all("member_counts")] == counts


def test_consortia_in_the_mass(extractor: Extractor) -> None:
    """A sentence that counts consortia may go on to name one, and then speaks of that one."""
    text = "去年全市组建了6个创新联合体，其中由江北机床集团牵头的数控机床创新联合体有成员单位9家。"
    (record,) = extract(extractor, text)
    assert [f.value for f in record.all("lead_units")] == ["江北机床集团"]
    assert [f.value for f in record.all("member_counts")] == [9]
