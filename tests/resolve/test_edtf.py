"""What dates mean in EDTF: against the publication date, against the text, and never against the clock."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.find.dates import find_dates
from cx_extract.resolve.dates import Context, Resolved, bounds, covers, resolve, resolve_all

NOVEMBER = dt.date(2024, 11, 7)  # a Thursday
JANUARY = dt.date(2025, 1, 3)


def values(text: str, published: dt.date | None = NOVEMBER) -> list[str]:
    """Return the EDTF values of all dates in ``text``."""
    return [r.edtf for r in resolve_all(text, find_dates(text), published)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024年6月18日", "2024-06-18"),
        ("2024年6月", "2024-06"),
        ("2024年", "2024"),
        ("二〇二四年十一月", "2024-11"),
        ("今年6月", "2024-06"),
        ("去年底", "2023-12~"),
        ("明年初", "2025-01~"),
        ("年底", "2024-12~"),
        ("前年", "2022"),
        ("两年前", "2022~"),
        ("一年半前", "2023-05~"),
        ("三个月前", "2024-08~"),
        ("半年前", "2024-05~"),
        ("3天前", "2024-11-04"),
        ("十几年前", "2014~"),
        ("20世纪70年代", "197X"),
        ("上世纪八十年代", "198X"),
        ("90年代初", "199X"),
        ("七八十年代", "197X/198X"),
        ("本世纪初", "200X"),
        ("2022年春", "2022-21"),
        ("今年上半年", "2024-40"),
        ("明年下半年", "2025-41"),
        ("第三季度", "2024-35"),
        ("今年一季度", "2024-33"),
        ("前三季度", "2024-01/2024-09"),
        ("去年前10个月", "2023-01/2023-10"),
        ("上月26日", "2024-10-26"),
        ("本月初", "2024-11"),
        ("6月中旬", "2024-06-11/2024-06-20"),
        ("2023年2月下旬", "2023-02-21/2023-02-28"),
        ("今年9月中下旬", "2024-09-11/2024-09-30"),
        ("本月上旬", "2024-11-01/2024-11-10"),
        ("去年本月十日", "2023-11-10"),
        ("昨天", "2024-11-06"),
        ("明日", "2024-11-08"),
        ("大后天", "2024-11-10"),
        ("上周五", "2024-11-01"),
        ("上周", "2024-10-28/2024-11-03"),
        ("下周末", "2024-11-16/2024-11-17"),
        ("周五，", "2024-11-01"),
        ("日前", "../2024-11-07"),
        ("近日", "../2024-11-07"),
        ("几年前", "../2024-11-07"),
        ("11月5日", "2024-11-05"),
        ("5日", "2024-11-05"),
        ("26日", "2024-10-26"),
        ("昨（6）日", "2024-11-06"),
        ("2024年2月30日", ""),
        ("2023年2月29日", "2023-02"),
        ("2021年至2023年", "2021/2023"),
        ("2021年至今", "2021/.."),
        ("6月3日至5日", "2024-06-03/2024-06-05"),
        ("去年11月至今年3月", "2023-11/2024-03"),
        ("6-8月", "2024-06/2024-08"),
        ("“十四五”期间", "2021/2025"),
        ("1980年前后", "1980~"),
        ("年内", "2024"),
        ("今年以来", "2024"),
        ("98年5月", "1998-05"),
        ("零六年", "2006"),
        ("九六年三季度", "1996-35"),
        ("六七年前", "2018~"),
        ("十五六年前", "2009~"),
        ("九年前的今天", "2015-11-07"),
        ("四五个月前", "2024-07~"),
        ("两三天前", "2024-11-05~"),
        ("三十几年前", "1994~"),
        ("下个季度", "2025-33"),
        ("这个季度", "2024-36"),
        ("上季度", "2024-35"),
        ("去今两年", "2023/2024"),
        ("昨今两天", "2024-11-06/2024-11-07"),
        ("今年后半年", "2024-41"),
        ("2月和4月之间", "2024-02/2024-04"),
    ],
)
def test_values_against_a_publication_date(text: str, edtf: str) -> None:
    """Each expression has the precision that its words and the publication date allow."""
    assert values(text) == ([edtf] if edtf else [])


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("今年6月", "XXXX-06"),
        ("去年底", "XXXX-12~"),
        ("11月5日", "XXXX-11-05"),
        ("26日", "XXXX-XX-26"),
        ("昨天", "XXXX-XX-XX"),
        ("去年", "XXXX"),
        ("上季度", "XXXX"),
        ("两年前", "XXXX"),
        ("上世纪80年代", "XX8X"),
        ("20世纪70年代", "197X"),
        ("近日", ""),
        ("上周", ""),
        ("今年上半年", "XXXX-40"),
        ("6月3日至5日", "XXXX-06-03/XXXX-06-05"),
        ("昨天（9月26日）", "XXXX-09-26"),
        ("2024年6月", "2024-06"),
    ],
)
def test_without_publication_date_the_unknown_stays_unspecified(text: str, edtf: str) -> None:
    """What the text cannot fix is X, and nothing at all where not even a part is known."""
    assert values(text, None) == [edtf]


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("12月20日，揭牌", JANUARY, "2024-12-20"),
        ("12月，揭牌", JANUARY, "2024-12"),
        ("将于12月揭牌", JANUARY, "2025-12"),
        ("将于3月揭牌", NOVEMBER, "2025-03"),
        ("3月揭牌", NOVEMBER, "2024-03"),
        ("12月1日起施行", NOVEMBER, "2024-12-01"),
        ("1月5日，揭牌", NOVEMBER, "2024-01-05"),
        ("四季度，揭牌", JANUARY, "2024-36"),
        ("前三季度增长", JANUARY, "2024-01/2024-09"),
        ("将于26日揭牌", NOVEMBER, "2024-11-26"),
        ("2月29日，揭牌", JANUARY, "2024-02-29"),
        ("将于2月29日揭牌", NOVEMBER, "2028-02-29"),
        ("将于四个月后揭牌", NOVEMBER, "2025-03~"),
        ("四个月后揭牌", NOVEMBER, ""),
        ("30日，揭牌", dt.date(2024, 3, 5), "2024-01-30"),
        ("昨天（12月31日）揭牌", dt.date(2025, 1, 1), "2024-12-31"),
        ("今冬启动", JANUARY, "2024-24"),
        ("12月30日至1月2日", JANUARY, "2024-12-30/2025-01-02"),
    ],
)
def test_a_missing_year_or_month_is_the_nearest_sensible_one(text: str, published: dt.date, edtf: str) -> None:
    """News tell the past unless they plan; the turn of the year is crossed the right way."""
    assert values(text, published) == [edtf]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年3月，联盟成立。6月揭牌。", ["2021-03", "2021-06"]),
        ("2021年3月，联盟成立。11月5日，项目启动。", ["2021-03", "2024-11-05"]),
        ("公司成立于1998年。6月，联盟揭牌。", ["1998", "2024-06"]),
        ("2021年3月成立。\n6月揭牌。", ["2021-03", "2024-06"]),
        ("2022年立项，同年10月获批，次年3月揭牌", ["2022", "2022-10", "2023-03"]),
        ("9月26日，联盟揭牌。\n当天签约，次日开会。", ["2024-09-26", "2024-09-26", "2024-09-27"]),
        ("6月3日、5日各一场", ["2024-06-03", "2024-06-05"]),
        ("去年11月成立，12月揭牌", ["2023-11", "2023-12"]),
        ("2020年成立，一年后揭牌", ["2020", "2021~"]),
        ("当天签约", [""]),
        ("近日，联盟揭牌。当天签约", ["../2024-11-07", ""]),
    ],
)
def test_the_date_told_last_carries_on(text: str, expected: list[str]) -> None:
    """A clause leans on the date before it, a new paragraph only through words like 当天."""
    assert values(text) == expected


def test_anchors_name_what_a_value_rests_on() -> None:
    """Full dates need no anchor, relative ones name the publication date, anaphoric ones the date told last."""
    text = "2022年立项，同年10月获批，今年6月揭牌"
    anchors = [r.anchor for r in resolve_all(text, find_dates(text), NOVEMBER)]
    assert anchors == ["", "context:2022", "published:2024-11-07"]


def test_the_caller_may_know_better_about_the_future() -> None:
    """``future`` overrides what the words beside the date suggest."""
    (mention,) = find_dates("3月")
    assert resolve(mention, NOVEMBER, Context(), future=True) == Resolved("2025-03", "published:2024-11-07")
    assert resolve(mention, NOVEMBER, Context(year=2020, link="sentence")) == Resolved("2020-03", "context:2020")


@pytest.mark.parametrize(
    ("edtf", "low", "high"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022~", "2022-01-01", "2022-12-31"),
        ("197X", "1970-01-01", "1979-12-31"),
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-40", "2024-01-01", "2024-06-30"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2021/2023-05", "2021-01-01", "2023-05-31"),
        ("../2024-11-07", None, "2024-11-07"),
        ("2021/..", "2021-01-01", None),
        ("XXXX-06", None, None),
        ("", None, None),
        ("2024-13", None, None),
        ("2024-02-30", None, None),
        ("soon", None, None),
    ],
)
def test_bounds(edtf: str, low: str | None, high: str | None) -> None:
    """A value spans its earliest to its latest day; ends that are open, unknown or impossible have none."""
    assert [str(d) if d else None for d in bounds(edtf)] == [low, high]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2024", "2024-06", True),
        ("2024-06", "2024", False),
        ("2024-40", "2024-06~", True),
        ("197X", "1976", True),
        ("1976", "197X", False),
        ("../2024-11-07", "2024-11-05", True),
        ("../2024-11-07", "2024-11-08", False),
        ("XXXX-06", "2024-06", True),
        ("2024-06", "XXXX-06", False),
        ("XXXX-06", "2024-07", False),
        ("2022~", "2022", True),
        ("2021/2025", "2023", True),
        ("", "2024", False),
        ("2024", "", False),
        ("2021/..", "2024-06", True),
    ],
)
def test_covers(a: str, b: str, expected: bool) -> None:
    """One value covers another when every day of the other is one of its own."""
    assert covers(a, b) is expected


_ALPHABET = "0123456789〇一二三十两半年月日天周至到今去明前后上本同当次昨近期季度底初（），。\n将于世纪代"


@given(st.text(alphabet=_ALPHABET, max_size=80), st.none() | st.dates())
def test_any_text_resolves_to_readable_values(text: str, published: dt.date | None) -> None:
    """Whatever the text and the date, resolving never fails, gives EDTF of our subset, and covers itself."""
    for resolved in resolve_all(text, find_dates(text), published):
        low, high = bounds(resolved.edtf)
        assert low is None or high is None or low <= high or "/" in resolved.edtf
        assert not resolved.edtf or covers(resolved.edtf, resolved.edtf)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 300))
def test_a_written_day_is_found_again(published: dt.date, back: int) -> None:
    """A day of the last ten months, written without its year, resolves to itself."""
    day = published - dt.timedelta(days=back)
    assert values(f"{day.month}月{day.day}日，联盟揭牌", published) == [str(day)]
