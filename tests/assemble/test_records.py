"""Records: counts, dates, status, regions and results as they are settled."""

from __future__ import annotations

import re

import pytest
from marked import differences, extract, plain

from cx_extract import Extractor

PUBLISHED = "2024-11-07"


@pytest.mark.parametrize(
    "marked",
    [
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 26 exact>26家</count>单位共同参与。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 10 over>10余家</count>单位共同参与。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 39 over>39家以上</count>单位共同参与。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 100 nearly>近百家</count>单位共同参与。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 30 about>约30家</count>单位共同参与。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 10 tens>数十家</count>单位共同参与。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 100 over>百余家</count>单位共同参与。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 30 over>三十多家</count>单位共同参与。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<count 40 over>40 余家</count>单位共同参与。",
        (
            "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，"
            "成员单位从最初<count 17 exact initial>17家</count>增至<count 26 exact current>26家</count>。"
        ),
        (
            "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，"
            "汇聚<count 3 exact>3所</count>高校、<count 12 exact>12家</count>企业。"
        ),
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，目前拥有成员单位<count 58 exact>58家</count>。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<result application>服务企业1300多家</result>。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，计划三年内将成员单位扩大到100家。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，共有专家17名。",
        "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<result team>培训技术骨干260名</result>。",
        (
            "<name>海上风电运维创新联合体</name>由<lead>武汉大学</lead>牵头。"
            "联合体成员单位现有<count 12 exact current>12家</count>。"
        ),
    ],
)
def test_counts_carry_their_qualifier(extractor: Extractor, marked: str) -> None:
    """Exact, over, nearly, about and tens; growth is two counts; projects, people and plans are no members."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<date established 2024-06>今年6月</date>，<name>氢能装备创新联合体</name>成立，"
            "由<lead>清华大学</lead>牵头。"
        ),
        (
            "<date established 2023-12~>去年底</date>，<name>氢能装备创新联合体</name>成立，"
            "由<lead>清华大学</lead>牵头。"
        ),
        (
            "<date established ../2024-11-07>日前</date>，<name>氢能装备创新联合体</name>成立，"
            "由<lead>清华大学</lead>牵头。"
        ),
        "<name>氢能装备创新联合体</name>于<date established 2022~>两年前</date>成立，由<lead>清华大学</lead>牵头。",
        (
            "<name>氢能装备创新联合体</name>成立于<date established 2021-09-26>2021年9月26日</date>，"
            "由<lead>清华大学</lead>牵头。"
        ),
        (
            "<date launched 2024-11-05>11月5日</date>，<name>氢能装备创新联合体</name>正式揭牌，"
            "由<lead>清华大学</lead>牵头。"
        ),
        (
            "<name>氢能装备创新联合体</name>成立于<date established 2024-21>2024年春天</date>，"
            "由<lead>清华大学</lead>牵头。"
        ),
        (
            "<name>氢能装备创新联合体</name>成立于<date established 199X>20世纪90年代</date>，"
            "由<lead>清华大学</lead>牵头。"
        ),
        (
            "<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头，<date established 2020>2020年</date>成立，"
            "<date accepted 2023-05>2023年5月</date>通过验收。"
        ),
        (
            "<date established 2024-11-06>昨天</date>，由<lead>清华大学</lead>牵头的<name>"
            "氢能装备创新联合体</name>在北京成立。"
        ),
        (
            "<date established 2024-11-06>昨天（11月6日）</date>，由<lead>清华大学</lead>牵头的<name>"
            "氢能装备创新联合体</name>在北京成立。"
        ),
        (
            "记者5日采访了<name>氢能装备创新联合体</name>，该联合体由<lead>清华大学</lead>牵头，"
            "<date established 2022-03>2022年3月</date>成立。"
        ),
        "2023年9月，国务院印发规划。<name>氢能装备创新联合体</name>由<lead>清华大学</lead>牵头。",
        (
            "<date first_meeting 2024-10-18>2024年10月18日</date>，<name>氢能装备创新联合体</name>"
            "召开第一次理事会，由<lead>清华大学</lead>牵头。"
        ),
    ],
)
def test_dates_rest_on_the_publication_date(extractor: Extractor, marked: str) -> None:
    """Absolute, relative, fuzzy and vague dates of the consortium, not of the interview or of a policy."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<date established XXXX-06>今年6月</date>，<name>氢能装备创新联合体</name>成立，"
            "由<lead>清华大学</lead>牵头。"
        ),
        (
            "<date established 2023-06>2023年6月</date>，<name>氢能装备创新联合体</name>成立，"
            "由<lead>清华大学</lead>牵头。"
        ),
    ],
)
def test_without_a_publication_date_the_year_stays_open(extractor: Extractor, marked: str) -> None:
    """What the text cannot fix is left unspecified."""
    assert differences(extractor, marked) == []


