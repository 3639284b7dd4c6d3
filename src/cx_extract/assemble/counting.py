"""Which of the numbers that a rule matched count members of the consortium."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cx_extract.assemble.draft import Candidate
from cx_extract.assemble.outsiders import is_of_outsiders
from cx_extract.find.numbers import CountMention
from cx_extract.relate.engine import Match

_COUNTS_CONSORTIA = re.compile(
    r"^[^，。；、单企高院机成会盟员学公医用]{0,8}?(?:创新联合体(?!成员|单位)|联合体(?!成员|单位)|联盟(?!成员|单位|发起|理事|会员|副理事)|创新共同体(?!成员|单位)|项目|课题|实验室|平台|标准|园区|国家|地区|省|城市|基地|分会|专委会|工作组|专业委员会)"
)
_NEWCOMERS = re.compile(
    r"(?:又|再|另|新增|还|中)有?$|(?:新增|新吸纳|新加入|新吸收|新晋|增补|增选|[又再]吸[收纳]|又有|后来吸[收纳])(?!(?:至|到|为))[^，。；]*$"
)
_HAS = re.compile(
    r"(?:有|共|达|含|设|由|到|至|了|、|：|及|和|等|近|余|超|逾|纳|聚|为|是|引)(?:国内外?|首批|全国)?$|(?:^|[。！？\n])$"
)
_ATTEND = re.compile(
    r"(?![^，。；]{0,6}(?:成员|会员|理事|盟员)(?:单位|企业))[^，。；]{0,18}?(?:参加(?:了)?(?:本次|此次|会议|大会|论坛|活动|仪式|研讨|座谈|培训|启动会|成立大会)|参与(?:了)?[^，。；]{0,8}(?:标准|规范|规程|研制|制定|起草|编制|编写|调研|测试)|出席|参会|与会|齐聚|到场|观摩)"
)
_RULED = re.compile(r"(?:须|应[当该有为]|不得|不少于|不低于|至少)[^，。；]{0,16}$")
_NOT_YET = re.compile(
    r"[^，。；]{0,8}?(?:提交|递交)[^，。；]{0,8}申请|[^，。；]{0,6}(?:出资|合资)[^，。；]{0,12}，?注册"
)
_EACH = ("一个", "各占", "各自")
_MASS = re.compile(
    r"(?:省级|市级|国家级|各类|组建|培育|建设|布局|认定|备案)[^，。；]{0,10}(?:联合体|联盟|共同体)(?:总数|数量)?(?:已|共|达|达到|超过|超|近|已有|已达|现有|累计)*\d+余?多?[家个]"
    r"|(?:共|已|累计|现有|培育|组建|建设|布局)[^，。；]{0,8}\d+余?多?[家个][^，。；、单企高校院机会成参加入该本]{0,10}(?:联合体|联盟)(?!成员)"
)
_REACH = 60
_BODIES_UNITS = frozenset({"家", "所", "户"})
_MARKS = "，。；）"


def count_members(text: str, match: Match) -> Iterator[Candidate]:
    """Yield the counts in the match's slot that are of members, not of consortia, newcomers or customers."""
    for mention in match.slot("count"):
        payload = mention.payload
        if not isinstance(payload, CountMention) or _COUNTS_CONSORTIA.match(text[mention.end : mention.end + 24]):
            continue
        before = text[max(0, mention.start - 6) : mention.start]
        if is_of_newcomers(text, mention.start, mention.end):
            continue
        if (
            match.rule.id == "count.etc"
            and payload.unit not in _BODIES_UNITS
            and text[mention.end : mention.end + 1] in _MARKS
        ):
            continue  # 平台、基地、智库等40个
        if match.rule.id == "count.member_units" and not _HAS.search(before):
            continue
        if _RULED.search(text, max(0, mention.start - 20), mention.end) or text.startswith(_EACH, mention.end):
            continue
        if is_of_outsiders(text, mention.start) or _ATTEND.match(text, mention.end):
            continue
        yield Candidate(
            "member_counts",
            payload.value,
            mention.start,
            mention.end,
            match.rule.id,
            match.rule.confidence,
            qualifier=payload.qualifier,
            unit=payload.unit,
            as_of=match.rule.options.get("as_of", ""),
        )


def is_of_newcomers(text: str, start: int, end: int) -> bool:
    """Tell whether the number at ``[start, end)`` counts who came later, has applied or does business together."""
    return bool(_NEWCOMERS.search(text, max(0, start - _REACH), start) or _NOT_YET.match(text, end))


def end_of_mass(text: str, start: int, end: int) -> int | None:
    """Return where ``text[start:end]`` speaks of consortia in the mass (全省已建49家联合体), None if it doesn't."""
    found = _MASS.search(text, start, end)
    return found.end() if found else None
