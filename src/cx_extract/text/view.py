"""A folded view of a text in which rules can match, with the way back to the original offsets.

Folding is one code point to one code point (full-width digits and letters, quotation marks, ASCII punctuation
between Chinese characters, Traditional characters), so it never moves an offset. A few code points are left out
of the view altogether (zero-width characters, spaces inside Chinese text, a line break in mid-sentence); the
``origin`` table then says where each remaining one came from. NFKC is not used: it changes lengths.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CJK_PUNCT = "，。、；：？！（）“”《》【】…—·"

_TABLE: dict[int, str] = {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # full-width ASCII block
_TABLE |= {ord(c): c for c in "，；：？！（）"}  # but these stay as Chinese prose writes them
_TABLE |= dict.fromkeys(map(ord, "「『〝＂"), "“")
_TABLE |= dict.fromkeys(map(ord, "」』〞〟"), "”")
_TABLE |= {0x2018: "“", 0x2019: "”"}
_TABLE |= dict.fromkeys(map(ord, "\u00a0\u2002\u2003\u2009\u202f"), " ")
_TABLE |= dict.fromkeys(map(ord, "•‧・･∙"), "·")
_TABLE |= {ord("("): "（", ord(")"): "）", ord("､"): "、", ord("｡"): "。", 0x2028: "\n", 0x2029: "\n", 0x85: "\n"}

_ASCII_PUNCT = re.compile(
    rf"(?<=[{_CJK}{_CJK_PUNCT}\d%A-Za-z])[,;:?!](?=[{_CJK}{_CJK_PUNCT} \n]|$)|(?<=[{_CJK}）”》])[,;:?!.](?!\d*\.)"
)
_LETTER_ZERO = re.compile("(?<=[〇○一二三四五六七八九])[Oo](?=[〇○Oo一二三四五六七八九])")
_HEADLINE = re.compile(
    r"(?:[^ \n]{1,8} ?[|｜] ?)?[^ \u3000\n。，|]{4,40}(?:[ \u3000][^ \u3000\n。，]{4,40}){1,2}(?=\n)"
)
_PUNCT_FOLD = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。"}
_STRAIGHT_QUOTE = re.compile('["\n]')
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad"
_DROP = re.compile(
    rf"[{_INVISIBLE}\r]+"
    rf"|(?<=[{_CJK}{_CJK_PUNCT}])[ {_INVISIBLE}](?=[{_CJK}{_CJK_PUNCT}\dA-Za-z])"
    rf"|(?<=[\dA-Za-z%])[ {_INVISIBLE}](?=[{_CJK}{_CJK_PUNCT}])"
    rf"|(?<=\d) (?=\d ?[{_CJK}])"
    r"|(?<=\n)[ \u3000]+|[ \u3000]+(?=\n)"
)
_MAYBE_DROP = re.compile(rf"[ \u3000{_INVISIBLE}\r]")
_BREAK = re.compile(r"[ \r]*\n[\s]*")
_TERMINAL = "。！？…：；”）》】!?:;\"'"
_OPEN_ENDED = "、，的和与及等在由对为了将把被向从并以或（“"
_NO_JOIN_BEFORE = re.compile(
    r"[-*•·–] ?(?![-*\d])|"
    r"[一二三四五六七八九十]{1,3}[、．.]|（[一二三四五六七八九十\d]+）|\d{1,2}[、．.]|[●■◆★▲○①-⑳]|图|表|附|【|来源|记者|作者|责编|责任编辑|编辑"
)
_HEADER_LINE = re.compile(r"来源|作者|记者|责编|编辑|时间|日期|浏览|字号|策划|采写|https?:")
_TRADITIONAL_HINT = re.compile("[國學業發會與為們聯創產體術進關務領開團單電實際]")
_LONG_LINE = 45
_COMMA_LINE = 24


@dataclass(frozen=True, slots=True)
class View:
    """A folded text and, where code points were left out, the original offset of each one kept."""

    text: str
    source: str
    origin: tuple[int, ...] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original half-open span of the view's non-empty half-open span ``[start, end)``."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1

    def surface(self, start: int, end: int) -> str:
        """Return a span in the original's own characters, without what the view leaves out (40 余家 → 40余家)."""
        if self.origin is None:
            return self.source[start:end]
        return "".join([self.source[i] for i in self.origin[start:end]])

    def quote(self, start: int, end: int) -> str:
        """Return the original text of a span of the view."""
        a, b = self.span(start, end)
        return self.source[a:b]


