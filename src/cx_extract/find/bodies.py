"""Unknown words as organisations: whether a word that nothing knows can name one where its place calls for one.

Kept out are descriptions (上下游企业), fields (新材料), people, places and whatever holds a verb or function word.
"""

from __future__ import annotations

import re

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.ruleset import Ruleset
from cx_extract.text.words import Word

_NEVER_FIRST = frozenset("由对向在为将把被从经")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z0-9&\-]{1,14}")
_DESCRIBED = re.compile(
    r".*(?:企业|单位|上市公司|龙头|央企|国企|民企|高校|院所|厂商|巨头|独角兽|冠军|品牌商|[我本该全][省市县区州国])(?=.{2})"
)
_GOVERNED = re.compile(r"(?:以|由|联合|携手|会同|包括)(?=.{3})")
"""What governs the name and may hide in the dictionary's or the tagger's words (以荃|高科)."""
_PLANNED = re.compile(r"(?:正在?|拟|已|将)?(?:筹划|计划|准备|打算|谋划)$")
_CJK_ONLY = re.compile("[\u4e00-\u9fff]+")
_NUMBER = re.compile(r"\d{3,}|年|月|^[\d一二三四五六七八九十百几数两]+[余多]?[家所个名项]|\d+[余多]?[家所个名项]$")
_NOMINAL = frozenset({"n", "vn", "an", "a", "b", "l", "v"})
_CLOSED = frozenset("pcudyre")
_POINTERS = frozenset("我本该此其")
_PROPER = frozenset({"nz", "nt", "nrt", "nrfg", "j", "eng", "x"})
_NOT_NAMING = frozenset({"v", "m", "q", "t", "d", "r", "mq"})
_NEVER_INSIDE = frozenset({"x", "m", "q", "t", "f", "mq"})
_TRADE_LENGTHS = ((2, 2), (3, 2), (2, 3))
"""Characters of stem and tail: 蓝链生物, 远山红科技, 芯海微电子."""
_LONGEST_PERSON = 3
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施洪季俞章鲁葛毕聂焦柳邢路岳齐梅庄辛管祝左涂"
    "谷祁耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边"
)
INSTITUTE = "所"
"""Tagged as a particle, and the last word of a shortened institute (无锡所)."""
_LONGEST = 30
_SHORTEST_CUT = 4
"""Shorter words must be words by themselves: a cut inside a word makes no name of two or three characters."""


