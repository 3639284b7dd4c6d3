"""Consortia renamed: two names of one body."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cx_extract.find.recogniser import Recognised

Recognise = Callable[[str], Recognised]


@pytest.mark.parametrize(
    "text",
    [
        "激光制造产业创新联盟2022年成立，2024年7月正式更名为光电产业联盟。",
        "光电产业联盟（原激光制造产业创新联盟）召开年会。",
        "光电产业联盟的前身是激光制造产业创新联盟。",
        "激光制造产业创新联盟升级为“光电产业联盟”。",
    ],
)
def test_a_new_name_is_an_alias_of_the_longer_one(recognise: Recognise, text: str) -> None:
    """The longer name stands for the body, whichever is the present one."""
    aliases = [(a.owner.text, a.text) for a in recognise(text).aliases]
    assert aliases == [("激光制造产业创新联盟", "光电产业联盟")]


@pytest.mark.parametrize(
    "text",
    [
        "激光制造产业创新联盟解散后，成员另组光电产业联盟。",
        "激光制造产业创新联盟注销，更名为光电产业联盟重新登记。",
        "激光制造产业创新联盟和光电产业联盟合办论坛。",
    ],
)
def test_two_bodies_stay_two(recognise: Recognise, text: str) -> None:
    """A body founded anew after the old one ended is another one, and so is a partner."""
    assert recognise(text).aliases == []


def test_initials_before_a_name_make_its_short_name(recognise: Recognise) -> None:
    """OEA世界光电产业联盟 is the OEA联盟 of the next sentence, and its name begins behind the initials."""
    aliases = recognise("OEA世界光电显示产业联盟今日宣布升级标准。OEA联盟成立于2019年。").aliases
    assert [(a.owner.text, a.text) for a in aliases] == [("世界光电显示产业联盟", "OEA联盟")]
