"""Figures and tables as text, the same in every report."""

from __future__ import annotations

from collections.abc import Sequence

from cx_extract.model import FieldName

NA = "n/a"
"""Stands for a figure with an empty denominator."""
CHINESE: dict[FieldName, str] = {
    "name": "名称",
    "aliases": "别名",
    "status": "状态",
    "lead_units": "牵头单位",
    "member_units": "成员单位",
    "member_counts": "成员数",
    "dates": "时间",
    "achievements": "成果",
    "region": "地区",
}
_DECIMALS = 4


def figure(value: float | None) -> str:
    """Return a figure with three decimals, or n/a."""
    return NA if value is None else f"{value:.3f}"


def rounded(value: float | None) -> float | None:
    """Return a figure with the four decimals that machine-readable reports have."""
    return None if value is None else round(value, _DECIMALS)


def grid(rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; the first row is its head."""
    head, *body = ([cell.replace("|", "\\|").replace("\n", " ") for cell in row] for row in rows)
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *body))
