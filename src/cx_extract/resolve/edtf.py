"""The calendar extent of the EDTF (ISO 8601-2) values that cx-extract writes, and which value covers which.

The subset: ``2024``, ``2024-06``, ``2024-06-18``; ``~`` behind any of them; seasons ``21``..``24``, quarters
``33``..``36`` and half-years ``40``/``41`` in the place of the month; ``X`` for unknown digits (``197X``, ``XXXX-06``);
intervals ``A/B`` whose ends may be open (``../2024-11-07``, ``2021/..``).
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re

_DATE = re.compile(r"(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2}))?)?")
_MONTHS = {
    21: (3, 5),
    22: (6, 8),
    23: (9, 11),
    33: (1, 3),
    34: (4, 6),
    35: (7, 9),
    36: (10, 12),
    40: (1, 6),
    41: (7, 12),
}
"""First and last month of EDTF's sub-year codes; winter (24) runs from December into the next year's February."""


@functools.lru_cache(maxsize=1 << 12)
def bounds(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the earliest and the latest day that ``edtf`` may mean; None where it is open or unknown.

    ``~`` does not widen a value: how far it reaches is not written anywhere. A value that is no EDTF of our subset
    has no bounds.
    """
    first, slash, last = edtf.partition("/")
    if slash:
        return _bounds_of_date(first)[0], _bounds_of_date(last)[1]
    return _bounds_of_date(first)


def covers(a: str, b: str) -> bool:
    """Return whether every day that ``b`` may mean is one that ``a`` may mean.

    Values of unknown year are compared digit by digit (``XXXX-06`` covers ``2024-06``, never the reverse).
    """
    a, b = a.replace("~", ""), b.replace("~", "")
    if a == b or not a or not b:
        return a == b
    if "X" in a and "/" not in a + b and bounds(a) == (None, None):
        return len(a) <= len(b) and all(x in {"X", y} for x, y in zip(a, b, strict=False))
    outer, inner = bounds(a), bounds(b)
    if outer == (None, None) or inner == (None, None):
        return False
    starts = outer[0] is None or (inner[0] is not None and outer[0] <= inner[0])
    ends = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return starts and ends


def _bounds_of_date(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    match = _DATE.fullmatch(edtf.rstrip("~"))
    if match is None or match["year"].startswith("X"):
        return None, None
    low, high = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    month, day = match["month"], match["day"]
    if low != high or month is None or "X" in month:
        return _day(low, 1, 1), _day(high, 12, 31)
    code = int(month)
    if code == 24:
        return _day(low, 12, 1), _end_of_month(low + 1, 2)
    first, last = _MONTHS.get(code, (code, code))
    if day is None or "X" in day:
        return _day(low, first, 1), _end_of_month(low, last)
    exact = _day(low, first, int(day))
    return exact, exact


def _day(year: int, month: int, day: int) -> dt.date | None:
    """Return the day, or None where the calendar has none (month 13, 30 February, year 0)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _end_of_month(year: int, month: int) -> dt.date | None:
    if _day(year, month, 1) is None:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1])
