"""Organisations by reference: 该公司, 学校, 集团公司, 我们."""

from __future__ import annotations

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.text.guard import guarded

_POINTER = r"(?:该|本|我|此|这家|上述)"
_REFERENCE = guarded(
    rf"(?P<company>{_POINTER}(?:公司|企业|集团|司|厂)|集团公司|(?<![\u4e00-\u9fff])(?:公司|集团)(?=[^、，。；（）]))"
    rf"|(?P<company_by>(?<=由)(?:公司|集团)(?=牵头|领衔|主导|发起|联合))"
    rf"|(?P<university>{_POINTER}(?:校|学院|大学)|(?<![\u4e00-\u9fff])(?:学校|学院)(?=[^、，。；（）]))"
    rf"|(?P<institute>{_POINTER}(?:院|所|中心|研究院|研究所|实验室|机构)|(?<![\u4e00-\u9fff])(?:研究院|研究所|中心)(?=牵头|领衔|主导|联合|作为|发起|成功|与|和|参与|承担|负责|将|已))"
    rf"|(?P<association>{_POINTER}(?:协会|学会|会))"
    rf"|(?P<company_does>(?<![\u4e00-\u9fff]{{1}}股份)(?:公司|集团)(?=牵头|领衔|主导|作为牵头|作为理事长|为牵头))"
    rf"|(?P<university_does>(?:学校|学院)(?=牵头|领衔|主导|作为|为牵头|联合))"
    rf"|(?P<institute_does>(?:研究院|研究所)(?=为牵头|作为牵头|为理事长))"
    rf"|(?P<company_of>(?<=[\u4e00-\u9fff]{{2}}的)(?:公司|企业)(?=做|当|为|是|也|牵头|领|担任|出任|带头))"
    rf"|(?P<any>我们|{_POINTER}单位)"
)


def find_references(document: Document, taken: list[Mention]) -> list[Mention]:
    """Return references to organisations outside the spans of ``taken``; ``group`` is the type referred to."""
    covered = {offset for m in taken for offset in range(m.start, m.end)}
    found = []
    for match in _REFERENCE.finditer(document.text):
        start, end = match.span()
        if not covered.isdisjoint(range(start, end)):
            continue
        group = (match.lastgroup or "").split("_")[0]
        found.append(Mention(Kind.ORG_REF, start, end, match.group(), "org.reference", "", group))
    return found
