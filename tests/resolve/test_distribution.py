"""Statements that share out one value per consortium."""

from __future__ import annotations

import pytest
from marked import extract

from cx_extract import Extractor


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        (
            "智能农机创新联合体、果蔬冷链创新联合体分别由丰禾集团、江北农业大学牵头。",
            {"智能农机创新联合体": ["丰禾集团"], "果蔬冷链创新联合体": ["江北农业大学"]},
        ),
        (
            "丰禾集团、江北农业大学分别牵头组建了智能农机创新联合体、果蔬冷链创新联合体。",
            {"智能农机创新联合体": ["丰禾集团"], "果蔬冷链创新联合体": ["江北农业大学"]},
        ),
        (
            "市里批复了智能农机创新联合体和果蔬冷链创新联合体。前者由丰禾集团牵头，后者由江北农业大学牵头。",
            {"智能农机创新联合体": ["丰禾集团"], "果蔬冷链创新联合体": ["江北农业大学"]},
        ),
        (
            "智能农机创新联合体由丰禾集团、江北农业大学共同牵头。",
            {"智能农机创新联合体": ["丰禾集团", "江北农业大学"]},
        ),
    ],
)
def test_leads(extractor: Extractor, text: str, leads: dict[str, list[str]]) -> None:
    """分别, 前者 and 后者 give each consortium its own lead; without them a lead is the consortium's in whole."""
    records = {r.all("name")[0].value: r for r in extract(extractor, text)}
    assert {name: [f.value for f in r.all("lead_units")] for name, r in records.items()} == leads


def test_counts(extractor: Extractor) -> None:
    """成员单位分别为12家和9家 counts the members of each of the two consortia before it."""
    text = "前年起，智能农机创新联合体和果蔬冷链创新联合体陆续成立，成员单位分别为12家和9家。"
    records = {r.all("name")[0].value: r for r in extract(extractor, text)}
    counts = {name: [f.value for f in r.all("member_counts")] for name, r in records.items()}
    assert counts == {"智能农机创新联合体": [12], "果蔬冷链创新联合体": [9]}
