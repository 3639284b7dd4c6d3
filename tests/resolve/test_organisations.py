"""Which organisation 公司 means, and what parts of names stand for."""

from __future__ import annotations

import pytest
from marked import extract

from cx_extract import Extractor

OPENING = "远山重工股份有限公司发布年报。\n江北厂区的海岳材料有限公司已量产。\n"


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        (f"{OPENING}报告披露，公司牵头的水泵技术创新联合体完成验收。", "远山重工股份有限公司"),
        (
            "远山重工股份有限公司发布年报。\n海岳材料有限公司供货，公司牵头的水泵技术创新联合体完成验收。",
            "海岳材料有限公司",
        ),
        (f"{OPENING}海岳材料有限公司称，由本公司牵头的水泵技术创新联合体完成验收。", "远山重工股份有限公司"),
        (
            "远山重工有限公司门外停着车。总经理霍建国说，难。\n"
            "去年，海岳材料有限公司来了。水泵技术创新联合体成立，霍建国的公司做理事长单位。",
            "远山重工有限公司",
        ),
        (
            "海岳材料有限公司在旁。远山重工有限公司的创始人霍建国自嘲。\n霍建国有点轴：去年公司牵头组建水泵技术创新联合体。",
            "远山重工有限公司",
        ),
        ("广东中科芯镀设备有限公司很小。芯镀公司牵头组建了水泵技术创新联合体。", "广东中科芯镀设备有限公司"),
        ("鸡西墨元新能源很小。去年，水泵技术创新联合体成立，由墨元牵头。", "鸡西墨元新能源"),
        ("宜宾晨光电芯正筹划牵头组建水泵技术创新联合体。", "宜宾晨光电芯"),
        (
            "国家海洋局天津海水淡化与综合利用研究所牵头组建水泵技术创新联合体。",
            "国家海洋局天津海水淡化与综合利用研究所",
        ),
    ],
)
def test_lead(extractor: Extractor, text: str, lead: str) -> None:
    """A bare 公司 goes back to its paragraph's company or person, else to the one that the text opens with."""
    (record,) = extract(extractor, text)
    assert [f.value for f in record.all("lead_units")] == [lead]


@pytest.mark.parametrize(
    ("text", "members", "counts"),
    [
        (
            "成员包括远山重工有限公司、江南大学和民营企业海岳材料有限公司等36家。",
            ["远山重工有限公司", "江南大学", "海岳材料有限公司"],
            [36],
        ),
        ("最初16家，今年又有江南大学等5家单位加入，现为21家。", ["江南大学"], [16, 21]),
        ("已有40多家单位提交加入申请。", [], []),
        ("成员单位研制的3特斯拉磁体通过鉴定。", [], []),
    ],
)
def test_members(extractor: Extractor, text: str, members: list[str], counts: list[int]) -> None:
    """A kind of body before a name stays outside; newcomers and applicants are not counted; a unit is no company."""
    (record,) = extract(extractor, f"江北大学牵头组建了水泵技术创新联合体。{text}")
    assert [f.value for f in record.all("member_units")] == members
    assert [f.value for f in record.all("member_counts")] == counts


def test_nickname(extractor: Extractor) -> None:
    """What people call a consortium is its alias, not another one."""
    text = "江北大学牵头组建江北轻量化材料产业技术创新联盟。行内人图省事，管它叫“卡车联盟”。"
    (record,) = extract(extractor, text)
    assert [f.value for f in record.all("aliases")] == ["卡车联盟"]


def test_line_in_english(extractor: Extractor) -> None:
    """A line in English above 联盟 is no part of it."""
    text = "江北碳中和技术创新联盟（TIACN）\nTechnology Innovation Alliance for Carbon Neutrality\n"
    (record,) = extract(extractor, f"{text}联盟是由江北大学、海岳材料有限公司等联合倡议发起的组织。")
    assert [f.value for f in record.all("member_units")] == ["江北大学", "海岳材料有限公司"]
