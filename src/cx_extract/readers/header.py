"""Title, source, date and address from an article's own first lines, and from front matter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cx_extract.readers.stated_date import CLOCK, DAY, WEEKDAY, day_of, parse_date


@dataclass(frozen=True, slots=True)
class Header:
    """What the start of an article says about it.

    ``body_start`` is the offset of the first line behind the header, in code points; ``bad_date`` is a date in
    front matter that cannot be read, for the caller to complain about.
    """

    title: str = ""
    source: str = ""
    published: dt.date | None = None
    url: str = ""
    body_start: int = 0
    bad_date: str = ""


_MOST_LINES = 12
_TITLE_LENGTH = 80
_LINE_LENGTH = 200
_DATELINE_LENGTH = 60
_HEAD_LENGTH = _MOST_LINES * _LINE_LENGTH

_GAP = r"[\s\u200b\ufeff*]{0,4}"
_ALONE = r"(?<![\u4e00-\u9fff])"
_COLON = rf"{_GAP}[:：]{_GAP}"
_SOURCE = re.compile(
    rf"{_ALONE}(?:(?:信息|稿件|文章|新闻|内容|本文|消息|转载)?[来來]\s{{0,3}}源|稿源|出处|转自|转载自){_COLON}"
    r"(?:(?:内容)?(?:来|编译|整理|综合)自\s{0,3})?(.{0,80})"
)
_SOURCE_END = re.compile(
    rf"[|｜丨;；,，\[【<>]|\s{{2}}|\s[\w·]{{1,6}}[:：]|(?:作者|[记記]者|[编編][辑輯]|责编|[时時][间間]|日期|[发發][布佈]|字号|浏览|阅读|点击)|{DAY}"
)
_DATE = re.compile(
    rf"{_ALONE}(?:(?:文章|稿件|信息|新闻|内容)?(?:[发發][布佈]|[发發]表|刊[发發]|[发發]稿|刊登|出版|上[线線])(?:[时時][间間]|日期|于|於)?|Published|Date)"
    rf"{_GAP}[:：]?{_GAP}{DAY}",
    re.IGNORECASE,
)
_BARE_LABEL = re.compile(rf"{_ALONE}(?:[时時]\s{{0,3}}[间間]|日\s{{0,3}}期){_COLON}{DAY}")
_EVENT = re.compile(r"(?:地\s{0,3}[点點]|会场|議程|议程)\s{0,3}[:：]")
_FREE_DATE = re.compile(DAY)
_MEDIUM = r"[\w\u4e00-\u9fff《》·]{1,14}(?:[报報]|[网網]|社|[台臺]|新[闻聞]|客户端|公众号|在线|杂志|周刊|频道|发布)"
_DATE_LINE = re.compile(
    rf"[\s（(\[]*(?:(?P<before>{_MEDIUM})[\s|｜丨/·]+)?{DAY}{WEEKDAY}{CLOCK}[\s）)\]]*"
    rf"(?:[|｜丨/·\s]*(?P<after>{_MEDIUM})\s*|[|｜丨\s]*(?:作者|[记記]者|责任编辑|编辑|[责責]任|字号|浏览|阅读|点击|[来來]源|分享|打印).*)?"
)
_TITLE_LABEL = re.compile(
    rf"{_ALONE}(?:[标標]\s{{0,3}}[题題]|题\s{{0,3}}目|Title){_COLON}(\S.*?)(?:\s{{3}}|\s{{0,2}}$)", re.IGNORECASE
)
_URL = re.compile(rf"{_ALONE}(?:原文链接|原文地址|链\s?接|网\s?址|URL|Link){_COLON}(https?://[^\s<>\"）)，。]+)", re.I)
_BYLINE = re.compile(
    r"\s*[（(【\[□■○●◎]*\s*(?:(?:[责責]任|本文|执行|网络)?[编編]\s{0,3}[辑輯]|责编|作\s{0,3}者|采写|撰文|撰稿|供稿|摄影|策划|监制|统筹|审核|审校|校对"
    r"|文[/|｜]|图[/|｜]|证券代码|索\s{0,3}引\s{0,3}号|发文机关|发文字号|成文日期|主题分类|主\s{0,3}题\s{0,3}词|文\s{0,3}号[:：]|字号|字体|浏览|阅读|点击|访问|当前位置|您(?:现在|当前)?的?(?:所在)?位置|首页\s*[>»›/|]"
    r"|打印|分享|扫一扫|关闭|更新时间|(?:\S{2,8}[报网社台刊])?(?:见习)?(?:[记記]者|通讯员|评论员|特约)[\s:：/])"
)
_NO_TITLE = re.compile(r"\s*(?:(?:\d{4}年)?\d{1,2}(?:月\d{1,2})?日|近日|日前|昨[天日]|今[天日])[，,]|\W*$")
_OFFICIAL = re.compile(r"\s*关于.*(?:通知|公告|公示|通报|意见|决定|批复|方案|函)\s*$")  # goes on from the issuer's name
_BROKEN_OFF = "，、；：,;:。"

# A dateline opens the first sentence. 台 and 社 also begin place names and other words (新华社台州电, 中国社会科学网).
_AGENCY = (
    r"(?P<media>[A-Z\u4e00-\u9fff]{1,9}(?:社(?!会|科|會)|[报報](?!告|道)|[网網](?!络|絡)|[台臺](?![州北湾灣中南东東儿])|新[闻聞]"
    r"|客户端))"
)
_DATELINE = re.compile(
    rf"\s*[【\[（(“]?\s*{_AGENCY}(?:"
    rf"[\u4e00-\u9fff]{{0,10}}?\s?(?:(?P<year>\d{{4}})\s?年)?\s?(?P<month>\d{{1,2}})\s?月\s?(?P<day>\d{{1,2}})\s?日\s?"
    r"(?:专|特)?(?:[电電]|[讯訊]|消息)|[\u4e00-\u9fff]{0,8}?(?:快讯|消息|[讯訊]|专?[电電])(?=[】\]）)”（(：:\s]|$))"
)
_PRESS_RELEASE = re.compile(rf"\s*[（(\[【][\u4e00-\u9fff]{{2,6}}\s*[，,]\s*{DAY}\s*[）)\]】]")
_OURS = re.compile(r"[本我][报報网網社台臺刊]")
_LINE = re.compile(r"[^\r\n]+")
_HINT = re.compile(r"[:：]|\d{4}")  # without one of these a line holds no label and no date
_LABEL_ONLY = re.compile(
    rf"{_GAP}(?:来\s{{0,3}}源|(?:发布)?[时日]\s{{0,3}}[间期]|(?:阅读|浏览|点击)(?:次数|量)?){_COLON}"
)

_FENCE = re.compile(r"\s{0,8}---[ \t]*\r?\n")
_FENCE_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_FRONT_LENGTH = 8000
_KEY_END = re.compile("[:：]")
_KEYS = {
    "title": "title",
    "标题": "title",
    "source": "source",
    "来源": "source",
    "published": "published",
    "date": "published",
    "发布时间": "published",
    "发布日期": "published",
    "日期": "published",
    "url": "url",
    "link": "url",
    "链接": "url",
}


def parse_header(text: str) -> Header:
    """Return what front matter and the first dozen short lines of ``text`` say of the article; never raises.

    Front matter wins over header lines. A date counts only where a header states it: behind a label such as
    发布时间, alone on its line or beside the source, or with its year in the dateline of an agency. A dateline
    without year (本报北京11月7日电) gives no date, and prose never does.
    """
    stated, start = _front_matter(text)
    found = _Lines(start)
    found.read(text)
    day = parse_date(stated.get("published", ""))
    return Header(
        title=stated.get("title") or found.title,
        source=stated.get("source") or found.source,
        published=day or found.published,
        url=stated.get("url") or found.url,
        body_start=found.body_start,
        bad_date="" if day else stated.get("published", ""),
    )


def _front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the fields of front matter and the offset behind it, or nothing and 0."""
    fence = _FENCE.match(text)
    end = _FENCE_END.search(text, fence.end(), _FRONT_LENGTH) if fence else None
    if fence is None or end is None:
        return {}, 0
    fields: dict[str, str] = {}
    for line in text[fence.end() : end.start()].splitlines():
        key, *rest = _KEY_END.split(line, maxsplit=1)
        if not rest and line.strip() and not line.startswith((" ", "\t", "-", "#")):
            return {}, 0
        name = _KEYS.get(key.strip().lower())
        if name and rest:
            fields.setdefault(name, _unquoted(rest[0].strip()))
    return fields, end.end()


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].strip()
    return value


