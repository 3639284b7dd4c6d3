"""Main text and metadata of saved web pages."""

from __future__ import annotations

import datetime as dt
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from cx_extract.errors import ReadError
from cx_extract.readers.encoding import decode
from cx_extract.readers.header import parse_header
from cx_extract.readers.metadata import Metadata, merge
from cx_extract.readers.stated_date import parse_date

if TYPE_CHECKING:
    from configparser import ConfigParser

_CHARSET = re.compile(rb"<(?:meta\b[^>]{0,300}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>\"]+)", re.IGNORECASE)
_HEAD_LENGTH = 4096

# The first name that a page has wins. ArticleTitle, ContentSource, PubDate and Url are what Chinese government sites
# use; the others are Open Graph, Dublin Core and common use.
_TITLE_NAMES = ("articletitle", "og:title", "dc.title", "twitter:title")
_SOURCE_NAMES = ("contentsource", "source", "来源", "article:source", "mediaid")
_SITE_NAMES = ("og:site_name", "sitename", "article:publisher", "publisher", "dc.publisher")
_DATE_NAMES = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publishtime",
    "publish_time",
    "publish-time",
    "article:published_time",
    "og:published_time",
    "og:release_date",
    "weibo:article:create_at",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "firstpublishedtime",
    "发布时间",
    "发布日期",
)

# Chinese says in a third of the characters what English says; under trafilatura's own minimum of 250 a short news
# item comes as all text of the page, navigation included and cut at every link.
_LEAST_TEXT = 60
_MOST_TEXT = 1_000_000  # beyond it no page is an article, and tidying it only costs time
_LEAST_SHARE = 0.3
_LAYOUT_PARAGRAPHS = 3
_LAYOUT_TEXT = 300

_UNSEEN = frozenset({"script", "style", "noscript", "template", "head", "title", "select", "textarea", "iframe", "svg"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "label"}
    | {"mark", "q", "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SITE_IN_TITLE = re.compile(
    r"(?:\s*[_|｜]\s*[^_|｜]{2,24}"
    r"|\s*[-–—]{1,2}\s*[^-–—]{0,20}(?:网|报|社|台|网站|新闻|政府|频道|中心|委员会|委|厅|局|部|大学|学院|公司|客户端|首页|资讯))+\s*$"
)
_BLANK = re.compile(r"(?:[^\S\n]|[\u200b-\u200d\u2060\ufeff\xad])+")
_URL = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's main text; ``stated`` is what its tags say of it, ``shown`` what lines by its title or the site say."""

    text: str
    stated: Metadata
    shown: Metadata


def read_html(data: bytes, name: str) -> Page:
    """Return the main text of an HTML page and what the page says of itself.

    A charset that the page claims helps to judge its bytes. The main text is trafilatura's, or all visible text where
    trafilatura finds nothing. Dates come from the page alone: trafilatura's guess (htmldate), which looks at the clock,
    is not asked.

    Raises ReadError when the page cannot be decoded or has no text.
    """
    from lxml import etree, html  # type: ignore[import-untyped]  # noqa: PLC0415  (0.05 s that other input need not pay)

    claim = _CHARSET.search(data, 0, _HEAD_LENGTH)
    markup = decode(data, name, claim[1].decode("ascii", "replace") if claim else "")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        tree = html.document_fromstring(markup.encode(), parser=parser)
    except etree.ParserError:
        raise ReadError(f"{name} has no text between its tags") from None
    lines = list(_visible_lines(tree))
    stated, site, headings = _tags(tree, markup)
    if not lines:
        raise ReadError(f"{name} has no text between its tags")
    article = _from_title(lines, headings)
    text = _main_text(tree, sum(map(len, lines)))
    if not _covers(text, lines):
        text = "\n".join(article or lines)
    return Page(text, stated, merge(_shown(article), Metadata(source=site)))


@cache
def _config() -> ConfigParser:
    from trafilatura.settings import use_config  # noqa: PLC0415

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # what it cannot read is reported by us
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(_LEAST_TEXT))
    return config


def _main_text(tree: Any, size: int) -> str:
    """Return what trafilatura takes for the article, "" for nothing; ``tree`` is changed."""
    if size > _MOST_TEXT:
        return ""
    import trafilatura  # noqa: PLC0415  (0.6 s)

    for table in list(tree.iter("table")):
        if _is_layout(table):
            _unwrap(table)
    try:
        text = trafilatura.extract(
            tree, fast=True, favor_recall=True, include_comments=False, include_tables=True, config=_config()
        )
    except Exception:  # whatever a broken page does to it, all visible text is still there to be read
        return ""
    return text or ""


def _covers(text: str, lines: list[str]) -> bool:
    """Say whether ``text`` holds a fair share of the page's sentences; trafilatura at a loss cuts them at each link."""
    sentences = [_BLANK.sub("", line) for line in lines if "。" in line]
    squeezed = _BLANK.sub("", text)
    held = sum(len(sentence) for sentence in sentences if sentence in squeezed)
    return bool(squeezed) and held >= _LEAST_SHARE * sum(map(len, sentences))


def _cells(table: Any) -> list[list[Any]]:
    rows = table.xpath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr")
    return [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]


