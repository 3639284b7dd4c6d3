"""Short names: what an article introduces in brackets, and what abbreviates a full name by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from marked import parse

from cx_extract.find.aliases import is_short_form
from cx_extract.find.recogniser import Recognised

Recognise = Callable[[str], Recognised]


@pytest.mark.parametrize(
    "marked",
    [
        "<owner>激光制造产业技术创新战略联盟</owner>（以下简称“<alias>激光联盟</alias>”）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（以下简称<alias>激光联盟</alias>）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（简称“<alias>激光联盟</alias>”）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（简称：<alias>激光联盟</alias>）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（下称“<alias>激光联盟</alias>”）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（又称“<alias>激光联盟</alias>”）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（“<alias>激光联盟</alias>”）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（<alias>LMIA</alias>）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（英文缩写<alias>LMIA</alias>）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>（以下简称“<alias>激光联盟</alias>”或“<alias>LMIA</alias>”）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>，简称“<alias>激光联盟</alias>”，今日成立。",
        "“<owner>激光制造产业技术创新战略联盟</owner>”（以下简称“<alias>激光联盟</alias>”）成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>，英文缩写为<alias>LMIA</alias>，今日成立。",
        "<owner>激光制造产业技术创新战略联盟</owner>，业界多称“<alias>光盟</alias>”，今日成立。",
        "由<owner>激光制造产业联盟</owner><alias>LMIA</alias>、华为等发布。",
        "<owner>江海光电科技有限公司</owner>（以下简称“<alias>江海光电</alias>”）主营激光器。",
        '<owner>江海光电科技有限公司</owner>(简称"<alias>江海光电</alias>")主营激光器。',
        "<owner>中国科学院金属研究所</owner>（简称<alias>金属所</alias>）位于沈阳。",
        "<owner>华中科技大学</owner>（<alias>HUST</alias>）位于武汉。",
    ],
)
def test_definitions(recognise: Recognise, marked: str) -> None:
    """Each form of definition gives the short name, where it stands and whose it is."""
    text, marks = parse(marked)
    owner = next(m for m in marks if m.tag == "owner")
    found = recognise(text).aliases
    assert [(a.start, a.end) for a in found] == [(m.start, m.end) for m in marks if m.tag == "alias"]
    assert {(a.owner.start, a.owner.end) for a in found} == {(owner.start, owner.end)}
    assert all(a.close >= a.end for a in found)


@pytest.mark.parametrize(
    "text",
    [
        "华中科技大学（武汉）牵头。",
        "激光制造创新联合体（筹）成立。",
        "激光制造创新联合体（2024年11月5日）成立。",
        "江海光电科技有限公司（国家级专精特新企业）牵头。",
        "会议（以下简称大会）召开。",
        "王明（教授）介绍了激光制造创新联合体（见图1）。",
        "激光制造创新联合体（以下简称“联合体”）成立。",
    ],
)
def test_other_brackets_define_nothing(recognise: Recognise, text: str) -> None:
    """Places, dates, remarks, generic words and short names of other things are no aliases."""
    assert recognise(text).aliases == []


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("海盈智能", "海盈智能科技股份有限公司", True),
        ("海盈科技", "海盈智能科技股份有限公司", True),
        ("厦门海盈", "厦门海盈智能科技股份有限公司", True),
        ("海盈智能", "厦门海盈智能科技股份有限公司", True),
        ("海盈公司", "厦门海盈智能科技股份有限公司", True),
        ("科技股份", "厦门海盈智能科技股份有限公司", False),
        ("有限公司", "厦门海盈智能科技股份有限公司", False),
        ("厦门大学", "厦门大学附属第一医院", False),
        ("江海集团", "江海集团有限公司", True),
        ("海", "海盈智能科技股份有限公司", False),
        ("海盈智能科技股份有限公司", "海盈智能科技股份有限公司", False),
    ],
)
def test_short_forms_of_a_full_name(short: str, full: str, expected: bool) -> None:
    """A short form drops the legal form or the place; the legal form alone, or another body's name, is none."""
    assert is_short_form(short, full, ("厦门",)) is expected


def test_a_trade_name_stands_for_the_company(recognise: Recognise) -> None:
    """The trade name of a company introduced in full is an organisation wherever it occurs."""
    text = "厦门海盈智能科技股份有限公司成立多年。去年，海盈智能牵头攻关。"
    start = text.index("海盈智能牵头")
    mention = next(m for m in recognise(text).mentions if m.start == start)
    assert mention.text == "海盈智能"
    assert mention.value == "厦门海盈智能科技股份有限公司"
