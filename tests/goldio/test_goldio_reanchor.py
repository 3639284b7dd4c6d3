"""Offsets that drifted: every known way of counting, edited texts, and what must not be guessed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cx_extract.goldio.reanchor import Placed, Span, Unplaced, reanchor

TEXT = "😀甲大学牵头。\r\n乙公司、甲大学\r\n和𠮷野研究所😀参与。\r\n"


def _utf16(text: str, at: int) -> int:
    return len(text[:at].encode("utf-16-le")) // 2


def _span(text: str, quote: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(quote, at + 1)
    return Span(at, at + len(quote), quote)


def _words(found: list[Placed | Unplaced], text: str) -> list[str]:
    """Return the quotes of what was placed, having held them against the text."""
    placed = [one for one in found if isinstance(one, Placed)]
    assert all(text[one.start : one.end] == one.quote for one in placed)
    return [one.quote for one in placed]


SPANS = [_span(TEXT, "甲大学", 1), _span(TEXT, "𠮷野研究所"), _span(TEXT, "参与")]


def test_what_is_right_stays_and_says_nothing():
    """Offsets in code points of the original are not touched."""
    assert reanchor(TEXT, SPANS) == [Placed(s.start, s.end, s.quote) for s in SPANS]


def test_utf16_code_units_are_recognised_together():
    """The second 甲大学 is meant, since one way of counting explains all three spans."""
    counted = [Span(_utf16(TEXT, s.start), _utf16(TEXT, s.end), s.quote) for s in SPANS]
    found = reanchor(TEXT, counted)
    assert [(p.start, p.end) for p in found if isinstance(p, Placed)] == [(s.start, s.end) for s in SPANS]
    assert {p.how for p in found if isinstance(p, Placed)} == {"offsets count UTF-16 code units"}


def test_cr_lf_counted_as_one_is_recognised():
    """A tool that opened the file with universal newlines counts one per line less."""
    shown = TEXT.replace("\r\n", "\n")
    counted = [_span(shown, "甲大学", 1), _span(shown, "𠮷野研究所"), _span(shown, "学\n和")]
    found = reanchor(TEXT, counted)
    assert _words(found, TEXT) == ["甲大学", "𠮷野研究所", "学\r\n和"]
    assert {p.how for p in found if isinstance(p, Placed)} == {"offsets count CR LF as one"}


def test_lf_counted_as_two_is_recognised():
    """The reverse: the original has LF, the tool counted CR LF, and UTF-16 code units on top."""
    original = TEXT.replace("\r\n", "\n")
    counted = [Span(_utf16(TEXT, s.start), _utf16(TEXT, s.end), s.quote) for s in SPANS]
    found = reanchor(original, counted)
    assert _words(found, original) == ["甲大学", "𠮷野研究所", "参与"]
    assert {p.how for p in found if isinstance(p, Placed)} == {"offsets count UTF-16 code units, LF as two"}


def test_a_byte_order_mark_shifts_by_one():
    """Counted with a mark that the original does not have, though 甲大学 stands there twice."""
    counted = [Span(s.start + 1, s.end + 1, s.quote) for s in SPANS]
    found = reanchor(TEXT, counted)
    assert [(p.start, p.how) for p in found if isinstance(p, Placed)] == [
        (s.start, "offsets count with the byte order mark") for s in SPANS
    ]


def test_edited_text_is_followed_through_the_tools_own_text():
    """With the tool's text, marks move with their surroundings, even those whose words stand there twice."""
    edited = "新标题\n" + TEXT.replace("乙公司、", "乙有限公司、丙公司和")
    counted = [*SPANS, _span(TEXT, "乙公司")]
    found = reanchor(edited, counted, TEXT)
    assert _words(found[:3], edited) == ["甲大学", "𠮷野研究所", "参与"]
    assert found[0] == Placed(edited.rindex("甲大学"), edited.rindex("甲大学") + 3, "甲大学", found[0].how)  # type: ignore[union-attr]
    assert isinstance(found[3], Unplaced)
    assert "'乙公司' at" in found[3].reason