class BodyJudge:
    """Decides whether an unknown word can name an organisation."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["organisations"]
        self.stop = frozenset(lexicon["left"]["stop_words"])
        self._inner_verbs = frozenset(lexicon["left"]["inner_verbs"])
        self._generic = frozenset(lexicon["generic"]["words"])
        self._trade_tails = frozenset(lexicon["generic"]["trade_tails"])
        self._kinds = tuple(lexicon["generic"]["kinds"])
        self._coined_tails = frozenset(lexicon["generic"]["coined_tails"])

    def as_body(self, document: Document, start: int, end: int) -> Mention | None:
        """Return the unknown word at ``[start, end)`` as an organisation where a rule leaves no doubt that it is one.

        What describes it (上市公司, 我县) or plans its deed (正筹划) stays outside.
        """
        start, end = self.bare_start(document, start, end), _bare_end(document.text, start, end)
        return as_mention(document, start, end) if self.may_be_named(document, start, end) else None

    @staticmethod
    def bare_start(document: Document, start: int, end: int) -> int:
        """Return where the name itself begins, behind what describes or governs it."""
        for outside in (_DESCRIBED, _GOVERNED):
            match = outside.match(document.text, start, end)
            start = match.end() if match else start
        return start

    def as_neighbour(self, document: Document, start: int, end: int) -> Mention | None:
        """Return the word as an organisation if it looks like a name, not only like any noun."""
        end = _bare_end(document.text, start, end)
        text = document.text[start:end]
        if not self.may_be_named(document, start, end):
            return None
        words = document.words_between(start, end)
        if not (_LATIN_NAME.fullmatch(text) or self.is_trade_name(text)) and all(w.tag in _NOMINAL for w in words):
            return None
        return as_mention(document, start, end)

    def may_belong(self, word: Word) -> bool:
        """Tell whether ``word`` can be part of a name that nothing knows."""
        if word.tag == "m" and len(word.text) == 1 and not word.text.isdigit():
            return True  # 数|科, 亿|云
        if word.text in self.stop or word.tag[:1] in _CLOSED or word.tag in _NEVER_INSIDE:
            return False
        return not (len(word.text) > 1 and self._is_verb(word))

    def may_prolong(self, word: Word) -> bool:
        """Tell whether ``word`` behind a short name makes it another body's (物流, 云); a kind or a role does not."""
        return word.tag[:1] in {"n", "j"} and word.text not in self.stop and word.text not in self._kinds

    def is_trade(self, text: str) -> bool:
        """Tell whether ``text`` is what trade names end in behind a coined stem (机器人, 汽车电子)."""
        return text in self._coined_tails or text in self._trade_tails or text[-2:] in self._trade_tails

    def _is_verb(self, word: Word) -> bool:
        return word.tag == "v" and word.text not in self._inner_verbs

    def may_be_named(self, document: Document, start: int, end: int) -> bool:
        """Tell whether nothing in the word itself speaks against its being a name."""
        text = document.text[start:end]
        if text[:1] in _NEVER_FIRST or text.endswith("性") or (text.endswith("方") and len(text) < _SHORTEST_CUT):
            return False  # 中方 and 双方 are parties, 实质性 is a manner
        if not (document.is_boundary(start) and document.is_boundary(end)) and len(text) < _SHORTEST_CUT:
            return False
        if self.is_trade_name(text):
            return self.may_be_item(document, start, end)
        words = document.words_between(start, end)
        if any(w.text in self.stop or (w.tag[:1] in _CLOSED and len(w.text) == 1) for w in words):
            return False
        if any(w.tag in _NOT_NAMING and not self.may_belong(w) and w.text not in self._inner_verbs for w in words):
            return False
        if words and words[-1].tag == "f" and words[-1].end == end:
            return False  # 交流后 is a time
        if text[:1] in _POINTERS and len(text) <= _LONGEST_PERSON:
            return False  # 我院 refers
        if len(words) == 1 and words[0].text == text and not self._is_proper(words[0]):
            return False
        return self.may_be_item(document, start, end)

    def may_be_listed(self, document: Document, start: int, end: int) -> bool:
        """Tell whether the word can be an item where the list is said to be of bodies.

        A kind of body (行业协会) is one there if something proper stands before it (甲醇行业协会).
        """
        text = document.text[start:end]
        if not 2 <= len(text) <= _LONGEST or text[0] in _NEVER_FIRST or _NUMBER.search(text):
            return False
        words = document.words_between(start, end)
        if any(w.tag[:1] in _CLOSED and len(w.text) == 1 and w.text != INSTITUTE for w in words):
            return False
        if words and all(w.text in self._generic or w.text in self._kinds or self._is_verb(w) for w in words):
            return False
        if text.endswith(self._kinds) and not self.is_trade_name(text):
            return any(w.tag in _PROPER or w.tag[:2] in {"nr", "ns"} for w in words)
        return True

    def _is_proper(self, word: Word) -> bool:
        """One word of the dictionary names somebody only if it is a proper noun, and no person."""
        if word.tag == "nr":
            return len(word.text) > _LONGEST_PERSON or word.text[0] not in SURNAMES
        return word.tag in _PROPER or self.is_trade_name(word.text)

    def may_be_item(self, document: Document, start: int, end: int) -> bool:
        """Tell whether the word is no description, place or number, so that a list of bodies may hold it."""
        text = document.text[start:end]
        if not 2 <= len(text) <= _LONGEST or text in self._generic:
            return False
        place = document.place_text_at.get(start)
        local = place is not None and self.is_trade_name(document.text[place.end : end])
        if text.endswith(self._kinds) and not local and not self.is_trade_name(text):
            return False
        words = document.words_between(start, end)
        if words and all(w.text in self._generic for w in words):
            return False
        whole = document.place_ending.get(end)
        return not (whole is not None and whole.start == start) and not _NUMBER.search(text)

    def is_trade_name(self, text: str) -> bool:
        """An unusual stem before a word that trade names end in: 蓝链生物, 帅丰电器, 芯海微电子."""
        return _CJK_ONLY.fullmatch(text) is not None and any(
            len(text) == stem + tail and text[stem:] in self._trade_tails and text[:stem] not in self._generic
            for stem, tail in _TRADE_LENGTHS
        )


def _bare_end(text: str, start: int, end: int) -> int:
    planned = _PLANNED.search(text, start, end)
    return planned.start() if planned and planned.start() > start else end


def as_mention(document: Document, start: int, end: int) -> Mention:
    """Return the unknown word at ``[start, end)`` as a mention of an organisation."""
    body = document.text[start:end]
    return Mention(Kind.ORG, start, end, body, "org.coordination", body, "brand")
