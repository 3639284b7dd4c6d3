"""Main text and metadata of web pages."""

import datetime as dt
import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cx_extract.errors import ReadError
from cx_extract.readers.html import Page, read_html

DAY = dt.date(2024, 11, 7)
TITLE = "滨海新型储能创新联合体成立"
LEAD = "11月6日，由滨海甲能科技股份有限公司牵头，联合滨海大学等12家单位共同组建的滨海新型储能创新联合体揭牌成立。"
MEMBERS = "该联合体首批成员单位达12家，围绕长时储能开展攻关。"
QUOTE = "“我们已研制出首台样机。”该公司总工程师丙丁说。"
PARAGRAPHS = [LEAD, MEMBERS, QUOTE]
JUNK = ["国内新闻", "相关阅读", "另一联合体昨日成立", "版权所有", "今天是"]


def page(body: str, head: str = "", info: str = "") -> str:
    """Return a news page with navigation, related links and a footer around ``body``."""
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{TITLE}_滨海网</title>{head}
<style>p {{ color: red }}</style><script>var day = "今天是2023年1月1日";</script></head><body>
<div class="top">2023年1月1日 星期日 <a href="/">首页</a> | <a href="/n">国内新闻</a></div>
<div class="nav"><ul><li><a href="/1">国内</a></li><li><a href="/2">国际</a></li></ul></div>
<div class="main"><h1>{TITLE}</h1><div class="info">{info}</div>{body}</div>
<div class="related"><h3>相关阅读</h3><ul><li><a href="/a">另一联合体昨日成立</a></li></ul></div>
<div class="footer">版权所有 滨海网</div></body></html>"""


def read(markup: str, encoding: str = "utf-8") -> Page:
    """Read ``markup`` as a file in ``encoding``."""
    return read_html(markup.encode(encoding), "a.html")


LAYOUTS = {
    "p": "".join(f"<p>　　{text}</p>" for text in PARAGRAPHS),
    "br": '<div id="zoom">' + "<br/><br/>".join(f"&nbsp;&nbsp;{text}" for text in PARAGRAPHS) + "</div>",
    "div": '<div class="TRS_Editor">'
    + "".join(f'<div><font size="3">{text}</font></div>' for text in PARAGRAPHS)
    + "</div>",
    "span": "".join(f"<p><span>{text[:20]}</span><span>{text[20:]}</span></p>" for text in PARAGRAPHS),
    "table": "<table><tr><td><table><tr><td>"
    + "".join(f"<p>{t}</p>" for t in PARAGRAPHS)
    + "</td></tr></table></td></tr></table>",
    "links": "".join("<p>" + text.replace("滨海大学", '<a href="/u">滨海大学</a>') + "</p>" for text in PARAGRAPHS),
    "comment": "".join(f"<p>{text[:9]}<!-- x -->{text[9:]}</p>" for text in PARAGRAPHS),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_main_text_in_every_layout(layout: str) -> None:
    """Each paragraph of a short item comes whole on its line, without navigation, however the page is built."""
    text = read(page(LAYOUTS[layout])).text
    lines = [line.strip(" \u3000\xa0") for line in text.splitlines()]
    assert [line for line in lines if "。" in line] == PARAGRAPHS
    assert not any(junk in text for junk in JUNK)


def test_one_sentence_page() -> None:
    """An item of one sentence with links in it is not cut at the links."""
    body = '<p><a href="/c">滨海甲能科技</a>牵头，<b>联合</b><a href="/u">滨海大学</a>组建储能联合体。</p>'
    assert "滨海甲能科技牵头，联合滨海大学组建储能联合体。" in read(page(body)).text.splitlines()


def test_data_tables_keep_their_rows() -> None:
    """A table of data stays a table: one row on one line."""
    rows = [("序号", "名称", "牵头单位"), ("1", "海工联合体", "滨海海工集团"), ("2", "生物联合体", "滨海生物公司")]
    table = "<table>" + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows) + "</table>"
    lines = read(page(f"<p>{LEAD}</p>{table}<p>{MEMBERS}</p>")).text.splitlines()
    assert any("海工联合体" in line and "滨海海工集团" in line and "生物" not in line for line in lines)


def test_traditional_characters_and_entities() -> None:
    """Traditional characters stay, entities become characters."""
    text = read(
        page("<p>這個聯合體由濱海大學領軍，成員達&nbsp;12&nbsp;家&#65292;已有&ldquo;成果&rdquo;。</p>" * 2)
    ).text
    assert "這個聯合體由濱海大學領軍，成員達" in text
    assert "家，已有“成果”。" in text


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gbk", "GB18030", "utf-16"])
@pytest.mark.parametrize("claim", ["utf-8", "gb2312", "GBK"])
def test_charsets(charset: str, claim: str) -> None:
    """A page is decoded by its bytes, also where the charset it claims is another one."""
    markup = page(LAYOUTS["p"]).replace(
        'charset="utf-8"', f'http-equiv="Content-Type" content="text/html; charset={claim}"'
    )
    found = read(markup, charset)
    assert (found.stated.title, LEAD in found.text) == (TITLE, True)


def test_other_charsets_are_errors() -> None:
    """A page in Big5 is an error that names file and charset."""
    markup = page("<p>這個聯合體由濱海大學領軍。</p>" * 9).replace("utf-8", "big5")
    with pytest.raises(ReadError, match=r"^a\.html .* calls itself big5"):
        read_html(markup.encode("big5", "ignore"), "a.html")


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="ContentSource" content="滨海日报"><meta name="PubDate" content="2024-11-07 08:10">',
        '<meta name="source" content="滨海日报"/><meta name="publishdate" content="2024-11-07"/>',
        '<meta content="滨海日报" name="来源">'
        '<meta property="article:published_time" content="2024-11-07T08:10:00+08:00">',
        '<meta name="PubDate" content="未知"><meta name="publish_time" content="2024/11/7">'
        '<meta name="mediaid" content="滨海日报">',
        '<script type="application/ld+json">{"@graph": [{"datePublished": "2024-11-07", "headline": "别题"}]}</script>'
        '<meta name="source" content="滨海日报">',
        '<script type="application/ld+json">[{"pubDate": "2024-11-07T08:00:00"}]</script>'
        '<meta name="source" content=" 滨海日报 ">',
    ],
)
def test_tags(head: str) -> None:
    """Source and day are read from the tags in use; the title has lost the site's name."""
    stated = read(page(LAYOUTS["p"], head)).stated
    assert (stated.title, stated.source, stated.published) == (TITLE, "滨海日报", DAY)


