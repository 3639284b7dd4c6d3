"""Consortia by name and by reference.

A name ends in a head (创新联合体, 产业技术创新战略联盟 …); its left boundary is where a verb, a function word, a
complete organisation or a count stands. A head without a modifier of its own refers: to the consortium in focus
(该联合体), or to one that the sentence founds without naming it (组建创新联合体).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention, keep_longest
from cx_extract.find.name_evidence import agree
from cx_extract.ruleset import Ruleset
from cx_extract.text.words import Word

_STOP_TAGS = frozenset("pcryeo")
_NOT_AFTER = re.compile(r"[化杯赛军号式型系制]|投标|中标|总承包|成员国|国家|体")
_DEMONSTRATIVE = re.compile(r"(?:该|本|此|这一|这个|上述|我们?|其|两个|各)(?:[\u4e00-\u9fff]{0,4})$")
_QUOTED = re.compile(r"“([^“”。，；\n]{2,40})”$")
_DETERMINER = re.compile(r"(?:该|本|此|这一|这个|上述)$")
_NUMERAL = re.compile(r"第?[一二三四五六七八九十百两\d]+[余多]?[家个支批]?$|首[批个家]$")
_CLAUSE_OPENS = frozenset("。，；：“\n")
_FOREIGN_NAME = re.compile(r"（(?:英文[^（）]{0,4})?[A-Z][A-Za-z]+[A-Za-z &，\-]{0,80}）")
_ENGLISH_WORDS = re.compile("[A-Z]?[a-z]+(?: [A-Z]?[a-z]+)+")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+")
_COUNTED = re.compile("[个家批支届次位条大款]")
_PERSON_TITLE = re.compile(r"[长员任授士席事记理人师]$")
_LEADING = re.compile(r"^(?:[与和及暨、·\-—]|国内首个|首个|首家|全省|全市|大名叫|过(?=[^程滤渡]))+")
_CENTRE = re.compile(r"(?:研发|研究|创新|技术|工程|分)中心$")
_PROGRAMME = re.compile(
    r"(?:启动|实施|发起|推出|组织)(?:实施)?了?“?(?P<name>[^，。；：“”、（）]{3,24}?(?:计划|工程))”?(?=[，（])"
)
_JOINT_WORK = re.compile(r"(?:联合|共同|协同|携手)[^。]*(?:攻关|研发|研究|开发)")
_RESEARCH_HEAD = re.compile("技术|攻关|研发|科技|科研")
_INDUSTRY = re.compile("创新|产业|工业|科创|器械|装备|研究|研发|科技|科学")
_BODY_ENDS = ("园", "中心", "平台", "基地", "院", "所", "公司", "会", "局", "建设", "实验室", "企业", "高校", "单位")
_COMMON = frozenset({"n", "v", "vn", "d", "b", "a", "ad", "an"})
_CONTRASTED = re.compile(r"前者|后者")
_LISTED = re.compile(
    r"(?:的)?(?:认定|备案|立项|建设|试点|培育|入选)?(?:名单|名录|清单|认定结果|评选|数量|总数|总量|的通知|公示名单)|(?:共|总数|已|达|超过|累计|近|约|逾|超)*\d+余?多?[个家]|[A-D]级"
)
_LEVEL = re.compile("^[省市区县](?!域|级)")
_FOUNDED_AS = re.compile(
    r"(?:成立|组建|发起|创建)了(?P<name>(?=[0-9.\-]*[A-Za-z])[A-Za-z0-9.\-]+[^，。；：、的由与和及等“”（）\n]{2,24})$"
)
_LIST_OF = re.compile("(?:认定|建设|备案)?(?:名单|名录)")
_BRACKETED = frozenset({"国际", "国家", "中国", "北方", "南方", "区域"})
_NOT_INSIDE = frozenset({"记者", "通讯员", "集团", "名单", "作者", "图片", "附件"})
_RANKS = frozenset({"国家", "省", "市", "区", "县", "部", "世界"})
_STATE_FIRMS = "中央企业"
_FIELD_WORDS = ("领域", "方面", "方向", "行业", "赛道")
_PARTICULAR_FIELD = re.compile(r".{5,}(?:领域|方向)")
_ONE_OF_KIND = re.compile(r"[一首][个家支]|首[批次]|国内|全[国省市球]|[我本该][国省市区校]$")
_TWO_FIELDS = re.compile(r"(?:(?:[组创共][建办]|成立|建立|发起|设立)[的了]?|的|了|“)(?P<field>[\u4e00-\u9fff]{2,6})、$")
_OF_INDUSTRY = re.compile("[\u4e00-\u9fffA-Za-z0-9]{2}产业(?!化|园)")
_BIDDING = "联合体"
_BID = re.compile("中标|投标|招标|竞标|总承包")
_IN_MANY_PLACES = re.compile(r"(?:等地|各地|多地)区?[也均都还]*(?:先后|相继|陆续|纷纷)?(?:成立|组建|建立|发起)了?$")
_BRANCH = re.compile(r"(?P<seat>)[\u4e00-\u9fff]{2,8}?分联盟")
_SEAT = re.compile(r"（(?:联合体|联盟|共同体|(?P<seat>[\u4e00-\u9fff]{2,4}))）")
_LATIN = re.compile(r"(?:[A-Z][A-Za-z0-9.&/\-]* )*(?:[A-Za-z]|\d+[A-Za-z])[A-Za-z0-9+./\-]*\Z")
_ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [A-Za-z]{3,})+")
_INNER_BRACKET = re.compile(r"（[\u4e00-\u9fffA-Za-z0-9\-]{2,12}）$")
_Ends = Mapping[int, Mention]


class ConsortiumFinder:
    """Finds consortia named or referred to in a document."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon: Mapping[str, Any] = ruleset.lexicons["consortia"]
        self._sure = frozenset(lexicon["heads"]["sure"])
        heads = sorted({*self._sure, *lexicon["heads"]["weak"]}, key=lambda head: (-len(head), head))
        self._head = re.compile("|".join(heads))
        self._weak = tuple(lexicon["heads"]["weak"])
        left: Mapping[str, Any] = lexicon["left"]
        self._inner = frozenset(lexicon["inner"]["words"])
        self._stop = frozenset(left["stop_words"])
        self._end = self._stop - self._inner
        self._conjunctions = frozenset(left["inner_conjunctions"])
        self._max_length: int = left["max_length"]
        self._inner_verbs = frozenset(
            [*ruleset.lexicons["organisations"]["left"]["inner_verbs"], *lexicon["inner"]["first_verbs"]]
        )
        generic = sorted(lexicon["generic"]["words"], key=lambda word: (-len(word), word))
        self._fields_of_a_place = frozenset(lexicon["generic"]["fields_of_a_place"])
        self._generic_only = re.compile(f"(?:{'|'.join(map(re.escape, generic))})*+")
        other = lexicon["not_consortium"]
        self._not = re.compile("|".join(map(re.escape, other["words"])))
        self._not_beside_weak = re.compile("|".join(map(re.escape, [*other["words"], *other["unless_industry"]])))
        self._subject = re.compile("|".join(map(re.escape, lexicon["not_consortium"]["subject_words"])))

    def find(self, document: Document, barriers: list[Mention]) -> list[Mention]:
        """Return consortium names and references in text order; ``barriers`` end a name on its left."""
        org_ends = {m.end: m for m in barriers if m.group != "government"}
        found = []
        for match in self._head.finditer(document.text):
            if _NOT_AFTER.match(document.text, match.end()):
                continue
            mention = self._extend(document, match.start(), match.end(), org_ends)
            if mention:
                found.append(self._with_tail(document, mention))
        named = keep_longest([*found, *self._programmes(document, barriers)])
        named = agree(document, named, self._inner_verbs.__contains__)
        named = [self._as_reference(document, mention, named) for mention in named]
        return keep_longest([*named, *_contrasted(document.text, named)])

    @staticmethod
    def _with_tail(document: Document, mention: Mention) -> Mention:
        """Take in what follows the head: 工业互联网产业联盟重庆分联盟, 金融区块链合作联盟（深圳）."""
        if mention.kind is not Kind.CX:
            return mention
        branch = _BRANCH.match(document.text, mention.end) or _SEAT.match(document.text, mention.end)
        if branch is None or (branch["seat"] and branch.end("seat") not in document.place_ending):
            return mention
        name = mention.text + branch.group()
        return replace(mention, end=branch.end(), text=name, value=name)

    def _as_reference(self, document: Document, mention: Mention, named: list[Mention]) -> Mention:
        """Read 产生联盟 and 大会报告联盟 as the 联盟 that the text has named, not as names of their own.

        So reads a weak name without quotation marks, said once, whose words are all of the dictionary's common ones.
        """
        head = next((h for h in self._weak if mention.text.endswith(h)), "")
        if mention.group != "bare" or not head or document.text[mention.start - 1 : mention.start] == "“":
            return mention
        if sum(m.value == mention.value for m in named) > 1:
            return mention
        known = any(m.kind is Kind.CX and m.group == "sure" and m.value.endswith(head) for m in named)
        head_start = mention.end - len(head)
        words = document.words_between(mention.start, head_start)
        if not known or any(w.tag not in _COMMON for w in words):
            return mention
        return Mention(Kind.CX_REF, head_start, mention.end, head, "cx.reference", "", "bare")

    def _programmes(self, document: Document, organisations: list[Mention]) -> list[Mention]:
        """Find joint programmes that the text treats as consortia: started by name, with partners in one sentence."""
        found = []
        for match in _PROGRAMME.finditer(document.text):
            sentence_end = document.text.find("。", match.end())
            rest = document.text[match.end() : sentence_end if sentence_end > 0 else None]
            partners = [
                m for m in organisations if m.kind is Kind.ORG and match.end() <= m.start < match.end() + len(rest)
            ]
            if len(partners) > 1 and _JOINT_WORK.search(rest):
                name = match.group("name")
                found.append(
                    Mention(Kind.CX, match.start("name"), match.end("name"), name, "cx.programme", name, "sure")
                )
                for again in re.finditer(f"{re.escape(name)}|该计划", document.text[match.end() :]):
                    start, end = match.end() + again.start(), match.end() + again.end()
                    kind = Kind.CX if again.group() == name else Kind.CX_REF
                    found.append(
                        Mention(
                            kind, start, end, again.group(), "cx.programme", name if kind is Kind.CX else "", "this"
                        )
                    )
        return found

    def _extend(self, document: Document, head_start: int, head_end: int, org_ends: _Ends) -> Mention | None:
        text = document.text
        start, end = self._boundaries(document, head_start, head_end, org_ends)
        modifier = text[start:head_start]
        head = text[head_start:head_end]
        other = self._not if _INDUSTRY.search(text, start, head_end) else self._not_beside_weak
        if not _RESEARCH_HEAD.search(head) and other.search(text, start, head_end):
            return None
        if not self._is_name(document, start, head_start):
            if _LIST_OF.match(text, end):
                return None
            return self._reference(document, start, head_start, head_end)
        if head == _BIDDING and _BID.search(text, max(0, start - 60), head_end + 60):
            return None
        if _LISTED.match(text, end) or _IN_MANY_PLACES.search(text, max(0, start - 14), start):
            return self._reference(document, head_start, head_start, head_end)
        name = text[start:end]
        weak = head not in self._sure and not _OF_INDUSTRY.search(modifier)
        if weak and not self._subject.search(modifier):
            nominal = all(w.tag[:1] in {"n", "j", "x", "e"} for w in document.words_between(start, head_start))
            called = text[start - 1 : start] == "“" or _FOREIGN_NAME.match(text, head_end)
            owned = any(m.kind is Kind.ORG and m.start == start for m in org_ends.values())
            if not nominal and not called and not owned:
                return self._reference(document, head_start, head_start, head_end)
        if weak:
            group = "weak" if self._subject.search(modifier) else "bare"
            return Mention(Kind.CX, start, end, name, "cx.weak", name, group)
        return Mention(Kind.CX, start, end, name, "cx.name", name, "sure")

    def _boundaries(self, document: Document, head_start: int, head_end: int, org_ends: _Ends) -> tuple[int, int]:
        text = document.text
        if text[head_end : head_end + 1] == "”":
            opened = text.rfind("“", max(0, head_start - self._max_length), head_start)
            inside = text[opened + 1 : head_start] if opened >= 0 else "。"
            if not re.search(r"[。，；！？\n”]", inside):
                lead = _LEADING.match(inside)
                return opened + 1 + (lead.end() if lead else 0), head_end
        coined = _FOUNDED_AS.search(text, max(0, head_start - self._max_length), head_start)
        if coined:
            return coined.start("name"), head_end
        start = document.word_start(head_start)
        if start < head_start and text[start:head_start] in self._stop:
            start = head_start
        while start > 0 and head_end - start < self._max_length:
            further = self._further(document, start, head_start, org_ends)
            if further is None:
                break
            start = further
        owner = org_ends.get(start)
        if (
            owner is not None
            and owner.kind is Kind.ORG
            and start < head_start
            and text[owner.start - 1] in _CLAUSE_OPENS
        ):
            return owner.start, head_end  # 大庆油田智采联合体: who else could it belong to
        if text.endswith(_STATE_FIRMS, 0, start):
            start -= len(_STATE_FIRMS)
        fields = _TWO_FIELDS.search(text, max(0, start - 14), start)
        if fields and self._is_name(document, start, head_start) and self._is_field(document, *fields.span("field")):
            start = fields.start("field")
        lead = _LEADING.match(text[start:head_start])
        start += lead.end() if lead else 0
        without = self._without_verbs(document, start, head_start)
        if without == head_start and _FOREIGN_NAME.match(text, head_end):
            return start, head_end  # a coined word that the dictionary takes for a verb
        return without, head_end

    def _further(self, document: Document, start: int, head_start: int, org_ends: _Ends) -> int | None:
        """Return where the piece of the name that ends at ``start`` begins, None if the name begins at ``start``."""
        text = document.text
        quoted = _QUOTED.search(text, max(0, start - 42), start) if text[start - 1] == "”" else None
        if quoted:
            another = self._head.search(quoted.group(1))  # a consortium of its own, joined to this one
            return None if another else quoted.start()
        if start in org_ends or _CENTRE.search(text, max(0, start - 4), start):
            return None
        place = document.place_ending.get(start)
        if place:
            return place.start
        latin = _LATIN.search(text, max(0, start - 60), start) if text[start - 1].isascii() else None
        if latin:
            return latin.start()
        if text[start - 1] in "—-·" and start > 1 and text[start - 2] not in "—-":
            return start - 1
        bracket = _INNER_BRACKET.search(text, max(0, start - 10), start) if text[start - 1] == "）" else None
        if bracket and self._belongs(document, start - len(bracket.group()) + 1, start - 1):
            return start - len(bracket.group())
        word = document.word_ending.get(start)
        if word is None or not self._may_belong(document, word.text, word.tag, word.start, start < head_start):
            return None
        if text[start] == "“" and word.tag[:1] not in "njbx":
            return None  # 建设“天和一号”产业链联盟
        return word.start

    @staticmethod
    def _belongs(document: Document, start: int, end: int) -> bool:
        """Tell whether what stands in brackets is part of a name; （记者 …） is not.

        A place, 国际 and the like, Latin letters, or one noun that says what the word before means: 煤（能源）化工.
        """
        inside = document.text[start:end]
        words = document.words_between(start, end)
        nouns = 0 < len(words) <= 2 and all(w.tag == "n" for w in words) and words[-1].end == end
        noun = nouns and len(inside) <= 4 and inside not in _NOT_INSIDE
        return inside.isascii() or inside in _BRACKETED or end in document.place_ending or noun

    def _is_field(self, document: Document, start: int, end: int) -> bool:
        """Tell whether a word before 、 is the first of two subjects of one name (深部、深海矿产资源勘探创新联合体)."""
        words = document.words_between(start, end)
        bodies = document.text.endswith((*_BODY_ENDS, "者", "专家", "人员", "代表", "领导"), 0, end)
        return bool(words) and not bodies and all(w.tag[:1] in "njbfa" and w.text not in self._stop for w in words)

    def _without_verbs(self, document: Document, start: int, head_start: int) -> int:
        """Drop verbs that govern the name (完善, 提高) from its left edge."""
        for word in document.words_between(start, document.word_start(head_start)):
            if word.tag not in {"v", "vd", "vi", "vg", "d", "ad"} or word.text in self._inner_verbs:
                break
            start = word.end
        return start

    def _may_belong(self, document: Document, word: str, tag: str, start: int, has_more: bool) -> bool:
        if word in self._conjunctions:
            left = document.word_ending.get(start)
            if document.text.endswith(_BODY_ENDS, 0, start) or left is None or self._is_person(document, left):
                return False
            return has_more and left.text not in self._end and left.tag[0] in "navlszbjfx"
        if tag == "c" and word[1:] in self._conjunctions:
            return has_more  # the dictionary's 源及: a word's last character and a conjunction
        if word in self._inner:
            left = document.word_ending.get(start)
            if left is None:
                return False
            if left.text in self._conjunctions:
                return has_more and self._may_belong(document, left.text, left.tag, left.start, has_more)
            of_state = document.text.endswith(_STATE_FIRMS, 0, start)
            return left.tag[:1] in set("njbsavlxe") and (of_state or left.text not in self._end)
        if word in self._stop or not ("\u4e00" <= word[0] <= "\u9fff"):
            return False
        if tag == "m":
            if _ORDINAL.fullmatch(word):
                return not _COUNTED.match(document.text, start + len(word))  # 第一视角, but 第六个
            return not _NUMERAL.fullmatch(word)
        if tag == "q":
            left = document.word_ending.get(start)
            if word == "级" and left is not None:
                return left.tag == "n" and left.text not in _RANKS  # 电子级化学品
            return len(word) > 1 and (left is None or left.tag != "m")
        return not (tag[:1] in _STOP_TAGS or tag[:1] == "u")

    @staticmethod
    def _is_person(document: Document, word: Word) -> bool:
        """Tell whether the word is somebody's name behind a title (秘书长某某)."""
        return word.tag == "nr" and bool(_PERSON_TITLE.search(document.text, max(0, word.start - 1), word.start))

    def _is_name(self, document: Document, start: int, head_start: int) -> bool:
        text = document.text
        covered = start
        for end, hit in document.place_ending.items():
            if start <= hit.start and end <= head_start and hit.start <= covered + 1:
                covered = max(covered, end)
        rest = text[covered:head_start]
        if covered > start:
            rest = _LEVEL.sub("", rest)
            crop = document.words_between(head_start - 1, head_start) if len(rest) == 1 else []
            if (crop and crop[0].tag == "n") or rest in self._fields_of_a_place:
                return True  # 中国茶产业联盟
        rest = rest.strip("“”（）")
        if _ENGLISH_WORDS.fullmatch(rest):
            return False  # an English line in front
        if len(rest) < 2 or (rest.endswith(_FIELD_WORDS) and not _PARTICULAR_FIELD.fullmatch(rest)):
            return False
        if rest.endswith(_FIELD_WORDS) and _ONE_OF_KIND.search(text, max(0, start - 6), start):
            return False
        return not self._generic_only.fullmatch(rest)

    def _reference(self, document: Document, start: int, head_start: int, head_end: int) -> Mention:
        text = document.text
        if _ENGLISH.fullmatch(text, start, head_start):
            start = head_start  # 联盟 below a line in English
        pointer = _DETERMINER.search(text, max(0, start - 3), start)
        begin = pointer.start() if pointer else start
        group = "this" if pointer else "bare" if start == head_start else "described"
        return Mention(Kind.CX_REF, begin, head_end, text[begin:head_end], "cx.reference", "", group)


def _contrasted(text: str, found: list[Mention]) -> list[Mention]:
    """前者 and 后者, where two consortia have been named before them."""
    names = [(m.start, m.value) for m in found if m.kind is Kind.CX]
    return [
        Mention(Kind.CX_REF, m.start(), m.end(), m.group(), "cx.reference", "", m.group())
        for m in _CONTRASTED.finditer(text)
        if len({value for start, value in names if start < m.start()}) > 1
    ]
