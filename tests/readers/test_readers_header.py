"""Header lines and front matter."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.readers import Header, parse_header

DAY = dt.date(2024, 11, 7)
BODY = "　　由甲能科技牵头的储能创新联合体11月6日成立。\n　　会议于2023年5月1日召开。\n"


@pytest.mark.parametrize(
    "line",
    [
        "来源：滨海日报 发布时间：2024-11-07 10:30",
        "发布时间：2024-11-07　　来源：滨海日报　　责任编辑：甲乙",
        "时间：2024年11月7日 10:30　来 源：滨海日报",
        "日期:2024/11/07 来源:《滨海日报》 作者:丙",
        "2024年11月07日 10:30:22 来源：滨海日报 字号：[大 中 小] 打印",
        "2024-11-07 10:30　滨海日报",
        "2024-11-07 来源：内容编译自滨海日报",
        "滨海日报 | 2024.11.7",
        "（来源：滨海日报2024-11-07）",
        "发布日期：２０２４年１１月７日 | 信息来源：滨海日报 | 浏览次数：35",
        "發佈時間：2024-11-07　來源：滨海日报",
        "**来源**：滨海日报 **发布时间**：2024-11-07",
        "来源：\n滨海日报\n发布时间：\n2024年 11 月 7 日（星期四）",
        "来源：滨海日报\u200b 发布于 2024-11-07T10:30:00+08:00",
    ],
)
def test_header_lines_in_use(line: str) -> None:
    """The forms in which pages state source and date are read, and the body starts behind them."""
    text = f"\n储能创新联合体成立\n{line}\n\n{BODY}"
    header = parse_header(text)
    assert (header.title, header.source, header.published) == ("储能创新联合体成立", "滨海日报", DAY)
    assert text[header.body_start :].lstrip("\n") == BODY


@pytest.mark.parametrize(
    "line",
    [
        "数据来源：滨海市统计局，2024年11月7日，甲能科技成立。",
        "会议时间：2024年11月7日",
        "更新时间：2024-11-07",
        "发布时间：11月7日",
        "发布时间：2024-13-07",
        "时间：2024年11月7日\n地点：滨海大厦",
        "时间：2024年11月7日 地点：滨海大厦",
        "2024-11-07 至 2024-11-09",
        "储能大会 2024年11月7日 开幕",
        "2024年11月7日，甲能科技牵头的联合体成立，",
        "《报告》发布时间定于2024年11月7日。",
        "编号20241107",
    ],
)
def test_dates_that_are_no_publication_date(line: str) -> None:
    """Dates of events, of updates, in prose, without year or outside the calendar are not taken."""
    header = parse_header(f"储能创新联合体成立\n{line}\n{BODY}")
    assert header.published is None


@pytest.mark.parametrize("line", ["数据来源：滨海市统计局", "资金来源：甲能科技", "来源：", "能源来源广"])
def test_sources_that_are_none(line: str) -> None:
    """来源 of data or money, or without a name, is no source."""
    assert parse_header(f"储能创新联合体成立\n{line}\n{BODY}").source == ""


@pytest.mark.parametrize(
    ("opening", "source", "published"),
    [
        ("新华社北京2024年11月7日电（记者 甲）", "新华社", DAY),
        ("新华社台州2024年11月7日电 ", "新华社", DAY),
        ("新华社北京11月7日电（记者 甲）", "新华社", None),
        ("中新网11月7日电 (记者 甲)", "中新网", None),
        ("中国社会科学网广州11月7日讯 ", "中国社会科学网", None),
        ("科技日报北京11月7日电 ", "科技日报", None),
        ("【滨海网讯】", "滨海网", None),
        ("央视网消息（新闻联播）：", "央视网", None),
        ("本报北京11月7日电 ", "", None),
        ("【本报讯】", "", None),
        ("本报银川讯　", "", None),
        ("（香港，二零二四年十一月七日）", "", DAY),
        ("[太原, 2024年11月7日] ", "", DAY),
        ("记者7日从市科技局获悉，", "", None),
        ("据新华社报道，", "", None),
        ("社会各界消息灵通，", "", None),
        ("2024年11月7日，", "", None),
    ],
)
def test_datelines(opening: str, source: str, published: dt.date | None) -> None:
    """A dateline gives its agency and, only with a year, the day; it stays part of the body."""
    text = f"储能联盟揭牌\n{opening}储能创新联合体今天成立。\n"
    header = parse_header(text)
    assert header == Header("储能联盟揭牌", source, published, "", text.index(opening))


def test_labelled_date_beats_dateline() -> None:
    """The page's 发布时间 counts, not the dateline of the day before; the named source, not the agency."""
    header = parse_header("标题甲\n2024-11-07 来源：滨海网\n新华社滨海2024年11月6日电 今天。")
    assert (header.source, header.published) == ("滨海网", DAY)
    header = parse_header("标题甲\n2024-11-06\n发布时间：2024-11-07\n正文。")
    assert header.published == DAY


