"""Organisations by name: known names, and heads (公司, 大学, 研究院 …) extended to their left boundary.

The right boundary is the head's; the left one is found word by word, as in the classical right-to-left recognisers
of Chinese organisation names (Zhang et al., "Chinese Named Entity Recognition Using Role Model", 2003): go on while
the word to the left can belong to a name, stop at function words, verbs, titles and complete names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention, keep_longest
from cx_extract.ruleset import Ruleset
from cx_extract.text.guard import guarded

_STOP_TAGS = frozenset("pcdryeoxtqmu")
_CLOSED_TAGS = frozenset("pcryeoxu")
_VERB_TAGS = frozenset({"v", "vd", "vg", "vq"})
_LIMITED = ("有限公司", "有限责任公司", "股份公司", "集团公司")
_CONJUNCTIONS = frozenset({"与", "和", "及", "暨"})
_JOINTS = frozenset("与和及")
_BRACKET_AFTER = re.compile(r"（([\u4e00-\u9fff]{2,5})）")
_NUMBERED = re.compile(r"(?:第?[一二三四五六七八九十百〇零\d]{1,4})$")
_NUMBER_HEADS = re.compile(r"研究所|研究院|工程局|局|厂|设计院|勘察院|所|院|医院|冶")
_ORDINAL_UNIT = re.compile(
    r"(?:第[一二三四五六七八九十百〇零\d]{1,4}|(?<=[\u4e00-\u9fff])(?:[一二三四五六七八九十]{2,4}|\d{2,4}))(?:研究所|所(?!高|院校|大学|本科|职|中学|知名|国内|科研|学)|研究院|院|局|厂|工程局)"
)
_BRACKET = re.compile(r"（([\u4e00-\u9fffA-Za-z·]{1,10})）$")
_BRACKET_WORD = re.compile(r"集团|股份|控股|中国|国际|北方|南方|华东|华南|华北|亚洲|亚太|筹|有限合伙")
_TAIL = re.compile(
    r"（[\u4e00-\u9fff]{2,6}）(?=(?:有限|股份|科技|集团))(?:[\u4e00-\u9fff]{0,6}(?:有限责任公司|有限公司|集团))"
    r"|(?:[\u4e00-\u9fff]{2,6})?(?:分公司|分院|分中心|分校|校区|分所|分局)"
    r"|[\u4e00-\u9fff]{2,8}?(?:支行|分行)|(?:大?中华|中国|亚太)区"
    r"|附属[\u4e00-\u9fff]{0,8}?医院"
    r"|(?:有限责任公司|股份有限公司|有限公司)"
)
_OFFICE = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:支行|分行)|(?:大?中华|中国|亚太)区")
_FOR_FIRMS = ("集团", "孵化", "管理", "服务", "咨询", "运营")
_UNIT = "特斯拉"
_LATIN_EDGE = re.compile(r"[A-Za-z0-9\-]")
_STRAY = frozenset("获经由被受向对在让请报据")
_SEPARATORS = frozenset("、，；：。“”（）！？ \n\u3000")
_OPENS = re.compile(r"(?:[由与和及以]|联合|携手|依托)$")
_INSIDE_STOP = re.compile(
    r"[由与和及]|联合|牵头|参与|共同|携手|组建|成立|包括|支持|指导|合作|会同|携|牵手|大学|集团|公司"
)
_OPENERS = frozenset("由与和及同跟、")
_ORDINAL = re.compile(r"第[一二三四五六七八九十百〇零\d]{1,4}")
_MEASURE = re.compile(r"[家所个些批类座支名户间余多]$")
_PARENT_HEADS = (
    "自然资源部",
    "农业农村部",
    "交通运输部",
    "水利部",
    "生态环境部",
    "应急管理部",
    "大学",
    "科学院",
    "集团",
    "研究院",
    "研究所",
    "研究总院",
    "学院",
    "公司",
    "总公司",
    "总社",
    "总局",
    "中心",
    "中科院",
    "农科院",
    "协会",
    "学会",
)
_OWN_ACADEMY = re.compile("[省市](?:农科|林科|水科|社科|科学|农业科学|林业科学)")
_JOINT = "联合"
_TRADE_NAME = 5
_NATIONAL_LENGTH = 6
_LATIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9&.\-]*$")
_GOVERNMENT_PREFIX = frozenset("省市区县州国")


def _of_authorities(document: Document, found: list[Mention]) -> list[Mention]:
    """Return the institutes that their ministry's name opens (国家海洋局|天津海水淡化与综合利用研究所)."""
    owners = {m.end: m for m in found if m.group == "government" and m.text.endswith(("部", "局"))}
    merged = []
    for institute in found:
        owner = owners.get(institute.start)
        if owner is not None and institute.group == "institute":
            text = document.text[owner.start : institute.end]
            merged.append(Mention(Kind.ORG, owner.start, institute.end, text, institute.rule_id, text, "institute"))
    return merged


