"""From an organisation's mention to its full name as the article gives it."""

from __future__ import annotations

import re

from cx_extract.find.aliases import Alias, is_short_form
from cx_extract.find.bodies import SURNAMES
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention

_COMPANY_GROUPS = frozenset({"company", "companies", "central_soes", "foreign", "brand", "branch"})
_INSTITUTE_GROUPS = frozenset({"institute", "institutes", "numbered", "branch"})
_SCHOOL_GROUPS = frozenset({"university", "universities"})
_ASSOCIATION_GROUPS = frozenset({"association", "institutes"})
_LISTED_GROUPS = frozenset({"universities", "institutes"})
"""Gazetteers of whole names: 电子科技大学 is itself, though 西安电子科技大学 ends in it."""
_REFERENCE_GROUPS = {
    "company": _COMPANY_GROUPS,
    "university": _SCHOOL_GROUPS,
    "institute": _INSTITUTE_GROUPS,
    "association": _ASSOCIATION_GROUPS,
}
_SPEAKER = frozenset({"我们", "我司", "我校", "我院", "我所", "我公司", "本公司"})
_SAYS = re.compile(r"[^。！？\n]{0,24}?(?:说|表示|介绍|告诉|坦言|回忆|认为|指出|透露)")
_HEAD = re.compile(
    f"(?:董事长|总经理|总裁|创始人|老板|厂长|负责人|总工程师)([{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}}?)"
    "(?=说|表示|介绍|告诉|坦言|回忆|是|自嘲|笑|，|道|也|的|在|）|强调)"
)
_COMPANY_ITSELF = frozenset({"公司", "本公司", "我公司", "我司"})
_LONG_SPEECH = 400
_ISSUER = frozenset({"公司", "本公司", "我公司", "我司", "我们", "学校", "我校", "集团", "本集团"})
_FULL_FORM = ("公司", "厂", "医院", "大学", "学院", "研究院", "研究所", "中心", "实验室", "集团", "协会", "学会")


