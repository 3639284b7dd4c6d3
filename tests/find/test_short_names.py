"""Informal short names: some words of a full name and what kind of body it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cx_extract.find.mentions import Kind
from cx_extract.find.recogniser import Recognised

Recognise = Callable[[str], Recognised]


def named(recognise: Recognise, text: str) -> list[tuple[str, str]]:
    """Return the mentions of consortia by name with the name that each stands for."""
    return [(m.text, m.value) for m in recognise(text).mentions if m.kind is Kind.CX]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("湖北省高速光芯片创新联合体成立。从光芯片联合体的洁净室往南是厂房。", "光芯片联合体"),
        ("江西省毛竹精深加工产业技术创新战略联盟成立。毛竹联盟研制出展平机。", "毛竹联盟"),
        ("贵州省酱香白酒绿色酿造创新联合体成立。绿色酿造联合体建起示范线。", "绿色酿造联合体"),
        ("储能系统安全创新联合体成立。储能安全联合体有25家单位。", "储能安全联合体"),
        ("安徽省量子精密测量创新联合体成立。董事长更愿意聊量子精密联合体。", "量子精密联合体"),
    ],
)
def test_some_words_of_a_name_and_its_kind_mean_it(recognise: Recognise, text: str, short: str) -> None:
    """The words must stand in the full name in their order, and the kind must agree."""
    full = text.partition("成立")[0]
    assert named(recognise, text) == [(full, full), (short, full)]


@pytest.mark.parametrize(
    "text",
    [
        "湖北省光芯片创新联合体、湖南省光芯片创新联合体成立。光芯片联合体添了设备。",
        "湖北省光芯片创新联合体成立。光芯片联盟另有章程。",
        "湖北省光芯片创新联合体成立。创新联合体添了设备。",
    ],
)
def test_what_fits_two_or_none_is_no_short_name(recognise: Recognise, text: str) -> None:
    """Words that two names share, another kind of body and words of the kind itself mean no one by name."""
    shorts = ("光芯片联合体", "光芯片联盟", "创新联合体")
    assert [(short, value) for short, value in named(recognise, text) if short in shorts and short != value] == []
