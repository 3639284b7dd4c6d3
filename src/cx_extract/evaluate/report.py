"""The evaluation as text for the terminal, as JSON, CSV and Markdown, and its comparison with required floors."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cx_extract.errors import UsageError
from cx_extract.evaluate.errors import count
from cx_extract.evaluate.layout import NA, figure, grid, rounded
from cx_extract.evaluate.score import (
    CATEGORY,
    FIGURES,
    MODES,
    RECORD,
    ROWS,
    ArticleScore,
    Figure,
    Mode,
    Score,
    Tally,
    multi,
    single,
)

_GROUPS: dict[str, Callable[[ArticleScore], bool]] = {"single": single, "multi": multi}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of figures: what is counted, how strictly, over which group of articles or records."""

    group: str
    row: str
    mode: Mode
    tally: Tally
    intervals: Mapping[Figure, tuple[float, float] | None] | None = None

    def cells(self) -> dict[str, Any]:
        """Return the line as flat cells; figures are rounded to four decimals, None stands for n/a."""
        cells: dict[str, Any] = {"group": self.group, "row": self.row, "mode": self.mode, **asdict(self.tally)}
        for name in FIGURES:
            cells[name] = rounded(getattr(self.tally, name))
            low, high = (self.intervals or {}).get(name) or (None, None)
            cells[f"{name}_low"], cells[f"{name}_high"] = rounded(low), rounded(high)
        return cells


def lines(score: Score) -> list[Line]:
    """Return all figures: all articles (with intervals), single- and multi-consortium ones, and records by status."""
    found = [Line("all", r, m, score.tally(r, m), score.intervals(r, m)) for r in ROWS for m in MODES]
    found += [Line(g, r, m, score.tally(r, m, where)) for g, where in _GROUPS.items() for r in ROWS for m in MODES]
    by_status = [(r, m, score.by_status(r, m)) for r in ROWS for m in MODES]
    for status in score.by_status(RECORD):
        found += [Line(status, r, m, tallies[status]) for r, m, tallies in by_status]
    return found


def table(score: Score) -> str:
    """Return the readable report: figures per field with intervals, F1 by group, error classes with their counts."""
    found = lines(score)
    out = [
        f"{'':<14}{'':>12} │ {'strict':<35}│ relaxed",
        f"{'':<14}{'gold':>6}{'pred':>6} │{'P':>7}{'R':>7}{'F1':>7} {'95% of F1':<14}│{'P':>7}{'R':>7}{'F1':>7}",
    ]
    for hard, soft in _couples(x for x in found if x.group == "all"):
        interval = f"{_interval(hard):<14}"
        counts = f"{hard.tally.gold:>6}{hard.tally.predicted:>6}"
        out.append(f"{hard.row:<14}{counts} │{_three(hard.tally)} {interval}│{_three(soft.tally)}")
    out += ["", "strict F1 by kind of article and status of record"]
    header, *groups = _group_rows(found)
    widths = [max(7, len(head) + 2) for head in header[1:]]
    for head, *cells in (header, *groups):
        out.append(f"{head:<12}" + "".join(f"{c:>{width}}" for c, width in zip(cells, widths, strict=True)))
    out += ["", *facts(score)]
    out += [f"  {field:<15}{kind:<33}{number:>5}" for (field, kind), number in count(score.errors).items()]
    return "\n".join(out) + "\n"


def markdown(score: Score) -> str:
    """Return the same as Markdown tables."""
    figures, groups, errors = tables(score)
    parts = [grid(figures), "Strict F1 by kind of article and status of record:", grid(groups)]
    parts += ["  \n".join(facts(score))]
    if len(errors) > 1:
        parts.append(grid(errors))
    return "\n\n".join(parts) + "\n"


