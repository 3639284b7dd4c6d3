"""Consortia by informal short names: some words of the full name and what kind of body it is.

光芯片联合体 stands for 湖北省高速光芯片创新联合体, 毛竹联盟 for 江西省毛竹精深加工产业技术创新联盟, wherever no other
consortium of the article has these words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention

_KIND = re.compile("联合体|联盟|共同体|协作体|创新体")
_LONGEST = 8
_SHORTEST = 2
_KIND_WORDS = re.compile(r"(?:国家|中国|全国|产业|技术|创新|战略|协同|攻关|研发|科技|发展|企业|标准|该|本|省|市)+")


def find_short_names(document: Document, named: list[Mention]) -> list[Mention]:
    """Return the uses of short names of the consortia in ``named``, each with the full name as its value."""
    full: dict[str, Mention] = {m.value: m for m in named if m.kind is Kind.CX and m.group == "sure"}
    if not full:
        return []
    taken = {m.end for m in named if m.kind is Kind.CX and m.value in full}
    found = []
    for kind in _KIND.finditer(document.text):
        if kind.end() in taken:
            continue
        short = _short_name(document, kind.start(), kind.group(), full)
        if short is not None:
            start, owner = short
            text = document.text[start : kind.end()]
            found.append(replace(owner, start=start, end=kind.end(), text=text, rule_id="cx.short"))
    return found


def without_mistaken(document: Document, named: list[Mention], short: list[Mention]) -> list[Mention]:
    """Return ``named`` without the vague names that only put other words before a short name (董事长谈量子联合体)."""
    starts = {m.end: m.start for m in short}
    return [
        m
        for m in named
        if m.kind is not Kind.CX
        or m.group == "sure"
        or m.end not in starts
        or all(w.tag[:1] in "njbxe" for w in document.words_between(m.start, starts[m.end]))
    ]


def _short_name(document: Document, end: int, kind: str, full: dict[str, Mention]) -> tuple[int, Mention] | None:
    """Return where the longest run before ``end`` starts that one full name of this kind has, and that name."""
    apart = _of_two_words(document, end, kind, full)
    for start in range(max(0, end - _LONGEST), end - _SHORTEST + 1):
        words = document.text[start:end]
        if _KIND_WORDS.fullmatch(words):
            continue
        owners = [m for name, m in full.items() if name.endswith(kind) and words in name.removesuffix(kind)]
        if len(owners) == 1:
            return apart if apart and apart[0] < start else (start, owners[0])
        if owners:
            return None
    return apart


def _of_two_words(document: Document, end: int, kind: str, full: dict[str, Mention]) -> tuple[int, Mention] | None:
    """储能安全联合体 stands for 储能系统安全创新联合体: two words of the full name, in its order."""
    words = document.words_between(max(0, end - _LONGEST), end)[-2:]
    if len(words) < _SHORTEST or words[-1].end != end or not all(_tells(w.text) for w in words):
        return None
    both = re.compile(".*".join(re.escape(w.text) for w in words))
    owners = [m for name, m in full.items() if name.endswith(kind) and both.search(name)]
    return (words[0].start, owners[0]) if len(owners) == 1 else None


def _tells(word: str) -> bool:
    return len(word) >= _SHORTEST and not _KIND_WORDS.fullmatch(word)
