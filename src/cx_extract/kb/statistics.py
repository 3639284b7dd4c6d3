"""Numbers about the whole base: how many consortia by region, year and status, results by category, who leads most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import Connection, func, select

from cx_extract.kb.schema import achievements, consortia, extractions, memberships, metadata, organisations
from cx_extract.ruleset import load_rules

TOTALS = ("articles", "consortia", "organisations", "memberships", "achievements", "conflicts", "review_queue")
"""What ``totals`` counts; articles are those whose statements count."""
TABLES = ("status", "region", "year", "category", "leads", "members")
"""The tables of ``tables``."""
TOP = 20
"""How many organisations are listed as leads and as members."""
_YEAR = re.compile(r"[12]\d\d[\dX]")
_PLACES = "places"
_INSIDE = ("city", "district")
"""Kinds of places in the gazetteer that count as the province that they lie in."""

Table = list[tuple[str, int]]
"""Labels with their numbers; an empty label is what no article states."""


def totals(connection: Connection) -> dict[str, int]:
    """Return how much the base holds, by the names in ``TOTALS``."""
    found = {}
    for name in TOTALS:
        query = select(func.count()).select_from(metadata.tables[name])
        if name == "articles":
            query = select(func.count(func.distinct(extractions.c.article_sha256))).where(extractions.c.is_current == 1)
        found[name] = connection.scalar(query) or 0
    return found


def tables(connection: Connection) -> dict[str, Table]:
    """Return the tables by the names in ``TABLES``, each by number but ``year``, which is in order of time.

    Consortia by ``status``, ``region`` (province or country, whichever city is named) and ``year`` of founding (197X is
    a decade), achievements by ``category``, and the 20 organisations that lead, or take part in, most consortia.
    """
    rows = connection.execute(select(consortia.c.status, consortia.c.region, consortia.c.founded)).all()
    province = _provinces()
    years = (year[0] if (year := _YEAR.match(row.founded)) else "" for row in rows)
    found = {
        "status": _ranked(row.status for row in rows),
        "region": _ranked(province.get(row.region, row.region) for row in rows),
        "year": sorted(Counter(years).items()),
        "category": _ranked(connection.scalars(select(achievements.c.category))),
    }
    for name, role in (("leads", "lead"), ("members", "member")):
        query = (
            select(organisations.c.name, func.count(func.distinct(memberships.c.consortium_id)))
            .join(memberships, memberships.c.organisation_id == organisations.c.id)
            .where(memberships.c.role == role)
            .group_by(organisations.c.id, organisations.c.name)
        )
        counted = [(row[0], row[1]) for row in connection.execute(query)]
        found[name] = sorted(counted, key=_by_number)[:TOP]
    return found


def _ranked(labels: Iterable[str]) -> Table:
    return sorted(Counter(labels).items(), key=_by_number)


def _by_number(row: tuple[str, int]) -> tuple[int, str]:
    return -row[1], row[0]


def _provinces() -> dict[str, str]:
    """Return the province, or the country, by each name of a place; a place across provinces stands for itself."""
    places = [one for one in load_rules().entries if one.file == _PLACES]
    places.sort(key=lambda one: one.columns["kind"] in _INSIDE)  # 吉林 is the province rather than the city in it
    by_name = {one.name: one for one in places}
    found: dict[str, str] = {}
    for place in places:
        outer = place
        while outer.columns["kind"] in _INSIDE and outer.columns["parent"] in by_name:
            outer = by_name[outer.columns["parent"]]
        for name in (place.name, *place.aliases):
            found.setdefault(name, outer.name)
    return found
