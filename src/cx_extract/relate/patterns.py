"""Compiling relation rules: typed slots over collapsed sentences.

In a pattern, ``{lead:ORG+}`` is a slot named ``lead`` that takes one or more coordinated organisations, ``{CX}`` an
unnamed slot, and ``{VERB}`` a macro of the rule files. Slot types:

=========  =====================================================
ORG        an organisation, by name or by reference
ORG+       one or more, joined by 、 和 与 及 or 以及
ORGS       one or more, joined by ， or ； as well
LIST       lists by kind in a row: A、B等高校，C、D等企业，以及E
LISTS      the same, joined by ， as well
BODY       an organisation, or an unknown word that must be one where the rule calls for it (a brand)
BODY+      one or more of those
CX         a consortium, by name or by reference
CX+        one or more consortia
NAME       a consortium by name
COUNT      a number with its measure word
DATE       a date
=========  =====================================================
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from cx_extract.errors import RuleError
from cx_extract.find.mentions import Kind
from cx_extract.relate.collapse import CODES
from cx_extract.ruleset import Rule

_ORG = f"[{CODES[Kind.ORG]}{CODES[Kind.ORG_REF]}]"
_CX = f"[{CODES[Kind.CX]}{CODES[Kind.CX_REF]}]"
_DESCRIBED = "(?:(?:民营|国有|龙头|骨干|本地|当地|本土|外资|科技型?)?企业|民企|国企|央企|上市公司|高校)?"
_JOIN = f"(?:、|，以及|、以及|以及|和|与|及|暨|，还有|还有){_DESCRIBED}"
_LOOSE_JOIN = f"(?:、|，以及|、以及|以及|和|与|及|暨|，还有|还有|，){_DESCRIBED}"
_BRACKETED = "(?:（[^（）]{1,20}）)?"
_UNKNOWN = f"、[^，。；：、（）{''.join(CODES.values())}]{{2,14}}(?=、{_ORG})"
"""A word inside a list that nothing knows: it keeps the list together, and may be an organisation or not."""
_ITEMS = f"{_ORG}{_BRACKETED}(?:{_JOIN}{_ORG}{_BRACKETED}|{_UNKNOWN}){{0,60}}+"
_NEXT_LIST = f"(?:等[^，。；：、（）{''.join(CODES.values())}]{{0,12}}(?:，以及|，还有|，|以及|及|和|与)|，以及|，还有)"
_CLOSED = "(?=等|，|。|；|$|（|和|与|及|以及)"
"""What a list ends with; a verb there makes its last item the subject of the next clause."""
_WORD = "[\u4e00-\u9fffA-Za-z0-9·\\-]{2,12}"
_BODY = f"(?:{_ORG}|{_WORD})"
SLOT_TYPES: Mapping[str, str] = {
    "ORG": _ORG,
    "ORG+": f"{_ORG}{_BRACKETED}(?:{_JOIN}{_ORG}{_BRACKETED}|{_UNKNOWN}){{0,60}}+",
    "ORGS": f"{_ORG}{_BRACKETED}(?:{_LOOSE_JOIN}{_ORG}{_BRACKETED}|{_UNKNOWN}){{0,60}}+",
    "LIST": f"{_ITEMS}(?:{_NEXT_LIST}{_ITEMS}{_CLOSED})*",
    "LISTS": f"{_ITEMS}(?:(?:{_NEXT_LIST}|，|；){_ITEMS}{_CLOSED})*",
    "BODY": _BODY,
    "BODY+": f"{_BODY}{_BRACKETED}(?:{_JOIN}{_BODY}{_BRACKETED}){{0,60}}",
    "CX": _CX,
    "CX+": f"{_CX}(?:{_JOIN}{_CX})*",
    "NAME": CODES[Kind.CX],
    "COUNT": CODES[Kind.COUNT],
    "DATE": CODES[Kind.DATE],
}
SLOT_NAMES = frozenset({"lead", "member", "count", "name", "date"})
_CODES: Mapping[str, frozenset[str]] = {
    "LIST": frozenset({CODES[Kind.ORG], CODES[Kind.ORG_REF]}),
    "ORG": frozenset({CODES[Kind.ORG], CODES[Kind.ORG_REF]}),
    "CX": frozenset({CODES[Kind.CX], CODES[Kind.CX_REF]}),
    "NAME": frozenset({CODES[Kind.CX]}),
    "COUNT": frozenset({CODES[Kind.COUNT]}),
    "DATE": frozenset({CODES[Kind.DATE]}),
}
_SLOT = re.compile(r"\{(?:([a-z_]+):)?([A-Z_]+\+?)\}")
_MAX_DEPTH = 5


@dataclass(frozen=True)
class CompiledRule:
    """A rule with its expanded pattern and the kinds of mention that its named slots need (one of each set).

    The pattern is compiled when a sentence first asks for it: compiling all takes longer than reading an article.
    """

    rule: Rule
    pattern: str
    needs: tuple[frozenset[str], ...]

    @functools.cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern; raises RuleError naming the file and id if it is broken."""
        try:
            return re.compile(self.pattern)
        except re.error as error:
            where = f"{self.rule.file}: {self.rule.id}"
            raise RuleError(f"{where}: the pattern does not compile: {error}") from error

    def may_match(self, codes: frozenset[str]) -> bool:
        """Tell whether a sentence with these mention codes can match at all."""
        return not any(map(codes.isdisjoint, self.needs))


def compile_rule(rule: Rule, macros: Mapping[str, str]) -> CompiledRule:
    """Compile ``rule``; raises RuleError naming the file and id for an unknown slot, macro or a broken pattern."""
    compiled = expand_rule(rule, macros)
    compiled.regex  # noqa: B018  (a broken pattern must be told now)
    return compiled


def expand_rule(rule: Rule, macros: Mapping[str, str]) -> CompiledRule:
    """As ``compile_rule``, but a broken pattern only shows when ``regex`` is asked for."""
    where = f"{rule.file}: {rule.id}"
    pattern = rule.pattern
    for _ in range(_MAX_DEPTH):
        expanded = _SLOT.sub(lambda m: _expand(m, macros, where), pattern)
        if expanded == pattern:
            break
        pattern = expanded
    return CompiledRule(rule, pattern, _needs(rule.pattern))


def _needs(pattern: str) -> tuple[frozenset[str], ...]:
    """The codes of each named slot; a slot that takes unknown words needs none."""
    kinds = {m.group(2).rstrip("+S") for m in _SLOT.finditer(pattern) if m.group(1)}
    return tuple(_CODES[kind] for kind in sorted(kinds & _CODES.keys()))


def _expand(match: re.Match[str], macros: Mapping[str, str], where: str) -> str:
    slot, kind = match.groups()
    if kind in SLOT_TYPES:
        if slot and slot not in SLOT_NAMES:
            raise RuleError(f"{where}: unknown slot {slot!r}; known slots are {', '.join(sorted(SLOT_NAMES))}")
        return f"(?P<{slot}>{SLOT_TYPES[kind]})" if slot else f"(?:{SLOT_TYPES[kind]})"
    if kind in macros and not slot:
        return f"(?:{macros[kind]})"
    raise RuleError(f"{where}: unknown slot type or macro {kind!r}; known types are {', '.join(SLOT_TYPES)}")
