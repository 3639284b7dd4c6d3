"""Dates in folded Simplified Chinese text: absolute, relative, anaphoric, fuzzy, spans and decades.

`find_dates` is pure and only reads; what a mention means on the calendar is `cx_extract.resolve.dates`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from cx_extract.find import dates_patterns as p
from cx_extract.find import dates_points as points
from cx_extract.find.dates_points import Found, Point
from cx_extract.find.numbers import parse_number

__all__ = ["DateMention", "Point", "find_dates"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression at ``[start, end)``.

    ``recent`` mentions (日前, 近日, 几年前) say only that the date is not after publication; otherwise ``point`` holds
    the date or the first end of a span, ``last`` its other end, and ``to_now`` marks a span that still runs
    (2021年至今). ``future`` marks a date that the words around it plan (将于12月); ``fronted`` one that opens its
    sentence or clause and so sets the time of what follows.
    """

    start: int
    end: int
    text: str
    point: Point
    last: Point | None = None
    recent: bool = False
    to_now: bool = False
    future: bool = False
    fronted: bool = False


_Grammar = tuple[re.Pattern[str], Callable[[str, re.Match[str]], Found | None]]
_NUMBER_GRAMMARS: tuple[_Grammar, ...] = (
    (p.NUMERIC, points.numeric),
    (p.DECADE, points.decade),
    (p.FULL_DECADE, points.decade),
    (p.CENTURY_PART, points.century_part),
    (p.CALENDAR_YEAR, points.calendar),
    (p.CALENDAR_MONTH, points.calendar),
    (p.AGO, points.ago),
    (p.CALENDAR_DAY, points.lone_day),
    (p.LONE_PART, points.lone_part),
    (p.PLAN, points.plan),
)
_WORD_GRAMMARS: tuple[_Grammar, ...] = (
    (p.DAY_BRACKET, points.day_bracket),
    (p.DAY_WORD, points.day_word),
    (p.TWO_WORDS, points.two_words),
    (p.QUARTER_WORD, points.quarter_word),
    (p.RECENT, points.recent),
    (p.CALENDAR_YEAR, points.calendar),
    (p.CALENDAR_MONTH, points.calendar),
    (p.LONE_PART, points.lone_part),
    (p.WEEK, points.week),
    (p.LONE_WEEKDAY, points.lone_weekday),
    (p.DECADE, points.decade),
    (p.CENTURY_PART, points.century_part),
)
_QUOTE_GRAMMARS: tuple[_Grammar, ...] = ((p.PLAN, points.plan),)
_NUMERALS = frozenset("0123456789" + p.CN)
_QUOTES = frozenset("“\"‘'「")


def find_dates(text: str) -> list[DateMention]:
    """Return the date expressions of ``text`` in order; the longest wins and none overlap.

    Durations (三年, 历时5年, 24小时), ages, recurring dates (每年3月), lunar dates and 目前 are no dates.
    """
    found: list[tuple[int, Found]] = []
    end = 0
    for trigger in p.TRIGGER.finditer(text):
        start = trigger.start()
        if start < end:
            continue
        match = _match_at(text, start)
        if match is not None:
            end = match.end
            found.append((start, match))
    return _join(text, found) if found else []


def _match_at(text: str, start: int) -> Found | None:
    char = text[start]
    barred = p.NOT_AFTER.get(text[start : start + 2])
    if barred and start and text[start - 1] in barred:
        return None
    grammars = _NUMBER_GRAMMARS if char in _NUMERALS else _QUOTE_GRAMMARS if char in _QUOTES else _WORD_GRAMMARS
    for pattern, build in grammars:
        match = pattern.match(text, start)
        if match is not None and (found := build(text, match)) is not None:
            return found
    return None


def _join(text: str, found: list[tuple[int, Found]]) -> list[DateMention]:
    """Unite what one expression wrote in pieces: 昨天（9月26日）, 6月3日至5日, 2021年至今, 1980年前后."""
    mentions: list[DateMention] = []
    i = 0
    while i < len(found):
        start, (end, point, last, recent) = found[i]
        i += 1
        if mentions and start < mentions[-1].end:
            continue  # the weekday in a bracket that was read with its date
        point, end, i = _brackets(text, found, point, end, i)
        to_now = False
        if not recent and last is None:
            joint = p.SPAN_JOIN.match(text, end)
            if joint and i < len(found) and found[i][0] == joint.end() and not found[i][1].recent:
                last, end, i = found[i][1].last or found[i][1].point, found[i][1].end, i + 1
                last, end, i = _brackets(text, found, last, end, i)
            elif joint and point.day and (day := p.CHINESE_DAY.match(text, joint.end())):
                last, end = Point(day=parse_number(day["day"])), day.end()
            elif i < len(found) and _between(text, end, found[i]):
                _, (end, last, _, _) = found[i]
                end, i = end + len("间") + text.startswith("之", end), i + 1
            elif now := p.TO_NOW.match(text, end):
                to_now, end = True, now.end()
            elif around := p.APPROXIMATELY.match(text, end):
                hour = text[end - 1] in "时分点半许0123456789"  # 下午2点左右 leaves the day exact
                point, end = replace(point, approximate=not hour), around.end()
        mentions.append(
            DateMention(
                start,
                end,
                text[start:end],
                point,
                last,
                recent,
                to_now,
                future=_planned(text, start, end),
                fronted=start == 0 or text[start - 1] in "。！？；，\n\r　 ”’",
            )
        )
    return mentions


def _between(text: str, end: int, found: tuple[int, Found]) -> bool:
    """Whether the date after ``end`` closes a span that 之间 says: 2015年和2018年之间."""
    joint = p.BETWEEN_JOIN.match(text, end)
    start, (stop, _, last, recent) = found
    return bool(joint and joint.end() == start and not recent and last is None and p.BETWEEN.match(text, stop))


def _brackets(text: str, found: list[tuple[int, Found]], point: Point, end: int, i: int) -> tuple[Point, int, int]:
    """Add to ``point`` what a bracket right behind it says: a weekday, or the same date in other words."""
    while end < len(text) and text[end] in "（(":
        if weekday := p.WEEKDAY_BRACKET.match(text, end):
            end = weekday.end()
            continue
        opening = p.OPEN_BRACKET.match(text, end)
        if opening is None or i >= len(found) or found[i][0] != opening.end():
            break
        inner = found[i][1]
        if inner.recent or inner.last is not None or not text.startswith(("）", ")"), inner.end):
            break
        point, end, i = _merge(point, inner.point), inner.end + 1, i + 1
    if time := p.TIME_AFTER_BRACKET.match(text, end):
        end = time.end()
    return point, end, i


def _merge(outer: Point, inner: Point) -> Point:
    """Return what both say; of explicit values the bracket's, of shifts the one that is there."""
    empty = Point()
    changes = {
        name: getattr(inner, name)
        for name in ("year", "month", "day", "weekday", "year_shift", "month_shift", "week_shift", "day_shift", "part")
        if getattr(inner, name) != getattr(empty, name)
    }
    return replace(outer, **changes)


def _planned(text: str, start: int, end: int) -> bool:
    return bool(p.FUTURE_BEFORE.search(text[max(0, start - 8) : start]) or p.FUTURE_AFTER.match(text, end))
