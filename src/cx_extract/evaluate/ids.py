"""Which article of one set is which of another: ids are paths, and a set may begin further up or down the folders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cx_extract.errors import UsageError
from cx_extract.evaluate.records import GoldArticle


def match_ids(known: Iterable[str], others: Iterable[str]) -> dict[str, str]:
    """Return, for the ids in ``others`` that have one, their counterpart in ``known``.

    The same id first; else the one id that ends in the other after a ``/`` (``dev/01`` and ``01``), if it is the only
    one on either side. What stays without a counterpart is left out.
    """
    ours, theirs = sorted(set(known)), sorted(set(others))
    found = {one: one for one in theirs if one in set(ours)}
    left, right = _by_tail(set(ours) - found.keys()), _by_tail(set(theirs) - found.keys())
    for tail in sorted(left.keys() & right.keys()):
        pairs = [(a, b) for a in left[tail] for b in right[tail] if _ends(a, b) or _ends(b, a)]
        for a, b in pairs:
            if sum(1 for pair in pairs if a == pair[0] or b == pair[1]) == 1:
                found[b] = a
    return found


def _by_tail(ids: Iterable[str]) -> Mapping[str, list[str]]:
    tails: dict[str, list[str]] = {}
    for one in sorted(ids):
        tails.setdefault(one.rpartition("/")[2], []).append(one)
    return tails


def _ends(long: str, short: str) -> bool:
    return long.endswith(f"/{short}")


def renamed(known: Sequence[GoldArticle], others: Sequence[GoldArticle]) -> list[GoldArticle]:
    """Return ``others`` under the ids of ``known``.

    Raises UsageError if both hold articles and not one is in both: such a comparison says nothing.
    """
    ids = match_ids((article.id for article in known), (article.id for article in others))
    if known and others and not ids:
        ours, theirs = min(a.id for a in known), min(a.id for a in others)
        raise UsageError(f"no article is in both; one side has such as {ours!r}, the other such as {theirs!r}")
    return [replace(article, id=ids.get(article.id, article.id)) for article in others]
