"""Calendar points as Chinese prose writes them, built from the matches of `cx_extract.find.dates_patterns`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from cx_extract.find.dates_patterns import NUMERIC_RANGE
from cx_extract.find.numbers import parse_number

Base = Literal["published", "context"]


_DEKADS = {"上": (1, 10), "中": (11, 20), "下": (21, 31)}
"""First and last day of 上旬, 中旬 and 下旬."""


@dataclass(frozen=True, slots=True)
class Point:
    """One calendar point as written; what the text leaves unsaid is None.

    Shifts count from ``base``: the publication date (去年: ``year_shift`` -1) or the date told last (次年:
    ``year_shift`` 1 from the context). ``part`` is an EDTF sub-year code (``21``..``24`` seasons, ``33``..``36``
    quarters, ``40``/``41`` half-years), ``early``/``middle``/``late``/``whole`` (年内), ``quarter`` (that of the month
    shifted to: 上季度), or ``clamped``: a day that is the month's last where the month is shorter (the end of 下旬).
    ``weekday`` is ISO's 1..7. ``decade`` is 0..90, ``century`` the first two digits of its years. ``approximate`` is
    EDTF's ``~``.
    """

    base: Base = "published"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    week_shift: int | None = None
    day_shift: int | None = None
    part: str = ""
    decade: int | None = None
    century: int | None = None
    century_shift: int | None = None
    approximate: bool = False


class Found(NamedTuple):
    """What a grammar read: the end of the match, its point, a span's other end, whether it is only "recently"."""

    end: int
    point: Point
    last: Point | None = None
    recent: bool = False


