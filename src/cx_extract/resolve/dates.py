"""What a date mention means on the calendar, written in EDTF (ISO 8601-2).

Relative dates count from the publication date, anaphoric ones from the date the text told last, and never from the
clock of the machine: what neither fixes stays unspecified (``XXXX-06``).
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cx_extract.find.dates import DateMention
from cx_extract.find.dates_points import Point
from cx_extract.resolve.edtf import bounds, covers

__all__ = ["Context", "Resolved", "bounds", "covers", "resolve", "resolve_all"]

_AHEAD = dt.timedelta(days=62)
"""How far after publication, in the same year, a date without a year may lie: nearer than that, last year is 去年."""
_NEWS = (dt.timedelta(days=-31), dt.timedelta(days=3))
"""Around publication, a date without a year is the news' own, whatever year an earlier sentence named."""
_RECENT_DAY = dt.timedelta(days=-10)
"""The same for a day without a month."""
_FIRST_MONTH = {"21": 3, "22": 6, "23": 9, "24": 12, "33": 1, "34": 4, "35": 7, "36": 10, "40": 1, "41": 7}
_SANE_YEARS = range(1000, 3001)
"""Years outside are misread metadata or arithmetic gone astray; nothing is said of them."""
_THAT_DAY = ("当天", "当日", "同日")
_LEAP_YEAR = 2000
_FUZZY_MONTH = {"early": "01~", "middle": "06~", "late": "12~"}


@dataclass(frozen=True, slots=True)
class Context:
    """The date the text told last, for what leans on it.

    ``link`` says how near it is: in the same ``sentence`` (dates without a year take its year), in an earlier sentence
    of the ``paragraph`` whose time it set (they do, unless they are the news' own date), or ``far`` (only 当天, 同年,
    次月 and the like still lean on it).
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    link: Literal["sentence", "paragraph", "far"] = "far"


@dataclass(frozen=True, slots=True)
class Resolved:
    """An EDTF value, empty where nothing can be said, and what it rests on.

    ``anchor`` is ``published:2024-11-07``, ``context:2023-06`` (the date told last) or empty for a date that the text
    gives in full.
    """

    edtf: str
    anchor: str = ""


def resolve_all(text: str, mentions: Sequence[DateMention], published: dt.date | None) -> list[Resolved]:
    """Resolve the mentions of one article in order, carrying the context from each to the next."""
    context, results = Context(), []
    previous: DateMention | None = None
    day: Context | None = None
    unknown = False
    for mention in mentions:
        if previous is not None:
            context = _at_distance(context, text[previous.end : mention.start], previous)
        that_day = mention.text.startswith(_THAT_DAY)
        resolved = resolve(mention, published, day if that_day and day and context.day is None else context)
        if unknown and that_day:
            resolved = Resolved("")  # 近日，…。当天，…
        unknown = mention.recent or (unknown and not resolved.edtf)
        results.append(resolved)
        if not mention.recent and resolved.edtf:
            context, previous = following(resolved, context), mention
            day = replace(context, link="far") if context.day else day
    return results


def following(resolved: Resolved, context: Context) -> Context:
    """Return the context that a date leaves to the rest of its sentence: the day or year where it (last) ended."""
    value = resolved.edtf.replace("~", "")
    first, slash, last = value.partition("/")
    digits = (first if last == ".." or not slash else last).split("-")
    numbers = [int(d) if d.isdecimal() else None for d in digits] + [None, None]
    if numbers[:3] == [None] * len(numbers[:3]):
        return context
    month = numbers[1] if numbers[1] is not None and numbers[1] <= 12 else None
    return Context(numbers[0], month, numbers[2] if month else None, "sentence")


def _at_distance(context: Context, between: str, previous: DateMention) -> Context:
    if "\n" in between:
        return replace(context, link="far")
    if any(stop in between for stop in "。！？!?") and context.link == "sentence":
        return replace(context, link="paragraph" if previous.fronted else "far")
    return context


def resolve(
    mention: DateMention, published: dt.date | None, context: Context, *, future: bool | None = None
) -> Resolved:
    """Return the EDTF value of ``mention`` in an article of ``published``.

    ``future`` overrides the mention's own: a planned date without a year is the next one, any other the latest that
    is not after publication (or not long after: see `_AHEAD`). Parts of a month (6月中旬) are its days;
    parts of a year become approximate months (去年底 → ``2023-12~``).
    """
    if published is not None and published.year not in _SANE_YEARS:
        published = None
    if mention.recent:
        return Resolved(f"../{published}", _anchor(published)) if published else Resolved("")
    work = _Resolver(published, context, mention.future if future is None else future)
    first = work.value(_from_today(mention, _cumulative(mention, published, context), work))
    if not first:
        return Resolved("", "")
    if mention.to_now:
        return Resolved(f"{first}/..", work.anchor)
    if mention.last is None:
        return Resolved(first, work.anchor)
    inner = _Resolver(published, following(Resolved(first), context), work.future)
    last = inner.value(mention.last)
    if not last:
        return Resolved(first, work.anchor)
    return Resolved(f"{first}/{_not_before(first, last, mention.last)}", work.anchor or _own(inner.anchor))


def _cumulative(mention: DateMention, published: dt.date | None, context: Context) -> Point:
    """Give 前三季度 and 1至9月 in January the year that has passed: such months end before publication."""
    point, last = mention.point, mention.last
    if published and last and point == Point(month=1) and last.month and context.link == "far":
        return replace(point, year_shift=-1) if last.month > published.month + 2 else point
    return point


def _from_today(mention: DateMention, point: Point, work: _Resolver) -> Point:
    """Count 将于三个月后 from publication where no date was told before it."""
    leans = point.base == "context" and mention.text.endswith("后")
    return replace(point, base="published") if leans and work.future and work.context.year is None else point


def _own(anchor: str) -> str:
    """A span's second end leans on its first; that is no anchor outside the mention."""
    return anchor if anchor.startswith("published") else ""