@pytest.mark.parametrize(
    "text",
    [
        "首页 > 新闻 > 正文\n储能创新联合体成立\n2024-11-07\n正文。",
        "# 储能创新联合体成立\n\n正文。",
        "标题：储能创新联合体成立\n来源：滨海网\n正文。",
        "索 引 号：123/2024-1　　主题分类：科技\n标　　题：储能创新联合体成立\n正文。",
        "记者 甲 通讯员 乙\n储能创新联合体成立\n正文。",
    ],
)
def test_titles(text: str) -> None:
    """The title is the first short line that is no navigation, label or byline."""
    assert parse_header(text).title == "储能创新联合体成立"


@pytest.mark.parametrize(
    "text",
    [
        "储能创新联合体成立。\n第二段。",
        "近日，储能创新联合体\n在滨海成立。",
        "储能创新联合体，\n在滨海成立。",
        "储能创新联合体成立",
        "储" * 81 + "\n正文。",
    ],
)
def test_prose_is_no_title(text: str) -> None:
    """Sentences, lines cut in mid-sentence, overlong lines and a lone line are body, from the first character."""
    header = parse_header(text)
    assert (header.title, header.body_start) == ("", 0)


def test_official_titles_go_on() -> None:
    """The issuer's line and 关于…的通知 below it are one title."""
    text = "滨海市科技局\n\n关于公布储能创新联合体名单的通知\n\n各单位：\n正文。"
    assert parse_header(text).title == "滨海市科技局关于公布储能创新联合体名单的通知"


def test_short_footer_is_out_of_reach() -> None:
    """A source or date behind the first sentence belongs to no header."""
    header = parse_header("储能联合体成立\n甲能科技牵头。\n来源：滨海网\n2024-11-07\n")
    assert (header.source, header.published, header.body_start) == ("", None, 8)


def test_only_the_first_dozen_lines_count() -> None:
    """A label on the twelfth line is read, on the thirteenth no more."""
    lines = ["标题甲", *("短行" for _ in range(10)), "来源：滨海网", "正文。"]
    assert parse_header("\n".join(lines)).source == "滨海网"
    lines.insert(1, "短行")
    assert parse_header("\n".join(lines)).source == ""


def test_address_is_read() -> None:
    """A labelled web address is read; one in prose is not."""
    assert parse_header("标题\n原文链接：https://example.org/a.html\n正文。").url == "https://example.org/a.html"
    assert parse_header("标题\n正文见https://example.org/a.html。").url == ""


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "储能: 新局"\nsource: 滨海网\ndate: 2024-11-07 10:30:00 +0800\n'
        "url: https://example.org/1\ntags:\n  - 甲\n---\n",
        "---\r\n标题：储能: 新局\r\n来源：滨海网\r\n发布时间：2024年11月7日\r\n链接: https://example.org/1\r\n---\r\n",
    ],
)
def test_front_matter(front: str) -> None:
    """Front matter is read with English or Chinese keys and wins over header lines."""
    text = front + "# 另一标题\n来源：别网\n发布时间：2020-01-01\n\n正文。"
    header = parse_header(text)
    assert (header.title, header.source, header.published) == ("储能: 新局", "滨海网", DAY)
    assert header.url == "https://example.org/1"
    assert text[header.body_start :] == "\n正文。"


def test_what_is_no_front_matter() -> None:
    """A rule without closing fence, or around prose, is no front matter."""
    assert parse_header("---\nsource: 滨海网\n正文。").source == ""
    assert parse_header("---\n由甲能科技牵头。\n---\n").body_start == 0


def test_bad_front_matter_date_is_handed_on() -> None:
    """A date in front matter that cannot be read is reported, not dropped."""
    header = parse_header("---\ndate: 近日\n---\n正文。")
    assert (header.published, header.bad_date) == (None, "近日")


LINES = st.lists(
    st.sampled_from(
        [
            "来源：",
            "发布时间：",
            "2024-11-07",
            "新华社",
            "电",
            "---",
            "title: ",
            "：",
            "\n",
            "\r\n",
            " ",
            "（",
            "\u200b",
            "9",
            "。",
            "*",
        ]
    )
    | st.text(max_size=8)
)


@given(LINES.map("".join) | st.text())
def test_never_raises(text: str) -> None:
    """Any text has a header, and its body starts within it."""
    header = parse_header(text)
    assert 0 <= header.body_start <= len(text)
    assert header.title == header.title.strip()


@pytest.mark.parametrize(
    "piece", ["甲", " ", "来源：", "1", "年", "\n", "（", "*", "发布", "新华社", "- ", "---\n", "\u200b", "a: b\n"]
)
def test_long_lines_cost_nothing(piece: str) -> None:
    """Twenty megabytes of anything are looked at only at their start."""
    text = piece * (20_000_000 // len(piece))
    assert parse_header(text) == parse_header(text[:100_000])
    assert parse_header("---\n" + text) == parse_header("---\n" + text[:100_000])
