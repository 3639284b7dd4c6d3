"""Unknown words that must be organisations: coordinated with one, or standing where a rule calls for one.

In 清华大学、东阳光、迈瑞医疗等 the company of 清华大学 makes organisations of the other two. Kept out are descriptions
(上下游企业), fields (新材料) and whatever holds a verb or function word.
"""

from __future__ import annotations

import re

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.ruleset import Ruleset

_TAIL = re.compile(
    r"(?P<counted>等(?=[约近超逾]?(?:\d+|[一二三四五六七八九十百数两]+)[余多]?[家所户]"
    r"|(?:国内外|国内|国际|全球|知名|业内|行业|龙头|科研|参与|成员|一批|科技){0,2}(?:企业|单位|公司|高校|院校|机构|院所|巨头|厂商)))"
    r"|等(?=，|。|；|共同|参与|加入|在内|携手|联合)|(?=共同(?:发起|组建|参与|成立|建设|打造|倡议))"
)
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&.\-]{2,14}$|[A-Z][A-Za-z0-9.&\- ]{1,30}$")
_SEGMENT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&\-]{2,14}")
_NEVER_FIRST = frozenset("由对向在为将把被从经")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9&\-]{1,14}")


class Coordination:
    """Decides whether an unknown word can name an organisation."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["organisations"]
        self._stop = frozenset(lexicon["left"]["stop_words"])
        self._inner_verbs = frozenset(lexicon["left"]["inner_verbs"])
        self._generic = frozenset(lexicon["generic"]["words"])
        self._trade_tails = frozenset(lexicon["generic"]["trade_tails"])
        self._kinds = tuple(lexicon["generic"]["kinds"])

    def expand(self, document: Document, named: list[Mention]) -> list[Mention]:
        """Return unknown list items joined to an organisation by 、 (or by 和 与 及 at the end of a list)."""
        found: list[Mention] = []
        for mention in named:
            if mention.kind is not Kind.ORG or mention.group == "government":
                continue
            found += self._to_right(document, mention.end)
            found += self._to_left(document, mention.start)
        found += self._before_tail(document, {m.end: m for m in named if m.kind is Kind.ORG})
        unique = {(m.start, m.end): m for m in found}
        return sorted(unique.values(), key=lambda m: m.start)

    def _before_tail(self, document: Document, org_ending: dict[int, Mention]) -> list[Mention]:
        """Read the list before 等12家企业 from its end: all its items are bodies, known or not.

        Before a bare 等 or 共同发起 they are if one of them is known.
        """
        found: list[Mention] = []
        for tail in _TAIL.finditer(document.text):
            items, known = self._items(document, tail.start(), org_ending)
            if len(items) + known > 1 and (known or tail.lastgroup == "counted"):
                found += items
        return found

    def _items(self, document: Document, end: int, org_ending: dict[int, Mention]) -> tuple[list[Mention], int]:
        """Return the unknown items of the list that ends at ``end``, and how many known ones it has."""
        text, known = document.text, 0
        items: list[Mention] = []
        position = end
        while position > 2:
            mention = org_ending.get(position)
            if mention is not None:
                position, known = mention.start, known + 1
            else:
                start = self._item_start(document, position)
                between = known > 0 and text[start - 1] == "、" and start - 1 in org_ending
                if not between and not self._may_be_item(document, start, position):
                    break
                body = text[start:position]
                items.append(Mention(Kind.ORG, start, position, body, "org.coordination", body, "brand"))
                position = start
            joint = text[position - 1]
            if joint != "、" and not (len(items) + known == 1 and joint in "和与及"):
                break
            position -= 1
        return items, known

    def _item_start(self, document: Document, end: int) -> int:
        match = _ITEM.search(document.text, max(0, end - 30), end)
        limit = match.start() if match else end
        start = end
        while start > limit:
            word = document.word_ending.get(start)
            if word is None:
                start -= 1
                continue
            if word.text in self._stop or word.tag[:1] in "pcu" or document.text[word.start] in "和与及":
                break
            start = max(word.start, limit)
        return start

    def _may_be_item(self, document: Document, start: int, end: int) -> bool:
        text = document.text[start:end]
        if (
            not 2 <= len(text) <= 30
            or text in self._generic
            or (text.endswith(self._kinds) and not self._is_trade_name(text))
        ):
            return False
        words = document.words_between(start, end)
        if all(w.text in self._generic for w in words) and words:
            return False
        place = document.place_ending.get(end)
        return not (place is not None and place.start == start) and not re.search(r"[\d]{3,}|年|月", text)

    def _to_right(self, document: Document, position: int) -> list[Mention]:
        text = document.text
        found: list[Mention] = []
        while text[position : position + 1] == "、" or (found and text[position : position + 1] in "和与及"):
            match = _SEGMENT.match(text, position + 1)
            if match is None:
                break
            end = self._item_end(text, match.start(), match.end())
            body = self.as_body(document, match.start(), end)
            if body is None:
                break
            found.append(body)
            position = end
        return found

    def _to_left(self, document: Document, position: int) -> list[Mention]:
        text, found = document.text, []
        while position > 2 and text[position - 1] == "、":
            start = position - 1
            while start > 0 and re.match(r"[\u4e00-\u9fffA-Za-z0-9·&\-]", text[start - 1]) and position - start < 15:
                word = document.word_ending.get(start)
                if word is not None and (word.text in self._stop or word.tag[:1] in "pcu"):
                    break
                start = word.start if word is not None else start - 1
            body = self.as_body(document, start, position - 1)
            if body is None:
                break
            found.append(body)
            position = body.start
        return found

    @staticmethod
    def _item_end(text: str, start: int, end: int) -> int:
        for stop in ("等", "和", "与", "及", "以及", "共同", "联合", "参与", "牵头", "组成", "作为", "合作"):
            cut = text.find(stop, start + 1, end)
            if cut > 0:
                end = cut
        return end

    def _is_trade_name(self, text: str) -> bool:
        """Two unusual characters before a word that trade names end in: 蓝链生物, 帅丰电器."""
        return len(text) == 4 and text[2:] in self._trade_tails and text[:2] not in self._generic

    def as_body(self, document: Document, start: int, end: int) -> Mention | None:
        """Return the unknown word at ``[start, end)`` as an organisation if nothing speaks against it."""
        text = document.text[start:end]
        if text[:1] in _NEVER_FIRST or (text.endswith("方") and len(text) < 4):
            return None  # 中方 and 双方 are parties, not bodies
        if len(text) < 2 or text in self._generic or (text.endswith(self._kinds) and not self._is_trade_name(text)):
            return None
        if not (document.is_boundary(start) and document.is_boundary(end)) and len(text) < 4:
            return None
        words = document.words_between(start, end)
        if any(w.text in self._stop or (w.tag[:1] in "pcudyre" and len(w.text) == 1) for w in words):
            return None
        if any(w.tag in {"v", "m", "q", "t", "d", "r", "mq"} and w.text not in self._inner_verbs for w in words):
            return None
        place = document.place_ending.get(end)
        if place is not None and place.start == start:
            return None
        if words and all(w.text in self._generic for w in words):
            return None
        if _LATIN_NAME.fullmatch(text) or self._is_trade_name(text):
            return Mention(Kind.ORG, start, end, text, "org.coordination", text, "brand")
        if words and all(w.tag in {"n", "vn", "an", "a", "b", "l", "v"} for w in words):
            return None
        return Mention(Kind.ORG, start, end, text, "org.coordination", text, "brand")