class OrganisationResolver:
    """Full names of one document's organisations: own definitions, short forms, known aliases, references."""

    def __init__(
        self, document: Document, mentions: list[Mention], aliases: list[Alias], issuer: Mention | None = None
    ) -> None:
        """``issuer`` is the organisation that the article's title names, the one that says 公司 and 我们 of itself."""
        self._text = document.text
        self._mentions = [m for m in mentions if m.kind is Kind.ORG]
        self._opening = document.text.find("。") + 1
        self._employers = _employers(document.text, self._mentions)
        self._issuer = next((a.owner for a in aliases if a.text in _ISSUER and a.owner.kind is Kind.ORG), issuer)
        self._defined = {a.text: a for a in aliases if a.owner.kind is Kind.ORG}
        self._full = sorted(
            {name for m in self._mentions if (name := _company_of(m.text)).endswith(_FULL_FORM)},
            key=lambda t: (not t.endswith("公司"), len(t), t),
        )
        self._by_known: dict[str, str] = {}
        for mention in self._mentions:
            if mention.value != mention.text or mention.group in {"universities", "companies"}:
                best = self._by_known.get(mention.value, "")
                self._by_known[mention.value] = max(best, mention.text, key=len)
        self._places = tuple(sorted({document.text[h.start : h.end] for h in document.place_ending.values()}))
        self._cache: dict[str, tuple[str, str]] = {}

    def resolve(self, mention: Mention) -> tuple[str, str]:
        """Return the full name and what it rests on (empty if the mention itself gives it)."""
        if mention.kind is Kind.ORG_REF:
            antecedent = self.antecedent(mention)
            if antecedent is None:
                return (
                    (mention.text, "")
                    if mention.text.startswith("我") and len(mention.text) == 2 and mention.text != "我们"
                    else ("", "")
                )
            name, _ = self.resolve(antecedent)
            return name, f"reference:{antecedent.text}"
        if mention.text not in self._cache:
            self._cache[mention.text] = self._full_name(mention)
        return self._cache[mention.text]

    def antecedent(self, reference: Mention) -> Mention | None:
        """Return the nearest organisation before ``reference`` of the type that it refers to."""
        if self._issuer is not None and reference.text in _ISSUER:
            return self._issuer
        groups = _REFERENCE_GROUPS.get(reference.group)
        text = self._text
        if text.startswith("的", reference.start - 1):
            return self._employer(max(0, reference.start - 4), reference.start - 1)
        if reference.text in _SPEAKER:
            speaker = self._speaker(reference)
            if speaker is not None:
                return speaker
        fitting = [m for m in self._mentions if _fits(m, groups, reference.text)]
        earlier = [m for m in fitting if m.start < reference.start]
        if earlier and reference.text in _COMPANY_ITSELF:
            paragraph = text.rfind("\n", 0, reference.start)
            owner = self._employer(paragraph + 1, reference.start) if paragraph >= earlier[-1].end else None
            if owner is not None:
                return owner
        opened = [m for m in fitting if m.start < self._opening]
        if opened and earlier and self._is_of_opening(reference, earlier[-1]):
            return opened[0]
        if earlier:
            return earlier[-1]
        if reference.text[0] in "我本" or reference.text in _ISSUER:
            return fitting[0] if fitting else None
        return None

    def _is_of_opening(self, reference: Mention, last: Mention) -> bool:
        """Tell whether a bare 公司 is the one the text opens with: no other one is named in the paragraph so far."""
        if reference.text in {"学校", "我校"}:
            return True
        if reference.text not in _COMPANY_ITSELF:
            return False
        return reference.text != "公司" or self._text.rfind("\n", 0, reference.start) >= last.end

    def _employer(self, start: int, end: int) -> Mention | None:
        """Return the body of the last known person named at ``[start, end)``."""
        named = [(self._text.rfind(person, start, end), person) for person in self._employers]
        at, person = max(named, default=(-1, ""))
        return self._employers[person] if at >= 0 else None

    def _speaker(self, reference: Mention) -> Mention | None:
        """Return the organisation of whoever says 我们: named behind the quotation or before it, with 说."""
        text = self._text
        opened, closed = text.rfind("“", 0, reference.start), text.find("”", reference.end)
        if opened < 0 or closed < 0 or "”" in text[opened : reference.start] or closed - opened > _LONG_SPEECH:
            return None
        for mention in self._mentions:
            if closed < mention.start <= closed + 2 and _SAYS.match(text, mention.end):
                return mention
        before = [m for m in self._mentions if opened - 60 <= m.start < opened and _SAYS.match(text, m.end)]
        return before[-1] if before else None

    def _full_name(self, mention: Mention) -> tuple[str, str]:
        text = mention.text
        alias = self._defined.get(text)
        if alias:
            return alias.owner.text, f"alias:{alias.owner.text}"
        if mention.text == mention.value and mention.group in _LISTED_GROUPS:
            return text, ""
        for full in self._full:
            if is_short_form(text, full, self._places):
                return full, f"short:{full}"
        if mention.rule_id == "alias.short":
            return mention.value, f"short:{mention.value}"
        known = self._by_known.get(mention.value, text)
        if known != text and len(known) > len(text):
            return known, f"known:{known}"
        return text, ""


def _company_of(text: str) -> str:
    """Return the company in the name of one of its parts (X有限公司 of X有限公司技术中心)."""
    company, form, _ = text.partition("有限公司")
    return company + form


def _employers(text: str, organisations: list[Mention]) -> dict[str, Mention]:
    """Return the persons whom a title gives to the organisation before them in their paragraph."""
    found: dict[str, Mention] = {}
    for match in _HEAD.finditer(text):
        paragraph = text.rfind("\n", 0, match.start())
        before = [m for m in organisations if paragraph < m.start < match.start() and m.group in _COMPANY_GROUPS]
        if before and match[1] not in found:
            found[match[1]] = before[-1]
    return found


def _fits(mention: Mention, groups: frozenset[str] | None, reference: str) -> bool:
    """Tell whether a mention is of the type referred to; 研究院 refers to a body so called."""
    if groups is None:
        return mention.group != "government"
    if reference in _HEADED:
        return mention.text.endswith(_HEADED[reference])
    return mention.group in groups


_HEADED = {
    "研究院": "院",
    "研究所": "所",
    "中心": "中心",
    "学校": "大学",
    "学院": "学院",
    "集团": "集团",
    "集团公司": "公司",
}