def test_marks_without_quotes_take_their_words_from_the_tools_text():
    """doccano stores no quotes: the words at the offsets in its text are what was marked."""
    plain = [Span(s.start, s.end) for s in SPANS]
    found = reanchor("前言。\n" + TEXT, plain, TEXT)
    assert _words(found, "前言。\n" + TEXT) == ["甲大学", "𠮷野研究所", "参与"]
    assert reanchor(TEXT, plain) == [Placed(s.start, s.end, s.quote) for s in SPANS]


def test_without_the_tools_text_the_quote_decides_where_it_can():
    """A quote that stands once is found; one that stands twice goes where its neighbours went; else nobody guesses."""
    edited = "新标题新标题\r\n" + TEXT
    found = reanchor(edited, SPANS)
    assert _words(found, edited) == ["甲大学", "𠮷野研究所", "参与"]
    assert isinstance(found[0], Placed)
    assert found[0].start == edited.rindex("甲大学")
    assert found[0].how == "one of 2 places with its quote, the one that moved like its neighbours"
    alone = reanchor(edited, [Span(40, 43, "甲大学")])
    assert isinstance(alone[0], Unplaced)
    assert alone[0].reason == "'甲大学' at 40..43 stands 2 times in the article (9..12, 21..24)"


def test_quotes_with_other_blanks_are_found_as_a_last_resort():
    """A line break that the tool dropped is no reason to lose the mark; a changed character is."""
    text = "由滨海\n  大学牵头"
    found = reanchor(text, [Span(50, 54, "滨海大学"), Span(50, 54, "滨江大学")])
    assert found[0] == Placed(1, 8, "滨海\n  大学", "found by its quote")
    assert isinstance(found[1], Unplaced)
    assert found[1].reason == "'滨江大学' at 50..54 is not in the article"


@pytest.mark.parametrize("span", [Span(5, 5), Span(-3, 2), Span(3, 2), Span(0, 999)])
def test_impossible_offsets_without_a_quote_are_not_placed(span: Span):
    """Empty, negative, reversed and overlong spans say nothing."""
    assert isinstance(reanchor(TEXT, [span])[0], Unplaced)


def test_no_spans_no_trouble():
    """An article without marks gives none."""
    assert reanchor(TEXT, []) == reanchor("", []) == []


TEXTS = st.text(alphabet="甲乙丙大学😀𠮷\r\n 。", min_size=1, max_size=60)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_whatever_is_placed_stands_in_the_article(text: str, data: st.DataObject):
    """For any text and offsets: what is placed has the article's words, and right offsets are never moved."""
    ends = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=5))
    spans = [Span(a, b, text[a:b]) for a, b in pairs if a < b]
    assert reanchor(text, spans) == [Placed(s.start, s.end, s.quote) for s in spans]
    shifted = [Span(s.start + data.draw(st.integers(-3, 3)), s.end, s.quote) for s in spans]
    for span, found in zip(shifted, reanchor(text, shifted), strict=True):
        if isinstance(found, Placed):
            assert text[found.start : found.end] == found.quote
            assert "".join(found.quote.split()) == "".join(span.quote.split())


@settings(deadline=None)
@given(TEXTS, st.booleans(), st.booleans())
def test_every_character_is_found_whatever_the_units(text: str, utf16: bool, universal: bool):
    """A tool's text with other line ends, counted in other units: all single characters come back to their places."""
    shown = text.replace("\r\n", "\n") if universal else text
    counted = [_utf16(shown, n) if utf16 else n for n in range(len(shown) + 1)]
    spans = [Span(counted[n], counted[n + 1], char) for n, char in enumerate(shown) if not char.isspace()]
    places = [n for n, char in enumerate(text) if not char.isspace()]
    found = reanchor(text, spans, shown)
    assert [p.start for p in found if isinstance(p, Placed)] == places
