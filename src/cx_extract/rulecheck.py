"""Linting the relation rules: their form, their examples run through the whole extractor, and what they cost.

Each rule is data with examples and counter-examples. In an example the slots are marked inline
(``由<lead>清华大学</lead>牵头组建<name>智能网联汽车创新联合体</name>``): the rule has to match with exactly the marked
mentions in its slots. A mark for a slot that the pattern does not have (the name, in many lead rules) says what the
record must hold. In a counter-example no value of any record may rest on the rule.

``re`` backtracks: a pattern with nested or adjacent unbounded repeats can take time that grows with the square, the
cube or an exponent of a sentence's length. Such growth shows on a sentence repeated many times and broken off, where a
match begins everywhere and succeeds nowhere. What that costs is measured against a pattern of known cost on the same
text, so that a slow or busy machine changes nothing.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cx_extract.errors import RuleError
from cx_extract.explain import Relation, Trace, trace
from cx_extract.model import Article, FieldName
from cx_extract.pipeline import Extractor
from cx_extract.relate.collapse import CODES
from cx_extract.relate.patterns import SLOT_NAMES, CompiledRule, compile_rule
from cx_extract.ruleset import RULE_KEYS, SHIPPED_RULES, Rule, Ruleset, load_rules

_PUBLISHED = dt.date(2024, 6, 30)
"""Publication date of every example, for its relative dates."""

_FIELD_OF: Mapping[str, FieldName] = {
    "name": "name",
    "lead": "lead_units",
    "member": "member_units",
    "count": "member_counts",
    "date": "dates",
}
_TAG = re.compile(r"<(/?)([a-z_]+)>")
_LIMIT = 50
"""Times the cost of the reference: linear rules stay below 1, one quadratic in a list of 200 mentions reaches 25."""

_REFERENCE = re.compile("[^。]{0,80}?\uf8ff")
"""Tries 80 code points from every position and never matches: the cost of a rule with one bounded gap."""

_REPEATS = (1, 2, 3, 4, 6, 9, 13, 20, 30, 45, 67, 100, 150, 200)
_PLAIN_LISTS = ("\ue000、", "，\ue000", "\ue004、", "\ue002", "中")
_STOPS = str.maketrans("", "", "，；：、。！？")
_LEAST_SECONDS = 0.003  # below it the clock and the cache decide
_TIMES = 3
_TABLES = frozenset({"macros", "rule"})
_LISTS = ("examples", "counter_examples")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a rule: the file, the rule's id (empty for the file itself), what, and the fix."""

    file: str
    rule_id: str
    message: str

    def __str__(self) -> str:
        """Return the problem on one line."""
        return ": ".join(part for part in (self.file, self.rule_id, self.message) if part)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found, and how much it looked at."""

    problems: tuple[Problem, ...]
    rules: int
    examples: int
    counter_examples: int

    def __str__(self) -> str:
        """Return the numbers on one line."""
        looked_at = f"{self.rules} rules, {self.examples} examples, {self.counter_examples} counter-examples"
        return f"{looked_at}: {len(self.problems) or 'no'} problem{'' if len(self.problems) == 1 else 's'}"


def check_rules(extra: Path | None = None) -> Report:
    """Check the shipped rules with the folder ``extra`` on top, as ``--rules`` takes it.

    Files that are malformed are reported alone: examples run only when every rule loads. Raises RuleError if there is
    no such folder.
    """
    folders = [SHIPPED_RULES, *([extra] if extra else [])]
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such rules folder; give a folder with lexicon/, gazetteers/ or relations/")
    problems = [problem for folder in folders for problem in _check_form(folder)]
    if problems:
        return Report(tuple(problems), 0, 0, 0)
    try:
        ruleset = load_rules(extra)
    except RuleError as error:
        return Report((Problem("", "", str(error)),), 0, 0, 0)
    problems = list(_check_patterns(ruleset))
    if not problems:
        extractor = Extractor(extra)
        for rule in ruleset.rules:
            problems += _check_rule(compile_rule(rule, ruleset.macros), extractor)
    examples, counters = (sum(len(getattr(rule, name)) for rule in ruleset.rules) for name in _LISTS)
    return Report(tuple(problems), len(ruleset.rules), examples, counters)


def _check_form(folder: Path) -> Iterator[Problem]:
    """Find what is wrong with the files of ``folder/relations`` before anything is compiled."""
    seen: dict[str, str] = {}
    for path in sorted(folder.rglob("*.toml")):
        if path.parent.name != "relations":
            continue
        name = path.relative_to(folder).as_posix()
        try:
            table = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            yield Problem(name, "", f"not valid TOML in UTF-8: {error}")
            continue
        for key in sorted(set(table) - _TABLES):
            yield Problem(name, "", f"unknown table {key!r}; a relation file holds [macros] and [[rule]]")
        macros, rows = table.get("macros", {}), table.get("rule", [])
        if not isinstance(macros, dict) or not all(isinstance(value, str) for value in macros.values()):
            yield Problem(name, "", "macros is no table of patterns; write [macros] and lines NAME = '…'")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            yield Problem(name, "", "rule is no list of tables; start each rule with [[rule]]")
            continue
        for number, row in enumerate(rows, 1):
            rule_id = str(row.get("id", f"rule {number}"))
            for message in _check_row(row):
                yield Problem(name, rule_id, message)
            if rule_id in seen:
                yield Problem(name, rule_id, f"the id occurs in {seen[rule_id]} already; give each rule its own")
            seen[rule_id] = name


def _check_row(row: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(set(row) - RULE_KEYS):
        yield f"unknown key {key!r}; known keys are {', '.join(sorted(RULE_KEYS))}"
    for key in ("id", "pattern"):
        if not isinstance(row.get(key), str) or not row[key]:
            yield f"the key {key!r} is missing or no text"
    confidence = row.get("confidence", 1)
    if isinstance(confidence, bool) or not isinstance(confidence, int | float) or not 0 < confidence <= 1:
        yield f"confidence {confidence!r} is no number above 0 and up to 1"
    for key in _LISTS:
        values = row.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
            yield f"{key} is no list of sentences"


def _check_patterns(ruleset: Ruleset) -> Iterator[Problem]:
    for rule in ruleset.rules:
        try:
            compile_rule(rule, ruleset.macros)
        except RuleError as error:
            yield Problem(_place(rule), rule.id, str(error).removeprefix(f"{rule.file}: {rule.id}: "))


def _place(rule: Rule) -> str:
    return f"relations/{rule.file}"


def _check_rule(compiled: CompiledRule, extractor: Extractor) -> Iterator[Problem]:
    rule = compiled.rule
    messages: list[str] = []
    if not rule.examples:
        messages.append("has no examples; write sentences that it is for, with their slots marked")
    if not rule.counter_examples:
        messages.append("has no counter_examples; write sentences that look alike and mean something else")
    wins, sentences = False, list[str]()
    for number, example in enumerate(rule.examples, 1):
        marked = read_example(example)
        if isinstance(marked, str):
            messages.append(f"example {number}: {marked}")
            continue
        found = trace(extractor, _article(marked.text))
        sentences += [sentence.collapsed for sentence in found.sentences]
        wins = wins or _rests_on(found, rule.id)
        messages += [f"example {number}: {message}" for message in _check_example(compiled, marked, found)]
    if rule.examples and not wins:
        messages.append("never wins: no value of its own examples rests on it; drop it or raise its confidence")
    for number, counter in enumerate(rule.counter_examples, 1):
        found = trace(extractor, _article(counter))
        if _rests_on(found, rule.id):
            values = ", ".join(_resting(found, rule.id))
            messages.append(f"counter-example {number}: gives {values}; narrow the pattern")
    slow = backtracks(compiled.regex, sentences)
    if slow:
        messages.append(slow)
    yield from (Problem(_place(rule), rule.id, message) for message in messages)


@dataclass(frozen=True, slots=True)
class Marked:
    """An example without its marks, and the marked slots with their spans in it."""

    text: str
    slots: frozenset[tuple[str, int, int]]


def read_example(example: str) -> Marked | str:
    """Return the example without its marks, or what is wrong with them."""
    text, slots, opened, position = "", set[tuple[str, int, int]](), list[tuple[str, int]](), 0
    for tag in _TAG.finditer(example):
        closing, name = tag.groups()
        text += example[position : tag.start()]
        position = tag.end()
        if name not in SLOT_NAMES:
            return f"unknown slot <{name}>; known slots are {', '.join(sorted(SLOT_NAMES))}"
        if not closing:
            opened.append((name, len(text)))
        elif not opened or opened[-1][0] != name:
            return f"</{name}> closes nothing"
        else:
            slots.add((name, opened.pop()[1], len(text)))
    if opened:
        return f"<{opened[-1][0]}> is not closed"
    return Marked(text + example[position:], frozenset(slots))


def _article(text: str) -> Article:
    return Article("example", text, hashlib.sha256(text.encode()).hexdigest(), published=_PUBLISHED)


def _check_example(compiled: CompiledRule, marked: Marked, found: Trace) -> Iterator[str]:
    own = [r for sentence in found.sentences for r in sentence.relations if r.rule_id == compiled.rule.id]
    if not own:
        yield f"does not match; explain {marked.text!r} shows what is seen in it"
        return
    slots = set(compiled.regex.groupindex)
    filled = _filled(own)
    wanted = {slot for slot in marked.slots if slot[0] in slots}
    if filled != wanted:
        yield f"matches with {_shown(filled, marked.text)}, marked is {_shown(wanted, marked.text)}"
    for slot, start, end in sorted(marked.slots - wanted):
        facts = [fact for record in found.records for fact in record.all(_FIELD_OF[slot])]
        if not any((fact.start, fact.end) == (start, end) or fact.value == marked.text[start:end] for fact in facts):
            values = ", ".join(str(fact.value) for fact in facts) or "nothing"
            yield f"marks {slot} {marked.text[start:end]}, the record has {values}"


def _filled(relations: Iterable[Relation]) -> set[tuple[str, int, int]]:
    return {(name, seen.start, seen.end) for relation in relations for name, seen in relation.slots}


def _shown(slots: Iterable[tuple[str, int, int]], text: str) -> str:
    in_order = sorted(slots, key=lambda slot: slot[1:])
    return ", ".join(f"{name}={text[start:end]}" for name, start, end in in_order) or "no slot"


def _rests_on(found: Trace, rule_id: str) -> bool:
    return any(_resting(found, rule_id))


def _resting(found: Trace, rule_id: str) -> Iterator[str]:
    for record in found.records:
        for fact in record.facts:
            if fact.rule_id == rule_id:
                yield f"{fact.field} {fact.value}"


def backtracks(pattern: re.Pattern[str], sentences: Iterable[str]) -> str:
    """Return what makes ``pattern`` slow, empty if nothing does; ``sentences`` are collapsed examples.

    Each sentence is tried whole, without its punctuation, and cut at its quarters, and so are plain lists of mentions.
    The number of repeats grows step by step, so that an exponential pattern is found before it takes for ever.
    """
    for piece in sorted({piece for sentence in sentences for piece in _pieces(sentence)} | set(_PLAIN_LISTS)):
        for repeats in _REPEATS:
            text = piece * repeats
            if _cost(pattern, text, 1) > _LIMIT and (cost := _cost(pattern, text, _TIMES)) > _LIMIT:
                shown = piece.translate({ord(code): f"⟨{kind.value}⟩" for kind, code in CODES.items()})
                what = f"on {shown!r} {repeats} times over it costs {cost:.0f} times what a plain gap does"
                return f"backtracks: {what}; bound its repeats"
    return ""


def _pieces(sentence: str) -> set[str]:
    whole = sentence.rstrip("。！？!?…”")
    cut = {whole[: len(whole) * quarters // 4] for quarters in (1, 2, 3)}
    return {piece for piece in (whole, whole[:-1], whole.translate(_STOPS), *cut) if piece}


def _cost(pattern: re.Pattern[str], text: str, times: int) -> float:
    seconds = min(_seconds(pattern, text) for _ in range(times))
    if seconds < _LEAST_SECONDS:
        return 0.0
    return seconds / min(_seconds(_REFERENCE, text) for _ in range(times))


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    started = time.perf_counter()
    for _ in pattern.finditer(text):
        pass
    return time.perf_counter() - started