@pytest.mark.parametrize(
    "marked",
    [
        "<name>绿色船舶创新联合体</name>正式<status established>成立</status>，由<lead>武汉理工大学</lead>牵头。",
        "<name>绿色船舶创新联合体</name><status established>揭牌</status>，由<lead>武汉理工大学</lead>牵头。",
        (
            "省科技厅<status approved>批复</status>组建<name>绿色船舶创新联合体</name>，由<lead>"
            "武汉理工大学</lead>牵头。"
        ),
        (
            "<name>绿色船舶创新联合体</name>由<lead>武汉理工大学</lead>牵头，"
            "<date approved 2022>2022年</date>获批，"
            "<date established 2023>2023年</date><status established>成立</status>。"
        ),
        (
            "<name>绿色船舶创新联合体</name>由<lead>武汉理工大学</lead>牵头，"
            "<date established 2015>2015年</date>成立，"
            "<date ended 2020>2020年</date><status dissolved>解散</status>。"
        ),
        (
            "<name>绿色船舶创新联合体</name>由<lead>武汉理工大学</lead>牵头，已<result technology>"
            "攻克关键技术5项</result><status established></status>。"
        ),
        "<status planned>计划</status>由<lead>华中科技大学</lead>牵头组建<name>激光制造创新联合体</name>。",
        (
            "<name>激光制造创新联合体</name><status planned>将</status>于<date planned 2025-03>明年3月</date>成立，"
            "由<lead>华中科技大学</lead>牵头。"
        ),
        "<status planned>正在筹建</status>的<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。",
        "<name>激光制造创新联合体</name>（筹）由<lead>华中科技大学</lead><status planned>牵头</status>。",
        (
            "<name>激光制造创新联合体</name><status established>成立</status>，由<lead>华中科技大学</lead>牵头，"
            "力争三年内突破关键技术10项。"
        ),
        "<name>激光制造创新联合体</name><status approved>获批</status>建设，由<lead>华中科技大学</lead>牵头。",
        "<name>激光制造创新联合体</name>已<status dissolved>解散</status>，曾由<lead>华中科技大学</lead>牵头。",
        (
            "曾计划组建的<name>激光制造创新联合体</name>，"
            "<date established ../2024-11-07>近日</date>正式<status established>成立</status>，由<lead>"
            "华中科技大学</lead>牵头。"
        ),
    ],
)
def test_the_furthest_status_counts(extractor: Extractor, marked: str) -> None:
    """Founded beats approved, dissolved beats founded, at work is founded; what is planned stays planned."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        "绿色船舶创新联合体尚未成立。",
        "绿色船舶创新联合体的设想一直停留在纸面。",
        "武汉理工大学否认牵头组建绿色船舶创新联合体。",
        "由武汉理工大学牵头组建绿色船舶创新联合体的计划已取消，筹建工作终止。",
        "警方提醒：有人冒用绿色船舶创新联合体名义收取会费，该联合体并不存在。",
        "激光制造创新联合体尚未成立，华中科技大学牵头的消息不实。",
        "江海光电科技有限公司放弃牵头组建激光制造创新联合体。",
        "网传华中科技大学牵头成立激光制造创新联合体，该消息不属实。",
    ],
)
def test_what_never_came_to_be_is_no_record(extractor: Extractor, marked: str) -> None:
    """Denied, refuted, given up and feigned consortia yield nothing."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<member>武汉大学</member>参与。去年，"
            "江汉大学退出该联合体。"
        ),
        "<name>激光制造创新联合体</name>最初由<member>江汉大学</member>牵头，后改由<lead>华中科技大学</lead>牵头。",
        "<name>激光制造创新联合体</name>的牵头单位由<member>江汉大学</member>变更为<lead>华中科技大学</lead>。",
    ],
)
def test_who_leads_now(extractor: Extractor, marked: str) -> None:
    """The latest lead leads, a former one is a member, one that left is neither."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，已<result product>"
            "研制出万瓦级激光器</result>。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<result technology>"
            "攻克关键技术12项</result>，<result patent>申请发明专利35件</result>。"
        ),
        (
            "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<result award>"
            "荣获湖北省科技进步奖一等奖</result>。"
        ),
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<result standard>发布团体标准3项</result>。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<result platform>建成中试平台2个</result>。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，旨在突破高功率激光器技术。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，将研制万瓦级激光器。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，力争三年内攻克关键技术10项。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，有望打破国外垄断。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<result revenue>实现产值12亿元</result>。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<result paper>发表论文56篇</result>。",
        "<name>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头，<result team>培养博士研究生40名</result>。",
    ],
)
def test_results_reached_are_quoted(extractor: Extractor, marked: str) -> None:
    """Results reached are quoted with their category; aims, plans and hopes are not."""
    assert differences(extractor, marked, PUBLISHED) == []


@pytest.mark.parametrize(
    "marked",
    [
        "<name><region>湖北省</region>激光制造创新联合体</name>由<lead>华中科技大学</lead>牵头。",
        "<region>湖北省</region>科技厅批复组建<name>激光制造创新联合体</name>，由<lead>华中科技大学</lead>牵头。",
    ],
)
def test_the_region_is_what_ties_the_consortium_to_a_place(extractor: Extractor, marked: str) -> None:
    """The place in the name or the authority that approved it."""
    assert differences(extractor, marked, PUBLISHED) == []


PLANNED = "武汉大学计划于明年3月组建遥感卫星创新联合体。"
DONE = "由武汉大学牵头的遥感卫星创新联合体于今年3月成立，成员单位26家。"


def test_a_plan_is_marked_as_one(extractor: Extractor) -> None:
    """The status of a plan is planned, with the modality of a plan; a fact is asserted."""
    planned, done = extract(extractor, PLANNED, PUBLISHED)[0], extract(extractor, DONE, PUBLISHED)[0]
    for record, status, modality in ((planned, "planned", "planned"), (done, "established", "asserted")):
        fact = record.first("status")
        assert fact is not None
        assert (fact.value, fact.modality) == (status, modality)


def test_every_fact_carries_its_proof(extractor: Extractor) -> None:
    """Quote, sentence, rule and confidence are there, and the quote stands in its sentence."""
    text = f"开头一句。{DONE}"
    (record,) = extract(extractor, text, PUBLISHED)
    assert {f.field for f in record.facts} >= {"name", "status", "lead_units", "member_counts", "dates"}
    for fact in record.facts:
        assert fact.quote in fact.sentence
        assert fact.sentence == DONE
        assert re.fullmatch(r"[a-z]+(?:[._][a-z_]+)+", fact.rule_id)
        assert 0 < fact.confidence <= 1


def test_a_value_from_elsewhere_names_its_anchor(extractor: Extractor) -> None:
    """A full name from an alias, one from a reference and a relative date say what they rest on."""
    text = "江海光电科技有限公司（简称江海光电）主营激光器。今年3月，江海光电牵头组建了激光制造创新联合体。"
    (record,) = extract(extractor, text, PUBLISHED)
    lead, date = record.first("lead_units"), record.first("dates")
    assert lead is not None
    assert date is not None
    assert (lead.value, lead.quote) == ("江海光电科技有限公司", "江海光电")
    assert "江海光电科技有限公司" in lead.anchor
    assert "2024-11-07" in date.anchor


def test_the_same_article_gives_the_same_records(extractor: Extractor) -> None:
    """Ids come from the text, so that two runs agree and two articles differ."""
    assert extract(extractor, DONE, PUBLISHED) == extract(extractor, DONE, PUBLISHED)
    assert extract(extractor, DONE)[0].record_id != extract(extractor, plain(DONE + "完。"))[0].record_id


@pytest.mark.parametrize(
    "text",
    [
        "美国拉拢盟友成立“芯片四国联盟”，限制设备出口。",
        "欧盟委员会主席说，将与成员国组建关键矿产材料联盟。",
    ],
)
def test_an_alliance_of_states_is_no_record(extractor: Extractor, text: str) -> None:
    """What states and their heads form is no consortium, also where its name speaks of chips or materials."""
    assert extract(extractor, text) == ()


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("日前，全国桦木产业联盟在武汉成立。", "武汉"),
        ("12家企业在武汉自愿联合发起成立桦木产业联盟。", "武汉"),
        ("桦木产业联盟落户武汉，由北方林业大学牵头。", "武汉"),
        ("桦木产业联盟是武汉首个林业联盟，由北方林业大学牵头。", "武汉"),
        ("桦木产业联盟由北方林业大学牵头。该联盟去年在武汉登记成立。", "武汉"),
        ("桦木产业联盟在湖北宜昌挂牌成立，由北方林业大学牵头。", "湖北宜昌"),
        ("在黑河市爱辉区，桦木产业联盟由北方林业大学牵头。", "黑河市"),
        ("四川、重庆两地科技部门批复，同意建设桦木产业联盟，由北方林业大学牵头。", ""),
        ("武汉几家木材厂在区里撮合下成立桦木产业联盟，由北方林业大学牵头。", "武汉"),
        ("山东：同题共答\n\n桦木产业联盟由北方林业大学牵头。", "山东"),
        ("破解难题，广西创新联合体有一套\n\n桦木产业联盟由北方林业大学牵头。", "广西"),
        ("山东：同题共答\n\n中国桦木产业联盟由北方林业大学牵头。", ""),
        ("换了班长\n\n包头：从联盟到公司\n\n桦木产业联盟由北方林业大学牵头。", "包头"),
        ("宁德时代参加标准制定\n\n桦木产业联盟由北方林业大学牵头。", ""),
        ("清河县羊绒智能制造创新联合体由北方纺织大学牵头。", "清河县"),
        ("驻马店市平舆县有防水企业。平舆防水材料创新联合体由北方大学牵头。", "平舆"),
        ("桦木产业联盟成立大会在武汉举行。", ""),
        ("桦木产业联盟在武汉召开年会。", ""),
    ],
)
def test_a_consortium_belongs_where_it_was_founded(extractor: Extractor, text: str, region: str) -> None:
    """The place of the founding or the seat is the region, the venue of a ceremony is none."""
    records = extract(extractor, text)
    assert [getattr(r.first("region"), "value", "") for r in records] == [region]


def test_what_had_a_leader_and_an_end_was_a_consortium(extractor: Extractor) -> None:
    """An unlikely name will do for a 联合体 whose leader and founding are told."""
    text = "大庆，大庆油田智采联合体。2020年由大庆油田有限责任公司牵头成立。2023年，联合体解散。"
    (record,) = extract(extractor, text)
    assert [f.value for f in record.all("status")] == ["dissolved"]


def test_a_wish_that_came_to_nothing_is_no_record(extractor: Extractor) -> None:
    """想牵头办一个X创新联合体，最后…退了 founds nothing."""
    assert not extract(extractor, "去年，商洛一家企业想牵头办一个钒电池创新联合体，谈了三次，最后董事长退了。")


def test_the_finer_of_two_dates_of_one_act_stays(extractor: Extractor) -> None:
    """2011年…组建Z，当年8月签约 gives August."""
    text = "2011年，北方林业大学牵头组建桦木产业联盟，当年8月在长春签约，首批15家成员。"
    (record,) = extract(extractor, text)
    assert [f.value for f in record.all("dates")] == ["2011-08"]


def test_a_figure_and_a_month_are_no_other_word(extractor: Extractor) -> None:
    """9月经省科技厅批准 has a date, though the dictionary has 月经."""
    text = "桦木产业联盟于2011年9月经省科技厅批准组建，2011年11月8日在西安召开成立大会。"
    (record,) = extract(extractor, text)
    assert [(f.event, f.value) for f in record.all("dates")] == [("approved", "2011-09"), ("established", "2011-11-08")]


def test_kinds_of_a_place_are_no_record(extractor: Extractor) -> None:
    """河南县域产业创新联合体 and “国字号”联盟 name none, one that never came about is none."""
    assert not extract(extractor, "五份答卷——河北、河南县域产业创新联合体调查")
    assert not extract(extractor, "从“国字号”联盟看林草科技创新")
    assert not extract(extractor, "他所在的西安轨道交通装备联合攻关体说了三年，至今没有成立起来，原因是钱谈不拢。")
    assert not extract(extractor, "国家林业和草原局先后批准成立三批林业和草原国家创新联盟，总数达到212个。")


def test_an_appeal_is_no_record(extractor: Extractor) -> None:
    """推动构建X共同体 founds nothing."""
    assert extract(extractor, "各国应在推动构建绿色能源协同创新共同体中发挥作用。") == ()


def test_a_body_of_standards_with_dates_and_members_is_a_record(extractor: Extractor) -> None:
    """A name that says nothing of industry will do where its work, founding and members are told."""
    (record,) = extract(extractor, "Lo-Fi联盟成立于1999年，负责制定无线技术标准，成员单位超过800家。")
    assert [f.value for f in record.all("name")] == ["Lo-Fi联盟"]


def test_the_title_of_an_announcement_founds_nothing(extractor: Extractor) -> None:
    """关于参与组建Z的公告 tells what it is about; whether Z is founded or planned, the text below tells."""
    title = "关于参与组建特种玻璃创新联合体的公告\n"
    planned = "公司拟与武汉理工大学共同发起组建特种玻璃创新联合体，尚需批准。"
    founded = "公司与武汉理工大学签署协议，特种玻璃创新联合体同日成立。"
    statuses = [extract(extractor, title + text)[0].first("status") for text in (planned, founded)]
    assert [status and status.value for status in statuses] == ["planned", "established"]
