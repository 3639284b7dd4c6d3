"""Lists in table form: rows of cells divided by | or tabs under a header that says what each column holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import Collapsed
from cx_extract.relate.engine import Match
from cx_extract.ruleset import Rule
from cx_extract.text.sentences import Sentence

_CELL = re.compile(r"[^|\t]+")
_COLUMNS = (
    ("lead", re.compile("牵头|理事长|依托|主持|承担单位")),
    ("member", re.compile("成员|参加|参与|共建|合作|参建")),
    ("date", re.compile("成立|组建|时间|日期|年份")),
    ("name", re.compile("名称|联合体|联盟|共同体")),
)
_KINDS = {"lead": (Kind.ORG,), "member": (Kind.ORG,), "date": (Kind.DATE,), "name": (Kind.CX,)}
TABLE_ROW = Rule(
    "table.row", "", "tables.py", {"event": "established", "status": "established", "date": "slot"}, (), (), 0.9
)
"""The rule behind every fact read from a table row."""


@dataclass(frozen=True, slots=True)
class _Header:
    columns: tuple[str, ...]


def find_table_rows(text: str, sentences: list[Sentence], collapsed: list[Collapsed]) -> Iterator[Match]:
    """Yield one match per table row that names a consortium in its name column."""
    header: _Header | None = None
    for number, sentence in enumerate(sentences):
        cells = [m.span() for m in _CELL.finditer(text, sentence.start, sentence.end)]
        if len(cells) < 3:
            header = None if "|" not in text[sentence.start : sentence.end] else header
            continue
        columns = tuple(_column(text[a:b]) for a, b in cells)
        if "name" in columns and ("lead" in columns or "member" in columns) and not _names(collapsed[number]):
            header = _Header(columns)
            continue
        if header is None:
            continue
        slots: dict[str, tuple[Mention, ...]] = {}
        for column, (start, end) in zip(header.columns, cells, strict=False):
            inside = tuple(
                m
                for m in collapsed[number].mentions.values()
                if start <= m.start < end and m.kind in _KINDS.get(column, ())
            )
            if column and inside:
                slots[column] = inside
        if "name" in slots:
            yield Match(TABLE_ROW, number, sentence.start, sentence.end, slots)


def _column(title: str) -> str:
    return next((name for name, pattern in _COLUMNS if pattern.search(title)), "")


def _names(sentence: Collapsed) -> bool:
    return any(m.kind is Kind.CX for m in sentence.mentions.values())
