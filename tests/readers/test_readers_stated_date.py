"""Dates of metadata."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.readers import parse_date

FORMS = [
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
    "{y}年{m}月{d}日",
    "{y}{m:02}{d:02}",
    "{y}-{m:02}-{d:02}T08:30:00Z",
    "{y}.{m}.{d}",
]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(FORMS))
def test_every_day_in_every_form(day: dt.date, form: str) -> None:
    """Each accepted form gives back the day written."""
    assert parse_date(form.format(y=day.year, m=day.month, d=day.day)) == day


@pytest.mark.parametrize(
    "stated",
    [
        " 2024-11-07 ",
        "2024-11-07 10:30",
        "2024-11-07 10:30:22.123",
        "2024-11-07T23:59:59+08:00",
        "2024-11-07T23:59:59.000Z",
        "2024-11-07 10:30:00 +0800",
        "2024年11月07日 10时30分",
        "2024年11月7日 星期四",
        "２０２４年１１月７日",
        "二〇二四年十一月七日",
        "20241107T103000Z",
        "20241107103000",
    ],
)
def test_accepted_forms(stated: str) -> None:
    """Dates with time, zone, weekday, wide or Chinese figures name the day that is written."""
    assert parse_date(stated) == dt.date(2024, 11, 7)


def test_chinese_numbers() -> None:
    """Chinese tens are numbers, not figures in a row."""
    assert parse_date("二零一九年十月二十三日") == dt.date(2019, 10, 23)
    assert parse_date("一九九九年十二月三十日") == dt.date(1999, 12, 30)


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "近日",
        "2024",
        "2024-11",
        "11月7日",
        "2024-02-30",
        "1024-11-07",
        "2024-11-07 至 11-09",
        "7.11.2024",
        "1730937600",
        "x2024-11-07",
    ],
)
def test_what_is_no_date(stated: str) -> None:
    """Parts of dates, impossible days, spans and seconds since 1970 are no dates."""
    assert parse_date(stated) is None


@given(st.text())
def test_never_raises(text: str) -> None:
    """Any text is a date or None."""
    assert parse_date(text) is None or isinstance(parse_date(text), dt.date)
