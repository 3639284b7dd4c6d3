"""Cells: safe in a spreadsheet, and reversible."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.write.cells import join, neutralise, one_line, restore


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+86 10",
        "-5%",
        "@某报",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u200b=cmd()",
        "＝SUM(A1)",
        "＠某报",
        "'=1",
        "'",
    ],
)
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(cell: str) -> None:
    """A cell that starts like a formula, or with an apostrophe, gets an apostrophe in front."""
    assert neutralise(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "创新联合体", "5G-A=通感一体", "26", "a@b.cn", "（+）", " 空格", "2024-06~"])
def test_ordinary_text_stays_as_it_is(cell: str) -> None:
    """A sign inside a cell runs nothing, so the cell is not touched."""
    assert neutralise(cell) == cell


@given(st.text())
def test_neutralising_is_reversible(cell: str) -> None:
    """Taking the apostrophe off gives back any text whatever."""
    assert restore(neutralise(cell)) == cell


@given(st.text(alphabet="=+-@＝＋－＠\t\r\n '\u200b\ufeffa中"))
def test_no_neutralised_cell_starts_like_a_formula(cell: str) -> None:
    """After neutralising, the first visible character is none of the signs."""
    start = neutralise(cell).lstrip(" \t\r\n\u200b\ufeff")
    assert not start.startswith(tuple("=+-@＝＋－＠"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("联合\n攻关", "联合攻关"),
        ("联合\r\n  攻关", "联合攻关"),
        ("OpenHarmony\n生态", "OpenHarmony 生态"),
        ("one\ntwo", "one two"),
        ("没有断行", "没有断行"),
        ("two  spaces", "two  spaces"),
    ],
)
def test_a_line_break_vanishes_in_chinese_and_becomes_a_space_elsewhere(value: str, shown: str) -> None:
    """The break where a page was cut is no part of a name."""
    assert one_line(value) == shown


@given(st.lists(st.text(min_size=1), min_size=1))
def test_a_joined_cell_holds_as_many_values_and_no_line_break(values: list[str]) -> None:
    """Cutting a cell at its separators gives one part per value, even if a value holds a separator."""
    cell = join(values)
    assert len(cell.split("；")) == len(values)
    assert len(cell.splitlines()) <= 1