class OrganisationFinder:
    """Finds organisations named in a document."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["organisations"]
        heads: Mapping[str, list[str]] = lexicon["heads"]
        self._group = {head: group for group, words in heads.items() for head in words}
        ordered = sorted(self._group, key=lambda head: (-len(head), head))
        not_before: Mapping[str, str] = lexicon["not_before"]
        not_after: Mapping[str, str] = lexicon["not_after"]
        self._heads = guarded(
            "|".join(
                (f"(?<![{not_after[h]}])" if h in not_after else "")
                + h
                + (f"(?!{not_before[h]})" if h in not_before else "")
                for h in ordered
            )
        )
        left: Mapping[str, Any] = lexicon["left"]
        self._stop = frozenset(left["stop_words"])
        self._inner_verbs = frozenset(left["inner_verbs"])
        self._generic = frozenset(lexicon["generic"]["words"])
        self._groups = tuple(sorted(left["groups"], key=lambda group: (-len(group), group)))
        self._max_length: int = left["max_length"]

    def find(self, document: Document) -> list[Mention]:
        """Return all organisation mentions, longest first where they overlap, in text order."""
        found = [*self._known(document), *self._numbered(document)]
        for match in self._heads.finditer(document.text):
            mention = self._extend(document, match.start(), match.end(), self._group[match.group()])
            if mention:
                found.append(mention)
        return keep_longest([*found, *_of_authorities(document, found)])

    def _known(self, document: Document) -> list[Mention]:
        text, found = document.text, []
        for hit in document.organisations:
            surface = text[hit.start : hit.end]
            if _LATIN_EDGE.search(text[max(0, hit.start - 1) : hit.start]) and surface[0].isascii():
                continue
            if surface == _UNIT and text[hit.start - 1 : hit.start].isdigit():
                continue  # 3特斯拉 is a field's strength
            if _LATIN_EDGE.match(text, hit.end) and surface[-1].isascii():
                continue
            if hit.entry.columns.get("ambiguous") == "yes" and surface != hit.entry.name:
                continue
            opened = document.is_boundary(hit.start) or text[hit.start - 1 : hit.start] in _OPENERS
            if surface != hit.entry.name and not (opened and document.is_boundary(hit.end)):
                continue
            place = document.place_ending.get(hit.start)
            start = hit.start
            if place is not None and text[place.start : place.end] in hit.entry.name:
                start = place.start  # 安徽问天量子 beside the alias 问天量子
                surface = text[start : hit.end]
            office = _OFFICE.match(text, hit.end)
            end = office.end() if office else hit.end
            surface, value = (text[start:end],) * 2 if office else (surface, hit.entry.name)
            found.append(Mention(Kind.ORG, start, end, surface, f"org.{hit.entry.file}", value, hit.entry.file))
        return found

    def _numbered(self, document: Document) -> list[Mention]:
        found = []
        for match in _ORDINAL_UNIT.finditer(document.text):
            start = self._left(document, match.start(), match.end())[0]
            if start < match.start():
                text = document.text[start : match.end()]
                found.append(Mention(Kind.ORG, start, match.end(), text, "org.numbered", text, "institute"))
        return found

    def _extend(self, document: Document, head_start: int, head_end: int, group: str) -> Mention | None:
        text = document.text
        if group != "company" and document.words_over(head_end):
            return None
        begin = document.word_start(head_start)
        start, proper = self._left(document, begin, head_end)
        start, proper = self._from_separator(document, start, begin, head_end, proper)
        start, proper = self._split_at_joint_verb(document, start, begin, head_end, proper)
        if start == head_start or not (proper or self._is_proper(document, start, begin, head_start, group)):
            return None
        if _MEASURE.search(text, max(0, start - 3), start) and not text[head_start:head_end].endswith("有限公司"):
            return None  # 14家半导体制造公司 describes, it does not name
        while text[start] == "由" or (group == "government" and text[start] in _STRAY):
            start += 1
        tail = _TAIL.match(text, head_end)
        end = tail.end() if tail else self._with_place_bracket(document, head_end)
        surface = text[start:end]
        return Mention(Kind.ORG, start, end, surface, f"org.{group}", surface, group)

    @staticmethod
    def _with_place_bracket(document: Document, end: int) -> int:
        """Take in a bracketed place or 集团 behind the head: 香港中文大学（深圳）."""
        match = _BRACKET_AFTER.match(document.text, end)
        if match and (match.group(1) in {"集团", "有限公司"} or document.place_ending.get(match.end(1))):
            return match.end()
        return end

    def _left(self, document: Document, begin: int, head_end: int) -> tuple[int, bool]:
        """Return the name's start and whether a place, a known name or a foreign word makes it proper.

        The words of a limited company's trade name carry any tag (天合光能/v, 中/f 天/q), so there only the stop
        words and closed word classes end the name.
        """
        text, proper, start = document.text, False, begin
        limited = text[begin:head_end].endswith(_LIMITED)
        while start > 0 and head_end - start < self._max_length:
            place = document.place_ending.get(start)
            if place:
                start, proper = place.start, True
                group = next((g for g in self._groups if text.endswith(g, 0, start)), None)
                if group is not None:
                    start -= len(group)
                elif not self._goes_on_before_place(document, start):
                    break
                continue
            bracket = _BRACKET.search(text, max(0, start - 12), start) if text[start - 1] == "）" else None
            if bracket:
                if not (_BRACKET_WORD.search(bracket.group(1)) or document.place_ending.get(bracket.end(1))):
                    break
                start = bracket.start()
                continue
            latin = _LATIN.search(text, max(0, start - 12), start) if text[start - 1].isascii() else None
            if latin:
                start, proper = latin.start(), True
                continue
            known = document.organisation_ending.get(start)
            if known is not None:
                start, proper = known.start, True
                continue
            word = document.word_ending.get(start)
            if word is not None and word.text[0] in _JOINTS and text.endswith(_PARENT_HEADS, 0, word.start):
                return word.start + 1, True  # 公司及港铁: the dictionary's word 及港 hides a conjunction
            if word is not None and word.text in _CONJUNCTIONS and not limited:
                joined = self._across_conjunction(document, word.start, head_end)
                if joined is None:
                    break
                return joined, True
            for_firms = limited and word is not None and word.text == "企业" and text.startswith(_FOR_FIRMS, word.end)
            if word is None or not (
                for_firms or _ORDINAL.fullmatch(word.text) or self._may_belong(word.text, word.tag, limited)
            ):
                break
            start = word.start
            proper = proper or word.tag in {"nr", "nz", "nrt", "ns", "nrfg"}
        return start, proper

    def _across_conjunction(self, document: Document, conjunction: int, head_end: int) -> int | None:
        """Return the start of a name that goes on across 与, 和, 及 (材料技术与工程研究所), None if it does not.

        It does if no complete organisation ends at the conjunction and a place or known name opens what stands before.
        """
        if document.text.endswith(tuple(self._group), max(0, conjunction - 6), conjunction):
            return None
        after = conjunction + 1
        begins_anew = document.place_text_at.get(after) or any(h.start == after for h in document.organisations)
        if conjunction in document.organisation_ending or begins_anew:
            return None
        start, proper = self._left(document, conjunction, head_end)
        national = document.text.startswith("国家", start)  # 国家林业和草原局
        return start if (proper or national) and start < conjunction else None

    def _from_separator(
        self, document: Document, start: int, begin: int, head_end: int, proper: bool
    ) -> tuple[int, bool]:
        """Extend a limited company's name to a place that opens its list item (、临沧坚果之都农业开发有限公司)."""
        text = document.text
        if not text.endswith(_LIMITED, 0, head_end) and not text[begin:head_end].endswith("研究所"):
            return start, proper
        if start == 0 or text[start - 1] in _SEPARATORS:
            return start, proper
        for offset in range(start - 2, max(-1, head_end - self._max_length), -1):
            if text[offset] in _SEPARATORS:
                break
            place = document.place_at.get(offset)
            if place is None or place.end > start or _INSIDE_STOP.search(text, place.end, start):
                continue
            if any(w.text in self._stop and len(w.text) > 1 for w in document.words_between(place.end, start)):
                continue
            if offset == 0 or text[offset - 1] in _SEPARATORS or _OPENS.search(text, max(0, offset - 2), offset):
                return offset, True
        item = text.rfind("、", max(0, start - _TRADE_NAME), start) + 1
        if item and proper and self._is_trade_name(document, item, start):
            return item, True
        return start, proper

    def _is_trade_name(self, document: Document, start: int, end: int) -> bool:
        """Tell whether a list item's words before a company's place are its trade name (、中茶湖南安化茶厂有限公司)."""
        words = document.words_between(start, end)
        described = any(w.text in self._stop or w.text in self._generic or w.text.endswith("企") for w in words)
        return bool(words) and not described and all(w.tag[:1] in "njxe" for w in words)

    def _split_at_joint_verb(
        self, document: Document, start: int, begin: int, head_end: int, proper: bool
    ) -> tuple[int, bool]:
        """Cut at 联合 where it joins two organisations, keep it where it is part of the name (联合造船)."""
        for word in reversed(document.words_between(start, begin)):
            if word.text != _JOINT:
                continue
            told = self._names_somebody(document, word.end, head_end)
            adverbial = start < word.start and not self._names_somebody(document, start, word.start)
            if word.start == start or told or adverbial:
                return word.end, word.start == start and proper
        return start, proper

    def _names_somebody(self, document: Document, start: int, end: int) -> bool:
        known = any(offset in document.organisation_ending for offset in range(start + 1, end + 1))
        places = any(offset in document.place_ending for offset in range(start + 1, end + 1))
        return known or places or any(w.tag in {"nr", "nz", "nrt", "ns"} for w in document.words_between(start, end))

    def _goes_on_before_place(self, document: Document, start: int) -> bool:
        word = document.word_ending.get(start)
        return (
            start in document.place_ending
            or start in document.organisation_ending
            or (
                word is not None
                and (word.text in {"中国", "国家", "中科院", "附属"} or self._ends_organisation(document, start))
            )
        )

    def _ends_organisation(self, document: Document, end: int) -> bool:
        return document.text.endswith(_PARENT_HEADS, max(0, end - 6), end)

    def _may_belong(self, word: str, tag: str, limited: bool) -> bool:
        if word in self._stop or not ("\u4e00" <= word[0] <= "\u9fff"):
            return False
        if word in self._inner_verbs or word in self._generic:
            return True
        if limited:
            return tag[:1] not in _CLOSED_TAGS
        return not (tag[:1] in _STOP_TAGS or tag in _VERB_TAGS)

    def _is_proper(self, document: Document, start: int, begin: int, head_start: int, group: str) -> bool:
        """Tell whether the words before the head name somebody rather than describe a kind."""
        words = document.words_between(start, begin)
        inside = document.text[begin:head_start]
        if len(inside) >= 2 and inside not in self._generic:
            return True
        if document.text.startswith(("国家", "中国"), start) and begin - start >= _NATIONAL_LENGTH:
            return True
        of_province = len(words) > 1 and words[0].text in {"省", "市"}
        if of_province or _OWN_ACADEMY.match(document.text, start):
            return True  # 省汽车工程学会, 省农科院: in a paper of that province
        if group == "government":
            return any(w.text[-1] in _GOVERNMENT_PREFIX for w in words)
        return any((len(w.text) > 1 and w.text not in self._generic) or w.tag in {"nr", "nz"} for w in words)
