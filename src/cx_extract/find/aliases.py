"""Definitions of short names: X（以下简称“Y”）, X（简称Y）, X（英文缩写）, X，简称“Y”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention

_DEFINITION = re.compile(
    r"（(?:[^（）。]{0,24}[，、;；])?(?:以下|下文|下|后文|文中|原)?(?:统一)?(?:简称|又称|也称|统称|合称|英文简称|英文缩写|缩写|下称|以下称|称)"
    r"(?:为|作)?[：:/]?(?P<body>[^（）。]{2,40})）"
    r"|，(?:以下)?(?:简称|缩写)(?:为|：)?“(?P<open>[^“”。]{2,20})”"
    r"|（“(?P<quoted>[^“”（）。]{2,16})”）"
    r"|（(?P<kind>[^（）“”，。、]{2,14}(?:联盟|联合体|共同体))）"
    r"|（(?P<latin>[A-Z][A-Za-z0-9+\-]{1,14})）"
)
_PIECE = re.compile(r"“([^“”]+)”|([^“”、，；/或和]+)")
_SAID = re.compile(r"^(?:以下|均|简称|英文|缩写|为|是|：)+")
_MAX_GAP = 1


@dataclass(frozen=True, slots=True)
class Alias:
    """``text`` at ``[start, end)`` is introduced as another name of ``owner``; the definition spans to ``close``."""

    owner: Mention
    text: str
    start: int
    end: int
    close: int


def find_aliases(document: Document, mentions: list[Mention]) -> list[Alias]:
    """Return the short names that the document itself introduces for ``mentions``."""
    by_end = {m.end: m for m in mentions}
    found = []
    for match in _DEFINITION.finditer(document.text):
        owner = next((by_end[e] for e in range(match.start(), match.start() - _MAX_GAP - 1, -1) if e in by_end), None)
        group = match.lastgroup
        if owner is None or group is None or group == "kind" and owner.kind is not Kind.CX:
            continue
        for piece in _PIECE.finditer(match.group(group)):
            text = piece.group(1) or piece.group(2)
            start = match.start(group) + (piece.start(1) if piece.group(1) else piece.start(2))
            lead = _SAID.match(text)
            if lead:
                text, start = text[lead.end() :], start + lead.end()
            text = text.strip()
            if 2 <= len(text) < 20 and text != owner.text:
                found.append(Alias(owner, text, start, start + len(text), match.end()))
    return found


def is_short_form(short: str, full: str, places: tuple[str, ...] = ()) -> bool:
    """Tell whether ``short`` abbreviates ``full`` by leaving out words at its end or a place at its start.

    盈趣科技 and 厦门盈趣 abbreviate 厦门盈趣科技股份有限公司; the head of the full name alone (科技股份) does not.
    """
    if len(short) < 2 or len(short) >= len(full):
        return False
    if full.startswith(short):
        return True
    core = short.removesuffix("公司").removesuffix("集团")
    if core != short and len(core) >= 2 and core in full[: full.find("有限") if "有限" in full else None]:
        return True
    for place in places:
        if full.startswith(place):
            rest = full[len(place) :].removeprefix("市").removeprefix("省")
            if len(short) >= 2 and rest.startswith(short) and len(rest) > len(short):
                return True
    return False
