"""Members that are told as a story, and bodies in the same passage that are none."""

from __future__ import annotations

import pytest
from marked import extract

from cx_extract import Extractor

FOUNDED = "前年，水泵技术创新联合体由江北大学牵头组建。"


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "远山重工有限公司带了图纸，江南大学带了人，海岳材料有限公司把中试线也拉了进来，一共9家。",
            ["远山重工有限公司", "江南大学", "海岳材料有限公司"],
        ),
        (
            "名册上，远山重工有限公司后面是江南大学和海岳材料有限公司。",
            ["远山重工有限公司", "江南大学", "海岳材料有限公司"],
        ),
        ("成员们很忙。此外，远山重工有限公司和江南大学的课题组一共拿了两个奖。", []),
        ("成员们说，样机由远山重工有限公司采购，江南大学鉴定。", []),
        ("成员们去年建了江北水泵研究中心和江北试验中心。", []),
        ("牵头的人病了，江南大学医院有限公司和远山重工有限公司认为无碍。", []),
    ],
)
def test_members(extractor: Extractor, text: str, members: list[str]) -> None:
    """Who sits in the consortium is a member; who hosts, buys, comments or was built is none."""
    (record,) = extract(extractor, FOUNDED + text)
    assert [f.value for f in record.all("member_units")] == members


def test_two_consortia(extractor: Extractor) -> None:
    """A sentence that tells of two consortia says of nobody in which one they sit."""
    text = "江北大学牵头的水泵技术创新联合体和江南大学牵头的阀门技术创新联合体，都有远山重工有限公司的身影。"
    assert all(not record.all("member_units") for record in extract(extractor, text))
