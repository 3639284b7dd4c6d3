"""Organisations by name: their left and right boundaries, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from marked import check_organisations

from cx_extract.find.recogniser import Recognised

Recognise = Callable[[str], Recognised]


@pytest.mark.parametrize(
    "marked",
    [
        "由<org>江海光电科技有限公司</org>牵头。",
        "由<org>沪南重工（集团）有限公司</org>牵头。",
        "由<org>华锐重工（大连）有限公司</org>牵头。",
        "由<org>河东电力股份有限公司</org>牵头。",
        "由<org>江苏云海企业集团制药股份有限公司</org>牵头。",
        "由<org>江北新材料科技（安徽）股份有限公司</org>牵头。",
        "由<org>国网湖北省电力有限公司武汉分公司</org>牵头。",
        "由<org>中国石化江汉油田分公司</org>牵头。",
        "记者来到<org>苏州云帆智能装备有限责任公司</org>。",
        "会上，<org>东海造船集团</org>介绍了情况。",
        "由<org>华电宁夏发电有限公司</org>牵头。",
        "由<org>中铁武汉桥梁装备公司</org>牵头。",
        "由<org>国能神华九江公司</org>牵头。",
        "由<org>江海科技企业孵化器有限公司</org>、龙头企业<org>江海激光有限公司</org>牵头。",
        "<org>中国农业银行股份有限公司武汉光谷支行</org>参加。",
        "发起单位：<org>江西云台茶业有限公司</org>、<org>华茶江西宁红茶厂有限公司</org>、<org>浮梁茶业有限公司</org>。",
        "<org>中华茶业总社杭州茶叶研究院</org>支持。",
    ],
)
def test_companies(recognise: Recognise, marked: str) -> None:
    """Bracketed places and 集团, legal forms and branch names belong to a company's name."""
    check_organisations(recognise, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "由<org>武汉理工大学</org>牵头。",
        "由<org>香港中文大学（深圳）</org>牵头。",
        "由<org>中南大学湘雅医院</org>牵头。",
        "由<org>常州工程职业技术学院</org>牵头。",
        "由<org>中国科学院金属研究所</org>牵头。",
        "由<org>中国电子科技集团公司第十四研究所</org>牵头。",
        "由<org>湖南省农业科学院</org>牵头。",
        "由<org>黑龙江省农业科学院大豆研究所</org>牵头。",
        "由<org>长沙矿山研究院</org>牵头。",
        "由<org>国家石墨烯创新中心</org>牵头。",
        "由<org>湖北省激光行业协会</org>牵头。",
        "在<org>安徽省科学技术厅</org>指导下成立。",
        "<org>武汉市经济和信息化局</org>批复。",
        "<org>国家林业和草原局</org>批复。",
        "<org>省汽车工程学会</org>、<org>省农科院</org>参加。",
    ],
)
def test_universities_institutes_and_bureaux(recognise: Recognise, marked: str) -> None:
    """Schools, institutes (numbered ones too), centres, associations and bureaux are found to their left boundary."""
    check_organisations(recognise, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<org>ABB</org>、<org>西门子</org>、<org>施耐德电气</org>参与。",
        "<org>英特尔</org>与<org>三星电子</org>加入。",
        "<org>京东方</org>、<org>科大讯飞</org>、<org>宁德时代</org>等企业参与。",
        "<org>OPPO</org>等手机厂商参与。",
        "<org>麻省理工学院</org>和<org>牛津大学</org>参与。",
    ],
)
def test_foreign_names_and_brands_that_are_known(recognise: Recognise, marked: str) -> None:
    """Foreign firms, foreign schools and trade names of listed firms come from the gazetteers."""
    check_organisations(recognise, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<org>清华大学</org>、<org>云帆新材</org>、<org>武汉大学</org>参与。",
        "<org>清华大学</org>、<org>蓝芯</org>等12家单位参与。",
        "<org>复旦大学</org>、<org>海棠药业</org>和<org>同济大学</org>参与。",
    ],
)
def test_unknown_brands_in_company(recognise: Recognise, marked: str) -> None:
    """A word that nobody knows is an organisation where it stands in a list of organisations."""
    check_organisations(recognise, marked)


@pytest.mark.parametrize(
    "marked",
    [
        "<org>清华大学</org>、上下游企业参与。",
        "<org>清华大学</org>、科研院所和行业协会参与。",
        "围绕新材料、人工智能、生物医药等领域。",
        "<org>清华大学</org>、北京、上海等地。",
    ],
)
def test_kinds_fields_and_places_in_a_list_are_none(recognise: Recognise, marked: str) -> None:
    """Descriptions, fields of technology and places are no organisations in whatever company they stand."""
    check_organisations(recognise, marked)


@pytest.mark.parametrize(
    "text",
    [
        "龙头企业牵头，高校和科研院所参与。",
        "国家重点实验室和工程研究中心是平台。",
        "这家高新技术公司发展迅速。",
        "市中心城区交通便利。",
        "大学生活丰富多彩。",
        "集团化办学稳步推进。",
        "14家半导体制造公司参与。",
        "公司治理日趋完善，公司债发行顺利。",
        "政府引导、企业主体、市场运作。",
        "以企业为中心，以市场为导向。",
        "研究所里灯火通明。",
    ],
)
def test_kinds_of_bodies_name_nobody(recognise: Recognise, text: str) -> None:
    """Generic nouns with an organisation's ending, counted ones, and longer words that begin with one name nobody."""
    check_organisations(recognise, text)


@pytest.mark.parametrize(
    "marked",
    [
        "联合<org>武汉大学</org>、<org>江汉大学</org>组建。",
        "<org>清华大学</org>联合<org>湘江机床有限公司</org>组建。",
        "<org>清华大学</org>与<org>武汉大学</org>共同组建。",
        "<org>清华大学</org>以及<org>湖南大学</org>参与。",
        "今年，<org>清华大学</org>牵头。",
        "今天下午<org>清华大学</org>揭牌。",
        "上周四<org>清华大学</org>揭牌。",
        "前不久<org>湘江机床有限公司</org>牵头。",
        "作为牵头单位，<org>湘江机床有限公司</org>表示。",
        "副总经理说，<org>湘江机床有限公司</org>已经投产。",
        "蓝微电子与<org>中国科学院沈阳金属研究所</org>签约。",
    ],
)
def test_verbs_conjunctions_and_titles_end_a_name(recognise: Recognise, marked: str) -> None:
    """A name never swallows the verb, the conjunction, the date or the title to its left."""
    check_organisations(recognise, marked)
