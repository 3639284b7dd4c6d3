"""Events: which consortia one statement is about, and which date it has."""

from __future__ import annotations

import pytest
from marked import differences

from cx_extract import Extractor
from cx_extract.api import to_article

PUBLISHED = "2024-11-07"


@pytest.mark.parametrize(
    "marked",
    [
        "<date launched 2024-11-05>11月5日</date>，“<name>激光制造创新联合体</name>”揭牌。",
        "“<name>激光制造产业技术创新战略联盟</name>”成立于<date established 2018-11-21>2018年11月21日</date>。",
        "由武汉大学倡议的“<name>激光制造创新联盟</name>”，<date established 2024-11-06>昨日</date>在武汉举行成立典礼。",
        "<date launched 2024-11-05>11月5日</date>，<name>激光制造创新联盟</name>在武汉大学会议中心揭牌。",
        "<name>激光制造创新联盟</name>于<date established 2024-10-12>10月12日</date>召开首次会员大会并宣告成立。",
        "<date established 2024-11-05>11月5日</date>，<name>激光制造创新联盟</name>正式揭牌成立。",
        "新华社武汉11月6日电 <name>激光制造创新联盟</name>成立大会<date established 2024-11-05>5日</date>在武汉举行。",
        "会上，<name>激光制造创新联盟</name>审议《2025年工作计划》，产生了第一届理事会。",
        "<date established 2024-11-05>11月5日</date>，<name>激光制造创新联盟</name>在第九届中国光谷日活动启动仪式上正式成立。",
        "<name>激光制造创新联盟</name>由武汉大学牵头，于<date established 2024-10-09>10月9日</date>在民政部正式登记。",
        "<date approved ../2024-11-07>近日</date>，<name>激光制造创新联合体</name>正式获得核准备案。",
        "<name>激光制造创新联盟</name>由武汉大学筹建，力争<date planned 2025-33>明年一季度</date>正式组建。",
        "<name>激光制造创新联盟</name>入选活跃度榜单。",
        "早在<date established 2010>2010年</date>就组起来的<name>激光制造创新联盟</name>是省级试点。",
        "<date established 2021-06>2021年6月</date>，<name>激光制造创新联合体</name>便这样攒了起来。",
        "<name>激光制造创新联合体</name>由武汉大学牵头。<date established 2019-03>2019年3月</date>成立那天，来了9家单位。",
        "<name>激光制造创新联合体</name>由武汉大学牵头。<date launched 2020-11>2020年11月</date>挂牌的时候有12家。",
        "<date launched 2024-03-30>今年3月30日</date>大会那天，<name>激光制造创新联合体</name>拿到了牌子。",
        "<date ended 2024-01~>今年年初</date>，科技厅在清理中撤销了<name>激光制造创新联合体</name>。",
        "<name>激光制造创新联合体</name>由武汉大学牵头。<date accepted 2024-10>上个月</date>，市科技局来了一趟，验收通过。",
        "<date established 2022-22>前年夏天</date>，武汉大学牵头的<name>激光制造创新联合体</name>备案。",
        "在数字经济兴起的今天，<name>激光制造创新联盟</name>应运而生。",
        "今年6月，武汉大学同三家企业筹备成立<name>激光制造创新联盟</name>。",
        "武汉大学拟于<date planned 2025-06>明年6月</date>成立<name>激光制造创新联盟</name>。",
        "<name>激光制造创新联盟</name>成立大会暨首届理事会于<date established 2024-10-24>10月24日下午</date>在武汉召开。",
        "<name>激光制造创新联合体</name>于<date launched 2022-06~>2022年年中</date>启动。",
    ],
)
def test_a_date_goes_with_its_event(extractor: Extractor, marked: str) -> None:
    """The date may stand before the name, behind it, behind a comma or inside the predicate."""
    text = [difference for difference in differences(extractor, marked, PUBLISHED) if " dates " in difference]
    assert text == []


@pytest.mark.parametrize(
    "marked",
    [
        (
            "<date launched 2024-11-05>11月5日</date>，全省产业大会在武汉召开。会上，"
            "<name>激光制造创新联盟</name>正式揭牌。"
        ),
        (
            "本报武汉11月6日电 （记者 王明）<date established 2024-11-05>11月5日</date>，光电论坛在武汉开幕。\n"
            "论坛期间，举行了<name>激光制造创新联盟</name>成立仪式。"
        ),
    ],
)
def test_the_occasion_dates_what_happens_at_it(extractor: Extractor, marked: str) -> None:
    """会上 and 期间 go on telling of the meeting, and of its day."""
    assert [d for d in differences(extractor, marked, PUBLISHED) if " dates " in d] == []


def test_support_is_no_appeal(extractor: Extractor) -> None:
    """在…支持下 tells how a consortium came about."""
    marked = "<date established 2014>2014年</date>，在专项支持下成立<name>激光制造创新联盟</name>。"
    assert [d for d in differences(extractor, marked, PUBLISHED) if " dates " in d or " status " in d] == []


def test_another_time_is_no_occasion(extractor: Extractor) -> None:
    """A sentence with a subject of its own does not happen at the meeting told before."""
    marked = "11月5日，全省产业大会在武汉召开。<name>激光制造创新联盟</name>早已揭牌。"
    assert [d for d in differences(extractor, marked, PUBLISHED) if " dates " in d] == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("11月5日，市领导调研激光制造创新联盟成立大会筹备情况。", "planned"),
        ("为推动光电产业发展，武汉大学与江海光电科技有限公司签约成立激光制造创新联盟。", "established"),
        ("发起人的设想是，把武汉大学和江海集团拉到一起，名字都取好了，叫“激光制造创新联合体”。", "planned"),
        ("激光制造创新联合体正在筹建，拟由武汉大学牵头。联合体成立后，力争三年内攻克三项技术。", "planned"),
        ("推动产学研融合，支持江海集团牵头，联合武汉大学等组建激光制造创新联合体。", "planned"),
    ],
)
def test_preparations_and_purposes(extractor: Extractor, text: str, status: str) -> None:
    """What is being prepared is planned; a purpose in front does not make an appeal of what somebody did."""
    (record,) = extractor.extract(to_article(text, PUBLISHED))
    assert [f.value for f in record.all("status")] == [status]
    assert record.all("dates") == ()


