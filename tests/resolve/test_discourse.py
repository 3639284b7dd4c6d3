"""Which consortium and which organisation a reference means."""

from __future__ import annotations

import pytest
from marked import differences

from cx_extract import Extractor

PUBLISHED = "2024-11-07"


@pytest.mark.parametrize(
    "marked",
    [
        (
            "江海光电科技有限公司主营激光器。<lead 江海光电科技有限公司>该公司</lead>牵头组建了<name>"
            "激光制造创新联合体</name>。"
        ),
        (
            "江海光电科技有限公司主营激光器。<date established 2023>去年</date>，"
            "<lead 江海光电科技有限公司>公司</lead>牵头组建了<name>激光制造创新联合体</name>。"
        ),
        "武汉理工大学新闻网消息，由<lead 武汉理工大学>学校</lead>牵头的<name>激光制造创新联合体</name>成立。",
        (
            "江海集团有限公司是国内龙头。<lead 江海集团有限公司>集团公司</lead>牵头组建了<name>"
            "激光制造创新联合体</name>。"
        ),
        (
            "<name>激光制造创新联合体</name>在武汉成立。该联合体由<lead>华中科技大学</lead>牵头，"
            "<member>武汉大学</member>参与。"
        ),
        (
            "<name>激光制造创新联合体</name>在武汉成立。联合体由<lead>华中科技大学</lead>牵头，"
            "成员单位达<count 26 exact>26家</count>。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。目前，已<result technology>"
            "攻克关键技术12项</result>。"
        ),
        (
            "江海光电科技有限公司总经理王明说：“<lead 江海光电科技有限公司>我们</lead>牵头组建了<name>"
            "激光制造创新联合体</name>。”"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<date established 2022-05>"
            "2022年5月</date>成立。与会代表有30名。"
        ),
        (
            "中国船舶集团第七〇八研究所成果丰硕。<lead 中国船舶集团第七〇八研究所>该所</lead>牵头组建了<name>"
            "破冰船设计创新联合体</name>。"
        ),
        (
            "<name>激光制造创新联合体</name>在武汉成立。\n该联合体由<lead>华中科技大学</lead>牵头，"
            "<count 26 exact>26家</count>单位参与。"
        ),
        (
            "<name>激光制造创新联合体</name>在武汉成立。\n与会专家参观了展区。\n该联合体由<lead>"
            "华中科技大学</lead>牵头。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。\n<name#2>"
            "智能纺机创新联盟</name>由<lead#2>武汉纺织大学</lead>牵头。"
            "该联盟成员单位达<count#2 16 exact>16家</count>。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。\n<name#2>"
            "智能纺机创新联盟</name>由<lead#2>武汉纺织大学</lead>牵头。"
            "该联盟有<count#2 16 exact>16家</count>成员单位，该联合体有<count 26 exact>26家</count>成员单位。"
        ),
        (
            "江海光电科技有限公司主营激光器。<lead 江海光电科技有限公司>本公司</lead>牵头组建了<name>"
            "激光制造创新联合体</name>。"
        ),
        "江海光电科技有限公司与武汉大学签约。<lead 武汉大学>该校</lead>牵头组建了<name>激光制造创新联合体</name>。",
        (
            "武汉大学与江海光电科技有限公司签约。<lead 江海光电科技有限公司>该企业</lead>牵头组建了<name>"
            "激光制造创新联合体</name>。"
        ),
        (
            "湖北省激光行业协会举行年会。由<lead 湖北省激光行业协会>该协会</lead>牵头的<name>"
            "激光制造创新联盟</name>成立。"
        ),
        (
            "江海光电科技有限公司（以下简称“公司”）主营激光器。"
            "<lead 江海光电科技有限公司>公司</lead>牵头组建了<name>激光制造创新联合体</name>。"
        ),
    ],
)
def test_a_reference_means_the_organisation_before_it(extractor: Extractor, marked: str) -> None:
    """该公司, 公司, 学校, 集团公司, 我们, 该所 stand for the full name of the nearest organisation of that kind."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<count 26 exact>26家</count>单位参与；"
            "<name#2>智能纺机创新联合体</name>由<lead#2>武汉纺织大学</lead>牵头，"
            "<count#2 16 exact>16家</count>单位参与。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。联合体先后<result technology>"
            "攻克关键技术12项</result>。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。成立以来，<result patent>"
            "申请发明专利35件</result>。"
        ),
        "各地的联合体各有特色。<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。类似的联合体还有10家。",
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。创新联合体是产学研合作的一种形式，"
            "全国已有600余家。"
        ),
    ],
)
def test_a_consortium_keeps_the_focus(extractor: Extractor, marked: str) -> None:
    """联合体, 成立以来 and omitted subjects go on with the consortium last named; talk of consortia in general does not."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<name>稀土永磁创新联合体</name>由<lead>江西理工大学</lead>牵头；<name#2>"
            "钨合金刀具创新联合体</name>由<lead#2>厦门钨业</lead>牵头。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<member>武汉大学</member>参与。\n"
            "<name#2>智能纺机创新联合体</name>由<lead#2>武汉纺织大学</lead>牵头，"
            "成员单位<count#2 16 exact>16家</count>。"
        ),
        (
            "由<lead>湘江机床有限公司</lead>、<lead>湖南大学</lead>、<lead>国防科技大学</lead>联合牵头的<name>"
            "五轴机床创新联合体</name>成立。"
        ),
        (
            "<lead>东华大学</lead>作为牵头单位组建<name>碳纤维创新联合体</name>，并作为成员单位加入<name#2>"
            "智能织造创新联合体</name>。"
        ),
        (
            "<lead><lead#2>华中科技大学</lead></lead>牵头组建了<name>激光制造创新联合体</name>、<name#2>"
            "数控机床创新联合体</name>。"
        ),
        (
            "作为龙头企业，<lead>江海光电科技有限公司</lead>牵头组建了<name>激光制造创新联合体</name>，"
            "还作为成员单位加入了<name#2>智能传感创新联合体</name>。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<name#2>"
            "智能纺机创新联合体</name>由<lead#2>武汉纺织大学</lead>牵头。"
        ),
        (
            "由<lead>江海光电科技有限公司</lead>牵头，"
            "联合<member>武汉大学</member>、<member>西门子</member>等<count 20 over>20余家</count>单位组建<name>"
            "激光制造创新联合体</name>。会上，由<lead#2>武汉纺织大学</lead>牵头的<name#2>"
            "智能纺机创新联合体</name>也同步揭牌。"
        ),
        (
            "<lead>江海光电科技有限公司</lead>牵头的<name>激光制造创新联合体</name>成立。此前，"
            "<lead#2 江海光电科技有限公司>该公司</lead>还牵头组建了<name#2>智能传感创新联合体</name>。"
        ),
        (
            "<lead>武汉大学</lead>牵头组建<name>遥感卫星创新联合体</name>；<lead#2>武汉大学</lead>牵头组建<name#2>"
            "水利装备创新联合体</name>。"
        ),
    ],
)
def test_several_consortia_keep_apart(extractor: Extractor, marked: str) -> None:
    """Clauses, sentences and paragraphs each tell of their own consortium; one lead may have several, one consortium several leads."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        "由<lead>沪南造船有限公司</lead>牵头，<count 10 over>10余家</count>单位共同参与，组建创新联合体，开展攻关。",
        (
            "<lead>江海光电科技有限公司</lead>联合<member>华中科技大学</member>、<member>武汉大学</member>"
            "组建了创新联合体，<result product>研制出首台万瓦级激光器</result>。"
        ),
        "由<lead>沪南造船有限公司</lead>牵头组建了创新联合体，<count 10 over>10余家</count>单位共同参与。",
        "<lead>江海光电科技有限公司</lead>牵头，联合<member>武汉大学</member>组建了创新联合体。",
    ],
)
def test_a_consortium_may_have_no_name(extractor: Extractor, marked: str) -> None:
    """A founding that names its lead is a record of its own, without a name."""
    assert differences(extractor, marked, PUBLISHED) == []
