"""The folded view: what it changes, what it leaves out, and the way back to the original offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.text.view import make_view

any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
dirty_text = st.lists(
    st.sampled_from(
        [
            "华中科技大学",
            "牵头",
            "聯合體",
            "，",
            ",",
            "。",
            ".",
            "、",
            "(",
            ")",
            '"',
            "“",
            "２６",
            "26",
            "40 余家",
            "家",
            "A",
            " ",
        ]
        + ["\u3000", "\u00a0", "\u200b", "\ufeff", "\n", "\r\n", "\t", "「", "𠮷", "é", "一、", "来源："]
    ),
    max_size=40,
).map("".join)
texts = any_text | dirty_text


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("２０２４年６月", "2024年6月"),
        ("ＡＢＣ联盟", "ABC联盟"),
        ("清华大学,武汉大学牵头", "清华大学，武汉大学牵头"),
        ("牵头单位:清华大学;成员单位:武汉大学", "牵头单位：清华大学；成员单位：武汉大学"),
        ("正式成立.", "正式成立。"),
        ("真的吗?真的!", "真的吗？真的！"),
        ("江海(集团)公司", "江海（集团）公司"),
        ("「激光」联合体", "“激光”联合体"),
        ('组建"激光"联合体', "组建“激光”联合体"),
        ("‘激光’联合体", "“激光”联合体"),
        ("創新聯合體由大學牽頭", "创新联合体由大学牵头"),
        ("正式成立｡", "正式成立。"),
        ("甲•乙", "甲·乙"),
        ("二O一二年四月", "二〇一二年四月"),
        ("5G和6G，OLED", "5G和6G，OLED"),
    ],
)
def test_folding_is_one_code_point_to_one(text: str, folded: str) -> None:
    """Width, quotation marks, ASCII punctuation among Chinese and Traditional characters fold without moving anything."""
    view = make_view(text)
    assert view.text == folded
    assert len(view.text) == len(text)
    assert view.span(0, len(folded)) == (0, len(text))


@pytest.mark.parametrize(
    "text",
    [
        "增长3.5%，达到1,200万元",
        "10:30开会",
        "https://example.org/a?b=c",
        "《自然》（Nature）",
        "Wi-Fi 6 and U.S. labs",
        "由清华大学牵头，联合武汉大学。",
    ],
)
def test_what_is_no_chinese_punctuation_stays(text: str) -> None:
    """Decimal points, thousands, times, addresses and English keep their ASCII punctuation, clean prose is untouched."""
    folded = make_view(text).text
    kept = [c for c in text if c in ".,:?/"]
    assert [c for c in folded if c in ".,:?/"] == kept


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("40 余家单位", "40余家单位"),
        ("汇聚 40 余家", "汇聚40余家"),
        ("激光制造 创新联合体", "激光制造创新联合体"),
        ("激光\u200b制造\ufeff联合体", "激光制造联合体"),
        ("成员\u00a026\u00a0家", "成员26家"),
        ("2 6 家单位", "26家单位"),
        ("\u3000\u3000由清华大学牵头", "\u3000\u3000由清华大学牵头"),
        ("成立。\n\u3000\u3000由清华大学牵头", "成立。\n由清华大学牵头"),
        ("成立。\r\n由清华大学牵头", "成立。\n由清华大学牵头"),
    ],
)
def test_blanks_and_invisible_characters_are_left_out(text: str, folded: str) -> None:
    """Blanks inside Chinese text, zero-width characters and indents never stand between a rule and its words."""
    assert make_view(text).text == folded


@pytest.mark.parametrize("text", ["GPT 4 model", "Silicon Valley Labs", "the 26 members"])
def test_blanks_between_foreign_words_stay(text: str) -> None:
    """A blank that separates Latin words separates them in the view as well."""
    assert make_view(text).text == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("由清华大学牵头，联合武汉大学、\n江汉大学组建联合体。", 1),
        ("由清华大学牵头的\n激光制造创新联合体成立。", 1),
        ("大会召开。由清华大学牵头组建的激光\n制造创新联合体成立。", 1),
        ("由清华大学牵头，联合武汉大学、\r\n\r\n江汉大学组建联合体。", 1),
        ("激光制造创新联合体成立\n11月5日，大会召开。", 2),
        ("大会召开。\n由清华大学牵头。", 2),
        ("牵头单位：\n清华大学", 2),
        ("来源：科技日报 作者：王明、\n由清华大学牵头。", 2),
        ("成员单位有清华大学、\n1.武汉大学", 2),
        ("成员单位有清华大学、\n（一）武汉大学", 2),
        ("联盟成立，成员包括甲公司、乙公司等\n本报讯 昨天，联盟成立。", 2),
        (
            "近况\n- 部门联合启动年度专项，目标是年底前完成百个应用示范项目的遴选与验收工作并公布名单\n- 6月19日联盟成立",
            3,
        ),
    ],
)
def test_a_break_in_mid_sentence_is_no_break(text: str, lines: int) -> None:
    """A line that runs on is joined with the next; titles, headers, list items and finished sentences are not."""
    assert len(make_view(text).text.split("\n")) == lines


def test_surface_is_the_original_without_the_blanks() -> None:
    """A name is shown in the characters of the page: Traditional, without what cut it in two."""
    view = make_view("由華中 科技\u200b大學牽頭")
    assert view.text == "由华中科技大学牵头"
    assert view.surface(1, 7) == "華中科技大學"
    assert view.quote(1, 7) == "華中 科技\u200b大學"
    assert view.span(1, 7) == (1, 9)


@given(texts)
def test_any_text_has_a_view(text: str) -> None:
    """A view never holds more than its source, and keeps the source as it was."""
    view = make_view(text)
    assert view.source == text
    assert len(view.text) <= len(text)
    assert view.origin is not None or len(view.text) == len(text)


@given(texts, st.data())
def test_spans_lead_back_to_the_source(text: str, data: st.DataObject) -> None:
    """The quote of any span of the view is what stands at its original offsets, and holds the span's own characters."""
    view = make_view(text)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    a, b = view.span(start, end)
    assert 0 <= a < b <= len(text)
    assert view.quote(start, end) == text[a:b]
    assert b - a >= end - start
    assert len(view.surface(start, end)) == end - start


@given(texts)
def test_spans_follow_one_another(text: str) -> None:
    """Neighbours in the view stay in order in the source and never overlap."""
    view = make_view(text)
    spans = [view.span(i, i + 1) for i in range(len(view.text))]
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))


@given(texts)
def test_folding_what_is_folded_leaves_out_nothing_visible(text: str) -> None:
    """Only blanks, breaks and invisible characters are ever left out."""
    view = make_view(text)
    kept = set(view.origin) if view.origin is not None else set(range(len(text)))
    left_out = {text[i] for i in range(len(text)) if i not in kept}
    assert all(c.isspace() or not c.isprintable() for c in left_out)
