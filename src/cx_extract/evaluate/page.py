"""The evaluation as one HTML page: figures, and every error in its sentence. It loads nothing and needs no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from cx_extract.evaluate.errors import ErrorCase
from cx_extract.evaluate.layout import NA
from cx_extract.evaluate.report import facts, tables
from cx_extract.evaluate.score import Score

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_STYLE = """
:root { color-scheme: light dark; --line: #8884; --gold: #f4d35e88; --found: #6ab7ff66; }
body { font: 15px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; margin: 1.5em auto;
  max-width: 75em; padding: 0 1em; }
table { border-collapse: collapse; margin: 1em 0; }
th, td { border-bottom: 1px solid var(--line); padding: .2em .7em; text-align: left; vertical-align: top; }
th, td { white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
.bar { position: sticky; top: 0; background: Canvas; padding: .6em 0; border-bottom: 1px solid var(--line); }
.bar label { margin-right: 1em; }
article { border-bottom: 1px solid var(--line); padding: .6em 0; }
article p { margin: .2em 0; }
.what { font-weight: 600; }
.where, .rule { opacity: .75; font-size: .9em; }
mark { background: none; color: inherit; padding: .1em 0; }
mark.gold { background: var(--gold); border-bottom: 2px solid #c9a400; }
mark.found { background: var(--found); border-bottom: 2px dashed #2a7fd0; }
mark.gold.found { background: #7bc47f88; border-bottom: 2px solid #2f8f3a; }
"""
_SCRIPT = """
const chosen = ["field", "kind"].map(id => document.getElementById(id));
const words = document.getElementById("words");
function show() {
  let shown = 0;
  for (const one of document.querySelectorAll("article")) {
    const fits = chosen.every(box => !box.value || one.dataset[box.id] === box.value) &&
      (!words.value || one.textContent.includes(words.value));
    one.hidden = !fits;
    shown += fits;
  }
  document.getElementById("shown").textContent = shown;
}
for (const box of [...chosen, words]) box.addEventListener("input", show);
show();
"""


def page(score: Score) -> str:
    """Return the page; errors can be narrowed by field, class and words, and are all there without JavaScript."""
    figures, groups, counts = tables(score)
    body = [
        "<h1>Evaluation</h1>",
        *(f"<p>{escape(line)}</p>" for line in facts(score)),
        _table(figures),
        "<h2>Strict F1 by kind of article and status of record</h2>",
        _table(groups),
    ]
    if score.errors:
        body += ["<h2>Errors</h2>", _table(counts), _bar(score.errors), *map(_error, score.errors)]
        body.append(f"<script>{_SCRIPT}</script>")
    head = [
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        "<title>Evaluation</title>",
        f"<style>{_STYLE}</style>",
    ]
    return "\n".join(["<!DOCTYPE html>", '<html lang="en">', *head, *body, "</html>"]) + "\n"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table whose first row is its head; a column of figures stands to the right."""
    head, *body = rows
    kinds = [" class=n" if all(_is_figure(row[n]) for row in body) else "" for n in range(len(head))]
    lines = [
        "".join(f"<{tag}{kind}>{escape(cell)}</{tag}>" for cell, kind in zip(row, kinds, strict=True))
        for tag, row in (("th", head), *(("td", row) for row in body))
    ]
    return '<div class="wide"><table>' + "".join(f"<tr>{line}</tr>" for line in lines) + "</table></div>"


def _is_figure(cell: str) -> bool:
    return cell[:1].isdigit() or cell == NA


def _bar(errors: Iterable[ErrorCase]) -> str:
    every = list(errors)
    boxes = []
    for name, values in (("field", (e.field for e in every)), ("kind", (e.kind for e in every))):
        options = "".join(f"<option>{escape(value)}</option>" for value in dict.fromkeys(values))
        boxes.append(f'<label>{name} <select id="{name}"><option value="">all</option>{options}</select></label>')
    boxes.append('<label>words <input id="words" type="search"></label>')
    legend = '<mark class="gold">gold</mark> <mark class="found">predicted</mark> <mark class="gold found">both</mark>'
    return f'<div class="bar">{"".join(boxes)} <span id="shown">{len(every)}</span> errors · {legend}</div>'


def _error(case: ErrorCase) -> str:
    said = [f"gold: {case.gold}" if case.gold else "", f"predicted: {case.predicted}" if case.predicted else ""]
    rule = f' <span class="rule">{escape(case.rule_id)}</span>' if case.rule_id else ""
    where = f"{case.article} {case.start}..{case.end} · {case.record}"
    return (
        f'<article data-field="{escape(case.field)}" data-kind="{escape(case.kind)}">'
        f'<p><span class="what">{escape(case.field)}: {escape(case.kind)}</span> · '
        f"{' · '.join(escape(part) for part in said if part)}{rule}</p>"
        f'<p lang="zh">{_sentence(case)}</p><p class="where">{escape(where)}</p></article>'
    )


def _sentence(case: ErrorCase) -> str:
    """Return the sentence with the words of gold and prediction marked where they stand first."""
    text = case.sentence
    classes: list[set[str]] = [set() for _ in text]
    for quote, name in ((case.gold_quote, "gold"), (case.predicted_quote, "found")):
        at = text.find(quote) if quote else -1
        for char in classes[at : at + len(quote)] if at >= 0 else ():
            char.add(name)
    out, start = [], 0
    for end in range(1, len(text) + 1):
        if end < len(text) and classes[end] == classes[start]:
            continue
        piece = escape(text[start:end])
        names = " ".join(name for name in ("gold", "found") if name in classes[start])
        out.append(f'<mark class="{names}">{piece}</mark>' if names else piece)
        start = end
    return "".join(out)
