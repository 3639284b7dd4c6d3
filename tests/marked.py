"""Gold written inside the sentence, and its comparison with what the extractor finds.

``由<lead>清华大学</lead>牵头`` says that the text is 由清华大学牵头 and that 清华大学 leads. A mark may carry a record number and a
note: ``<lead#2 江海光电有限公司>该公司</lead>`` is a lead of the second record by its full name, ``<count 40 over>40 余家</count>`` a
count with its qualifier, ``<date established 2024-06>今年6月</date>`` an event and its EDTF value, ``<result award>…</result>`` a
result's category. A value may be marked at several places: any of them may be quoted. Text without marks gives no record.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from cx_extract import Consortium, Extractor, Fact, to_article
from cx_extract.find.mentions import Kind
from cx_extract.find.recogniser import Recognised

_TAG = re.compile(r"<(/?)([a-z_]+)(?:#(\d+))?(?: ([^<>]+))?>")
_FIELDS = {
    "name": "name",
    "alias": "aliases",
    "lead": "lead_units",
    "member": "member_units",
    "count": "member_counts",
    "date": "dates",
    "result": "achievements",
    "region": "region",
    "status": "status",
}
_ONLY_IF_MARKED = frozenset({"region", "status"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span ``[start, end)`` of the bare text; ``record`` counts from 1."""

    tag: str
    record: int
    note: str
    start: int
    end: int
    text: str


def parse(marked: str) -> tuple[str, list[Mark]]:
    """Return the bare text and its marks, in the order in which they close; marks may nest."""
    text, position = "", 0
    opened: list[tuple[str, int, str, int]] = []
    marks: list[Mark] = []
    for tag in _TAG.finditer(marked):
        text += marked[position : tag.start()]
        position = tag.end()
        if not tag.group(1):
            opened.append((tag.group(2), int(tag.group(3) or 1), tag.group(4) or "", len(text)))
            continue
        name, record, note, start = opened.pop()
        if name != tag.group(2):
            raise ValueError(f"<{name}> is closed by </{tag.group(2)}> in {marked!r}")
        marks.append(Mark(name, record, note, start, len(text), text[start:]))
    if opened:
        raise ValueError(f"<{opened[-1][0]}> is not closed in {marked!r}")
    return text + marked[position:], marks


def plain(marked: str) -> str:
    """Return the text without its marks."""
    return parse(marked)[0]


def extract(extractor: Extractor, text: str, published: str | None = None) -> tuple[Consortium, ...]:
    """Return the records of ``text``, after checking that every quote is what its offsets say."""
    records = extractor.extract(to_article(text, published))
    for record in records:
        for fact in record.facts:
            assert text[fact.start : fact.end] == fact.quote != "", fact
    return records


def differences(extractor: Extractor, marked: str, published: str | None = None) -> list[str]:
    """Return what the extractor finds otherwise than marked, one line each; none if all is right.

    Every field is compared, but region and status only in records that mark one.
    """
    text, marks = parse(marked)
    gold: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        gold[mark.record].append(mark)
    records = extract(extractor, text, published)
    found = [f"expected {len(gold)} records, got {len(records)}"] if len(gold) != len(records) else []
    for number, record in enumerate(records, 1):
        expected = gold.get(number, [])
        for tag, field in _FIELDS.items():
            wanted = {_wanted(m) for m in expected if m.tag == tag}
            if tag in _ONLY_IF_MARKED and not wanted:
                continue
            facts = [f for f in record.facts if f.field == field]
            got = {_got(f) for f in facts}
            found += [f"{number}: missing {field} {value!r}" for value in sorted(wanted - got)]
            found += [f"{number}: spurious {field} {value!r}" for value in sorted(got - wanted)]
            spans = {(_wanted(m), m.start, m.end) for m in expected if m.tag == tag}
            found += [
                f"{number}: {field} {f.value!r} quoted as {f.quote!r} at {f.start}"
                for f in facts
                if tag != "status" and _got(f) in wanted and (_got(f), f.start, f.end) not in spans
            ]
    found += [f"{n}: missing record {[m.text for m in gold[n]]}" for n in sorted(gold) if n > len(records)]
    return found


def _wanted(mark: Mark) -> str:
    if mark.tag == "result":
        return f"{mark.text} {mark.note}".strip()
    return mark.note or mark.text


def _got(fact: Fact) -> str:
    if fact.field == "member_counts":
        return f"{fact.value} {fact.qualifier}{f' {fact.as_of}' if fact.as_of else ''}"
    if fact.field == "dates":
        return f"{fact.event} {fact.value}"
    if fact.field == "achievements":
        return f"{fact.value} {fact.category}"
    return str(fact.value)


def check_organisations(recognise: Callable[[str], Recognised], marked: str) -> None:
    """Compare the organisations found with the marked ones, span by span."""
    text, marks = parse(marked)
    found = [(m.start, m.end, text[m.start : m.end]) for m in recognise(text).mentions if m.kind is Kind.ORG]
    assert found == [(m.start, m.end, m.text) for m in marks]
