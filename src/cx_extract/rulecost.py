"""What a pattern costs on sentences made to hurt it, measured against a pattern of known cost on the same sentence.

``re`` backtracks: a pattern with nested or adjacent unbounded repeats can take time that grows with the square, the
cube or an exponent of a sentence's length. Such growth shows on a sentence repeated many times and broken off, where
a match begins everywhere and succeeds nowhere.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable

LIMIT = 50
"""Times the cost of the reference. Linear rules stay below 1, one that is quadratic in a list of 200 reaches 25."""

_REFERENCE = re.compile("[^。]{0,80}?\uf8ff")
"""Tries 80 code points from every position and never matches: the cost of a rule with one bounded gap."""

_REPEATS = (1, 2, 3, 4, 6, 9, 13, 20, 30, 45, 67, 100, 150, 200)
_LISTS = ("\ue000、", "，\ue000", "\ue004、", "\ue002", "中")
_STOPS = str.maketrans("", "", "，；：、。！？")
_LEAST = 0.003  # seconds; below it the clock and the cache decide
_AGAIN = 3


def too_slow(pattern: re.Pattern[str], sentences: Iterable[str]) -> str:
    """Return what makes ``pattern`` slow, empty if nothing found does; ``sentences`` are collapsed examples.

    Each sentence is tried whole, without its punctuation, and cut at its quarters, and so are plain lists of mentions.
    Repeats grow step by step, so that an exponential pattern is found before it takes for ever.
    """
    for piece in sorted({piece for sentence in sentences for piece in _pieces(sentence)} | set(_LISTS)):
        for repeats in _REPEATS:
            text = piece * repeats
            if _ratio(pattern, text, 1) > LIMIT and (ratio := _ratio(pattern, text, _AGAIN)) > LIMIT:
                shown = piece.translate({0xE000 + i: f"⟨{name}⟩" for i, name in enumerate(_NAMES)})
                return f"backtracks: on {shown!r} {repeats} times over it costs {ratio:.0f} times a plain gap; bound its repeats"
    return ""


_NAMES = ("org", "org_ref", "cx", "cx_ref", "count", "date")


def _pieces(sentence: str) -> set[str]:
    whole = sentence.rstrip("。！？!?…”")
    cut = {whole[: len(whole) * quarters // 4] for quarters in (1, 2, 3)}
    return {piece for piece in (whole, whole[:-1], whole.translate(_STOPS), *cut) if piece}


def _ratio(pattern: re.Pattern[str], text: str, times: int) -> float:
    cost = min(_seconds(pattern, text) for _ in range(times))
    return cost / min(_seconds(_REFERENCE, text) for _ in range(times)) if cost > _LEAST else 0.0


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    started = time.perf_counter()
    for _ in pattern.finditer(text):
        pass
    return time.perf_counter() - started
