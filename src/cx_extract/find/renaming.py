"""Two names of one body: renamed (X2024年7月更名为Y, Y（原X）, Y的前身是X), or called by its initials (OEA联盟)."""

from __future__ import annotations

import re
from itertools import pairwise

from cx_extract.find.aliases import Alias
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention

_BECOMES = re.compile(r"[^。；]{0,40}?(?:更名|改名|改称|改组|升级|升格)(?:为|成)了?[“《]?")
_FORMERLY = re.compile(r"”?（(?:原|曾用|现|今)(?:名|称|为)?：?“?")
_SUCCEEDS = re.compile(r"”?，?(?:的|其)?前身(?:是|为|系)(?:[^，。；]{0,8}成立的)?“?")
_INITIALS = re.compile(r"([A-Z][A-Z0-9\-]{1,9}) ?$")
_ENDED = re.compile("解散|注销|撤销|终止")


def find_renamings(document: Document, mentions: list[Mention]) -> list[Alias]:
    """Return the renamings that the text tells of, the longer name as owner of the shorter one.

    A body founded anew after the old one was dissolved is another one.
    """
    found = []
    names = [m for m in mentions if m.kind is Kind.CX]
    for one, other in pairwise(names):
        between = document.text[one.end : other.start]
        renamed = any(pattern.fullmatch(between) for pattern in (_BECOMES, _FORMERLY, _SUCCEEDS))
        if renamed and one.value != other.value and not _ENDED.search(between):
            owner, alias = (one, other) if len(one.text) >= len(other.text) else (other, one)
            found.append(Alias(owner, alias.text, alias.start, alias.end, owner.end))
    return [*found, *_by_initials(document.text, names)]


def _by_initials(text: str, names: list[Mention]) -> list[Alias]:
    """Return the uses of initials that stand before a name in full (OEA世界光电产业联盟 … OEA联盟)."""
    found = []
    for owner in names:
        initials = _INITIALS.search(text, max(0, owner.start - 12), owner.start)
        for other in names if initials else ():
            if initials and other.text == initials.group(1) + owner.text[-2:]:
                found.append(Alias(owner, other.text, other.start, other.end, owner.end))
    return found
