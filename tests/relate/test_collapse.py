"""Collapsed sentences: one code point for each mention, with the quotation marks around a consortium's name."""

from __future__ import annotations

import pytest

from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import CODES, collapse

NAME = "桦木创新联盟"


def mention(text: str, kind: Kind = Kind.CX) -> Mention:
    """Return the mention of NAME in ``text``."""
    start = text.index(NAME)
    return Mention(kind, start, start + len(NAME), NAME, "test", NAME)


@pytest.mark.parametrize(
    ("text", "collapsed"),
    [
        (f"会上，“{NAME}”成立。", f"会上，{CODES[Kind.CX]}成立。"),
        (f"“{NAME}”", CODES[Kind.CX]),
        (f"“{NAME}成立”", f"“{CODES[Kind.CX]}成立”"),
        (f"组建{NAME}”", f"组建{CODES[Kind.CX]}”"),
    ],
)
def test_quotation_marks_belong_to_a_consortiums_code_point(text: str, collapsed: str) -> None:
    """Only a pair of marks right around the name is taken in."""
    assert collapse(text, 0, len(text), [mention(text)], {}).text == collapsed


def test_an_organisation_keeps_its_quotation_marks() -> None:
    """Quoted organisations are as often nicknames or things."""
    text = f"“{NAME}”牵头。"
    assert collapse(text, 0, len(text), [mention(text, Kind.ORG)], {}).text == f"“{CODES[Kind.ORG]}”牵头。"


def test_offsets_lead_back_to_the_quoted_name() -> None:
    """The code point stands at the name's own first character."""
    text = f"会上，“{NAME}”成立。"
    sentence = collapse(text, 0, len(text), [mention(text)], {})
    at = sentence.text.index(CODES[Kind.CX])
    assert text[slice(*sentence.span(at, at + 1))] == NAME
    assert sentence.span(at, len(sentence.text)) == (text.index(NAME), len(text))


def test_a_bracket_that_defines_a_short_name_closes_the_quoted_name() -> None:
    """“X”（以下简称Y） is one code point."""
    text = f"“{NAME}”（以下简称桦盟）成立。"
    name = mention(text)
    assert collapse(text, 0, len(text), [name], {name.end: text.index("）") + 1}).text == f"{CODES[Kind.CX]}成立。"
