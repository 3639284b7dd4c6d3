"""Running the relation rules over collapsed sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import ahocorasick_rs

from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import CODES, Collapsed
from cx_extract.relate.literals import needed_literals
from cx_extract.relate.patterns import CompiledRule, compile_rule, expand_rule
from cx_extract.ruleset import Rule, Ruleset

_SPLIT = "、，和与及暨以（）"


@dataclass(frozen=True, slots=True)
class Match:
    """One rule's match in one sentence; ``start``/``end`` and the mentions in ``slots`` are view offsets."""

    rule: Rule
    sentence: int
    start: int
    end: int
    slots: dict[str, tuple[Mention, ...]]

    def slot(self, name: str) -> tuple[Mention, ...]:
        """Return the mentions in slot ``name``, none where the rule or the match lacks it."""
        return self.slots.get(name, ())


class RelationFinder:
    """All relation rules, compiled."""

    def __init__(self, ruleset: Ruleset) -> None:
        compiled = compile_rule if len(ruleset.folders) > 1 else expand_rule  # the shipped rules are known to compile
        self.rules: tuple[CompiledRule, ...] = tuple(compiled(rule, ruleset.macros) for rule in ruleset.rules)
        needed = [needed_literals(rule.pattern) for rule in self.rules]
        self._always = [number for number, literals in enumerate(needed) if not literals]
        by_literal: dict[str, list[int]] = {}
        for number, literals in enumerate(needed):
            for literal in literals:
                by_literal.setdefault(literal, []).append(number)
        self._rules_for = list(by_literal.values())
        self._literals = ahocorasick_rs.AhoCorasick(list(by_literal))

    def find(self, index: int, sentence: Collapsed, as_body: Callable[[int, int], Mention | None]) -> list[Match]:
        """Return every match of every rule in the sentence number ``index``.

        ``as_body(start, end)`` turns an unknown word at a view span into an organisation, or None if it can't be one.
        """
        found: list[Match] = []
        codes = frozenset(CODES[m.kind] for m in sentence.mentions.values())
        if not codes:
            return found
        for compiled in self._applicable(sentence.text, codes):
            for hit in compiled.regex.finditer(sentence.text):
                slots = self._slots(hit, sentence, as_body)
                if slots is not None:
                    start, end = sentence.span(*hit.span())
                    found.append(Match(compiled.rule, index, start, end, slots))
        return found

    def _applicable(self, text: str, codes: frozenset[str]) -> Iterator[CompiledRule]:
        """Yield, in their order, the rules whose literals and kinds of mention the sentence holds."""
        held = {index for index, _, _ in self._literals.find_matches_as_indexes(text, overlapping=True)}
        for number in sorted({*self._always, *(number for index in held for number in self._rules_for[index])}):
            if self.rules[number].may_match(codes):
                yield self.rules[number]

    def _slots(
        self,
        hit: re.Match[str],
        sentence: Collapsed,
        as_body: Callable[[int, int], Mention | None],
    ) -> dict[str, tuple[Mention, ...]] | None:
        slots: dict[str, tuple[Mention, ...]] = {}
        for name in hit.re.groupindex:
            start, end = hit.span(name)
            if start < 0:
                continue
            mentions = _mentions(sentence, start, end, as_body)
            if not mentions:
                return None
            slots[name] = mentions
        return slots


def _mentions(
    sentence: Collapsed, start: int, end: int, as_body: Callable[[int, int], Mention | None]
) -> tuple[Mention, ...]:
    found: list[Mention] = []
    position = start
    while position < end:
        mention = sentence.mentions.get(position)
        if mention is not None:
            found.append(mention)
            position += 1
            continue
        if sentence.text[position] in _SPLIT:
            if sentence.text[position] == "（":
                position = sentence.text.find("）", position)
                if position < 0:
                    break
            position += 1
            continue
        stop = position
        while stop < end and stop not in sentence.mentions and sentence.text[stop] not in _SPLIT:
            stop += 1
        body = as_body(*sentence.span(position, stop))
        if body is not None:
            found.append(body)
        position = stop
    return tuple(found)


def has_consortium(sentence: Collapsed) -> bool:
    """Tell whether the sentence names or refers to a consortium."""
    return CODES[Kind.CX] in sentence.text or CODES[Kind.CX_REF] in sentence.text
