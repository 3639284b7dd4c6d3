"""Date expressions: which stretch of text is one, and what only looks like one."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.find.dates import Point, find_dates


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2024年11月7日成立", ["2024年11月7日"]),
        ("于2024-11-07成立", ["2024-11-07"]),
        ("于2024.11.7成立", ["2024.11.7"]),
        ("于2024/11/7成立", ["2024/11/7"]),
        ("发布时间：2024-11-07 10:30", ["2024-11-07 10:30"]),
        ("二〇二四年十一月成立", ["二〇二四年十一月"]),
        ("24年11月成立", ["24年11月"]),
        ("24年底成立", ["24年底"]),
        ("2024年底成立", ["2024年底"]),
        ("2024年第三季度成立", ["2024年第三季度"]),
        ("2024年春天起步", ["2024年春天"]),
        ("1980年前后起步", ["1980年前后"]),
        ("今年6月成立", ["今年6月"]),
        ("去年年底成立", ["去年年底"]),
        ("上个月底成立", ["上个月底"]),
        ("上周五成立", ["上周五"]),
        ("下下周举行", ["下下周"]),
        ("昨天（9月26日）成立", ["昨天（9月26日）"]),
        ("昨（26）日成立", ["昨（26）日"]),
        ("9月26日（周四）下午成立", ["9月26日（周四）下午"]),
        ("2019年9月26日上午成立", ["2019年9月26日上午"]),
        ("5日，大会举行", ["5日"]),
        ("日前成立，近日揭牌", ["日前", "近日"]),
        ("两年前获批，半年前验收", ["两年前", "半年前"]),
        ("20世纪70年代启动", ["20世纪70年代"]),
        ("上世纪八十年代启动", ["上世纪八十年代"]),
        ("2021年至2023年攻关", ["2021年至2023年"]),
        ("2021—2023年攻关", ["2021—2023年"]),
        ("2021年至今攻关", ["2021年至今"]),
        ("6月3日至5日举行", ["6月3日至5日"]),
        ("六月三日至五日举行", ["六月三日至五日"]),
        ("24-26日举行", ["24-26日"]),
        ("“十四五”期间攻关", ["“十四五”期间"]),
        ("今年前10个月增长", ["今年前10个月"]),
        ("元月8日成立", ["元月8日"]),
        ("零六年成立", ["零六年"]),
        ("九六年三月成立", ["九六年三月"]),
        ("96年第二季度成立", ["96年第二季度"]),
        ("2017 - 2020年攻关", ["2017 - 2020年"]),
        ("2017年 — 2020年攻关", ["2017年 — 2020年"]),
        ("在2012年与2014年之间攻关", ["2012年与2014年之间"]),
        ("2012年与2014年攻关", ["2012年", "2014年"]),
        ("从星期三到八月六日休会", ["八月六日"]),
        ("6月初五家企业入驻", ["6月"]),
        ("上个礼拜三成立", ["上个礼拜三"]),
        ("2022年立项，同年10月获批，次年3月揭牌", ["2022年", "同年10月", "次年3月"]),
        ("2022年立项，这一年9月获批，那年底揭牌，那一年的事，这年头", ["2022年", "这一年9月", "那年底"]),
        ("9月26日启动，当天签约，次日开会", ["9月26日", "当天", "次日"]),
    ],
)
def test_the_longest_expression_is_one_mention(text: str, spans: list[str]) -> None:
    """Brackets, spans, parts of the day and of the year belong to the date they stand with."""
    mentions = find_dates(text)
    assert [m.text for m in mentions] == spans
    assert all(text[m.start : m.end] == m.text for m in mentions)


@pytest.mark.parametrize(
    "text",
    [
        "岁月如歌",
        "1 2月",
        "三日游线路",
        "5日游线路",
        "3.10.1版本",
        "0592-2024-11",
        "10月龄婴儿",
        "用了一天",
        "坚持三年",
        "历时5年",
        "两个月",
        "24小时内",
        "3年来",
        "目前共有",
        "截至目前",
        "十五年努力",
        "一年一度",
        "目前年产值",
        "电话13900002024",
        "每年3月",
        "每月5日",
        "为期3日",
        "十年底蕴",
        "GB/T1234-2024",
        "农历八月十五",
        "五日内办结",
        "网上月均",
        "以上年份",
        "光明日报",
        "今日头条",
        "同日本合作",
        "大年初一",
        "康熙三年五月",
        "民国28年7月",
        "六百零六年",
        "八月初五",
        "七月廿一",
        "以上季度数据",
        "时隔15年后",
        "2月30日",
        "十四五规划纲要",
        "工作日前台",
        "不同年龄",
        "当年的红军",
    ],
)
def test_what_only_looks_like_a_date(text: str) -> None:
    """Durations, ages, codes, recurring and lunar dates and other words yield nothing."""
    assert [m.text for m in find_dates(text)] == []


@pytest.mark.parametrize(
    ("text", "span"),
    [("2024年初步建成", "2024年"), ("2024年春节前", "2024年"), ("2024年中国企业", "2024年"), ("2024年冬至", "2024年")],
)
def test_the_next_word_is_left_alone(text: str, span: str) -> None:
    """初步, 春节, 中国, 冬至 are no parts of a year."""
    assert [m.text for m in find_dates(text)] == [span]


@pytest.mark.parametrize(
    ("text", "future"),
    [
        ("将于12月揭牌", True),
        ("计划明年6月挂牌", True),
        ("3月15日将揭牌", True),
        ("12月揭牌", False),
        ("3月15日将其更名", False),
    ],
)
def test_plans_are_marked(text: str, future: bool) -> None:
    """将, 拟, 计划 right beside a date make it a planned one; 将 in the sense of 把 does not."""
    assert [m.future for m in find_dates(text)] == [future]


def test_a_bracket_adds_to_its_date() -> None:
    """昨天（9月26日） keeps both what it says from publication and what it says in full."""
    (mention,) = find_dates("昨天（9月26日）")
    assert mention.point == Point(month=9, day=26, day_shift=-1)


def test_the_hour_makes_no_day_approximate() -> None:
    """下午2点左右 is a vague hour of a certain day; 10日左右 is a vague day."""
    assert [m.point.approximate for m in find_dates("今天下午2点左右到达，10日左右离开")] == [False, True]


_ALPHABET = "0123456789〇一二三十两半年月日号天周至到-./今去前上本同当次昨近期季度底初（）“”五将于，。\n "


@given(st.text(alphabet=_ALPHABET, max_size=60) | st.text(max_size=40))
def test_mentions_lie_in_order_inside_any_text(text: str) -> None:
    """Whatever the text, spans are valid, disjoint and ordered."""
    found = find_dates(text)
    assert all(0 <= m.start < m.end <= len(text) and text[m.start : m.end] == m.text for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "unit",
    ["1", "年月日", "一", "1-", "一至", "1.", "“十", "上", "近", "9月1日（", "今年至", "（星期一）", "2024年1月1日至"],
)
def test_long_repetitions_take_linear_time(unit: str) -> None:
    """A hundred thousand characters of the worst input stay far below a quadratic scan."""
    started = time.process_time()
    find_dates(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 5
