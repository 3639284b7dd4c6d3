"""The HTML page of errors."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from evaluate_builders import article, item, record

from cx_extract.evaluate.page import page
from cx_extract.evaluate.score import evaluate

SENTENCE = "由<甲>大学&乙大学 http://example.org/a 牵头。"
GOLD = article(
    record(item("深冷联盟", 100), lead_units=(item("<甲>大学", 1),)), text=SENTENCE + "x" * 100 + "深冷联盟。"
)
FOUND = article(
    record(
        item("深冷联盟", 100),
        lead_units=(item("甲>大学&", 2, rule_id="lead.by", sentence=SENTENCE),),
    )
)


class _Page(HTMLParser):
    """Collects tags with their attributes, checks that they close in order, and keeps the text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def _parse(html: str) -> _Page:
    parser = _Page()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


def test_the_page_is_whole_and_loads_nothing():
    """Tags close, nothing has an address of its own, and the policy forbids to load anything."""
    html = page(evaluate([GOLD], [FOUND]))
    parsed = _parse(html)
    assert not [1 for _, attributes in parsed.tags if {"src", "href", "action", "srcset", "data"} & attributes.keys()]
    assert not {"link", "img", "iframe", "object", "base", "form"} & {tag for tag, _ in parsed.tags}
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest", html)
    policy = next(a["content"] for t, a in parsed.tags if t == "meta" and a.get("http-equiv"))
    assert policy is not None
    assert policy.startswith("default-src 'none'")


def test_every_error_is_there_with_both_sides_marked_in_its_sentence():
    """Overlapping words of gold and prediction are marked once each and together; markup in the text is text."""
    html = page(evaluate([GOLD], [FOUND]))
    parsed = _parse(html)
    errors = [attributes for tag, attributes in parsed.tags if tag == "article"]
    assert [(a["data-field"], a["data-kind"]) for a in errors] == [("lead_units", "wrong boundary")]
    assert (
        '由<mark class="gold">&lt;</mark><mark class="gold found">甲&gt;大学</mark>'
        '<mark class="found">&amp;</mark>乙大学 http://example.org/a 牵头。'
    ) in html
    assert "gold: <甲>大学 · predicted: 甲>大学&" in parsed.text
    assert "lead.by" in parsed.text


def test_figures_and_counts_are_those_of_the_other_reports():
    """The tables of the page hold the figures, and the filters every field and class once."""
    html = page(evaluate([GOLD], [FOUND]))
    assert "<td>name</td><td class=n>1</td><td class=n>1</td><td class=n>1.000</td>" in html
    assert "<td>lead_units</td><td>wrong boundary</td><td class=n>1</td>" in html
    assert html.count("<option>lead_units</option>") == html.count("<option>wrong boundary</option>") == 1


def test_without_errors_there_is_no_list():
    """A perfect score has a page, too."""
    html = page(evaluate([GOLD], [GOLD]))
    _parse(html)
    assert "<script>" not in html
    assert "<article" not in html


def test_the_same_score_gives_the_same_page():
    """No clock and no chance."""
    assert page(evaluate([GOLD], [FOUND])) == page(evaluate([GOLD], [FOUND]))
