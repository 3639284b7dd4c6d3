"""Whose a result is: the consortium's that its paragraph speaks of, or else an organisation's own business."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from cx_extract.assemble.passages import headings, is_reportage
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.find.results import Result
from cx_extract.relate.collapse import Collapsed
from cx_extract.resolve.discourse import Discourse
from cx_extract.resolve.entities import Entity
from cx_extract.resolve.organisations import OrganisationResolver

_ANSWER = re.compile(r"[\u4e00-\u9fff]{2,4}：(?!.{0,40}？)")
_GOES_ON = re.compile(
    r"我们|(?:这支|该|攻关|研发|研究|项目|联合|各)(?:团队|队伍|小组|组)|双方|三方|这[一项些]成果|相关成果|该项目|共同攻关"
)
_SPEAKS = re.compile(r"[^，。；“”]{0,24}(?:说|表示|介绍|告诉|回忆|透露|认为|指出|坦言|称)[^，。；“”]{0,6}[，：。]")
_REACH, _FAR = 2, 4
"""Paragraphs for which results may go on about a consortium that is not named again, and in long reportage."""
_OFTEN = 3
"""Mentions that make a consortium one of an article's subjects."""
_AUTHORITY = re.compile(
    r"^(?:“[^“”]*”)?[^，。]{0,16}(?:厅|局|委|部)[^，。]{0,14}(?:负责人|厅长|局长|处长|主任|同志|人士|介绍|透露|表示|修订|出台)"
)
_JOINED = re.compile(r"(?:成为|加入|是|系|作为|入选)[^，。；]{0,16}$")
_MEMBER = re.compile(r"(?:的)?[^，。；、]{0,6}?(?:成员|会员|理事|发起|参与)(?:单位|企业)?")
_PARTNER = re.compile(r"(?:和|与|同)$")
_DEALS = re.compile(r"(?:[^，。；]{0,4})(?:合作|签约|签署|对接|达成)")
_AS_MEMBER = re.compile(r"等?(?:成员|会员)")
_SCHOLARS = frozenset({"university", "institute"})
_OWN = re.compile(r"另|单独|独自|自己|自建|自身|此前|旗下|还牵头")
_SUBJECT = re.compile(
    "(?:成员(?:单位)?|还|已|也|先后|共|累计|目前|正式|近日|今日|今天|去年|今年|牵头|主导|联合|共同|，)*的?"
)
_SELF = re.compile("自己的(?:日子|公司|业务|生意|营收|产品线)|自身|自家|他自己|公司自己")
_SPEECH = re.compile("^“.*我们")
_ASIDE = re.compile("另一(?:摊|桩|本账)|另有一(?:摊|桩)|(?:跟|与|和)(?:联合体|联盟)(?:没|无)关")
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
        self._headings = headings(document)
        self._last = -9
        """the sentence that the last result stood in"""
        self._told: dict[int, list[tuple[int, Entity]]] = {}
        for number, sentence in enumerate(document.sentences):
            for mention in collapsed[number].mentions.values():
                entity = discourse.entity_of(mention) if mention.kind in _NAMED else None
                if entity is not None and not self._is_in_passing(mention):
                    self._told.setdefault(sentence.paragraph, []).append((mention.start, entity))
        self._reportage = is_reportage(document, collapsed, discourse)
        self._reach = _FAR if self._reportage else _REACH

    def may_have_results(self, number: int) -> bool:
        """Tell whether the sentence stands in a paragraph that can tell of some consortium's results."""
        paragraph = self._document.sentences[number].paragraph
        recent = range(paragraph - self._reach, paragraph + 1)
        return any(earlier in self._told for earlier in recent) or self._goes_on(number)

    def owned(
        self, number: int, results: list[Result], units: Callable[[Entity], Collection[object]]
    ) -> Iterator[tuple[Result, Entity]]:
        """Yield those results of the sentence ``number`` that are some consortium's, with that consortium.

        ``units`` gives the values of a consortium's leads and members: what one of these reached counts, and a
        consortium with any is what the article is about, not one named in passing.
        """
        own = True
        for result in results:
            entity = self._discourse.near(number, result.start, result.end) or self._spoken_of(number)
            if entity is None:
                continue
            central = self._is_central(entity)
            if not self._is_about(entity, number, result.end) and not (
                central and self._follows(entity, number, result.end)
            ):
                continue
            before = [m for m in self._mentions(number) if m.kind in _NAMED and m.start < result.start]
            named = any(not self._is_in_passing(m) for m in before)
            if not central and not self._is_plain(entity, number, result, before if named else []):
                own = False
                continue
            if result.subject == "other" and not named:
                own = central or self._is_continued(number)
            elif result.subject == "thing" or named:
                own = True  # without a subject of its own it has that of the result before it
            if not named and _AUTHORITY.search(self._sentence(number)):
                continue
            if own and not self._is_own_business(number, result.start, units(entity)) and not self._is_aside(number):
                self._last = number
                yield result, entity

    def _is_central(self, entity: Entity) -> bool:
        """Tell whether the article is about it: reportage tells of several, other news about one often named."""
        spoken = sum(known is entity for told in self._told.values() for _, known in told)
        return self._reportage or (_is_sure(entity) and spoken >= _OFTEN)

    def _is_plain(self, entity: Entity, number: int, result: Result, before: list[Mention]) -> bool:
        """Tell whether even news that names the consortium once or twice makes the result its own.

        ``before`` are its mentions in the sentence: where its name is a weak one, it must be the subject itself.
        Without any, the sentence must come right behind one that names it, and have no other subject.
        """
        if before:
            between = self._document.text[before[-1].end : result.start]
            return _is_sure(entity) or bool(_SUBJECT.fullmatch(between))
        if self._answers(number):
            return True
        return result.subject != "other" and self._is_continued(number)

    def _mentions(self, number: int) -> Iterable[Mention]:
        return self._collapsed[number].mentions.values()

    def _is_about(self, entity: Entity, number: int, end: int) -> bool:
        """Tell whether the paragraph has named the consortium by ``end``, or goes on about it without any name."""
        told = self._told.get(self._document.sentences[number].paragraph)
        if told and all(known is entity for _, known in told) and _SPEECH.search(self._sentence(number)):
            return True  # a speaker is quoted first, and what he speaks of is named behind
        return any(known is entity and at < end for at, known in told) if told else self._goes_on(number)

    def _spoken_of(self, number: int) -> Entity | None:
        """Return the consortium named last within reach, if that paragraph names no other."""
        paragraph = self._document.sentences[number].paragraph
        for earlier in range(paragraph, paragraph - self._reach - 1, -1):
            told = self._told.get(earlier)
            if told:
                return told[-1][1] if all(known is told[-1][1] for _, known in told) else None
        return None

    def _follows(self, entity: Entity, number: int, end: int) -> bool:
        """Tell whether the paragraph comes right after one about the consortium and is not an authority's statement.

        In a digest of short news, a heading between the two begins another matter.
        """
        paragraph = self._document.sentences[number].paragraph
        recent = range(paragraph - self._reach, paragraph)
        told = [earlier for earlier in recent if any(known is entity for _, known in self._told.get(earlier, []))]
        near = bool(told) and (self._reportage or self._headings.isdisjoint(range(told[-1] + 1, paragraph + 1)))
        others = any(known is not entity and at < end for at, known in self._told.get(paragraph, []))
        return near and not others and not _AUTHORITY.search(self._paragraph(number))

    def _is_continued(self, number: int) -> bool:
        """Tell whether the sentence before it in the paragraph, or itself, names a consortium or tells its results."""
        sentences = self._document.sentences
        if number == 0 or sentences[number - 1].paragraph != sentences[number].paragraph:
            return self._last == number
        named = any(
            m.kind in _NAMED and self._discourse.entity_of(m) and not self._is_in_passing(m)
            for m in self._mentions(number - 1)
        )
        return named or self._last >= number - 1

    def _is_aside(self, number: int) -> bool:
        """Tell whether the paragraph has turned to somebody's other business before this sentence ends."""
        sentence = self._document.sentences[number]
        first = next(s for s in self._document.sentences if s.paragraph == sentence.paragraph)
        return bool(_ASIDE.search(self._document.text, first.start, sentence.end))

    def _is_in_passing(self, mention: Mention) -> bool:
        """Tell whether it is named only for somebody's membership or dealings (成为X成员, 与X合作): he is spoken of."""
        if mention.kind is Kind.CX_REF:
            return False
        text = self._document.text
        before = text[max(0, mention.start - 20) : mention.start]
        joins = _JOINED.search(before) and _MEMBER.match(text, mention.end)
        return bool(joins or before.endswith("加入") or (_PARTNER.search(before) and _DEALS.match(text, mention.end)))

    def _goes_on(self, number: int) -> bool:
        """Tell whether the paragraph goes on without naming a consortium: with 我们, the team, an answer."""
        return bool(_GOES_ON.search(self._paragraph(number))) or self._answers(number)

    def _answers(self, number: int) -> bool:
        """Tell whether the paragraph is an answer in an interview."""
        return bool(_ANSWER.match(self._paragraph(number)))

    def _sentence(self, number: int) -> str:
        sentence = self._document.sentences[number]
        return self._document.text[sentence.start : sentence.end]

    def _paragraph(self, number: int) -> str:
        paragraph = self._document.sentences[number].paragraph
        spans = [s for s in self._document.sentences if s.paragraph == paragraph]
        return self._document.text[spans[0].start : spans[-1].end]

    def _is_own_business(self, number: int, position: int, units: Collection[object]) -> bool:
        """A clause whose subject is an organisation by itself (还, 另, 自己的) tells of that one's own business."""
        text = self._document.text
        group = self._document.text.rfind("；", self._document.sentences[number].start, position)
        before = [m for m in self._mentions(number) if group < m.start < position]
        if _SELF.search(text, self._document.sentences[number].start, position) and not any(
            m.kind in _NAMED for m in before
        ):
            return True
        mentions = [m for m in before if m.kind in (*_NAMED, *_ORGANISATIONS)]
        if not mentions or any(m.kind in _NAMED for m in mentions):
            return False
        subject: Mention = mentions[-1]
        if _SPEAKS.match(text, subject.end, position) or _AS_MEMBER.match(text, subject.end):
            return False
        if _OWN.search(text, subject.end, position + 4):
            return True
        if self._organisations.resolve(subject)[0] not in units:
            return not (units and subject.group in _SCHOLARS)
        return not (subject.text == "我们" or self._answers(number) or self._is_continued(number))


def _is_sure(entity: Entity) -> bool:
    return any(mention.group == "sure" for mention in entity.mentions)
