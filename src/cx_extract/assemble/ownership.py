"""Whose a result is: the consortium's that its paragraph speaks of, or else an organisation's own business."""

from __future__ import annotations

import re
from collections.abc import Collection

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.find.results import Result
from cx_extract.relate.collapse import Collapsed
from cx_extract.resolve.discourse import Discourse
from cx_extract.resolve.entities import Entity
from cx_extract.resolve.organisations import OrganisationResolver

_ANSWER = re.compile(r"[\u4e00-\u9fff]{2,4}：(?!.{0,40}？)")
_GOES_ON = re.compile(
    r"我们|(?:这支|该|攻关|研发|研究|项目|联合|各)(?:团队|队伍|小组|组)|双方|三方|各方|这[一项些]成果|相关成果|该项目|共同攻关"
)
_SPEAKS = re.compile(r"[^，。；“”]{0,24}(?:说|表示|介绍|告诉|回忆|透露|认为|指出|坦言|称)[^，。；“”]{0,6}[，：。]")
_OWN = re.compile(r"另|自己|自建|自身|此前|旗下|还牵头")
_NAMED = (Kind.CX, Kind.CX_REF)
_ORGANISATIONS = (Kind.ORG, Kind.ORG_REF)


class Ownership:
    """Says which consortium of a document a result belongs to."""

    def __init__(
        self, document: Document, collapsed: list[Collapsed], discourse: Discourse, organisations: OrganisationResolver
    ) -> None:
        self._document = document
        self._collapsed = collapsed
        self._discourse = discourse
        self._organisations = organisations
        self._told: dict[int, list[Entity]] = {}
        for number, sentence in enumerate(document.sentences):
            for mention in collapsed[number].mentions.values():
                entity = discourse.entity_of(mention) if mention.kind in _NAMED else None
                if entity is not None:
                    self._told.setdefault(sentence.paragraph, []).append(entity)

    def may_have_results(self, number: int) -> bool:
        """Tell whether the sentence stands in a paragraph that can tell of some consortium's results."""
        paragraph = self._document.sentences[number].paragraph
        return paragraph in self._told or self._goes_on(number)

    def owner(self, number: int, result: Result) -> Entity | None:
        """Return the consortium whose result this is in the sentence ``number``, None if it is nobody's."""
        paragraph = self._document.sentences[number].paragraph
        entity = self._discourse.near(number, result.start, result.end)
        told = self._told.get(paragraph)
        speaks = any(known is entity for known in told) if told else self._goes_on(number)
        return entity if speaks else None

    def _goes_on(self, number: int) -> bool:
        """Tell whether the paragraph goes on without naming a consortium: with 我们, the team, an answer."""
        paragraph = self._document.sentences[number].paragraph
        spans = [s for s in self._document.sentences if s.paragraph == paragraph]
        text = self._document.text[spans[0].start : spans[-1].end]
        return bool(_GOES_ON.search(text) or _ANSWER.match(text))

    def is_own_business(self, number: int, position: int, units: Collection[object]) -> bool:
        """A clause whose subject is an organisation by itself (还, 另, 自己的) tells of that one's own business.

        ``units`` are the values of the consortium's leads and members: what one of these reached counts.
        """
        text = self._document.text
        before = [m for m in self._collapsed[number].mentions.values() if m.start < position]
        mentions = [m for m in before if m.kind in (*_NAMED, *_ORGANISATIONS)]
        if not mentions or any(m.kind in _NAMED for m in mentions):
            return False
        subject: Mention = mentions[-1]
        if _SPEAKS.match(text, subject.end, position):
            return False
        if _OWN.search(text, subject.end, position + 4):
            return True
        return self._organisations.resolve(subject)[0] not in units
