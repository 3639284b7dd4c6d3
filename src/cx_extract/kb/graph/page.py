"""A neighbourhood as one HTML page that loads nothing: a picture, and tables of the same content below it.

The page is well-formed XML, too. Without JavaScript the picture stands still, its boxes lead to the rows of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files

from cx_extract.kb.graph.layout import LINE, NO_NAME, Box, Picture, lay_out
from cx_extract.kb.graph.neighbourhood import Body, Neighbourhood, Tie
from cx_extract.kb.pages import Source

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_SIGNS = {"over": ">", "nearly": "<", "about": "~", "tens": "≥", "hundreds": "≥"}
_ROLES = {"lead": "leads", "member": "member"}
_BODIES = ("Name", "Kind", "Status", "Region", "Founded", "Members", "Articles")
_NUMBER = ' class="number"'
_NUMBERS = ("Members", "Articles")
_TIES = ("Consortium", "Organisation", "Part", "When", "Sources")
_HINT = (
    "Click a box, or go to it with Tab and press Enter, to see what is known and where it stands; Escape lets go. "
    "Drag to move, Ctrl and the wheel (or + and -) to zoom."
)
_LEGEND = (
    ('<rect x="1" y="1" width="32" height="14" rx="7" />', "node consortium", "consortium"),
    ('<rect x="1" y="1" width="32" height="14" rx="2" />', "node", "organisation"),
    ('<path class="tie lead" d="M0 8H34" />', "", "leads"),
    ('<path class="tie" d="M0 8H34" />', "", "is a member"),
    ('<path class="tie planned" d="M0 8H34" />', "", "planned"),
)


def page(found: Neighbourhood) -> str:
    """Return the page; the same neighbourhood gives the same text."""
    name = found.middle.name or NO_NAME
    numbers = {sha: number for number, sha in enumerate(found.articles, 1)}
    consortia = sum(body.kind == "consortium" for body in found.bodies.values())
    told = f"{_count(consortia, 'consortium', 'consortia')}, {_count(len(found.bodies) - consortia, 'organisation')}, "
    told += f"{_count(len(found.ties), 'tie')}, {_count(len(found.articles), 'article')}"
    head = [
        '<meta charset="utf-8" />',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}" />',
        '<meta name="viewport" content="width=device-width" />',
        f"<title>{_text(name)}</title>",
        f"<style>{_asset('page.css')}</style>",
    ]
    body = [
        f'<h1 lang="zh">{_text(name)}</h1>',
        f'<p class="soft">{told}</p>',
        _legend(),
        '<div class="tools" hidden="hidden"><label>Find<input id="words" type="search" /></label>'
        '<button id="nearer" type="button" aria-label="zoom in">+</button>'
        '<button id="farther" type="button" aria-label="zoom out">−</button>'
        '<button id="whole" type="button">Reset</button><span id="count" class="soft" role="status"></span></div>',
        f'<div class="view"><div class="frame">{_svg(found, lay_out(found), told)}</div>'
        f'<aside id="details" hidden="hidden" aria-live="polite" aria-label="Details" data-hint="{_HINT}"></aside>',
        "</div>",
        "<h2>Who takes part in what</h2>",
        _table("ties", _TIES, (_tie_row(tie, found, numbers) for tie in found.ties)),
        "<h2>Consortia and organisations</h2>",
        _table("bodies", _BODIES, map(_body_row, found.bodies.values())),
        "<h2>Sources</h2>",
        f'<ol id="sources">{"".join(_articles(found, numbers))}</ol>',
        f"<script>/*<![CDATA[*/\n{_asset('page.js')}/*]]>*/</script>",
    ]
    top = ["<!DOCTYPE html>", '<html lang="en">', "<head>", *head, "</head>", "<body>"]
    return "\n".join([*top, *body, "</body>", "</html>"]) + "\n"


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _text(text: str) -> str:
    """Return ``text`` escaped, with U+FFFD for control characters, which no XML may hold."""
    return escape("".join("\ufffd" if ord(char) < 0x20 and char not in "\t\n" else char for char in text))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def _legend() -> str:
    items = (
        f'<li><svg class="{kind}" viewBox="0 0 34 16" aria-hidden="true">{shape}</svg>{name}</li>'
        for shape, kind, name in _LEGEND
    )
    return f'<ul class="legend">{"".join(items)}</ul>'


def _svg(found: Neighbourhood, picture: Picture, told: str) -> str:
    size = f'width="{picture.width}" height="{picture.height}" viewBox="0 0 {picture.width} {picture.height}"'
    described = f"{told}; the table below has the same content."
    return "\n".join(
        [
            f'<svg {size} role="group" aria-labelledby="title desc">',
            f'<title id="title">{_text(found.middle.name or NO_NAME)}: who takes part in what</title>',
            f'<desc id="desc">{described}</desc>',
            *(_edge(tie, picture.boxes) for tie in reversed(_drawn(found.ties))),
            *(_node(body, picture.boxes[key], body is found.middle) for key, body in found.bodies.items()),
            "</svg>",
        ]
    )


def _drawn(ties: Iterable[Tie]) -> Sequence[Tie]:
    """Return one tie for each pair, leads first: a body that leads is drawn as leading."""
    pairs: dict[tuple[str, str], Tie] = {}
    for tie in sorted(ties, key=lambda one: one.role != "lead"):
        pairs.setdefault((tie.consortium, tie.organisation), tie)
    return list(pairs.values())


def _edge(tie: Tie, boxes: Mapping[str, Box]) -> str:
    inner, outer = sorted((boxes[tie.consortium], boxes[tie.organisation]), key=lambda box: abs(box.column))
    side = 1 if outer.column > 0 else -1
    start = inner.x + side * inner.width // 2
    end = outer.x - side * outer.width // 2
    half = (start + end) // 2
    kinds = f"tie{' lead' if tie.role == 'lead' else ''}{' planned' if tie.planned else ''}"
    ends = f'data-consortium="{tie.consortium}" data-organisation="{tie.organisation}"'
    return f'<path class="{kinds}" {ends} d="M{start} {inner.y}C{half} {inner.y} {half} {outer.y} {end} {outer.y}" />'


def _node(body: Body, box: Box, is_middle: bool) -> str:
    round_by = min(box.height // 2, 18) if body.kind == "consortium" else 3
    left, top = box.x - box.width // 2, box.y - box.height // 2
    kinds = f"node {body.kind}{' middle' if is_middle else ''}{' planned' if body.status == 'planned' else ''}"
    first = box.y - (len(box.lines) - 1) * LINE // 2
    lines = "".join(
        f'<tspan x="{box.x}" y="{first + number * LINE}">{_text(line)}</tspan>' for number, line in enumerate(box.lines)
    )
    name = _text(body.name or NO_NAME)
    return (
        f'<a class="{kinds}" href="#b-{body.id}" data-body="{body.id}" aria-label="{name}, {body.kind}">'
        f'<rect x="{left}" y="{top}" width="{box.width}" height="{box.height}" rx="{round_by}" />'
        f'<text lang="zh">{lines}</text></a>'
    )


def _table(key: str, heads: Sequence[str], rows: Iterable[str]) -> str:
    cells = "".join(f'<th scope="col"{_NUMBER if head in _NUMBERS else ""}>{head}</th>' for head in heads)
    body = "\n".join(rows)
    return f'<div class="wide"><table id="{key}"><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table></div>'


def _tie_row(tie: Tie, found: Neighbourhood, numbers: Mapping[str, int]) -> str:
    names = [_text(found.bodies[key].name or NO_NAME) for key in (tie.consortium, tie.organisation)]
    part = f"{_ROLES[tie.role]}{', planned' if tie.planned else ''}"
    once = {(source.article_sha256, source.sentence, source.quote): source for source in reversed(tie.sources)}
    quotes = "".join(_quote(source, numbers) for source in reversed(once.values()))
    return (
        f'<tr data-consortium="{tie.consortium}" data-organisation="{tie.organisation}">'
        f'{"".join(f"""<td class="name" lang="zh">{name}</td>""" for name in names)}'
        f"<td>{part}</td><td>{_text(tie.valid)}</td><td>{quotes}</td></tr>"
    )


def _quote(source: Source, numbers: Mapping[str, int]) -> str:
    before, quote, after = map(_text, source.excerpt())
    number = numbers[source.article_sha256]
    told = f'<span lang="zh">{before}<mark>{quote}</mark>{after}</span>'
    return f'<blockquote>{told} <a href="#s-{number}">[{number}]</a></blockquote>'


def _body_row(body: Body) -> str:
    members = "" if body.members is None else f"{_SIGNS.get(body.qualifier, '')}{body.members}"
    told = (body.kind, body.status, _text(body.region), _text(body.founded))
    cells = "".join(f"<td>{cell}</td>" for cell in told)
    numbers = "".join(f"<td{_NUMBER}>{escape(str(cell))}</td>" for cell in (members, body.articles))
    return f'<tr id="b-{body.id}"><td class="name" lang="zh">{_text(body.name or NO_NAME)}</td>{cells}{numbers}</tr>'


def _articles(found: Neighbourhood, numbers: Mapping[str, int]) -> Iterable[str]:
    for sha, article in found.articles.items():
        told = " · ".join(
            filter(None, (article.published, article.source, article.title, article.article, article.url))
        )
        yield f'<li id="s-{numbers[sha]}" lang="zh">{_text(told)}</li>'
