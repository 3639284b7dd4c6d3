"""Trade names that a place opens: 沈阳海维机器人, 武汉澄远传感.

Two or three characters behind a place that are no word of the dictionary have been coined; with a noun of trade behind
them they name a company.
"""

from __future__ import annotations

import re

from cx_extract.find.bodies import BodyJudge, as_mention
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.text.words import dictionary_test

_STEM = re.compile(r"[\u4e00-\u9fff]+")
_NEVER = frozenset("的是有在和与为将对从被把让以等内外上下前后中及由到至其这那各每市省县区州镇乡村里年月日多个家所")
_SHORTEST = 2
_COUNTRIES = frozenset(
    {"中国", "美国", "日本", "韩国", "德国", "法国", "英国", "俄罗斯", "印度", "巴西", "越南", "欧洲", "亚洲", "非洲"}
)
_MOST = 2
"""Words that tell the trade."""


def find_trades(document: Document, named: list[Mention], judge: BodyJudge) -> list[Mention]:
    """Return the companies that are called by their place, a coined word and their trade, and by that word alone.

    What is part of a name in ``named`` is none.
    """
    taken = {place for mention in named for place in range(mention.start, mention.end)}
    found = []
    stems: dict[str, Mention] = {}
    for word in document.words:
        if word.tag != "ns" or len(word.text) < _SHORTEST or word.text in _COUNTRIES:
            continue
        stem, end = _end(document, word.end, judge)
        if stem and taken.isdisjoint(range(word.start, end)):
            start = word.start
            while start in document.place_ending:
                start = document.place_ending[start].start
            found.append(as_mention(document, start, end))
            stems.setdefault(stem, found[-1])
    whole = {place for mention in found for place in range(mention.start, mention.end)}
    for stem, owner in stems.items():
        for match in re.finditer(stem, document.text):
            start, end = match.span()
            if start not in whole and document.is_boundary(start) and document.is_boundary(end):
                found.append(Mention(Kind.ORG, start, end, stem, "alias.short", owner.text, owner.group))
    return found


def _end(document: Document, position: int, judge: BodyJudge) -> tuple[str, int]:
    """Return the coined word behind the place and where the trade name ends, nothing if none stands there."""
    match = _STEM.match(document.text, position)
    is_word = dictionary_test()
    for size in (2, 3):
        stem = match.group()[:size] if match else ""
        if len(stem) < size or not _NEVER.isdisjoint(stem) or is_word(stem):
            continue
        if any(len(w.text) > 1 and is_word(w.text) for w in document.words_between(position, position + size)):
            continue
        end = _trade(document, position + size, judge)
        if end is not None:
            return stem, end
    return "", position


def _trade(document: Document, position: int, judge: BodyJudge) -> int | None:
    """Return the end of the one or two words of trade at ``position``."""
    end, start = None, position
    for _ in range(_MOST):
        word = document.word_at.get(position)
        if word is None:
            break
        position = word.end
        if judge.is_trade(document.text[start:position]):
            end = position
    return end