def test_a_number_approved_is_listed_in_the_next_sentence(extractor: Extractor) -> None:
    """认定5个联合体。其中有A、B approves A and B on that day."""
    text = (
        "2024年10月25日，市科技局认定5个市级创新联合体。其中有江海光电科技有限公司牵头成立的“武汉市激光制造创新联合体”、"
        "北方林业大学牵头成立的“武汉市桦木育种创新联合体”。"
    )
    assert extract_dates(extractor, text) == {
        "武汉市激光制造创新联合体": [("approved", "2024-10-25")],
        "武汉市桦木育种创新联合体": [("approved", "2024-10-25")],
    }


def test_a_number_launched_is_listed_in_the_same_sentence(extractor: Extractor) -> None:
    """为12家联合体授牌，其中A、B launches A and B on that day."""
    text = (
        "2024年10月26日，省科技厅为首批12家创新联合体授牌，其中“湖北省激光制造创新联合体”由江海集团牵头，"
        "“湖北省桦木育种创新联合体”由北方林业大学牵头。"
    )
    assert extract_dates(extractor, text) == {
        "湖北省激光制造创新联合体": [("launched", "2024-10-26")],
        "湖北省桦木育种创新联合体": [("launched", "2024-10-26")],
    }


def test_a_panel_of_experts_approves_nothing(extractor: Extractor) -> None:
    """The day of a 论证会 is no date."""
    text = "10月26日，省科技厅召开论证会，专家一致同意由江海集团牵头创建湖北省激光制造创新联合体。"
    assert extract_dates(extractor, text) == {"湖北省激光制造创新联合体": []}


def test_a_founding_by_approval_is_an_approval(extractor: Extractor) -> None:
    """经批准组建 is dated as an approval alone; an acceptance to come is no event."""
    text = "2021年11月，经湖北省科技厅批准，武汉大学牵头组建激光制造创新联合体。2025年10月，联合体将通过省科技厅验收。"
    assert extract_dates(extractor, text) == {
        "激光制造创新联合体": [("approved", "2021-11")],
    }


def test_that_day_is_the_last_day_told(extractor: Extractor) -> None:
    """Months and years told in between are no days."""
    text = "10月20日，光电大会在武汉开幕。今年前三季度，全市产值增长两成。\n当天，激光制造创新联盟正式成立。"
    assert extract_dates(extractor, text) == {"激光制造创新联盟": [("established", "2024-10-20")]}


def test_that_day_of_an_unknown_day_is_none(extractor: Extractor) -> None:
    """近日 … 当天 tells no day, in the next paragraph either."""
    text = "近日，光电论坛在武汉举行。\n当天，激光制造创新联盟正式成立。"
    assert extract_dates(extractor, text) == {"激光制造创新联盟": []}


def test_each_line_of_a_notice_is_approved(extractor: Extractor) -> None:
    """A list of bare names below a notice is its list."""
    text = (
        "关于认定第三批省级产业创新联盟的通知\n各有关单位：\n根据评估结果，经研究决定，现将认定的产业创新联盟名单予以公布。\n"
        "省科学技术厅\n2022年2月11日\n附件\n激光制造产业创新联盟*\n桦木产业创新联盟\n"
    )
    assert extract_dates(extractor, text) == {
        "激光制造产业创新联盟": [("approved", "2022-02-11")],
        "桦木产业创新联盟": [("approved", "2022-02-11")],
    }


def test_the_day_of_the_report_is_no_date(extractor: Extractor) -> None:
    """5日消息 says when it was reported."""
    marked = "快讯网11月5日消息，武汉大学宣布发起<name>激光制造创新联盟</name>。"
    assert [d for d in differences(extractor, marked, PUBLISHED) if " dates " in d] == []


def test_a_year_of_account_is_no_date(extractor: Extractor) -> None:
    """2024年度 says for which year a list is made."""
    marked = "<name>激光制造创新联盟</name>入选2024年度省级联盟名单。"
    assert [d for d in differences(extractor, marked, PUBLISHED) if " dates " in d] == []


def test_what_happens_to_one_of_a_list_happens_to_all(extractor: Extractor) -> None:
    """A、B和C揭牌, and A、B等三个联盟获批, say the same of each."""
    text = "2024年11月5日，激光制造创新联盟、“桦木产业创新联盟”和灵芝产业创新联盟揭牌。"
    for sentence, event in ((text, "launched"), (text.replace("揭牌", "等5个联盟获批组建"), "approved")):
        records = extract_dates(extractor, sentence)
        assert records == {
            name: [(event, "2024-11-05")] for name in ("激光制造创新联盟", "桦木产业创新联盟", "灵芝产业创新联盟")
        }


def extract_dates(extractor: Extractor, text: str) -> dict[str, list[tuple[str, object]]]:
    """Return the events and dates of each consortium by name."""
    found: dict[str, list[tuple[str, object]]] = {}
    for record in extractor.extract(to_article(text, PUBLISHED)):
        name = record.first("name")
        assert name is not None
        found[str(name.value)] = [(f.event, f.value) for f in record.all("dates")]
    return found