@pytest.mark.parametrize(
    "head",
    [
        '<link rel="canonical" href="https://example.org/1.html">',
        '<meta property="og:url" content="https://example.org/1.html">',
        '<link rel="canonical" href="/1.html"><meta name="Url" content="https://example.org/1.html">',
        "<!-- saved from url=(0026)https://example.org/1.html -->",
    ],
)
def test_addresses(head: str) -> None:
    """The address is the page's own, in full, or the one a browser saved it from."""
    assert read(page(LAYOUTS["p"], head)).stated.url == "https://example.org/1.html"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("储能联合体成立_滨海网", "储能联合体成立"),
        ("储能联合体成立-新闻频道-滨海网", "储能联合体成立"),
        ("储能联合体成立 | 滨海市人民政府", "储能联合体成立"),
        ("京-津-冀储能联合体成立", "京-津-冀储能联合体成立"),
        ("_滨海网", "_滨海网"),
    ],
)
def test_site_names_leave_the_title(title: str, expected: str) -> None:
    """The site's name is cut from the title, a hyphen within the title is not."""
    found = read(f"<html><head><title>{title}</title></head><body><p>{LEAD}</p></body></html>")
    assert found.stated.title == expected


def test_header_lines_of_the_page() -> None:
    """Source and day are read from the line below the title, never from navigation above it or from prose."""
    found = read(page(LAYOUTS["p"], info="2024年11月07日 08:10　来源：滨海日报　责任编辑：甲"))
    assert (found.stated.published, found.shown.published, found.shown.source) == (None, DAY, "滨海日报")
    bare = read(page("<p>2024年10月1日，储能创新联合体成立。</p>" + LAYOUTS["p"]))
    assert (bare.stated.published, bare.shown.published) == (None, None)


def test_no_date_is_invented() -> None:
    """Copyright years, dates in links, images and modification times are no publication date."""
    head = '<meta property="article:modified_time" content="2024-11-08"><meta name="date" content="">'
    body = LAYOUTS["p"] + '<a href="/2024/11/07/x.html">甲</a><img src="/20241107.jpg"><p>© 2024-11-07 滨海网</p>'
    found = read(page(body, head))
    assert (found.stated.published, found.shown.published) == (None, None)


def test_site_stands_in_for_the_source() -> None:
    """The site's name is the last resort for the source."""
    assert read(page(LAYOUTS["p"], '<meta property="og:site_name" content="滨海网">')).shown.source == "滨海网"


def test_all_visible_text_where_there_is_no_article() -> None:
    """Bare text in the body is read, scripts and styles are not."""
    text = read("<html><body>储能联合体成立<script>var a;</script><style>p{}</style></body></html>").text
    assert text == "储能联合体成立"


@pytest.mark.parametrize(
    "markup", ["<html><body><script>var a = '文';</script></body></html>", "<!-- 空 -->", "<p>&nbsp;</p>"]
)
def test_pages_without_text_are_errors(markup: str) -> None:
    """A page that shows nothing is an error that names the file."""
    with pytest.raises(ReadError, match=r"^a\.html has no text"):
        read(markup)


def test_same_page_same_text(caplog: pytest.LogCaptureFixture) -> None:
    """Reading is repeatable and logs nothing that a user would see."""
    with caplog.at_level(logging.WARNING):
        pages = {read(page(layout)) for layout in LAYOUTS.values() for _ in range(3)}
        read("<html><body>短</body></html>")
    assert len(pages) == len({read(page(layout)) for layout in LAYOUTS.values()})
    assert not caplog.records


TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<a href=x>",
]
TAGS += [
    "<meta name=PubDate content=",
    "<h1>",
    "<title>",
    "&nbsp;",
    "&#0;",
    "<",
    ">",
    '"',
    "储能联合体。",
    '<script type="application/ld+json">{',
    "]]>",
]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(TAGS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=30))
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    """Broken markup gives text or a ReadError."""
    try:
        text = read("".join(pieces)).text
    except ReadError as error:
        assert str(error).startswith("a.html ")
    else:
        assert text.strip()


@pytest.mark.parametrize("form", ["<html><body><p>{}</p></body></html>", "{}", "<table><tr><td>{}"])
def test_twenty_megabytes_on_one_line(form: str) -> None:
    """A huge page is read whole."""
    text = read(form.format("储能联合体成立。" * 850_000)).text
    assert text.count("储能联合体成立。") == 850_000


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "b", "ul><li"])
def test_deep_nesting_is_contained(tag: str) -> None:
    """Ten thousand nested elements end in text or a ReadError, not in a crash."""
    try:
        assert "储能" in read(f"<{tag}>" * 10_000 + "储能联合体。").text
    except ReadError as error:
        assert "a.html" in str(error)
