"""Definitions of short names: X（以下简称“Y”）, X（简称Y）, X（英文缩写）, X，简称“Y”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.text.search import occurrences

_DEFINITION = re.compile(
    r"（(?:(?P<long>[A-Z][^（）。，]{2,80})，|[^（）。]{0,24}[，、;；])?(?:以下|下文|下|后文|文中|原)?(?:统一)?(?:简称|又称|也称|统称|合称|英文简称|英文缩写|缩写|下称|以下称|称)"
    r"(?:为|作)?[：:/]?(?P<body>[^（）。]{2,40})）"
    r"|，(?:以下)?(?:简称|缩写)(?:为|：)?“(?P<open>[^“”。]{2,20})”"
    r"|，(?:其|以下)?(?:英文)?(?:简称|缩写|名称?)(?:为|是|：)? ?(?P<letters>[A-Z][A-Za-z0-9\-]{1,14})(?![A-Za-z0-9 ])"
    r"|，(?:业界|业内|行内人?|当地人?|人们|大家|民间|坊间)?[常多都也习惯]{0,3}(?:管它)?(?:称|叫|唤)(?:作|做|之为|它|其为|为)?“(?P<nickname>[^“”。]{2,16})”"
    r"|(?P<initials>[A-Z]{2,8})(?=[、，。；）和与及])"
    r"|（“(?P<quoted>[^“”（）。]{2,16})”）"
    r"|（(?P<kind>(?!原|现|曾)[^（）“”，。、]{1,14}(?:联盟|联合体|共同体))）"
    r"|(?P<bare>[A-Z][A-Za-z0-9]{1,7})(?=[、，。；（])"
    r"|（(?P<latin>[A-Z][A-Za-z0-9+&./\- ]{1,60}(?:，[A-Z][A-Za-z0-9+\-]{1,14})?)）"
)
_NICKNAME = re.compile(r"[管把](?:它|其|这个联盟|联盟|联合体)(?:叫|称|唤)(?:作|做|为|之为)?“([^“”。]{2,16})”")
_PIECE = re.compile(r"“([^“”]+)”|([^“”、，；/或和]+)")
_SAID = re.compile(r"^(?:以下|均|简称|英文|缩写|为|是|：)+")
_ORDINARY = frozenset({"n", "v", "vn", "a", "ad", "an", "b", "d"})
_SURE_TRADE_NAME = 4
_CONTRACTED = (3, 4)
_LONGEST = 61
_GENERIC = frozenset({"联盟", "联合体", "共同体", "该联盟", "本联盟", "本联合体"})
_MAX_GAP = 1
_NICKNAMED = 60
"""Characters between a consortium's name and the nickname that 管它叫 gives it."""
_OF_CONSORTIA = frozenset({"kind", "initials"})
_HEADS = ("大学", "院", "所", "公司", "集团", "中心", "实验室", "局", "厅", "会", "厂", "学校")
_INSTITUTES = ("研究所", "研究院", "设计院", "科学院")
_SURE_TAIL = 3
_LEGAL_FORM = re.compile(r"(?:（[^（）]{2,6}）|股份|控股|集团|有限|责任|公司)+")
_LEGAL_TAIL = re.compile(r"(?:（[^（）]{2,6}）|股份|控股|集团|有限|责任|公司|总公司|分公司)+$")
_ROLE_BESIDE = re.compile(
    r"(?:公司|集团|方面|董事长|总经理|总裁|首席|副总|技术|研发|创始人|负责|牵头|领衔|主导|联合|是|为|的|等|、|，|作为|也|还|与|和|和|承担|转为|接过|表示|介绍)"
)


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
        if owner is None or group is None or (group in {"kind", "bare"} and owner.kind is not Kind.CX):
            continue
        if match.group("long"):
            at = match.start("long")
            found.append(Alias(owner, match.group("long"), at, match.end("long"), match.end()))
        for piece in _PIECE.finditer(match.group(group)):
            text = piece.group(1) or piece.group(2)
            start = match.start(group) + (piece.start(1) if piece.group(1) else piece.start(2))
            lead = _SAID.match(text)
            if lead:
                text, start = text[lead.end() :], start + lead.end()
            text = text.strip()
            if 2 <= len(text) < _LONGEST and text != owner.text and text not in _GENERIC:
                found.append(Alias(owner, text, start, start + len(text), match.end()))
    for match in _NICKNAME.finditer(document.text):
        named = [m for m in mentions if m.kind is Kind.CX and m.end <= match.start() <= m.end + _NICKNAMED]
        if named and all(alias.start != match.start(1) for alias in found):
            found.append(Alias(named[-1], match[1], match.start(1), match.end(1), match.end()))
    return found


