"""Sentences and paragraphs of folded text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.text.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("联合体成立。由清华大学牵头。", ["联合体成立。", "由清华大学牵头。"]),
        ("谁来牵头？清华大学！", ["谁来牵头？", "清华大学！"]),
        ("他说：“我们牵头。”掌声响起。", ["他说：“我们牵头。”", "掌声响起。"]),
        ("联合体成立（见图。）大会结束。", ["联合体成立（见图。）", "大会结束。"]),
        ("由清华大学牵头；由武汉大学牵头。", ["由清华大学牵头；由武汉大学牵头。"]),
        ("增长3.5%，达到1.2万家。", ["增长3.5%，达到1.2万家。"]),
        ("未完……下一句。", ["未完……", "下一句。"]),
        ("标题\n正文没有句号", ["标题", "正文没有句号"]),
        ("真的吗？！是的。", ["真的吗？！", "是的。"]),
        ("\n\n \n", []),
        ("", []),
    ],
)
def test_sentences_end_where_prose_ends_them(text: str, sentences: list[str]) -> None:
    """Final marks with their closing quotes and line breaks end a sentence, semicolons and decimal points do not."""
    assert [text[s.start : s.end] for s in split_sentences(text)] == sentences


def test_paragraphs_are_counted() -> None:
    """Sentences of one line share a paragraph, those of the next have a higher one."""
    paragraphs = [s.paragraph for s in split_sentences("甲。乙。\n丙。\n\n丁。")]
    assert paragraphs[0] == paragraphs[1] < paragraphs[2] < paragraphs[3]


def test_a_line_without_an_end_is_cut() -> None:
    """A dump of a million code points comes in pieces, behind commas where it has any."""
    text = "清华大学、武汉大学，" * 100_000
    sentences = split_sentences(text)
    assert max(s.end - s.start for s in sentences) <= 1000
    assert {text[s.end - 1] for s in sentences} <= set("、，")
    assert "".join(text[s.start : s.end] for s in sentences) == text


@given(st.text(st.sampled_from("清华大学牵头联合体。！？…；，、”’）\n 　.!?A1"), max_size=80))
def test_sentences_cover_the_text_in_order(text: str) -> None:
    """Sentences never overlap and only blanks lie between them."""
    sentences = split_sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(sentences))
    covered = {i for s in sentences for i in range(s.start, s.end)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)
