"""Which date an event has: one stated with it, or the one before it that still holds."""

from __future__ import annotations

import re

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import Collapsed
from cx_extract.relate.engine import Match

_NO_POINT = ("度", "消息", "讯", "报道", "首批", "第一批", "第二批", "第三批", "新增")
_OCCASION_REACH = 3
"""Paragraphs through which 会上 and the like still mean the meeting dated last."""
_MAX_GAP = 120
_ANOTHER_TIME = re.compile(r"；|采访|说，|表示，|介绍，|告诉|印发(?:的|了?《)|召开的|论证会|筹备会|获悉|了解到|报道")
_TOLD_THEN = re.compile(r"，[^，。]{0,30}(?:采访|介绍|表示)")
_SAME_OCCASION = re.compile(
    r"(?:会|会议|仪式|论坛|开幕式|活动)(?:上|现场|期间)(?!的)|(?:^|[。\n])[\s\u3000]*(?:现场|期间|会间|会前|会后|随后|与此同时|同时|同期)，?"
)
_LATER_IN_CLAUSE = re.compile(r"(?:[^，；。]{0,24}(?:于|在)|(?:[大年]?会|仪式|典礼|会议|活动)?)")
_TAKES_PLACE = re.compile(r"[^，；。]{0,40}?(?:召开|举行|举办|揭牌|揭幕|启动|成立)")
_FRONTED = re.compile(r"[\s\u3000]*(?:[^，。]{0,16}(?:[电讯]|消息)[\s，]?(?:（[^）]*）)?\s?)?")


class EventDates:
    """Finds the date of an event in a document."""

    def __init__(self, document: Document, collapsed: list[Collapsed]) -> None:
        self._document = document
        self._text = document.text
        self._collapsed = collapsed

    def of(self, match: Match) -> Mention | None:
        """Return the date of the slot, else inside the match, else behind it (大会于5月18日召开), else before it."""
        if match.slot("date"):
            return match.slot("date")[0] if self._is_point(match.slot("date")[0]) else None
        dates = self._dates(match.sentence)
        inside = [m for m in dates if match.start <= m.start < match.end]
        if inside:
            return inside[-1]
        after = next((m for m in dates if m.start >= match.end), None)
        if after is not None and self._follows(match, after):
            return after
        before = [m for m in dates if m.end <= match.start]
        if not before:
            return self._of_occasion(match)
        nearest = before[-1]
        between = self._text[nearest.end : match.start]
        if len(between) > _MAX_GAP or _ANOTHER_TIME.search(between):
            return nearest if _TOLD_THEN.match(between) and len(before) > 1 else None
        return nearest

    def _dates(self, sentence: int) -> list[Mention]:
        dates = [m for m in self._collapsed[sentence].mentions.values() if m.kind is Kind.DATE]
        return [m for m in dates if self._is_point(m)]

    def _is_point(self, mention: Mention) -> bool:
        """2023年度 says for which year something is meant, 5日消息 when it was reported, 《2024年计划》 is a title."""
        titled = self._text.rfind("《", max(0, mention.start - 30), mention.start)
        if titled >= 0 and "》" not in self._text[titled : mention.start]:
            return False
        return not mention.text.endswith("年度") and not self._text.startswith(_NO_POINT, mention.end)

    def _follows(self, match: Match, date: Mention) -> bool:
        between = self._text[match.end : date.start]
        return bool(_LATER_IN_CLAUSE.fullmatch(between) and _TAKES_PLACE.match(self._text, date.end))

    def _of_occasion(self, match: Match) -> Mention | None:
        """The date at the head of the occasion that the sentence goes on telling of (会上, 仪式上, 当天)."""
        sentences = self._document.sentences
        opening = sentences[match.sentence]
        if not _SAME_OCCASION.search(self._text, max(0, opening.start - 1), match.end):
            return None
        for number in range(match.sentence - 1, -1, -1):
            sentence = sentences[number]
            if opening.paragraph - sentence.paragraph > _OCCASION_REACH:
                return None
            dates = self._dates(number)
            fronted = [m for m in dates if _FRONTED.fullmatch(self._text, sentence.start, m.start)]
            told = fronted[-1:] or [m for m in dates if _TAKES_PLACE.match(self._text, m.end)]
            if told:
                return told[-1]
        return None
