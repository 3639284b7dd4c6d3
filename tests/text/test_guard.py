"""Patterns behind a look at their first character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.text.guard import guarded

PATTERNS = {
    "(?:已|曾)?经过|成立": "(?=[已成曾经])",
    "(?<!不)成立|[一-丁]方": "(?=[一-丁成])",
    "(?=成立|组建).{2}": "(?=[成组])",
    r"\d+家|一-": r"(?=[\d一])",
    "甲*乙{0,2}丙+": "(?=[丙乙甲])",
    "甲{2}|-": r"(?=[\-甲])",
    "(?:甲|乙?)丙": "(?=[丙乙甲])",
    "(?P<one>甲)|(?P<two>乙)": "(?=[乙甲])",
    "甲?": "",
    "[^甲]乙": "",
    "^甲": "",
    ".甲": "",
    "(?:甲|.)乙": "",
    "(?i)a": "",
    "甲|": "",
    "[甲-]乙": "",
}


@pytest.mark.parametrize(("pattern", "guard"), PATTERNS.items())
def test_the_guard_holds_what_a_match_can_begin_with(pattern: str, guard: str) -> None:
    """All first characters of all alternatives are in the set; where they are not clear there is no guard."""
    assert guarded(pattern).pattern == (f"{guard}(?:{pattern})" if guard else pattern)


@given(
    st.sampled_from([p for p, g in PATTERNS.items() if g]), st.text("已曾经过成立不甲乙丙丁方组建家一1-", max_size=12)
)
def test_a_guarded_pattern_matches_the_same(pattern: str, text: str) -> None:
    """With and without the guard the matches are the same."""
    plain, behind = re.compile(pattern), guarded(pattern)
    assert [m.span() for m in plain.finditer(text)] == [m.span() for m in behind.finditer(text)]