def _not_before(first: str, last: str, point: Point) -> str:
    """Move an inferred end past its beginning: 12月30日至1月2日 ends in the next year."""
    inferred = point.year is None and point.year_shift is None
    if inferred and last[:4].isdecimal() and len(last) == len(first) and last < first and point.month is not None:
        return f"{int(last[:4]) + 1:04d}{last[4:]}"
    return last


def _anchor(published: dt.date | None) -> str:
    return f"published:{published}" if published else ""


class _Resolver:
    """Resolves one point and remembers in ``anchor`` what it leaned on."""

    def __init__(self, published: dt.date | None, context: Context, future: bool) -> None:
        self.published, self.context, self.future = published, context, future
        self.anchor = ""

    def value(self, point: Point) -> str:
        """Return the EDTF value of ``point``, empty if nothing is known."""
        if point.decade is not None:
            value = self._decade(point)
        elif point.week_shift is not None or (point.weekday is not None and point.day is None):
            value = self._week(point)
        elif point.day_shift is not None and point.day is None and point.month is None:
            value = self._shifted_day(point)
        else:
            value = self._calendar(point)
        return value + "~" if point.approximate and value and "X" not in value else value

    def _lean_on_publication(self) -> dt.date | None:
        if self.published:
            self.anchor = _anchor(self.published)
        return self.published

    def _lean_on_context(self) -> Context:
        c = self.context
        year = "XXXX" if c.year is None else f"{c.year:04d}"
        self.anchor = "context:" + "-".join([year, *(f"{n:02d}" for n in (c.month, c.day) if n is not None)])
        return c

    def _decade(self, point: Point) -> str:
        digit = (point.decade or 0) // 10
        if point.century is not None:
            return f"{point.century:02d}{digit}X"
        published = self._lean_on_publication()
        if published is None:
            return f"XX{digit}X"
        century = published.year // 100 + (point.century_shift or 0)
        if point.century_shift is None and digit * 10 > published.year % 100 and not self.future:
            century -= 1
        return f"{century:02d}{digit}X"

    def _week(self, point: Point) -> str:
        published = self._lean_on_publication()
        if published is None:
            return "XXXX-XX-XX" if point.weekday else ""
        monday = published - dt.timedelta(days=published.weekday())
        if point.week_shift is None:
            day = monday + dt.timedelta(days=(point.weekday or 1) - 1)
            week = dt.timedelta(days=7)
            if self.future:
                return str(day if day >= published else day + week)
            return str(day if day <= published else day - week)
        monday += dt.timedelta(days=7 * point.week_shift)
        if point.weekday:
            return str(monday + dt.timedelta(days=point.weekday - 1))
        return f"{monday}/{monday + dt.timedelta(days=6)}"

    def _shifted_day(self, point: Point) -> str:
        shift = dt.timedelta(days=point.day_shift or 0)
        if point.base == "published":
            published = self._lean_on_publication()
            if published is None:
                return "XXXX-XX-XX"
            return str(_date(published.year + (point.year_shift or 0), published.month, published.day) + shift)
        told = self.context
        if told.month is None or told.day is None or (told.year is None and shift):
            return ""
        self._lean_on_context()
        if told.year is None:
            return f"XXXX-{told.month:02d}-{told.day:02d}"
        return str(_date(told.year, told.month, told.day) + shift)

    def _calendar(self, point: Point) -> str:
        if point.month_shift is not None:
            return self._in_shifted_month(point)
        if point.base == "context" and point.year_shift is not None and self.context.year is None:
            return "" if point.month is None else _written(None, point)
        if point.day is not None and point.month is None:
            return self._lone_day(point)
        return _written(self._year(point), point)

    def _in_shifted_month(self, point: Point) -> str:
        told = self.context
        if point.base == "context" and told.month is not None and told.year is not None:
            self._lean_on_context()
            year, month = told.year, told.month
        elif point.base == "context" and point.month_shift:
            return ""
        elif published := self._lean_on_publication():
            year, month = published.year, published.month
        elif point.part == "quarter":
            return "XXXX"
        else:
            return "XXXX-XX" if point.day is None else f"XXXX-XX-{point.day:02d}"
        index = year * 12 + month - 1 + (point.month_shift or 0) + 12 * (point.year_shift or 0)
        if point.part == "quarter":
            return f"{index // 12:04d}-{33 + index % 12 // 3}"
        return _written(index // 12, replace(point, month=index % 12 + 1))

    def _year(self, point: Point) -> int | None:
        if point.year is not None:
            return point.year
        if point.year_shift is not None:
            if point.base == "context":
                told = self._lean_on_context().year
                return None if told is None else told + point.year_shift
            published = self._lean_on_publication()
            if published is None:
                return None
            # 今冬 in January is the winter that began last year.
            early = point.part == "24" and published.month <= 2
            return published.year + point.year_shift - early
        if point.day_shift is not None:
            return self._nearest_year(point)
        return self._inferred_year(point)

    def _nearest_year(self, point: Point) -> int | None:
        """The year of 昨天（12月31日）: the one that brings the two together."""
        published = self._lean_on_publication()
        if published is None:
            return None
        day = published + dt.timedelta(days=point.day_shift or 0)
        candidates = (day.year - 1, day.year, day.year + 1)
        return min(candidates, key=lambda y: abs(_date(y, point.month or 1, point.day or 1) - day))

    def _inferred_year(self, point: Point) -> int | None:
        month = point.month or _FIRST_MONTH.get(point.part, 1)
        guess = self._guess(month, point.day, in_this_year=point.part in _FUZZY_MONTH)
        while guess is not None and (month, point.day) == (2, 29) and not calendar.isleap(guess):
            guess += 1 if self.future else -1
        told = self.context
        if told.year is not None and told.link != "far" and not self._breaks_off(guess, told.year, month, point):
            return self._lean_on_context().year
        if guess is not None:
            self._lean_on_publication()
        return guess

    def _breaks_off(self, guess: int | None, told: int, month: int, point: Point) -> bool:
        """Whether a date without a year leaves the year told last: as the news' own date, or as a plan of today."""
        if guess is None or self.published is None:
            return False
        earlier_sentence = self.context.link == "paragraph"
        if self.future and _date(told, month, point.day or 31) < self.published:
            return earlier_sentence or told == self.published.year
        return (
            earlier_sentence
            and point.month is not None
            and _is_news(_date(guess, month, point.day or 1), self.published)
        )

    def _guess(self, month: int, day: int | None, *, in_this_year: bool) -> int | None:
        published = self.published
        if published is None:
            return None
        this = published.year
        if in_this_year:
            return this
        if self.future:
            return this if _date(this, month, day or 31) >= published else this + 1
        if _date(this + 1, month, day or 1) <= published + _NEWS[1]:
            return this + 1
        return this if _date(this, month, day or 1) <= published + _AHEAD else this - 1

    def _lone_day(self, point: Point) -> str:
        """Resolve 26日: in the month told last, or the month that makes it the latest before publication."""
        day = point.day or 1
        told, published = self.context, self.published
        if point.day_shift is not None and published is not None:
            self._lean_on_publication()
            near = published + dt.timedelta(days=point.day_shift)
            months = [_shift_month(near, n) for n in (-1, 0, 1)]
            return str(min((_date(y, m, day) for y, m in months), key=lambda d: abs(d - near)))
        guess = None if published is None else self._latest(day, published)
        if told.month is not None and told.link != "far":
            news = guess is not None and published is not None and guess - published >= _RECENT_DAY
            if told.link == "sentence" or not news:
                told = self._lean_on_context()
                return _written(told.year, replace(point, month=told.month))
        if guess is None:
            return f"XXXX-XX-{day:02d}"
        self._lean_on_publication()
        return str(guess)

    def _latest(self, day: int, published: dt.date) -> dt.date:
        months = [_shift_month(published, n) for n in (1, 0, -1, -2)]
        dates = [dt.date(y, m, day) for y, m in months if day <= calendar.monthrange(y, m)[1]]
        if self.future:
            return min(d for d in dates if d >= published)
        return max(d for d in dates if d <= published + _NEWS[1])


def _is_news(date: dt.date, published: dt.date) -> bool:
    return _NEWS[0] <= date - published <= _NEWS[1]


def _shift_month(date: dt.date, months: int) -> tuple[int, int]:
    index = date.year * 12 + date.month - 1 + months
    return index // 12, index % 12 + 1


def _date(year: int, month: int, day: int) -> dt.date:
    """Return the day, or the month's last day for one that this year does not have (29 February)."""
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _written(year: int | None, point: Point) -> str:
    """Write year, part, month and day; a day that the year does not have is left out."""
    if year is not None and year not in _SANE_YEARS:
        return ""
    text = "XXXX" if year is None else f"{year:04d}"
    if point.part in _FUZZY_MONTH:
        return f"{text}-{_FUZZY_MONTH[point.part]}"
    if point.part in _FIRST_MONTH:
        return f"{text}-{point.part}"
    if point.month is None:
        return text
    text += f"-{point.month:02d}"
    if point.day is not None and point.part == "clamped":
        return f"{text}-{min(point.day, calendar.monthrange(year or _LEAP_YEAR, point.month)[1]):02d}"
    if point.day is None or (year and point.day > calendar.monthrange(year, point.month)[1]):
        return text
    return f"{text}-{point.day:02d}"