@dataclass(slots=True)
class _Lines:
    """The header lines read so far."""

    body_start: int
    title: str = ""
    source: str = ""
    url: str = ""
    dateline: str = ""
    dates: dict[int, dt.date] = field(default_factory=dict)
    """Dates found, by rank: 0 labelled as publication, 1 labelled 时间 or 日期, 2 bare, 3 in a dateline."""
    awaits_source: bool = False

    @property
    def published(self) -> dt.date | None:
        return self.dates[min(self.dates)] if self.dates else None

    def read(self, text: str) -> None:
        title_end = 0
        for end, line in _first_lines(text, self.body_start):
            prose = "。" in line or len(line) > _LINE_LENGTH
            if self._dateline(line) or prose:
                break
            if self._labels(line, text[end : end + _TITLE_LENGTH]) or _BYLINE.match(line):
                self.body_start = end
            elif len(line) > _TITLE_LENGTH or line.rstrip()[-1] in _BROKEN_OFF:
                break
            elif self.title and self.body_start < title_end and _OFFICIAL.match(line):
                self.title += _heading(line)
                title_end = end
            elif not self.title and text[end : end + _LINE_LENGTH].strip() and not _NO_TITLE.match(line):
                self.title = _heading(line)
                title_end = end
        self.body_start = max(self.body_start, title_end)
        self.source = self.source or self.dateline

    def _labels(self, line: str, following: str) -> bool:
        """Take what a line of labels, or a line with nothing but a date, holds; say whether it is such a line."""
        if self._awaited(line):
            return True
        if not _HINT.search(line):
            return False
        known = _LABEL_ONLY.fullmatch(line) is not None
        if match := _TITLE_LABEL.search(line):
            self.title = self.title or _heading(match[1])
            known = True
        if match := _SOURCE.search(line):
            self.source = self.source or _source(match[1])
            self.awaits_source = not self.source
            known = True
            self._free_date(line)
        if match := _URL.search(line):
            self.url = self.url or match[1]
            known = True
        if match := _DATE_LINE.fullmatch(line):
            self._date(2, match)
            self.source = self.source or (match["before"] or match["after"] or "").strip("《》 ")
            known = True
        if match := _DATE.search(line):
            self._date(0, match)
            known = True
        elif (match := _BARE_LABEL.search(line)) and not (_EVENT.search(line) or _EVENT.search(following)):
            self._date(1, match)
            known = True
        return known

    def _awaited(self, line: str) -> bool:
        """Take the line behind a bare 来源： as the source when it looks like one."""
        if not self.awaits_source:
            return False
        self.awaits_source = False
        if not re.fullmatch(rf"\s*{_MEDIUM}\s*", line):
            return False
        self.source = line.strip()
        return True

    def _free_date(self, line: str) -> None:
        match = _FREE_DATE.search(line)
        if match and not line[: match.start()].rstrip().endswith((":", "：")):
            self._date(2, match)

    def _date(self, rank: int, match: re.Match[str]) -> None:
        day = day_of(match)
        if day:
            self.dates.setdefault(rank, day)

    def _dateline(self, line: str) -> bool:
        opening = line[:_DATELINE_LENGTH]
        if match := _PRESS_RELEASE.match(opening):
            self._date(3, match)
            return True
        match = _DATELINE.match(opening)
        if match is None:
            return False
        if not _OURS.fullmatch(match["media"]):
            self.dateline = match["media"]
        if match["year"]:
            self._date(3, match)
        return True


def _first_lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    """Yield the first lines that are not blank, each with the offset behind its newline."""
    limit = min(len(text), start + _HEAD_LENGTH)
    count = 0
    for match in _LINE.finditer(text, start, limit):
        if match[0].isspace():
            continue
        count += 1
        if count > _MOST_LINES:
            return
        end = match.end()
        end += 2 if text.startswith("\r\n", end) else end < len(text)
        yield end, match[0]


def _heading(line: str) -> str:
    return " ".join(line.strip().lstrip("#").replace("**", "").split())


def _source(value: str) -> str:
    """Return the name at the start of what follows 来源：, without brackets, dates and further labels."""
    end = _SOURCE_END.search(value)
    name = (value[: end.start()] if end else value).strip("《》（）()“”\"'*·- \t\u3000\xa0\u200b\ufeff")
    return name.split()[0] if any("\u4e00" <= char <= "\u9fff" for char in name) else name