def _is_layout(table: Any) -> bool:
    """Say whether a table only places text on the page: trafilatura would put each cell on one line."""
    if table.find(".//table") is not None:
        return True
    rows = _cells(table)
    if all(sum(1 for cell in row if cell.text_content().strip()) <= 1 for row in rows):
        return True
    return any(
        len(cell.findall(".//p")) >= _LAYOUT_PARAGRAPHS and len(cell.text_content()) >= _LAYOUT_TEXT
        for row in rows
        for cell in row
    )


def _unwrap(table: Any) -> None:
    for row in _cells(table):
        for cell in row:
            cell.tag = "div"
    for part in table.xpath("./tr | ./tbody/tr | ./thead/tr | ./tfoot/tr | ./tbody | ./thead | ./tfoot"):
        part.tag = "div"
    table.tag = "div"


def _visible_lines(tree: Any) -> Iterator[str]:
    """Yield the text of each block of the page that a reader sees, in order, white space folded."""
    from lxml import etree  # noqa: PLC0415

    pieces: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(tree, events=("start", "end", "comment")):
        tag = node.tag if isinstance(node.tag, str) else ""
        starts = event == "start"
        if tag in _UNSEEN:
            hidden += 1 if starts else -1
        if tag and tag not in _INLINE:
            yield from _line(pieces)
        piece = node.text if starts else node.tail
        if piece and not hidden:
            pieces.append(piece)
    yield from _line(pieces)


def _line(pieces: list[str]) -> Iterator[str]:
    line = _SPACE.sub(" ", "".join(pieces)).strip(" \u3000\xa0")
    pieces.clear()
    if line:
        yield line


def _tags(tree: Any, markup: str) -> tuple[Metadata, str, list[str]]:
    """Return what tags state, the name of the site, and every form of the title, for finding it on the page."""
    metas: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("name") or node.get("property") or node.get("itemprop") or ""
        content = " ".join((node.get("content") or "").split())
        if content:
            metas.setdefault(name.strip().lower(), content)
    linked = _linked_data(tree)
    heads = [" ".join(node.text_content().split()) for node in tree.iter("h1")]
    head = heads[0] if len(heads) == 1 else ""
    titles = [*(metas.get(name, "") for name in _TITLE_NAMES), linked.title, tree.findtext(".//title") or ""]
    headings = [title for title in (head, *(_without_site(title) for title in titles)) if title]
    saved = _SAVED_FROM.search(markup, 0, _HEAD_LENGTH)
    addresses = [
        *(node.get("href") or "" for node in tree.iter("link") if (node.get("rel") or "").lower() == "canonical"),
        metas.get("og:url", ""),
        metas.get("url", ""),
        saved[1] if saved else "",
    ]
    days = (parse_date(metas.get(name, "")) for name in _DATE_NAMES)
    stated = Metadata(
        title=next((metas[name] for name in _TITLE_NAMES[:1] if name in metas), "") or next(iter(headings), ""),
        source=next((metas[name] for name in _SOURCE_NAMES if name in metas), ""),
        published=next((day for day in days if day), None) or linked.published or _marked_time(tree),
        url=next((address for address in addresses if _URL.fullmatch(address)), ""),
    )
    site = next((metas[name] for name in _SITE_NAMES if name in metas), "")
    return stated, site or linked.source, headings


def _without_site(title: str) -> str:
    title = " ".join(title.split())
    return _SITE_IN_TITLE.sub("", title) or title


def _marked_time(tree: Any) -> dt.date | None:
    for node in tree.iter("time"):
        if node.get("itemprop") == "datePublished" or node.get("pubdate") is not None:
            return parse_date(node.get("datetime") or node.text_content())
    return None


def _linked_data(tree: Any) -> Metadata:
    """Return headline, publisher and day of the page's JSON-LD (schema.org; pubDate is Baidu's name of the day)."""
    found = Metadata()
    for node in tree.iter("script"):
        if node.get("type") == "application/ld+json" and node.text:
            try:
                loaded = json.loads(node.text, strict=False)
            except (ValueError, RecursionError):
                continue
            items = loaded if isinstance(loaded, list) else [loaded]
            graphs = [
                item["@graph"] for item in items if isinstance(item, dict) and isinstance(item.get("@graph"), list)
            ]
            for item in [*items, *(part for graph in graphs for part in graph)]:
                if isinstance(item, dict):
                    found = merge(found, _linked_item(item))
    return found


def _linked_item(item: dict[str, Any]) -> Metadata:
    publisher = item.get("publisher")
    name = publisher.get("name") if isinstance(publisher, dict) else publisher
    title = item.get("headline")
    return Metadata(
        title=title if isinstance(title, str) else "",
        source=name if isinstance(name, str) else "",
        published=parse_date(str(item.get("datePublished") or item.get("pubDate") or "")),
    )


def _from_title(lines: list[str], headings: list[str]) -> list[str]:
    """Return the lines from the article's title on, none without title: above stand navigation and the day of visit."""
    start = next((index for heading in headings for index, line in enumerate(lines) if line == heading), len(lines))
    return lines[start:]


def _shown(lines: list[str]) -> Metadata:
    """Return what the lines below the article's title say."""
    header = parse_header("\n".join(lines))
    return Metadata(source=header.source, published=header.published, url=header.url)