def make_view(text: str) -> View:
    """Fold ``text`` (any string) into a View."""
    folded = text.translate(_TABLE)
    if _TRADITIONAL_HINT.search(folded):
        folded = folded.translate(_simplified_table(frozenset(folded)))
    folded = _ASCII_PUNCT.sub(lambda m: _PUNCT_FOLD[m.group()], folded)
    if "O" in folded or "o" in folded:
        folded = _LETTER_ZERO.sub("〇", folded)  # 二O一二年 as typists write 二〇一二年
    if '"' in folded:
        folded = _pair_quotes(folded)
    drops = [m.span() for m in _DROP.finditer(folded)] if _MAYBE_DROP.search(folded) else []
    headline = _spaced_headline(folded)
    if headline:
        drops = [(start, end) for start, end in drops if start >= headline or folded[start] not in " \u3000"]
    drops += _mid_sentence_breaks(folded)
    if not drops:
        return View(folded, text)
    return _without(folded, text, drops)


def _spaced_headline(text: str) -> int:
    """Return the length of a headline that separates its phrases by a space or two, as headlines do without commas.

    0 where the first line is none; where blanks fall inside words (关 于 印 发) they separate nothing.
    """
    first = _HEADLINE.match(text)
    return first.end() if first else 0


def _without(folded: str, text: str, drops: list[tuple[int, int]]) -> View:
    pieces: list[str] = []
    origin: list[int] = []
    position = 0
    for start, end in sorted(drops):
        if start > position:
            pieces.append(folded[position:start])
            origin.extend(range(position, start))
        position = max(position, end)
    pieces.append(folded[position:])
    origin.extend(range(position, len(folded)))
    return View("".join(pieces), text, tuple(origin))


def _pair_quotes(text: str) -> str:
    is_open = False

    def pair(match: re.Match[str]) -> str:
        nonlocal is_open
        if match.group() == "\n":
            is_open = False
            return "\n"
        is_open = not is_open
        return "“" if is_open else "”"

    return _STRAIGHT_QUOTE.sub(pair, text)


def _mid_sentence_breaks(text: str) -> list[tuple[int, int]]:
    """Find line breaks that cut a sentence: the line before runs on, the line after does not start anew."""
    found: list[tuple[int, int]] = []
    paragraph = 0
    for match in _BREAK.finditer(text):
        before = text[paragraph : match.start()].strip()
        after = text[match.end() : match.end() + 8]
        if _runs_on(before, first=paragraph == 0) and after and not _NO_JOIN_BEFORE.match(after):
            found.append(match.span())
        else:
            paragraph = match.end()
    return found


def _runs_on(line: str, *, first: bool) -> bool:
    if not line or line[-1] in _TERMINAL or _HEADER_LINE.search(line[:200]):
        return False
    if line[-1] in _OPEN_ENDED:
        return not (first and line[-1] == "等")  # headlines do end in 等
    if _NO_JOIN_BEFORE.match(line) or "|" in line or "\t" in line:
        return False  # a list item or a table row ends where its line ends
    if "。" in line or len(line) >= _LONG_LINE:
        return True
    return not first and len(line) >= _COMMA_LINE and "，" in line


@functools.lru_cache(maxsize=64)
def _simplified_table(characters: frozenset[str]) -> dict[int, str]:
    """Map the Traditional characters among ``characters`` one to one (OpenCC's t2s character table)."""
    import opencc  # noqa: PLC0415  only Traditional text pays for the import

    convert = opencc.OpenCC("t2s").convert
    pairs = {c: convert(c) for c in characters if "\u3400" <= c <= "\u9fff"}
    return {ord(c): s for c, s in pairs.items() if len(s) == 1 and s != c}
