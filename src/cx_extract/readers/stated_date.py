"""Dates as metadata state them: never guessed, never against the clock."""

from __future__ import annotations

import datetime as dt
import re

_GAP = r"[\s\u200b\ufeff]{0,3}"
_FIGURES = "一二三四五六七八九"
DAY = (
    rf"(?<!\d)(?P<year>\d{{4}}|[〇零○{_FIGURES}]{{4}}){_GAP}[-/.．－–年]{_GAP}"
    rf"(?P<month>\d{{1,2}}|十[一二]?|[{_FIGURES}]){_GAP}[-/.．－–月]{_GAP}"
    rf"(?P<day>\d{{1,2}}|[二三]?十[{_FIGURES}]?|[{_FIGURES}])(?!\d)(?:{_GAP}日)?"
)
"""Pattern of a full date, in figures of either width or Chinese ones, with the named groups year, month and day."""

WEEKDAY = rf"(?:{_GAP}[（(]?(?:星期|周)[一二三四五六日天][)）]?)?"
CLOCK = (
    rf"(?:(?:T|{_GAP})\d{{1,2}}{_GAP}[:：时点]{_GAP}\d{{1,2}}(?:[:：分]{_GAP}\d{{1,2}})?(?:[.,]\d{{1,9}})?[分秒]?"
    rf"(?:\s?(?:Z|UTC|CST|[+-]\d{{2}}:?\d{{2}}))?)?"
)
"""Patterns of what may follow a date: a day of the week, a time of day with or without zone."""

_WRITTEN = re.compile(rf"\s*{DAY}{WEEKDAY}{CLOCK}\s*")
_COMPACT = re.compile(
    r"\s*(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?:[T ]?\d{2}:?\d{2}(?::?\d{2}(?:[.,]\d{1,9})?)?)?"
    r"(?:\s?(?:Z|[+-]\d{2}:?\d{2}))?\s*"
)
_YEARS = range(1900, 2101)

FORMS = "2024-11-07, 2024/11/7, 2024年11月7日, 20241107 or an ISO 8601 date and time"
"""The accepted forms, for messages."""


def parse_date(stated: str) -> dt.date | None:
    """Return the day that ``stated`` names, or None when the whole of it is no date of 1900 to 2100.

    Accepts 2024-11-07, 2024/11/7, 2024.11.7, 2024年11月7日, 20241107, each with or without a time. The day is the
    one written: a time zone does not move it.
    """
    match = _WRITTEN.fullmatch(stated) or _COMPACT.fullmatch(stated)
    return day_of(match) if match else None


def day_of(match: re.Match[str]) -> dt.date | None:
    """Return the date of a match of ``DAY``, or None when the calendar or 1900 to 2100 has no such day."""
    year, month, day = (_number(match[part]) for part in ("year", "month", "day"))
    try:
        return dt.date(year, month, day) if year in _YEARS else None
    except ValueError:
        return None


def _number(figures: str) -> int:
    """Return the value of decimal figures (2024, ２０２４, 二〇二四) or of a Chinese number below forty (二十三)."""
    if figures.isdecimal():
        return int(figures)
    if "十" in figures:
        tens, ones = figures.split("十")
        return 10 * (_FIGURES.find(tens) + 1 if tens else 1) + (_FIGURES.find(ones) + 1 if ones else 0)
    return int("".join(str(_FIGURES.find(figure) + 1) for figure in figures))