def tables(score: Score) -> tuple[list[list[str]], list[list[str]], list[list[str]]]:
    """Return the figures per field, strict F1 by group, and the number of errors per field and class, heads first."""
    found = lines(score)
    heads = ["", "gold", "predicted", "P", "R", "F1", "95% of F1", "relaxed P", "relaxed R", "relaxed F1"]
    rows = [
        [
            hard.row,
            str(hard.tally.gold),
            str(hard.tally.predicted),
            *_figures(hard.tally),
            _interval(hard),
            *_figures(soft.tally),
        ]
        for hard, soft in _couples(x for x in found if x.group == "all")
    ]
    errors = [[field, kind, str(number)] for (field, kind), number in count(score.errors).items()]
    return [heads, *rows], _group_rows(found), [["field", "error", "count"], *errors]


def to_json(score: Score) -> str:
    """Return figures, groups and error counts as JSON; an empty denominator is null."""
    errors: dict[str, dict[str, int]] = {}
    for (field, kind), number in count(score.errors).items():
        errors.setdefault(field, {})[kind] = number
    data = {
        "articles": len(score.articles),
        "articles_without_records": score.negatives,
        "spurious_records_per_100_of_them": rounded(score.spurious_per_100_negatives),
        "unjudged": list(score.unjudged),
        "figures": [line.cells() for line in lines(score)],
        "errors": errors,
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def to_csv(score: Score) -> str:
    """Return one line per group, row and mode as CSV with a header; an empty denominator is an empty cell."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(Line("all", RECORD, "strict", Tally()).cells()), lineterminator="\n")
    writer.writeheader()
    writer.writerows(line.cells() for line in lines(score))
    return out.getvalue()


def shortfalls(score: Score, floors: Mapping[str, float]) -> list[str]:
    """Return one sentence per figure below its floor.

    Keys are rows (``name``), meaning strict F1, or rows with a mode (``achievements.relaxed``); values are F1 in 0..1.
    A figure without denominator is below any floor. Raises UsageError for an unknown key.
    """
    found = []
    for key, floor in floors.items():
        row, _, wanted = key.partition(".")
        mode = next((m for m in MODES if m == (wanted or "strict")), None)
        if row not in ROWS or mode is None:
            raise UsageError(f"unknown figure {key!r}; use one of {', '.join(ROWS)}, with .relaxed if meant so")
        value = score.tally(row, mode).f1
        if value is None or value < floor:
            found.append(f"{key}: F1 {figure(value)} is below {floor:.3f}")
    return found


def facts(score: Score) -> list[str]:
    """Return one sentence each on articles, spurious records on negatives, and errors."""
    spurious = score.spurious_per_100_negatives
    found = [
        f"articles: {len(score.articles)}, without records: {score.negatives}; "
        f"spurious records per 100 of these: {NA if spurious is None else f'{spurious:.1f}'}"
    ]
    if score.unjudged:
        found.append(f"predicted articles without gold, not judged: {len(score.unjudged)}")
    return [*found, f"errors: {len(score.errors)}"]


def _couples(found: Iterable[Line]) -> list[tuple[Line, Line]]:
    """Return strict and relaxed lines side by side."""
    every = list(found)
    return list(zip((x for x in every if x.mode == "strict"), (x for x in every if x.mode == "relaxed"), strict=True))


def _group_rows(found: Sequence[Line]) -> list[list[str]]:
    """Return a header and one row of strict F1 for every group with gold or predicted records."""
    shown = [r for r in ROWS if r != CATEGORY]
    rows = [["", *shown]]
    groups = dict.fromkeys(x.group for x in found if x.group != "all")
    for group in groups:
        tallies = {x.row: x.tally for x in found if x.group == group and x.mode == "strict"}
        if tallies[RECORD] != Tally():
            rows.append([group, *(figure(tallies[r].f1) for r in shown)])
    return rows


def _figures(tally: Tally) -> list[str]:
    return [figure(getattr(tally, f)) for f in FIGURES]


def _three(tally: Tally) -> str:
    return "".join(f"{f:>7}" for f in _figures(tally))


def _interval(line: Line) -> str:
    low_high = (line.intervals or {}).get("f1")
    return NA if low_high is None else f"{low_high[0]:.3f}–{low_high[1]:.3f}"
