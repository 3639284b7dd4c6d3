"""The comparison of two runs as text for the terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from cx_extract.evaluate.layout import CHINESE, figure, grid, rounded
from cx_extract.evaluate.runs import Change, Comparison, Summary
from cx_extract.evaluate.score import RECORD
from cx_extract.model import FIELDS

_SHOWN = 20
_VERDICTS = {True: "right", False: "wrong", None: "–"}


def table(comparison: Comparison) -> str:
    """Return the summaries, one line each, and the first changes."""
    judged = comparison.scores is not None
    out = [_head(comparison)]
    out += [_summary(one, judged) for one in comparison.summaries]
    out += (
        ["", *(f"{field:<14} F1 {before} → {after}" for field, before, after in _figures(comparison))] if judged else []
    )
    shown = comparison.changes[:_SHOWN]
    out += ["", *(line for change in shown for line in _lines(change))] if shown else []
    if len(comparison.changes) > len(shown):
        out.append(f"… and {len(comparison.changes) - len(shown)} more; --list FILE has all")
    return "\n".join([*out, *_remarks(comparison)]) + "\n"


def markdown(comparison: Comparison) -> str:
    """Return the summaries and all changes as Markdown tables."""
    judged = comparison.scores is not None
    heads = ["field", "rule", "articles", "appeared", "vanished", "changed"]
    heads += ["+ right", "− right", "+ wrong", "− wrong"] if judged else []
    rows = [[str(cell) for cell in list(asdict(one).values())[: len(heads)]] for one in comparison.summaries]
    parts = [_head(comparison)]
    parts += [grid([["", "F1 before", "F1 after"], *_figures(comparison)])] if judged else []
    if rows:
        parts.append(grid([heads, *rows]))
        changes = [_cells(change, judged) for change in comparison.changes]
        parts.append(grid([_cell_heads(judged), *changes]))
    return "\n\n".join([*parts, *_remarks(comparison)]) + "\n"


def to_json(comparison: Comparison) -> str:
    """Return everything as JSON."""
    data = {
        "unchanged": comparison.unchanged,
        "behind_another_rule": comparison.other_rule,
        "f1": {field: [before, after] for field, before, after in _f1(comparison)},
        "articles_in_one_run": list(comparison.alone),
        "articles_without_gold": list(comparison.unjudged),
        "summaries": [asdict(one) for one in comparison.summaries],
        "changes": [asdict(one) for one in comparison.changes],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _f1(comparison: Comparison) -> Iterator[tuple[str, float | None, float | None]]:
    """Yield field, strict F1 before and after, nothing without gold."""
    if comparison.scores:
        before, after = comparison.scores
        for row in (RECORD, *FIELDS):
            yield row, rounded(before.tally(row).f1), rounded(after.tally(row).f1)


def _figures(comparison: Comparison) -> list[list[str]]:
    return [[row, figure(before), figure(after)] for row, before, after in _f1(comparison)]


def _head(comparison: Comparison) -> str:
    counts = [
        sum(1 for c in comparison.changes if c.kind == kind) for kind in ("appeared", "vanished", "changed", "moved")
    ]
    appeared, vanished, changed, moved = counts
    head = f"{appeared} facts appeared, {vanished} vanished, {changed} changed, {moved} moved to another record; "
    head += f"{comparison.unchanged} are the same"
    return head + (f", {comparison.other_rule} of them behind another rule" if comparison.other_rule else "")


def _summary(one: Summary, judged: bool) -> str:
    articles = f"{one.articles} article{'' if one.articles == 1 else 's'}"
    start = f"{one.field} {CHINESE[one.field]} in {articles}, rule {one.rule or '(none)'}: "
    if judged:
        return start + f"{_signed(one.right, one.right_lost)} right; {_signed(one.wrong, one.wrong_lost)} wrong"
    counts = ((one.appeared, "appeared"), (one.vanished, "vanished"), (one.changed, "changed"))
    return start + ", ".join(f"{number} {what}" for number, what in counts if number)


def _signed(more: int, fewer: int) -> str:
    return " ".join(filter(None, [f"+{more}" if more else "", f"−{fewer}" if fewer else ""])) or "±0"


def _lines(change: Change) -> tuple[str, str]:
    verdict = f"  [{_verdict(change)}]" if change.was_right is not None or change.is_right is not None else ""
    said = " → ".join(part or "∅" for part in (change.before, change.after))
    first = f"{change.article}: {change.kind} {change.field} of {change.record}: {said}{verdict}  {change.rule}"
    return first, "    " + " ".join(change.sentence.split())


def _verdict(change: Change) -> str:
    return f"{_VERDICTS[change.was_right]} → {_VERDICTS[change.is_right]}"


def _cell_heads(judged: bool) -> list[str]:
    return [
        "article",
        "record",
        "field",
        "kind",
        "rule",
        "before",
        "after",
        *(["verdict"] if judged else []),
        "sentence",
    ]


def _cells(change: Change, judged: bool) -> list[str]:
    cells = [change.article, change.record, change.field, change.kind, change.rule, change.before, change.after]
    return [*cells, *([_verdict(change)] if judged else []), change.sentence]


def _remarks(comparison: Comparison) -> Sequence[str]:
    remarks = []
    if comparison.alone:
        remarks.append(f"articles that only one run read, not compared: {', '.join(comparison.alone)}")
    if comparison.unjudged:
        remarks.append(f"articles without gold, not judged: {', '.join(comparison.unjudged)}")
    return remarks