_ORDINALS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4, "首": 1}
_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日", 1)} | {"天": 7}
_SEASONS = {"春": "21", "夏": "22", "秋": "23", "冬": "24"}
_YEARS = {"大": -3, "前": -2, "去": -1, "上": -1, "今": 0, "本": 0, "明": 1, "后": 2}
_YEAR_ANAPHORS = {"同": 0, "当": 0, "该": 0, "这": 0, "那": 0, "次": 1, "翌": 1, "第": 1}
_DAYS = {"大前": -3, "大后": 3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
_DAY_ANAPHORS = {"当": 0, "同": 0, "次": 1, "翌": 1}
_VAGUE_AMOUNTS = frozenset({"数", "几", "多", "若干", "好几"})
_DAYS_IN_MONTH = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_CODE_END = re.compile(r"[-./_0-9A-Za-z]$")
_TORN = re.compile(r"[0-9] ")
_OTHER_YEARS = re.compile(r"(?:民国|康熙|雍正|乾隆|嘉庆|道光|咸丰|同治|光绪|宣统|昭和|平成|令和|[百千])$")
_ROUGH_PAIR = re.compile("一[二两]|两三|二三|三[四五]|四五|五六|六七|七八|八九")
_DIGIT_STRING = re.compile("[一二两三四五六七八九]{2,}")
_NOT_BEFORE_AGO = re.compile(r"(?:[第每.0-9〇零一二两三四五六七八九十百千万几数余]|时隔|历时|历经|经过)$")
_STORY_WORDS = frozenset({"当年", "第二年", "这年", "那年", "这一年", "那一年"})
"""Years only where a month, a part or a comma follows: 当年的红军 is long ago, 第二年 may be a project's."""
_NOT_BEFORE_DAY = re.compile(
    r"(?:[月周]|连续|近|为期|历时|过去|未来|前|每|第|共|后|耗时|满|超|隔|首|短短|最长|不超过|个|\d[多余]?|点)$"
)


def numeric(text: str, m: re.Match[str]) -> Found | None:
    """Build 2024-11-07, 2024.11.7, 2024/11/7 or 2024-11, unless it is the tail of a longer code."""
    before = text[max(0, m.start() - 11) : m.start()]
    if _CODE_END.search(before) and not NUMERIC_RANGE.search(before):
        return None
    point = Point(year=int(m["year"]), month=int(m["month"] or m["month_only"]), day=_number(m["day"]))
    return Found(m.end(), point) if _possible(point) else None


def calendar(text: str, m: re.Match[str]) -> Found | None:
    """Build a year, month or day written with 年, 月, 日 or named by a word (今年6月, 上月26日), or a reduced span."""
    before = text[max(0, m.start() - 2) : m.start()]
    # A month behind a year that is none of ours: 每年3月, 康熙三年五月, 公元前753年4月, 民国25年6月; 星期一到十月.
    got = m.groupdict()
    month_first = "year" not in got
    if (
        before in {"农历", "阴历"}
        or (month_first and _TORN.fullmatch(before))
        or before.endswith(("每", "年", "闰") if month_first else "每")
        or (month_first and got.get("month0") and before.endswith(("期", "周", "月")))
        or (not got.get("year") and _OTHER_YEARS.search(before))
    ):
        return None
    point = Point(year=_year(got), month=_number(got.get("month")), day=_number(got.get("day")))
    if word := got.get("year_word"):
        if word in _STORY_WORDS and m.end() - m.start() == len(word) and not text.startswith("，", m.end()):
            return None
        base: Base = "context" if word[0] in _YEAR_ANAPHORS else "published"
        point = replace(point, base=base, year_shift=(_YEAR_ANAPHORS if base == "context" else _YEARS)[word[0]])
    if word := got.get("month_word"):
        base = "context" if word[0] in "当同次该" else "published"
        point = replace(point, base=base, month_shift=_month_shift(word))
    if not _possible(point):
        return None
    last: Point | None = None
    if low := _number(got.get("year0")):
        point, last = Point(year=low), point
    elif low := _number(got.get("month0")):
        point, last = replace(point, month=low, day=None), replace(point, year=None, year_shift=None)
    elif low := _number(got.get("day0")):
        point, last = replace(point, day=low), Point(day=point.day)
    elif dekad := got.get("dekad"):
        point, last = replace(point, day=_DEKADS[dekad[0]][0]), Point(day=_DEKADS[dekad[-1]][1], part="clamped")
    elif got.get("upto"):
        point, last = replace(point, month=1), Point(month=_first_months(got["upto"]))
    else:
        point = replace(point, part=_part(got))
    return Found(m.end(), point, last)


def _year(got: dict[str, str | None]) -> int | None:
    """Return the year written in full or, of the years from 1950 to 2049, with two digits (98年5月, 零八年)."""
    short = _number(got.get("year2") or got.get("year0x"))
    return _number(got.get("year")) if short is None else short + (1900 if short >= 50 else 2000)


def lone_day(text: str, m: re.Match[str]) -> Found | None:
    """Build 26日, unless the words before it make it a length of time (为期3日) or a repetition (每月5日)."""
    return None if _NOT_BEFORE_DAY.search(text[max(0, m.start() - 3) : m.start()]) else calendar(text, m)


def lone_part(_: str, m: re.Match[str]) -> Found | None:
    """Build 年初, 年底, 上半年, 一季度, 前三季度, 今春, whose year is not said."""
    got = m.groupdict()
    if word := got["season_word"]:
        return Found(m.end(), Point(year_shift=_YEARS[word[0]], part=_SEASONS[word[1]]))
    if got["upto"]:
        return Found(m.end(), Point(month=1), Point(month=_first_months(got["upto"])))
    return Found(m.end(), Point(part=_part(got)))


def ago(text: str, m: re.Match[str]) -> Found | None:
    """Build 两年前, 三个月前, 半年前 (from publication) and 一年后 (from the date told last)."""
    amount, unit, sign = m["amount"], m["unit"], -1 if m["direction"] == "前" else 1
    if _NOT_BEFORE_AGO.search(text[max(0, m.start() - 2) : m.start()]):
        return None
    if amount in _VAGUE_AMOUNTS:
        return Found(m.end(), Point(), recent=True) if sign < 0 else None
    amount = _ROUGH_PAIR.sub(lambda pair: pair[0][0], amount.removesuffix("几"))
    rough = amount != m["amount"]
    number = None if _DIGIT_STRING.search(amount) else parse_number(amount)
    if amount == "半":
        number, unit = (6, "月") if "年" in unit else (15, "天")
    if number is None:
        return None
    if unit == "年" and sign < 0 and not rough and text.startswith("的今天", m.end()):
        return Found(m.end() + len("的今天"), Point(year_shift=-number, day_shift=0))
    base: Base = "published" if sign < 0 else "context"
    if "年" in unit and "半" not in unit:
        return Found(m.end(), Point(base=base, year_shift=sign * number, approximate=True))
    if "年" in unit or "月" in unit:
        months = 12 * number + 6 if "年" in unit else number
        return Found(m.end(), Point(base=base, month_shift=sign * months, approximate=True))
    weeks = unit != "天"
    return Found(m.end(), Point(base=base, day_shift=sign * number * (7 if weeks else 1), approximate=weeks or rough))


def decade(_: str, m: re.Match[str]) -> Found | None:
    """Build 20世纪70年代, 上世纪八十年代, 90年代初, 1970年代 and spans of decades (七八十年代)."""
    got = m.groupdict()
    if year := got.get("year"):
        return Found(m.end(), Point(century=int(year) // 100, decade=int(year) % 100))
    century, shift = _century(got)
    point = Point(century=century, century_shift=shift, decade=_tens(got["decade"]))
    if not got["decade0"]:
        return Found(m.end(), point)
    return Found(m.end(), replace(point, decade=_tens(got["decade0"])), point)


def century_part(_: str, m: re.Match[str]) -> Found | None:
    """Build 本世纪初 and 20世纪末: the first and the last decade."""
    century, shift = _century(m.groupdict())
    return Found(m.end(), Point(century=century, century_shift=shift, decade=0 if m["part"] == "初" else 90))


def plan(_: str, m: re.Match[str]) -> Found | None:
    """Build “十四五”期间: the five years of that Five-Year Plan (the tenth, 十五, began in 2001)."""
    ordinal = parse_number(m["ordinal"]) or 0
    first = 2001 + 5 * (ordinal - 10)
    if ordinal < 6:  # the first five plans were not all consecutive
        return None
    part = m["part"]
    if part in {"初", "开局之年"}:
        return Found(m.end(), Point(year=first, approximate=part == "初"))
    if part in {"末", "收官之年"}:
        return Found(m.end(), Point(year=first + 4, approximate=part == "末"))
    return Found(m.end(), Point(year=first), Point(year=first + 4))


def day_word(_: str, m: re.Match[str]) -> Found | None:
    """Build 昨天, 今晚, 明日 (from publication) and 当天, 同日, 次日 (from the date told last)."""
    first = m["word"][: 2 if m["word"][0] == "大" else 1]
    if first in _DAY_ANAPHORS:
        return Found(m.end(), Point(base="context", day_shift=_DAY_ANAPHORS[first]))
    return Found(m.end(), Point(day_shift=_DAYS[first]))


def day_bracket(_: str, m: re.Match[str]) -> Found | None:
    """Build 昨（26）日 and 昨天（26日）, as local newspapers write."""
    point = Point(month=_number(m["month"]), day=_number(m["day"]), day_shift=_DAYS[m["word"]])
    return Found(m.end(), point) if _possible(point) else None


def two_words(_: str, m: re.Match[str]) -> Found | None:
    """Build 今明两年 and 昨今两天: from the first to the second."""
    if first := m["first"]:
        return Found(m.end(), Point(year_shift=_YEARS[first]), Point(year_shift=_YEARS[m["second"]]))
    return Found(m.end(), Point(day_shift=_DAYS[m["first_day"]]), Point(day_shift=_DAYS[m["second_day"]]))


def quarter_word(_: str, m: re.Match[str]) -> Found | None:
    """Build 上季度, 本季度 and 下个季度."""
    shift = {"上": -3, "下": 3}.get(m["word"][0], 0)
    return Found(m.end(), Point(month_shift=shift, part="quarter"))


def week(_: str, m: re.Match[str]) -> Found | None:
    """Build 上周, 本周五, 下周末."""
    word, weekday = m["week"], m["weekday"]
    shift = -word.count("上") or word.count("下")
    if weekday == "末":
        return Found(m.end(), Point(week_shift=shift, weekday=6), Point(week_shift=shift, weekday=7))
    return Found(m.end(), Point(week_shift=shift, weekday=_WEEKDAYS[weekday] if weekday else None))


def lone_weekday(text: str, m: re.Match[str]) -> Found | None:
    """Build 周五, unless it comes every week or may be part of a name."""
    before = text[max(0, m.start() - 1) : m.start()]
    return None if before in {"每", "至", "到", "、"} else Found(m.end(), Point(weekday=_WEEKDAYS[m["weekday"]]))


def recent(_: str, m: re.Match[str]) -> Found | None:
    """Build 日前, 近日, 不久前: some day before publication."""
    return Found(m.end(), Point(), recent=True)


def _number(s: str | None) -> int | None:
    return None if not s else 1 if s == "元" else parse_number(s)


def _possible(point: Point) -> bool:
    if point.day is None:
        return True
    return 1 <= point.day <= (31 if point.month is None else _DAYS_IN_MONTH[point.month - 1])


def _month_shift(word: str) -> int:
    if word[0] in "上下":
        return -word.count("上") or word.count("下")
    return 1 if word[0] == "次" else 0


def _part(got: dict[str, str | None]) -> str:
    for name in ("early", "middle", "late"):
        if got.get(name):
            return name
    if half := got.get("half"):
        return "40" if half[0] in "上前" else "41"
    if quarter := got.get("quarter"):
        return str(32 + next(_ORDINALS[c] for c in quarter if c in _ORDINALS))
    if season := got.get("season"):
        return _SEASONS[season[0]]
    return "whole" if got.get("within") else ""


def _first_months(words: str | None) -> int:
    """Return the last month of 前三季度 (9) or 前10个月 (10)."""
    count = (words or "").removeprefix("前").rstrip("个季度月")
    number = parse_number(count) or 1
    return min(12, 3 * number if words and "季" in words else number)


def _century(got: dict[str, str | None]) -> tuple[int | None, int | None]:
    if name := got["century"]:
        return (parse_number(name.removesuffix("世纪")) or 1) - 1, None
    return None, -1 if got["last_century"] else 0 if got["this_century"] else None


def _tens(s: str) -> int:
    number = parse_number(s) or 0
    return number if number >= 10 else number * 10