def is_short_form(short: str, full: str, places: tuple[str, ...] = ()) -> bool:
    """Tell whether ``short`` abbreviates ``full`` by leaving out words at its end or a place at its start.

    远山科技 and 台州远山 abbreviate 台州远山科技股份有限公司; the head of the full name alone (科技股份) does not.
    """
    if len(short) < 2 or len(short) >= len(full):
        return False
    if full.startswith(short):
        return not short.endswith(_HEADS) or bool(_LEGAL_FORM.fullmatch(full, len(short)))
    if full.endswith("公司") and _is_contraction(short, full, places):
        return True
    if full.endswith(short) and len(short) >= _SURE_TAIL and not short.startswith(_HEADS) and short[-2:] != "公司":
        return True  # 海洋仪器研究所 beside 滨海大学海洋仪器研究所
    if full.endswith(_INSTITUTES) and short[-1] == full[-1] and _is_contracted_institute(short, full):
        return True
    trade = _LEGAL_TAIL.sub("", full)
    if full.endswith("公司") and len(short) >= _SURE_TRADE_NAME and short in trade:
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


def find_short_forms(document: Document, organisations: list[Mention]) -> list[Alias]:
    """Return the uses of a company's trade name without its place and legal form (远山科技, 台州远山).

    A trade name of two characters alone must stand beside a word that speaks of a company (远山公司, 由远山牵头).
    """
    found = []
    seen: set[str] = set()
    for owner in organisations:
        if owner.text in seen or not owner.text.endswith("公司"):
            continue
        seen.add(owner.text)
        core = _LEGAL_TAIL.sub("", owner.text)
        place = document.place_text_at.get(owner.start)
        forms = [core]
        if place is not None and place.end < owner.end:
            bare = core[place.end - place.start :]
            forms = [bare, core]
        for form in dict.fromkeys(forms):
            found += _uses(document, form, owner, minimum=2 if form is forms[0] else 4)
        found += _inner_uses(document, forms[0], owner)
    return found


def _inner_uses(document: Document, form: str, owner: Mention) -> list[Alias]:
    """Return the uses of a part of ``form`` with 公司 behind it: 芯镀公司 of 中科芯镀设备."""
    found = []
    for match in re.finditer("公司", document.text):
        for size in (4, 3, 2):
            start = match.start() - size
            part = document.text[max(0, start) : match.start()]
            if form.find(part) > 0 and not _is_common(document, start, match.start()):
                found.append(Alias(owner, part + "公司", start, match.end(), match.end()))
                break
    return found


def _is_common(document: Document, start: int, end: int) -> bool:
    """Tell whether a place or an ordinary word stands there, which names no company by itself (创新, 江北)."""
    word = document.word_at.get(start)
    ordinary = word is not None and word.end == end and word.tag in _ORDINARY
    return ordinary or any(hit.start == start for hit in (document.place_ending.get(end),) if hit is not None)


def _uses(document: Document, form: str, owner: Mention, minimum: int) -> list[Alias]:
    """Return the uses of ``form`` and of its beginnings outside the full name, longest first at each place."""
    text = document.text
    found: list[Alias] = []
    if len(form) < 2:
        return found
    for start in occurrences(text, form[:minimum]):
        if text.startswith(owner.text, start) or text.startswith(
            owner.text, max(0, start - (len(owner.text) - len(form)))
        ):
            continue
        if any(
            text.startswith(owner.text, s) for s in range(max(0, start - 8), start + 1) if s + len(owner.text) > start
        ):
            continue
        length = minimum
        while length < len(form) and text[start + length : start + length + 1] == form[length]:
            length += 1
        end = start + length
        if (length < 4 and not (length == len(form) or _ROLE_BESIDE.match(text, end))) or length == 3 < len(form):
            end, length = start + 2, 2
        if length == 2 and (not _ROLE_BESIDE.match(text, end) or _is_common(document, start, end)):
            continue
        found.append(Alias(owner, text[start:end], start, end, end))
    return found


def _is_contracted_institute(short: str, full: str) -> bool:
    """Tell whether ``short`` is two words of an institute's name and its last character (北岭材料所)."""
    first, second = short[:2], short[2:-1]
    at = full.find(first)
    return len(second) == len(first) and at >= 0 and full.find(second, at + len(first)) > 0


def _is_contraction(short: str, full: str, places: tuple[str, ...]) -> bool:
    """Tell whether ``short`` is the trade name's first two characters and some of the rest in order (盛禾农装)."""
    if len(short) not in _CONTRACTED:
        return False
    for place in ("", *places):
        if not full.startswith(place):
            continue
        core = full[len(place) :].removeprefix("省").removeprefix("市")
        if core.startswith(short[:2]):
            rest = iter(_LEGAL_TAIL.sub("", core)[2:])
            return all(character in rest for character in short[2:])
    return False
