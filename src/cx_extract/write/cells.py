"""Cells that a spreadsheet shows instead of running them, and that come back unchanged.

Excel, LibreOffice and their kin run a cell that starts with ``=``, ``+``, ``-`` or ``@`` as a formula (OWASP, "CSV
Injection"; it also names tab, carriage return, line feed and the full-width forms of the four signs). Such a cell gets
an apostrophe in front, which they take as "this is text". So that the apostrophe can be taken off again, a cell that
starts with one gets one more: a cell with an apostrophe in front always holds the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

SEPARATOR = "；"
"""Between the values of one cell."""

_RUNS = re.compile(r"'|[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff\x00-\x1f]*[=+\-@＝＋－＠]")
_BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")
_CJK = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]"
_INSIDE_CJK = re.compile(rf"(?<={_CJK})\0(?={_CJK})")


def neutralise(cell: str) -> str:
    """Return ``cell`` with an apostrophe in front if a spreadsheet would run it, or if it starts with one."""
    return f"'{cell}" if _RUNS.match(cell) else cell


def restore(cell: str) -> str:
    """Return the cell that ``neutralise`` was given."""
    return cell.removeprefix("'")


def one_line(value: str) -> str:
    """Return ``value`` on one line: a break inside Chinese text vanishes, any other becomes a space.

    A break in a quote is where the page was cut, not where its author wanted one.
    """
    if not _BREAKS.search(value):
        return value
    marked = _BREAKS.sub("\0", value.strip().replace("\0", " "))
    return _INSIDE_CJK.sub("", marked).replace("\0", " ")


def join(values: Iterable[str]) -> str:
    """Return the values in one cell for people, each on one line, so that cutting at ``；`` gives as many again.

    A ``；`` inside a value becomes ``;``. The value as found stands in facts.csv.
    """
    return SEPARATOR.join(one_line(value).replace(SEPARATOR, ";") for value in values)
