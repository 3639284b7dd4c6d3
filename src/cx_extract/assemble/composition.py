"""What a consortium is made of, where the text tells it as a story: 盟主是A，B带人，C带钱，D也来了.

No rule knows all the words for taking part. But a sentence that speaks of a consortium, tells who sits in it, and names
several bodies names its members, unless their clause says that they do something else: host, award, buy, comment. In
long reportage whole passages are read so (``reportage``); this holds for single sentences anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cx_extract.assemble.outsiders import is_of_outsiders
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import Collapsed
from cx_extract.relate.engine import Match
from cx_extract.resolve.discourse import Discourse
from cx_extract.resolve.entities import Entity
from cx_extract.resolve.organisations import OrganisationResolver

_SITS = re.compile(
    r"牵头|牵的头|盟主|召集|理事长?单位|理事长|成员|盟员|会员|名册|名单上|签了?字|签下名字|入会|入伙|搭伙|结盟|在其中|在里[面头]|都来了|进来"
    r"|围着|跟着|伙伴|一共|总共|[家个]单位|拢到?|凑|攒|班长|领头|领着|挑头|扛旗|分工|台柱子|领衔"
)
_FOUNDED = re.compile(r"成立|组建|组成|揭牌|挂牌|发起|诞生|开张|牵手|联手")
_ELSE = re.compile(
    r"支持下|指导|主办|协办|承办|举办|出席|参会|致辞|聘|颁|奖|采纳|发布|制定|起草|编制|鉴定|评审|评估|授予|采购|订单|客户|落户|考上|毕业|任教|学报|期刊"
    r"|认为|建议|指出|提醒|预测|收购|融资|上市|股价|估值|意向|没有(?!牵头|谁)|未能|谢绝|退出|拒绝|不再|曾是|了解到|获悉|采访|走进|旁|对此"
)
_MADE = re.compile(
    r"(?:建有|建设了?|建了|共建了?|设立了?|打造了?|建成|叫作|称为|更名为|命名为|下设|搭建)[^，。；]{0,12}$|“$|在$|从$"
)
_ASIDE = re.compile(r"[\s“]*(?:此外|另外|另据|据悉|同期|同年|与此同时|对此|记者从)")
_CLAUSE = "，；。：\n"
_MANY = 3
_LONGEST = 320
_PERSON = re.compile("院士")
_OFFICE = ("部", "委", "办", "局", "厅", "政府")


class Composition:
    """Finds the bodies that a passage names as parts of its consortium."""

    def __init__(
        self,
        document: Document,
        collapsed: list[Collapsed],
        discourse: Discourse,
        organisations: OrganisationResolver,
        matches: list[Match],
    ) -> None:
        self._document = document
        self._text = document.text
        self._collapsed = collapsed
        self._discourse = discourse
        self._organisations = organisations
        self._roles: dict[int, set[int]] = {}
        for match in matches:
            entity = discourse.bind(match)
            if entity is not None and any(match.slot(name) for name in ("lead", "member", "count")):
                self._roles.setdefault(match.sentence, set()).add(id(entity))

    def members(self) -> Iterator[tuple[Entity, Mention]]:
        """Yield each body that takes part, with its consortium."""
        for number in range(len(self._document.sentences)):
            bodies = [m for m in self._collapsed[number].mentions.values() if self._is_body(m)]
            names = {self._organisations.resolve(m)[0] for m in bodies}
            if len(names) < 2 or not self._tells_parts(number, len(names)):
                continue
            for mention in bodies:
                entity = self._discourse.near(number, mention.start, mention.end)
                if entity is None or not self._is_told(number, entity) or self._does_else(mention):
                    continue
                if self._is_alone(number, mention, entity):
                    yield entity, mention

    def _is_alone(self, number: int, mention: Mention, entity: Entity) -> bool:
        """Tell whether the part of the sentence around ``mention`` speaks of no other consortium."""
        span = self._document.sentences[number]
        start = max(self._text.rfind("；", span.start, mention.start), span.start)
        end = self._text.find("；", mention.end, span.end)
        told = (
            self._discourse.entity_of(m)
            for m in self._collapsed[number].mentions.values()
            if m.kind in (Kind.CX, Kind.CX_REF) and start <= m.start < (end if end >= 0 else span.end)
        )
        return all(other is None or other is entity for other in told)

    @staticmethod
    def _is_body(mention: Mention) -> bool:
        return mention.kind is Kind.ORG and mention.group != "government" and not mention.text.endswith(_OFFICE)

    def _tells_parts(self, number: int, bodies: int) -> bool:
        """Tell whether the sentence says who sits in a body, or founds one of several."""
        span = self._document.sentences[number]
        if span.end - span.start > _LONGEST or _ASIDE.match(self._text, span.start, span.end):
            return False
        if _SITS.search(self._text, span.start, span.end):
            return True
        return bodies >= _MANY and _FOUNDED.search(self._text, span.start, span.end) is not None

    def _is_told(self, number: int, entity: Entity) -> bool:
        """Tell whether the sentence, or the one before it in its paragraph, speaks of ``entity``."""
        if id(entity) in self._roles.get(number, ()) or self._speaks_of(number, entity):
            return True
        sentences = self._document.sentences
        before = number > 0 and sentences[number - 1].paragraph == sentences[number].paragraph
        return before and (self._speaks_of(number - 1, entity) or id(entity) in self._roles.get(number - 1, ()))

    def _speaks_of(self, number: int, entity: Entity) -> bool:
        mentions = self._collapsed[number].mentions.values()
        return any(m.kind in (Kind.CX, Kind.CX_REF) and self._discourse.entity_of(m) is entity for m in mentions)

    def _does_else(self, mention: Mention) -> bool:
        """Tell whether the clause of the body says that it hosts, awards, buys or comments, or that it was built."""
        start = max(self._text.rfind(mark, 0, mention.start) for mark in _CLAUSE) + 1
        ends = [at for mark in _CLAUSE if (at := self._text.find(mark, mention.end)) >= 0]
        end = min(ends, default=len(self._text))
        if is_of_outsiders(self._text, mention.start):
            return True
        if _MADE.search(self._text, start, mention.start) or _PERSON.match(self._text, mention.end):
            return True
        if self._text.rfind("（", start, mention.start) > self._text.rfind("）", start, mention.start):
            return True
        return _ELSE.search(self._text, start, mention.start) is not None or (
            _ELSE.search(self._text, mention.end, end) is not None
        )
