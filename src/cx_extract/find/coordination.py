"""Unknown words that must be organisations: coordinated with one, or standing where a rule calls for one.

In 清华大学、东阳光、迈瑞医疗等 the company of 清华大学 makes organisations of the other two. Kept out are descriptions
(上下游企业), fields (新材料) and whatever holds a verb or function word.
"""

from __future__ import annotations

import re

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.ruleset import Ruleset

_SEGMENT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&\-]{2,14}")
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
        unique = {(m.start, m.end): m for m in found}
        return sorted(unique.values(), key=lambda m: m.start)

    def _to_right(self, document: Document, position: int) -> list[Mention]:
        text, found = document.text, []
        while text[position : position + 1] == "、" or found and text[position : position + 1] in "和与及":
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
        if len(text) < 2 or text in self._generic or text.endswith(self._kinds) and not self._is_trade_name(text):
            return None
        if not (document.is_boundary(start) and document.is_boundary(end)) and len(text) < 4:
            return None
        words = document.words_between(start, end)
        if any(w.text in self._stop or w.tag[:1] in "pcudyre" and len(w.text) == 1 for w in words):
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
