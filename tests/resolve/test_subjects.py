"""Who leads where the clause that founds has no subject, and which statements are of something else."""

from __future__ import annotations

import pytest
from marked import extract

from cx_extract import Extractor


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("江北大学是国内最早研究水泵的高校。近年来，牵头成立了水泵技术创新联盟。", ["江北大学"]),
        ("远山重工有限公司成立于1958年，先后联合江北大学、海岳材料组建了水泵技术创新联盟。", ["远山重工有限公司"]),
        ("江北大学的水泵专业很有名。近年来，牵头成立了水泵技术创新联盟。", []),
        ("江北大学是国内最早研究水泵的高校。\n近年来，牵头成立了水泵技术创新联盟。", []),
        ("江北大学办学多年。近年来，牵头成立了水泵技术创新联盟，联盟由远山重工牵头。", ["远山重工"]),
    ],
)
def test_elided_subjects(extractor: Extractor, text: str, leads: list[str]) -> None:
    """The subject before goes on within its paragraph, if it is one and nobody else is said to lead."""
    (record,) = extract(extractor, text)
    assert [f.value for f in record.all("lead_units")] == leads


@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("水泵技术创新联盟换届。\n江北大学牵头，联合海岳材料、远山重工推出了高温泵。", []),
        ("水泵技术创新联盟换届。\n会议开了一天。\n天气不错。\n由江北大学牵头，联合海岳材料、远山重工攻关。", []),
        ("水泵技术创新联盟\n联系人：王明\n电话略\n成员单位：江北大学、海岳材料", ["江北大学", "海岳材料"]),
        (
            "视频由江北电视台联合海岳材料、远山重工、水泵技术创新联盟以及江北大学共同制作。水泵技术创新联盟成立于2019年。",
            [],
        ),
        ("作为水泵技术创新联盟的重要成员，江北大学将参与攻关。", ["江北大学"]),
        ("水泵技术创新联盟联合江北大学、海岳材料等12家企业推进标准制定。", []),
        (
            "水泵技术创新联盟成员包括江北大学、江南大学等高校院所，海岳材料、远山重工等龙头企业，以及天航科技等用户。",
            ["江北大学", "江南大学", "海岳材料", "远山重工", "天航科技"],
        ),
        ("水泵技术创新联盟成员包括江北大学、江南大学等高校，海岳材料的股价涨了。", ["江北大学", "江南大学"]),
        ("3月2日，江北大学、海岳材料等单位宣布成立水泵技术创新联盟。", ["江北大学", "海岳材料"]),
        (
            "由双汇物流、江北大学、海岳材料等二十家企业发起的水泵技术创新联盟成立。",
            ["双汇物流", "江北大学", "海岳材料"],
        ),
        ("水泵技术创新联盟首批成员包括以下单位（排名不分先后）：四方精泵、江北大学。", ["四方精泵", "江北大学"]),
    ],
)
def test_members(extractor: Extractor, text: str, members: list[str]) -> None:
    """Roles are told near the consortium or under a label; a list that holds the consortium is not of its members."""
    (record,) = extract(extractor, text)
    assert [f.value for f in record.all("member_units")] == members
