"""Which consortium is meant: binding relation matches to the consortia of the article.

A match that names its consortium is bound to it. Otherwise the consortia of the same clause group (between semicolons)
decide, then those of the sentence, then the one in focus: the consortium last spoken of in this paragraph or the one
before. A founding of a consortium that has no name anywhere near makes an entity of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import Collapsed
from cx_extract.relate.engine import Match
from cx_extract.resolve.distribution import distribute
from cx_extract.resolve.entities import Entity, EntityIndex

_APPOSED = re.compile(r"^(?:——|—|：|，即|，名为|“|，取名|，命名为|（|，|，叫)*$")
_FOUNDED = re.compile(
    r"(?:组建|成立|创建|打造|构建|建立|结成|组成|设立|共建|发起|创立|形成|搭建)(?:了|起|的|成)?[^，。；]{0,14}$"
)
_PLURAL = re.compile(
    r"(?:这些|各|各类|各个|许多|不少|多个|首批|一批|各地|两个|三个|众多|若干|类似的?|任何|一些|部分|有的|所有|多家|[二三四五六七八九十\d]+[个家])(?:[^，。；单企高院机组共成]{0,4})$"
)
_GENERAL = re.compile(
    r"^(?:之一|的?(?:建设|组建|构建)(?!了|起|成)|的?(?:模式|机制|发展|政策|管理办法|制度|本质|目的|内涵|概念|作用|优势|建设工作|形式|是[^，。]{0,10}(?:形式|模式|组织|机制|抓手|路径)))"
)
_ATTRIBUTE = re.compile(r"(?:组建|成立|建设|发起|创建|筹建)*的“?")
_BID = re.compile("中标|投标|招标|评标|标段|总承包|EPC|竞得|摘牌|竞买|候选人|采购包")
_FORWARD = re.compile("^[“]?(?:创新)?联合体|^[“]?联盟|我们")
_CONTRASTED = {"后者": 0, "前者": 1}
"""How many consortia were named after the one meant."""
_TOPIC_REACH = 6
"""Paragraphs for which 联合体 or 联盟 by itself still means the consortium last spoken of."""
_SHORT_HEADS = frozenset({"联合体", "联盟", "共同体", "协作体", "创新体"})
_MADE = re.compile(
    r"[^。；]{0,30}?(?:推出|发布|起草|编制|制定)"
    r"|[^。；]{0,30}?(?:发起|启动|成立|组建|共建|设立|建设)了?[^，。；]{0,20}(?:项目|计划|基金|中心|实验室|研究院|公司|平台|基地)"
)
_OF_MEMBERS = re.compile("成员|会员|盟员|理事单位|参与单位")
_WITH_OTHERS = re.compile(r"[”）]*(?:还|也|又|将|正式|共同|(?:牵头|领衔)，?)?(?:联合|携手|会同)(?!了|体|会|创新)")
_LABEL = re.compile(r"[^，。：]{0,14}(?:单位|企业|成员)[^，。：]{0,6}：")
_FOCUS_REACH = 2


@dataclass(slots=True)
class Focus:
    """The consortium last spoken of, and the paragraph where that was."""

    entity: Entity | None = None
    paragraph: int = -99


class Discourse:
    """Walks a document's sentences in order and says which consortium each reference and match is about."""

    def __init__(
        self, document: Document, index: EntityIndex, collapsed: list[Collapsed], matches: list[Match]
    ) -> None:
        self._document = document
        self._index = index
        self._collapsed = collapsed
        self._founding = {m.sentence for m in matches if m.slot("lead") or m.slot("member")}
        self._consortia_in = [
            [m for m in sentence.mentions.values() if m.kind in (Kind.CX, Kind.CX_REF)] for sentence in collapsed
        ]
        self._referent: dict[int, Entity] = {}
        self._focus_at: list[Entity | None] = []
        self._distance_at: list[int] = []
        self.unnamed: list[Entity] = []
        self._naming = {
            s.paragraph
            for number, s in enumerate(document.sentences)
            if any(m.kind is Kind.CX for m in self._consortia(number))
        }
        self._spoken_in: dict[int, list[tuple[Mention, Entity]]] = {}
        self._walk()

    def entity_of(self, mention: Mention) -> Entity | None:
        """Return the consortium that a name or a reference means, None where it means none in particular."""
        if mention.kind is Kind.CX:
            return self._index.of(mention)
        return self._referent.get(mention.start)

    def bind(self, match: Match) -> Entity | None:
        """Return the consortium that ``match`` speaks of."""
        for mention in match.slot("name"):
            entity = self.entity_of(mention)
            if entity is not None:
                return entity
        if match.slot("name") or self._tells_of_else(match) or self._works_with_others(match):
            return None
        return self.near(match.sentence, match.start, match.end)

    def _works_with_others(self, match: Match) -> bool:
        """Tell whether the consortium itself is said to work with those named (联盟联合A、B等12家企业推进…)."""
        if match.slot("lead"):
            return False
        before = [m for m in self._consortia(match.sentence) if m.end <= match.start]
        return bool(before) and _WITH_OTHERS.match(self._document.text, before[-1].end, match.end) is not None

    def _tells_of_else(self, match: Match) -> bool:
        """Tell whether a sentence without a consortium tells who leads and takes part in something else.

        So it does paragraphs after the consortium, unless it labels its lists, and where what comes of it is a product
        or a standard (牵头，联合A、B推出了…).
        """
        roles = any(match.slot(name) for name in ("lead", "member", "count"))
        if not roles or self._spoken(match.sentence):
            return False
        text, span = self._document.text, self._document.sentences[match.sentence]
        if match.slot("count") and _OF_MEMBERS.search(text, span.start, span.end):
            return False
        if _MADE.match(text, match.end, span.end):
            return True
        return self._distance_at[match.sentence] >= _FOCUS_REACH and not _LABEL.match(text, span.start, span.end)

    def bind_each(self, match: Match) -> list[tuple[Entity, Match]]:
        """Return the match with the consortium it speaks of, or with each one its own part (分别)."""
        previous = self._collapsed[match.sentence - 1] if match.sentence else None
        shared = distribute(self._document.text, match, (self._collapsed[match.sentence], previous), self.entity_of)
        if shared:
            return shared
        entity = self.bind(match)
        return [(entity, match)] if entity is not None else []

    def near(self, sentence: int, start: int, end: int) -> Entity | None:
        """Return the consortium that an expression at ``[start, end)`` of ``sentence`` is about."""
        spoken = self._spoken(sentence)
        group = self._clause_group(sentence, start)
        local = [(m, e) for m, e in spoken if group[0] <= m.start < group[1]]
        if local:
            inside = [e for m, e in local if start <= m.start < end]
            after = [(m, e) for m, e in local if m.start >= end]
            before = [(m, e) for m, e in local if m.start < start]
            if inside:
                return inside[-1]
            if before and after:
                return self._nearer(before[-1], after[0], start, end)
            return after[0][1] if after else before[-1][1]
        earlier = [e for m, e in spoken if m.start < start]
        return earlier[-1] if earlier else self._focus_at[sentence] or self._ahead(sentence)

    def _ahead(self, sentence: int) -> Entity | None:
        """Return the consortium that the paragraph goes on to name, where this sentence speaks of 联合体 or 我们."""
        current = self._document.sentences[sentence]
        if not _FORWARD.search(self._document.text[current.start : current.end]):
            return None
        for number in range(sentence + 1, len(self._document.sentences)):
            if self._document.sentences[number].paragraph != current.paragraph:
                return None
            for mention in self._consortia(number):
                if mention.kind is Kind.CX:
                    return self._index.of(mention)
        return None

    def _nearer(self, before: tuple[Mention, Entity], after: tuple[Mention, Entity], start: int, end: int) -> Entity:
        """Prefer what comes before unless only what follows shares the clause chain of a founding."""
        between = self._document.text[before[0].end : start]
        following = self._document.text[end : after[0].start]
        if before[1] is after[1]:
            return before[1]
        if _ATTRIBUTE.fullmatch(following):
            return after[1]
        if _FOUNDED.search(following) and re.search("[，；]", between):
            return after[1]
        return before[1]

    def _clause_group(self, sentence: int, position: int) -> tuple[int, int]:
        span = self._document.sentences[sentence]
        text = self._document.text
        start = text.rfind("；", span.start, position)
        end = text.find("；", position, span.end)
        return (start + 1 if start >= 0 else span.start), (end if end >= 0 else span.end)

    def _spoken(self, sentence: int) -> list[tuple[Mention, Entity]]:
        if sentence not in self._spoken_in:
            self._spoken_in[sentence] = self._read(sentence)
        return self._spoken_in[sentence]

    def _read(self, sentence: int) -> list[tuple[Mention, Entity]]:
        found = []
        for mention in self._consortia(sentence):
            entity = self.entity_of(mention)
            if entity is not None:
                found.append((mention, entity))
        return found

    def _consortia(self, sentence: int) -> list[Mention]:
        return self._consortia_in[sentence]

    def _walk(self) -> None:
        focus = Focus()
        alone = len(self._index.entities) == 1
        for number, sentence in enumerate(self._document.sentences):
            near = alone or sentence.paragraph - focus.paragraph < _FOCUS_REACH
            live = focus.entity if near else None
            self._focus_at.append(live)
            self._distance_at.append(sentence.paragraph - focus.paragraph)
            mentions = self._consortia(number)
            for position, mention in enumerate(mentions):
                if mention.kind is Kind.CX:
                    entity = self._index.of(mention)
                else:
                    following = mentions[position + 1] if position + 1 < len(mentions) else None
                    distance = sentence.paragraph - focus.paragraph
                    topic = focus.entity if alone or distance < _TOPIC_REACH else None
                    entity = self._refer(mention, following, topic if mention.text in _SHORT_HEADS else live, number)
                    if entity is not None:
                        self._referent[mention.start] = entity
                if entity is not None:
                    focus.entity, focus.paragraph = entity, sentence.paragraph
                    live = entity
            if live is not None and focus.entity is live and self._continues(number):
                focus.paragraph = sentence.paragraph

    def _continues(self, sentence: int) -> bool:
        """A paragraph that starts with the focus keeps it; one without any mention lets it lapse."""
        current = self._document.sentences[sentence]
        previous = self._document.sentences[sentence - 1] if sentence else None
        return previous is not None and previous.paragraph == current.paragraph

    def _refer(self, mention: Mention, following: Mention | None, live: Entity | None, sentence: int) -> Entity | None:
        text = self._document.text
        span = self._document.sentences[sentence]
        if following is not None and following.kind is Kind.CX and _APPOSED.match(text[mention.end : following.start]):
            return self._index.of(following)
        before = text[max(span.start, mention.start - 24) : mention.start]
        after = text[mention.end : mention.end + 16]
        if mention.group in _CONTRASTED:
            return self._contrasted(mention, sentence)
        if mention.group == "this":
            return live if live is not None and _agrees(mention, live) else self._last_agreeing(mention)
        if _PLURAL.search(before) or _GENERAL.match(after):
            return None
        if _FOUNDED.search(before):
            return self._founded(mention, sentence, live)
        if mention.group == "described":
            return None
        if live is None and mention.text in _SHORT_HEADS and len(self._index.entities) == 1:
            live = self._index.entities[0]  # 联盟 before the only name that the article goes on to give
        if live is not None and _agrees(mention, live) and not self._is_generic_subject(mention, sentence):
            return live
        return None

    def _contrasted(self, mention: Mention, sentence: int) -> Entity | None:
        """前者 and 后者 mean the last two consortia named, in this sentence or the one before."""
        spans = [n for n in (sentence - 1, sentence) if n >= 0]
        named = [m for n in spans for m in self._consortia(n) if m.kind is Kind.CX and m.start < mention.start]
        last: list[Entity] = []
        for name in reversed(named):
            entity = self._index.of(name)
            if entity is not None and all(entity is not known for known in last):
                last.append(entity)
        return last[_CONTRASTED[mention.group]] if len(last) > 1 else None

    def _founded(self, mention: Mention, sentence: int, live: Entity | None) -> Entity | None:
        """A founding without a name: of the consortium named in the sentence, or of one of its own."""
        start, end = self._clause_group(sentence, mention.start)
        named = [m for m in self._consortia(sentence) if m.kind is Kind.CX and start <= m.start < end]
        if named:
            return self._index.of(named[-1])
        if sentence not in self._founding or _BID.search(
            self._document.text, max(0, mention.start - 120), mention.end + 120
        ):
            return None
        entity = Entity("", [mention], [], mention)
        self.unnamed.append(entity)
        return entity

    def _last_agreeing(self, mention: Mention) -> Entity | None:
        earlier = [e for e in self._index.entities if e.first < mention.start and _agrees(mention, e)]
        if not earlier:
            return None
        return max(earlier, key=lambda e: max(m.start for m in e.mentions if m.start < mention.start))

    def _is_generic_subject(self, mention: Mention, sentence: int) -> bool:
        """创新联合体 by its full generic name, in a paragraph that names none, speaks of consortia in general."""
        paragraph = self._document.sentences[sentence].paragraph
        return mention.text.startswith("创新") and paragraph not in self._naming and len(self._index.entities) > 1


def _agrees(reference: Mention, entity: Entity) -> bool:
    return not entity.head or not entity.name or reference.text.endswith(entity.head) or "创新体" in entity.name
