"""The agreement of two annotations as text for the terminal, as Markdown, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from cx_extract.evaluate.agreement import Agreement
from cx_extract.evaluate.layout import figure, grid, rounded
from cx_extract.evaluate.score import CATEGORY, ROWS

_HEADS = ("", "first", "second", "both", "agreement", "low", "high", "relaxed")


def rows(agreement: Agreement) -> Iterator[dict[str, Any]]:
    """Yield one row per field: how many values each side has, how many both, and the agreement with its interval.

    ``agreement`` is 2·both / (first + second), the F1 of either side against the other; ``low`` and ``high`` bound 95%
    of its bootstrap resamples over articles; None stands where nobody marked anything.
    """
    for row in ROWS:
        if row == CATEGORY:  # kappa says it better
            continue
        strict = agreement.score.tally(row)
        low, high = agreement.score.intervals(row)["f1"] or (None, None)
        relaxed = agreement.score.tally(row, "relaxed").f1
        cells = (row, strict.gold, strict.predicted, strict.recalled, strict.f1, low, high, relaxed)
        yield dict(zip(("row", *_HEADS[1:]), cells, strict=True))


def table(agreement: Agreement) -> str:
    """Return the readable report."""
    out = [f"{'':<14}" + "".join(f"{head:>10}" for head in _HEADS[1:])]
    for row in rows(agreement):
        name, *cells = row.values()
        out.append(f"{name:<14}" + "".join(f"{_cell(cell):>10}" for cell in cells))
    return "\n".join([*out, "", *_facts(agreement)]) + "\n"


def markdown(agreement: Agreement) -> str:
    """Return the same as Markdown."""
    body = [[_cell(cell) for cell in row.values()] for row in rows(agreement)]
    return grid([list(_HEADS), *body]) + "\n\n" + "  \n".join(_facts(agreement)) + "\n"


def to_csv(agreement: Agreement) -> str:
    """Return the rows as CSV with a header; n/a is an empty cell."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ("row", *_HEADS[1:]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rounded(row) for row in rows(agreement))
    return out.getvalue()


def to_json(agreement: Agreement) -> str:
    """Return everything as JSON."""
    data = {
        "articles": len(agreement.score.articles),
        "articles_in_one_annotation": list(agreement.alone),
        "rows": [_rounded(row) for row in rows(agreement)],
        "kappas": [_rounded(asdict(kappa)) for kappa in agreement.kappas],
        "questions": [asdict(question) for question in agreement.questions],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _facts(agreement: Agreement) -> list[str]:
    found = [f"articles: {len(agreement.score.articles)}"]
    for kappa in agreement.kappas:
        found.append(f"kappa of {kappa.choice}: {figure(kappa.value)} ({kappa.agreed} of {kappa.both} agree)")
    if agreement.alone:
        found.append(f"articles that only one annotated, not compared: {', '.join(agreement.alone)}")
    counts = Counter((q.field, q.about) for q in agreement.questions)
    found.append(f"to adjudicate: {len(agreement.questions)}")
    return found + [f"  {field:<15}{about:<26}{number:>5}" for (field, about), number in counts.items()]


def _cell(value: Any) -> str:
    return str(value) if isinstance(value, str | int) else figure(value)


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {key: rounded(value) if isinstance(value, float) else value for key, value in row.items()}
