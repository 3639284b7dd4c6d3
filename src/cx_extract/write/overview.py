"""One row per consortium for people: which of several counts and dates the row shows.

Nothing is added up and nothing is inferred here. facts.csv holds every value; this is a view of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from cx_extract.model import Article, Consortium, Fact
from cx_extract.write.cells import SEPARATOR, join, one_line

CONSORTIA_COLUMNS = (
    "article",
    "title",
    "published",
    "name",
    "aliases",
    "status",
    "lead_units",
    "member_count",
    "member_count_qualifier",
    "member_count_history",
    "member_units",
    "established_date",
    "date_events",
    "achievements",
    "achievement_categories",
    "region",
    "confidence",
)

_CURRENT, _INITIAL = "current", "initial"
_AT_LEAST_TWICE = frozenset({"tens", "hundreds"})
_EXACT_RANGES = {
    "over": (1.0, 2.0),
    "nearly": (0.8, 1.0),
    "about": (0.8, 1.2),
    "tens": (2.0, 10.0),
    "hundreds": (2.0, 10.0),
}


def consortium_row(article: Article, consortium: Consortium) -> list[str | int | float]:
    """Return the cells of ``CONSORTIA_COLUMNS`` for one record; text as it is, not yet made safe for spreadsheets."""
    count = latest_count(consortium.all("member_counts"))
    results = consortium.all("achievements")
    return [
        article.id,
        one_line(article.title),
        article.published.isoformat() if article.published else "",
        _single(consortium, "name"),
        _list(consortium.all("aliases")),
        _single(consortium, "status"),
        _list(consortium.all("lead_units")),
        "" if count is None else count.value,
        "" if count is None else count.qualifier,
        count_history(consortium.all("member_counts")),
        _list(consortium.all("member_units")),
        established_date(consortium.all("dates")),
        join(f"{fact.event}: {fact.value}" for fact in consortium.all("dates")),
        _list(results),
        join(fact.category for fact in results),
        _single(consortium, "region"),
        row_confidence(consortium.facts),
    ]


def latest_count(counts: Sequence[Fact]) -> Fact | None:
    """Return the count of members that the text gives as the latest, None if it states none.

    First choice is a count that the text calls current, then one it gives a date for (the latest), then one without a
    time, and an initial one only where there is no other. Between equals the largest wins, since counts by kind
    (3所高校、12家企业) are parts of a total: tens and hundreds stand for at least twice their value. If the largest is
    vague (近百家) and an exact one fits it (96家), that one wins; between the same, the first in the text.
    """
    if not counts:
        return None
    best = max(_recency(fact) for fact in counts)
    equals = [fact for fact in counts if _recency(fact) == best]
    largest = max(equals, key=_size)
    fitting = [fact for fact in equals if fact.qualifier in ("exact", "") and _fits(_number(fact), largest)]
    return max(fitting, key=_size) if fitting else largest


def _recency(fact: Fact) -> tuple[int, str]:
    if fact.as_of == _CURRENT:
        return 3, ""
    if fact.as_of == _INITIAL:
        return 0, ""
    return (2, fact.as_of) if fact.as_of else (1, "")


def _number(fact: Fact) -> int:
    return fact.value if isinstance(fact.value, int) else 0


def _size(fact: Fact) -> int:
    return _number(fact) * (2 if fact.qualifier in _AT_LEAST_TWICE else 1)


def _fits(exact: int, vague: Fact) -> bool:
    low, high = exact_range(vague)
    return low <= exact <= high


def exact_range(count: Fact) -> tuple[float, float]:
    """Return the least and the largest exact number that a stated count may mean."""
    low, high = _EXACT_RANGES.get(count.qualifier, (1.0, 1.0))
    return low * _number(count), high * _number(count)


def count_history(counts: Sequence[Fact]) -> str:
    """Return all stated counts: ``17 (initial) → 26 (current)`` for those with a time, in its order, then the rest.

    Counts without a time come with their unit (``3所；12家``). Empty if the one count there is has no time.
    """
    if len(counts) == 1 and not counts[0].as_of:
        return ""
    timed = sorted((fact for fact in counts if fact.as_of), key=_recency)
    chain = " → ".join(f"{_stated(fact)} ({fact.as_of})" for fact in timed)
    return SEPARATOR.join(filter(None, [chain, *(_stated(fact, fact.unit) for fact in counts if not fact.as_of)]))


def _stated(fact: Fact, unit: str = "") -> str:
    if fact.qualifier in _AT_LEAST_TWICE:
        return f"{fact.qualifier} of {unit}" if unit else fact.qualifier
    return f"{fact.value}{unit}" if fact.qualifier in ("exact", "") else f"{fact.qualifier} {fact.value}{unit}"


def established_date(dates: Sequence[Fact]) -> str:
    """Return the EDTF date of the founding: the most precise of several, the first in the text between equals.

    Empty where the text dates other events only (they stand in ``date_events``): a launch is no founding.
    """
    founded = [str(fact.value) for fact in dates if fact.event == "established"]
    return max(founded, key=_precision, default="")


def _precision(edtf: str) -> tuple[bool, int, bool]:
    return "/" not in edtf, sum(char.isdecimal() for char in edtf), "~" not in edtf


def row_confidence(facts: Sequence[Fact]) -> float:
    """Return the mean of the facts' confidences, two decimals: the share of the row's values expected to be right."""
    return round(sum(fact.confidence for fact in facts) / len(facts), 2) if facts else 0.0


def _single(consortium: Consortium, field: str) -> str:
    return next((one_line(str(fact.value)) for fact in consortium.facts if fact.field == field), "")


def _list(facts: Sequence[Fact]) -> str:
    return join(str(fact.value) for fact in facts)
