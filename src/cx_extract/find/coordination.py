"""Lists of organisations with unknown words in them.

In 清华大学、东阳光、迈瑞医疗等 the company of 清华大学 makes organisations of the other two; before 等12家企业 and
after 成员单位包括 every item of the list is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cx_extract.find.bodies import INSTITUTE, BodyJudge, as_mention
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention, keep_longest

_FOUND = "发起|组建|组成|成立|建设|打造|倡议|参与|参加|加入"
_TAIL = re.compile(
    r"(?P<counted>等(?=[约近超逾]?(?:\d+|[一二三四五六七八九十百数两]+)[余多]?[家所户]"
    r"|(?:[^，。；、的了]{0,6}?)(?:企业|单位|公司|高校|院校|机构|院所|巨头|厂商)))"
    rf"|等(?=，|。|；|共同|参与|参加|加入|出席|签|表示|也|均|都|已|将|在内|携手|联合)|(?=(?:共同|联合|一起|携手)(?:{_FOUND})|联合|携手|会同)"
    r"|(?P<titled>等?(?=(?:分别|均|还|也)?(?:为|任|是|担任|当选|选举为|推选为|被选|获选)[^，。；、]{0,14}(?:(?:理事|理事长|组长|共建)单位|成员|会员|盟员)))"
)
_HEAD = re.compile(
    r"(?:成员|会员|盟员|理事长|常务理事|理事|组长|参与|参加|共建|参建|合作|协作|支撑|发起|牵头|依托|加盟|秘书长)(?P<unit>单位|企业|机构|高校|院校|代表)?"
    r"(?:\d+家)?(?:中|里|当中)?(?:主要|还|名单|目前|现|分别(?![为是]))*(?:(?P<sure>(?:包括)?(?:以下|如下)?(?:单位|企业|机构)?(?:（[^（）]{2,14}）)?：|(?:包括|分别为|分别是|涵盖|囊括|包含)(?:了|：)?|[为是有]：)|为|是|有(?!关|所))?"
)
_REST = re.compile(r"(?P<rest>[\u4e00-\u9fff]{1,6}?)(?=(?P<next>[、等]))")
_OWN_WORDS = frozenset({"brand", "company", "institute", "university", "association", "government"})
_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&.\-]{2,24}$|[A-Z][A-Za-z0-9.&\- ]{1,30}$")
_LONG_SEGMENT = re.compile(
    r"[A-Za-z][A-Za-z0-9.&\-]*(?: [A-Za-z0-9][A-Za-z0-9.&\-]*){1,4}(?=[、，。；等和与及])"
    r"|[\u4e00-\u9fffA-Za-z0-9·&\-]{2,30}"
)
_SEGMENT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·&\-]{2,14}")
_NEXT = re.compile(r"(?:（[^（）]{1,20}）)?(?:、|，以及|、以及|以及|和|与|及)")
_NEXT_KIND = re.compile(r"等[^，。；：、（）]{0,12}(?:，以及|，还有|，|以及|及|和|与)|，以及|，还有")
_BREAKS = (
    "等", "和", "与", "及", "以及", "共同", "联合", "参与", "牵头", "组成", "作为", "合作",
    "组建", "成立", "发起", "签署", "加入", "今天", "昨天", "日前", "近日",
)  # fmt: skip


class Coordination:
    """Finds the unknown items of lists of organisations."""

    def __init__(self, judge: BodyJudge) -> None:
        self._judge = judge

    def expand(self, document: Document, named: list[Mention]) -> list[Mention]:
        """Return unknown list items: joined to an organisation, before 等12家企业 or after 成员单位包括."""
        found: list[Mention] = []
        for mention in named:
            if mention.kind is not Kind.ORG or mention.group == "government":
                continue
            found += self._to_right(document, mention.end)
            found += self._to_left(document, mention.start)
        organisations = [m for m in named if m.kind is Kind.ORG]
        found += self._before_tail(document, {m.end: m for m in organisations})
        found += self._after_head(document, {m.start: m for m in named})
        return keep_longest(found)

    def prolong(self, document: Document, named: list[Mention]) -> list[Mention]:
        """Return list items that begin with the short form of a known body and go on (江河物流): other bodies."""
        found = []
        for mention in named:
            if mention.kind is not Kind.ORG or mention.text == mention.value or mention.group in _OWN_WORDS:
                continue
            rest = _REST.match(document.text, mention.end)
            if rest is None or not (
                document.text[mention.start - 1 : mention.start] == "、" or rest.group("next") == "、"
            ):
                continue
            words = document.words_between(mention.end, rest.end("rest"))
            if words and words[-1].end == rest.end("rest") and all(self._judge.may_prolong(w) for w in words):
                found.append(as_mention(document, mention.start, rest.end("rest")))
        return found

    def _before_tail(self, document: Document, org_ending: dict[int, Mention]) -> list[Mention]:
        """Read the list before 等12家企业 from its end: all its items are bodies, known or not.

        Before a bare 等 or 共同发起 they are if one of them is known, all look like trade names, or 由 opens the list.
        """
        found: list[Mention] = []
        for tail in _TAIL.finditer(document.text):
            items, known, start = self._items(document, tail.start(), org_ending)
            agents = document.text[start - 1 : start] == "由"
            trade = all(self._judge.is_trade_name(m.text) for m in items)
            sure = known or tail.lastgroup is not None or agents or trade
            if len(items) + known > 1 and sure:
                found += items
        return found

    def _after_head(self, document: Document, starting: dict[int, Mention]) -> list[Mention]:
        """Read the list after 成员单位包括 from its start: all its items are bodies."""
        found: list[Mention] = []
        for head in _HEAD.finditer(document.text):
            position = head.end()
            if not (head.group("unit") or head.group("sure")):
                continue
            accepts = self._judge.may_be_listed if head.group("sure") else self._judge.may_be_named
            items: list[Mention] = []
            known = 0
            while True:
                mention = starting.get(position)
                if mention is not None:
                    if mention.kind is not Kind.ORG:
                        break
                    position, known = mention.end, known + 1
                else:
                    item = self._item_from(document, position, accepts)
                    if item is None:
                        break
                    items.append(item)
                    position = item.end
                joint = _NEXT.match(document.text, position)
                if joint is None:
                    joint, accepts = _NEXT_KIND.match(document.text, position), self._judge.may_be_named
                if joint is None:
                    break
                position = joint.end()
            if len(items) + known > 1:
                found += items
        return found

    def _item_from(
        self, document: Document, position: int, accepts: Callable[[Document, int, int], bool]
    ) -> Mention | None:
        match = _LONG_SEGMENT.match(document.text, position)
        if match is None:
            return None
        end = self._item_end(document.text, match.start(), match.end())
        return as_mention(document, position, end) if accepts(document, position, end) else None

    def _items(self, document: Document, end: int, org_ending: dict[int, Mention]) -> tuple[list[Mention], int, int]:
        """Return the unknown items of the list that ends at ``end``, how many known ones it has, and its start."""
        text, known = document.text, 0
        items: list[Mention] = []
        position = end
        while position > 2:
            mention = org_ending.get(position)
            if mention is not None:
                position, known = mention.start, known + 1
            else:
                start = self._judge.bare_start(document, self._item_start(document, position), position)
                between = known > 0 and text[start - 1] == "、" and start - 1 in org_ending
                if not between and not self._judge.may_be_item(document, start, position):
                    break
                items.append(as_mention(document, start, position))
                position = start
            joint = text[position - 1]
            if joint != "、" and not (len(items) + known == 1 and joint in "和与及"):
                break
            position -= 1
        return items, known, position

    def _item_start(self, document: Document, end: int) -> int:
        match = _ITEM.search(document.text, max(0, end - 30), end)
        limit = match.start() if match else end
        start = end
        while start > limit:
            word = document.word_ending.get(start)
            if word is None:
                start -= 1
                continue
            closed = word.tag[:1] in "pcu" and not (start == end and word.text == INSTITUTE)
            if word.text in self._judge.stop or closed or document.text[word.start] in "和与及":
                break
            start = max(word.start, limit)
        return start

    def _to_right(self, document: Document, position: int) -> list[Mention]:
        text = document.text
        found: list[Mention] = []
        while text[position : position + 1] == "、" or (found and text[position : position + 1] in "和与及"):
            match = _SEGMENT.match(text, position + 1)
            if match is None:
                break
            end = self._item_end(text, match.start(), match.end())
            body = self._judge.as_neighbour(document, match.start(), end)
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
                if word is not None and (word.text in self._judge.stop or word.tag[:1] in "pcu"):
                    break
                start = word.start if word is not None else start - 1
            body = self._judge.as_neighbour(document, start, position - 1)
            if body is None:
                break
            found.append(body)
            position = body.start
        return found

    @staticmethod
    def _item_end(text: str, start: int, end: int) -> int:
        for stop in _BREAKS:
            cut = text.find(stop, start + 1, end)
            if cut > 0:
                end = cut
        return end
