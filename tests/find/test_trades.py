"""Companies that are called by their place, a coined word and their trade."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cx_extract.find.mentions import Kind
from cx_extract.find.recogniser import Recognised

Recognise = Callable[[str], Recognised]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("沈阳海维机器人是从头跟到尾的。", ["沈阳海维机器人"]),
        ("成都维骼生物搬了进来。", ["成都维骼生物"]),
        ("襄阳金隼汽车电子也在场。", ["襄阳金隼汽车电子"]),
        ("沈阳工业机器人卖得好。", []),
        ("成都生物医药发展快。", []),
        ("襄阳汽车电子产业园开工。", []),
        ("中国微堆技术出口。", []),
    ],
)
def test_trade_names(recognise: Recognise, text: str, names: list[str]) -> None:
    """The word behind the place must be coined; a field of industry there names nobody."""
    assert [m.text for m in recognise(text).mentions if m.kind is Kind.ORG] == names
