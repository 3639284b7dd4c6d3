"""Numbers and counted quantities: what counts, what it says, and what only looks like a count."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.find.numbers import CountMention, find_counts, parse_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("17", 17),
        ("1,300", 1300),
        ("十七", 17),
        ("三十", 30),
        ("百", 100),
        ("一百二十", 120),
        ("两", 2),
        ("1.2万", 12000),
        ("〇", 0),
        ("廿", 20),
        ("廿三", 23),
        ("二〇二四", 2024),
        ("一千零五", 1005),
        ("两千三百", 2300),
        ("三十一万", 310000),
        ("12万5千", 125000),
        ("1.5亿", 150000000),
        ("3千", 3000),
        ("三千零十六", 3016),
        ("8千零6", 8006),
        ("六百二", 620),
        ("七千四", 7400),
        ("八万六", 86000),
        ("三亿两千六百万", 326000000),
        ("六万亿", 6 * 10**12),
        ("两千五百亿零三十", 250000000030),
        ("三万万", 300000000),
    ],
)
def test_numbers_are_parsed(text: str, number: int) -> None:
    """Arabic, Chinese and mixed numerals have one value."""
    assert parse_number(text) == number


@pytest.mark.parametrize("text", ["", "二十余", "数十", "几", "1.25", "十十", "一二十", "abc", "12a", "9" * 30, "家"])
def test_what_is_no_whole_number_has_no_value(text: str) -> None:
    """Vague, fractional, malformed and endless numbers give None, never an exception."""
    assert parse_number(text) is None


@given(st.integers(1, 99_999_999))
def test_arabic_numbers_round_trip(n: int) -> None:
    """Plain digits and digits with thousands commas mean the same number."""
    assert parse_number(str(n)) == parse_number(f"{n:,}") == n


@pytest.mark.parametrize(
    ("text", "span", "value", "qualifier", "unit"),
    [
        ("共有39家单位", "39家", 39, "exact", "家"),
        ("联合10余家企业", "10余家", 10, "over", "家"),
        ("联合十多家企业", "十多家", 10, "over", "家"),
        ("联合十几家企业", "十几家", 10, "over", "家"),
        ("三十多家企业", "三十多家", 30, "over", "家"),
        ("超过40家企业", "超过40家", 40, "over", "家"),
        ("逾百家企业", "逾百家", 100, "over", "家"),
        ("过百家企业", "过百家", 100, "over", "家"),
        ("百余家企业", "百余家", 100, "over", "家"),
        ("吸纳20家以上企业", "20家以上", 20, "over", "家"),
        ("吸纳20家单位以上", "20家单位以上", 20, "over", "家"),
        ("至少15家企业", "至少15家", 15, "over", "家"),
        ("近百家企业", "近百家", 100, "nearly", "家"),
        ("接近70家企业", "接近70家", 70, "nearly", "家"),
        ("不到50家企业", "不到50家", 50, "nearly", "家"),
        ("约30个团队", "约30个", 30, "about", "个"),
        ("吸纳30家左右", "30家左右", 30, "about", "家"),
        ("来了十来家企业", "十来家", 10, "about", "家"),
        ("百家企业", "百家", 100, "about", "家"),
        ("二三十家企业", "二三十家", 20, "about", "家"),
        ("10-20家企业", "10-20家", 10, "about", "家"),
        ("20至30家企业", "20至30家", 20, "about", "家"),
        ("数十所高校", "数十所", 10, "tens", "所"),
        ("几十家企业", "几十家", 10, "tens", "家"),
        ("数百家企业", "数百家", 100, "hundreds", "家"),
        ("上百家企业", "上百家", 100, "hundreds", "家"),
        ("数千家企业", "数千家", 1000, "over", "家"),
        ("上千家企业", "上千家", 1000, "over", "家"),
        ("约10余家企业", "约10余家", 10, "over", "家"),
        ("服务1.2万家企业", "1.2万家", 12000, "exact", "家"),
        ("带动3万余户", "3万余户", 30000, "over", "户"),
        ("三方参与", "三方", 3, "exact", "方"),
        ("17单位参加", "17", 17, "exact", ""),
        ("五高校联手", "五", 5, "exact", ""),
        ("附近20家企业", "20家", 20, "exact", "家"),
        ("带动十几万户", "十几万户", 100000, "over", "户"),
        ("带动十余万户", "十余万户", 100000, "over", "户"),
        ("带动三十几万户", "三十几万户", 300000, "over", "户"),
        ("带动上百万户", "上百万户", 1000000, "over", "户"),
        ("来了十五六家", "十五六家", 15, "about", "家"),
        ("来了三百四五十家", "三百四五十家", 340, "about", "家"),
        ("来了一两百家", "一两百家", 100, "about", "家"),
        ("吸纳60+家企业", "60+家", 60, "over", "家"),
        ("不下40家企业", "不下40家", 40, "over", "家"),
        ("现场签约20家企业", "20家", 20, "exact", "家"),
    ],
)
def test_one_count_with_its_qualifier(text: str, span: str, value: int, qualifier: str, unit: str) -> None:
    """A quantity gives its span, its value, what the words say of it and the measure word."""
    (found,) = find_counts(text)
    assert (text[found.start : found.end], found.value, found.qualifier, found.unit) == (span, value, qualifier, unit)
    assert not found.ordinal


@pytest.mark.parametrize(
    "text",
    [
        "几家企业",
        "多家企业",
        "数家企业",
        "若干家企业",
        "一批企业",
        "12个月",
        "3.5个百分点",
        "三方面内容",
        "2024年6月",
        "985高校",
        "211高校",
        "5G企业",
        "A股公司",
        "T3出行",
        "百家号",
        "千家万户",
        "2024单位",
        "零件",
        "投入3亿元",
        "第三方案",
        "5支撑平台",
        "专家",
        "大家",
        "Top10企业",
        "1/3家",
        "共1 4家",
    ],
)
def test_what_only_looks_like_a_count(text: str) -> None:
    """Vague quantities, durations, names and other words yield no countable quantity."""
    assert [c for c in find_counts(text) if not c.ordinal] == []


@pytest.mark.parametrize("text", ["第17家单位", "全省首家", "第一家企业", "前10名", "第三方"])
def test_ordinals_are_marked(text: str) -> None:
    """A rank is found, so that nobody counts it, and is marked as one."""
    (found,) = find_counts(text)
    assert found.ordinal


def test_before_now_is_no_rank() -> None:
    """目前10家 and 此前10家 end in 前 but rank nothing."""
    assert [c.ordinal for c in find_counts("目前10家、此前12家")] == [False, False]


def test_growth_and_kinds_are_separate_counts() -> None:
    """Every stated number is its own mention, in text order."""
    text = "从最初17家增至26家，包括3所高校、12家企业"
    assert [c.value for c in find_counts(text)] == [17, 26, 3, 12]


def test_one_is_flagged() -> None:
    """一家 may be no more than an article; 1家 and 两家 are counts."""
    assert [(c.value, c.one) for c in find_counts("一家企业、1家高校、两家院所")] == [(1, True), (1, False), (2, False)]


_ALPHABET = "0123456789〇一二两三十百千万亿数几余多来近约超上首第前家所个名单位企业至-,.，年月 aA"


@given(st.text(alphabet=_ALPHABET, max_size=60) | st.text(max_size=40))
def test_mentions_lie_in_order_inside_any_text(text: str) -> None:
    """Whatever the text, spans are valid, disjoint and ordered, and values positive."""
    found = find_counts(text)
    assert all(isinstance(c, CountMention) and 0 <= c.start < c.end <= len(text) and c.value > 0 for c in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@pytest.mark.parametrize("unit", ["1", "一", "十百千万", "1,", "1-", "1.", "数", "近", "1家"])
def test_long_repetitions_take_linear_time(unit: str) -> None:
    """A hundred thousand characters of the worst input stay far below a quadratic scan."""
    started = time.process_time()
    find_counts(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 3
