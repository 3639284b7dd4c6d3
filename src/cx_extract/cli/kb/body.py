"""A page of the knowledge base as text for a terminal, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import zip_longest
from typing import Any

import click
from rich.cells import cell_len

from cx_extract.cli.console import printable
from cx_extract.kb.pages import Line, Page, Source

_HEADINGS = {
    "consortium": {
        "aliases": "Also called",
        "lead": "Led by",
        "member": "Members",
        "counts": "Member counts",
        "events": "Dates",
        "achievements": "Achievements",
        "conflicts": "Conflicts",
    },
    "organisation": {"aliases": "Also called", "lead": "Leads", "member": "Takes part in"},
}
NO_NAME = "(no name)"
_SIGNS = {"over": "over ", "nearly": "nearly ", "about": "about ", "tens": "tens, ≥ ", "hundreds": "hundreds, ≥ "}
_DATED_BY = {"publication": "when published", "founding": "when founded"}


def show(page: Page, form: str, *, quotes: bool) -> None:
    """Print a page as ``text`` or ``json``; with ``quotes`` the text has the sentences, the quotes in bold."""
    if form == "json":
        click.echo(page_json(page))
        return
    for line in page_text(page, (lambda text: click.style(text, bold=True)) if quotes else None):
        click.echo(line)


def number_of(number: str, qualifier: str, unit: str = "") -> str:
    """Return a number of members with how it is stated: ``over 120家``."""
    return f"{_SIGNS.get(qualifier, '')}{number}{unit}"


def padded(text: str, width: int) -> str:
    """Return ``text`` filled up with blanks to ``width`` columns; an East Asian character takes two."""
    return text + " " * (width - cell_len(text))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return each row as one line, its cells in columns that are as wide as their widest cell."""
    widths = [max(map(cell_len, column)) for column in zip_longest(*rows, fillvalue="")]
    lines = ("  ".join(padded(cell, width) for cell, width in zip(row, widths, strict=False) if width) for row in rows)
    return [line.rstrip() for line in lines]


def page_text(page: Page, mark: Callable[[str], str] | None = None) -> Iterator[str]:
    """Yield the page line by line, the sources as numbers that the last section explains.

    With ``mark`` each belief is followed by the sentences that prove it, and that is put on the quote in each.
    """
    numbers = {sha: number for number, sha in enumerate(page.articles, 1)}
    yield f"{printable(page.name) or NO_NAME}  {page.id}"
    yield printable(" · ".join(_summary(page)))
    yield ""
    at_once = [name for name in ("status", "region") if name in page.sections]
    for name in at_once:
        heads = [[name.capitalize(), *cells] for cells in _cells(page, name)]
        yield from _section(aligned(heads), page.sections[name], numbers, mark)
    if at_once:
        yield ""
    for name, heading in _HEADINGS[page.kind].items():
        lines = page.sections.get(name, ())
        if lines:
            yield f"{heading} ({len(lines)})" if len(lines) > 1 else heading
            rows = [f"  {row}" for row in aligned(_cells(page, name))]
            yield from _section(rows, lines, numbers, mark)
            yield ""
    yield "Sources"
    for sha, article in page.articles.items():
        told = (article.published, article.source, article.title, article.article, article.url)
        yield f"  [{numbers[sha]}] {printable('  '.join(filter(None, told)))}"


def page_json(page: Page) -> str:
    """Return the page as a JSON object, with every statement behind every belief."""
    sections = {name: [_line_object(line) for line in lines] for name, lines in page.sections.items()}
    articles = {sha: asdict(article) for sha, article in page.articles.items()}
    made = {"id": page.id, "kind": page.kind, "name": page.name} | dict(page.facts)
    return json.dumps(made | {"sections": sections, "articles_by_sha256": articles}, ensure_ascii=False, indent=2)


def _line_object(line: Line) -> dict[str, Any]:
    return dict(line.cells) | {"sources": [asdict(source) for source in line.sources]}


def _summary(page: Page) -> Iterator[str]:
    facts = page.facts
    yield from (str(facts[name]) for name in ("status", "region") if facts.get(name))
    if facts.get("founded"):
        yield f"founded {facts['founded']}"
    if facts.get("member_count") is not None:
        yield f"{number_of(str(facts['member_count']), str(facts['member_count_qualifier']))} members"
    yield f"{facts['articles']} article{'' if facts['articles'] == 1 else 's'}"


def _section(
    rows: Sequence[str], lines: Sequence[Line], numbers: Mapping[str, int], mark: Callable[[str], str] | None
) -> Iterator[str]:
    """Yield each row with the numbers of its sources and, with ``mark``, the sentences there."""
    for row, line in zip(rows, lines, strict=True):
        cited = _marks(numbers[source.article_sha256] for source in line.sources)
        yield f"{row}  {cited}".rstrip()
        if mark:
            for source in _once(line.sources):
                yield f"      {_excerpt(source, mark)} [{numbers[source.article_sha256]}]"


def _count_cells(cells: Mapping[str, str]) -> list[str]:
    told = number_of(cells["number"], cells.get("qualifier", ""), cells.get("unit", ""))
    return [
        cells.get("valid", "undated"),
        told,
        _DATED_BY.get(cells.get("dated_by", ""), ""),
        cells.get("modality", ""),
    ]


def _event_cells(cells: Mapping[str, str]) -> list[str]:
    done = f"carried out: {cells['fulfilled_by']}" if "fulfilled_by" in cells else ""
    return [cells.get("date", ""), cells["event"], done]


def _member_cells(cells: Mapping[str, str]) -> list[str]:
    return [cells["organisation"], cells.get("valid", ""), cells.get("modality", "")]


def _part_cells(cells: Mapping[str, str]) -> list[str]:
    founded = f"founded {cells['founded']}" if "founded" in cells else ""
    told = [cells.get(name, "") for name in ("status", "region", "valid", "modality")]
    return [cells.get("consortium", NO_NAME), *told[:2], founded, *told[2:], cells["id"]]


def _as_they_are(cells: Mapping[str, str]) -> list[str]:
    return list(cells.values())


_CELLS: dict[tuple[str, str], Callable[[Mapping[str, str]], list[str]]] = {
    ("consortium", "lead"): _member_cells,
    ("consortium", "member"): _member_cells,
    ("consortium", "counts"): _count_cells,
    ("consortium", "events"): _event_cells,
    ("organisation", "lead"): _part_cells,
    ("organisation", "member"): _part_cells,
}
"""How the lines of a section are told by the kind of page and the section; of others as they are."""


def _cells(page: Page, name: str) -> list[list[str]]:
    told = _CELLS.get((page.kind, name), _as_they_are)
    return [[printable(cell) for cell in told(line.cells)] for line in page.sections[name]]


def _marks(numbers: Iterable[int]) -> str:
    """Return numbers of sources, runs of them in short: ``[1-4,7]``."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
    return f"[{told}]" if told else ""


def _once(sources: Sequence[Source]) -> Iterable[Source]:
    """Return the sources without those that have quote and sentence in common with an earlier one."""
    return {(one.article_sha256, one.sentence, one.quote): one for one in reversed(sources)}.values().__reversed__()


def _excerpt(source: Source, mark: Callable[[str], str]) -> str:
    before, quote, after = map(printable, source.excerpt())
    return f"{before}{mark(quote)}{after}"
