"""One name, many mentions: what the article's other mentions say about where a consortium's name begins.

Where a name begins is sure at an opening quotation mark, after punctuation and at the start of a line; elsewhere the
words before it decide, and they can mislead (领导专程到X, 秘书长某某和X). A boundary that is sure somewhere
corrects the same name's other mentions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention, keep_longest
from cx_extract.text.search import occurrences

_OPENS = frozenset("“（，。；：、！？\n \u3000】")
_FOREIGN_TAGS = frozenset({"nr", "nrt", "p", "d", "r", "l", "i", "u", "c"})
_ONE_OF = re.compile(
    r"”?(?:之一|中的一[家个员]|等(?:一批|多[个家]|各类|各种|新型|创新)?[^，。；、]{0,4}?(?:平台|载体|组织形式|模式|形式))"
)
_GRADED = re.compile(
    r"(?:首|第?[一二两三四五六七八九十\d]+)批$|评(?:选|定)?为[^，。；]{0,6}$"
    r"|(?:主要|众多|诸多|各类|各种|多[家个]|一些|其他|不少|许多|几大|若干)的?$"
)
_FOUNDING = frozenset({"建设", "组建", "成立", "创建", "打造", "推进", "发展"})
_FOREIGN_NAME = re.compile(r"（[A-Z][A-Za-z]+[A-Za-z &，\-]{0,80}）")
_INITIALS = re.compile(r"[A-Z][A-Z0-9\-]{1,9} ?(?=(?:世界|全球|国际|中国|亚太|长三角)[\u4e00-\u9fff]{4})")
_IS_A = re.compile(
    r"”?(?:（[^（）]{1,30}）)?(?:是|系)(?!继)(?:[^，。；]{0,400}|(?!.{0,400}(?:加入|参[加与]))[^。；]{0,600}的)"
)
_SPEAKS_ON = re.compile(r"”?(?:的|成员|会员|理事|副理事|[牵发参]|下|首)")


def agree(document: Document, mentions: list[Mention], is_inner: Callable[[str], bool]) -> list[Mention]:
    """Return the mentions with names made to agree; ``is_inner`` tells the verbs that names do contain.

    A name is extended to one that is quoted elsewhere and stands here too; it is cut to one whose start is sure where
    what it has before that does not read as part of a name. What is one of a class (首批X联盟之一), a grade that one
    gets or the predicate of one (Z是国际性的X联盟) names a class.
    """
    names = {m.text for m in mentions if m.kind is Kind.CX}
    sure = {m.text for m in mentions if m.kind is Kind.CX and _opens(document.text, m.start)}
    quoted = [m for m in mentions if m.kind is Kind.CX and _is_quoted(document.text, m)]
    classes = tuple(m.text for m in mentions if m.kind is Kind.CX and _is_class(document.text, m))
    described = {m.start for one, m in pairwise(mentions) if _is_predicate(document.text, one, m)}
    found = [_without_initials(m) for m in (*mentions, *_repeated(document.text, quoted))]
    if len(names) > 1:
        found = [m if _is_quoted(document.text, m) else _cut(document, m, sure, is_inner) for m in found]
    return [_as_class(m) if m.start in described or _is_end_of(m, classes) else m for m in keep_longest(found)]


def _is_class(text: str, mention: Mention) -> bool:
    return bool(_ONE_OF.match(text, mention.end) or _GRADED.search(text, max(0, mention.start - 10), mention.start))


def _is_end_of(mention: Mention, classes: tuple[str, ...]) -> bool:
    return mention.kind is Kind.CX and any(name.endswith(mention.text) for name in classes)


def _is_predicate(text: str, subject: Mention, mention: Mention) -> bool:
    if mention.kind is not Kind.CX or mention.text == subject.text or _is_quoted(text, mention):
        return False
    return bool(_IS_A.fullmatch(text, subject.end, mention.start) and not _SPEAKS_ON.match(text, mention.end))


def _without_initials(mention: Mention) -> Mention:
    """Cut the initials that stand before a name of the whole world or country: UWA世界超高清视频产业联盟."""
    initials = _INITIALS.match(mention.text) if mention.kind is Kind.CX else None
    if initials is None:
        return mention
    name = mention.text[initials.end() :]
    return replace(mention, start=mention.start + initials.end(), text=name, value=name)


def _opens(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] in _OPENS


def _is_quoted(text: str, mention: Mention) -> bool:
    """Tell whether a name is given as one: in quotation marks, or with its foreign name behind it."""
    in_marks = text[mention.start - 1 : mention.start] == "“" and text[mention.end : mention.end + 1] == "”"
    return in_marks or bool(_FOREIGN_NAME.match(text, mention.end))


def _repeated(text: str, quoted: list[Mention]) -> list[Mention]:
    """Return the further mentions of quoted names."""
    found = []
    for mention in {m.text: m for m in quoted}.values():
        for at in occurrences(text, mention.text):
            found.append(replace(mention, start=at, end=at + len(mention.text)))
    return found


def _cut(document: Document, mention: Mention, sure: set[str], is_inner: Callable[[str], bool]) -> Mention:
    ends = [name for name in sure if mention.text.endswith(name) and mention.text != name]
    if not ends:
        return mention
    name = max(ends, key=len)
    start = mention.end - len(name)
    before = document.words_between(mention.start, start)
    foreign = any(w.tag in _FOREIGN_TAGS or (w.tag == "v" and not is_inner(w.text)) for w in before)
    if not foreign and (not before or before[-1].text not in _FOUNDING):
        return mention
    return replace(mention, start=start, text=name, value=name)


def _as_class(mention: Mention) -> Mention:
    return replace(mention, kind=Kind.CX_REF, value="", group="described")
