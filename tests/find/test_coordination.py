"""Unknown words that lists and roles make organisations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from marked import check_organisations

from cx_extract.find.recogniser import Recognised

Recognise = Callable[[str], Recognised]


@pytest.mark.parametrize(
    "marked",
    [
        "首批成员单位包括<org>江北大学</org>、<org>海岳材料</org>、<org>鹏程云联</org>。",
        "会员单位：<org>磐石电驱</org>、<org>中锂新材</org>、<org>江北大学</org>",
        "副理事长单位分别是<org>远洋航运</org>、<org>瀚海信息</org>和<org>天航科技</org>。",
        "<org>江北大学</org>、<org>磐石电驱</org>等为成员单位。",
        "<org>绿源种业</org>、<org>金穗良田</org>等当选副理事长单位。",
        "由<org>天瑞生物</org>、<org>海泰诊断</org>联合<org>江北大学</org>共同组建。",
        "<org>亿云锂能</org>为副理事长单位。",
        "98家成员单位中包括<org>一汽</org>、<org>海图院</org>、<org>江北大学</org>等9家理事单位。",
        "联合<org>合肥安澜新材料</org>、<org>江北大学</org>等共建单位。",
        "联合<org>江北大学</org>、<org>长波光学</org>、<org>蓝晶半导体</org>组建了联合体。",
    ],
)
def test_lists(recognise: Recognise, marked: str) -> None:
    """The items of a list of members are bodies, whatever they are called."""
    check_organisations(recognise, marked)


@pytest.mark.parametrize(
    "text",
    [
        "成员单位包括高校、科研院所、上下游企业。",
        "产业链上下游、高校院所联合开展攻关。",
        "合作单位有很多，方向是材料、装备、检测。",
        "牵头企业有诚意、利益分配有规则，才走得长远。",
        "经费由牵头单位先行垫付、成果按贡献分配。",
        "成员单位分别为12家和9家。",
        "整合成员单位有关车联网与智能汽车的技术。",
    ],
)
def test_lists_of_kinds(recognise: Recognise, text: str) -> None:
    """Kinds of bodies and fields of work are no organisations, wherever they are listed."""
    check_organisations(recognise, text)


@pytest.mark.parametrize(
    "marked",
    [
        "<org>星海光电</org>董事长李国强说。",
        "<org>芯海微电子</org>牵头组建了联合体。",
        "其中由<org>飞驰轮胎</org>牵头的项目。",
        "我县<org>远帆热泵</org>牵头组建的联合体。",
        "联合体由上市公司<org>龙腾科技</org>领衔。",
        "<org>星海光电</org>总经理王明到会。会后，<org>星海光电</org>签约。",
        "其中，<org>晶澜科技</org>负责流片验证。",
    ],
)
def test_roles(recognise: Recognise, marked: str) -> None:
    """Whoever has an executive, leads or shares the work is a body; what describes it stays outside."""
    check_organisations(recognise, marked)


@pytest.mark.parametrize(
    "text",
    [
        "由龙头企业实质性牵头的不足一半。",
        "多头牵头不如单一牵头。",
        "由张建国牵头的课题组。",
        "公司董事长李国强说。",
        "由3家央企共同牵头。",
    ],
)
def test_roles_of_nobody(recognise: Recognise, text: str) -> None:
    """Manners, people, kinds and references before a role are no names."""
    check_organisations(recognise, text)
