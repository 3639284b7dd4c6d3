"""Results: clauses that state what has been reached, with their category.

A result is quoted as its clause without the subject and the adverbials before it (联合体目前已…), together with clauses
that only measure it (…，合格率由61%提高到97%) and with the noun phrase that a comma parts from it (研制的电机，在19座煤矿应用).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial

from cx_extract.find.clauses import split_clauses
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.find.predicates import Predicate, Predicates, alternation
from cx_extract.model import Category
from cx_extract.ruleset import Ruleset

_CONNECTIVE = ("并", "还", "也", "又", "且")
_SHORTEST = 4
_ACCEPTED = re.compile(r"(?:顺利)?通过[^，。；]*(?:验收|评估|考核|批准)")
_FRAME = re.compile(r"在[^，。；]*(?:下|基础上|过程中|期间)")
_SEPARATE = frozenset({"award", "revenue", "patent", "paper", "standard"})
_SUBJECT_END = (Kind.CX, Kind.CX_REF, Kind.ORG, Kind.ORG_REF, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Result:
    """A result stated at ``[start, end)`` of the view."""

    start: int
    end: int
    category: Category
    rule_id: str


@dataclass(slots=True)
class _Chain:
    """What the clauses before say of the next one in the same sentence."""

    aim: bool = False
    """an aim or a plan governs it"""
    manner: bool = False
    """only how or at what they work has been said"""
    results: bool = False
    """a result stands before it"""
    adjacent: bool = False
    """the clause right before is a result, so that a measure goes with it"""
    topic: int | None = None
    """where the noun phrase begins that the clause right before consists of"""
    thing: bool = False
    """the clause right before is a result whose subject is the thing made"""


class ResultFinder:
    """Finds result clauses with the verbs, signs and categories of ``rules/lexicon/achievements.toml``."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["achievements"]
        signs, unreal = lexicon["signs"], lexicon["not_a_result"]
        self._predicates = Predicates(lexicon)
        self._lead_in = re.compile(f"(?:{signs['adverbials']}|{alternation([*signs['drop'], *signs['subjects']])}|[，、的])")
        self._aim, self._manner = re.compile(unreal["aim"]), re.compile(unreal["manner"])
        self._done = re.compile(signs["done"])
        self._counted = re.compile(f"{signs['done']}|{lexicon['quantity']['pattern']}")
        self._others = re.compile(unreal["others"])
        self._excluded = re.compile(unreal["inside"])
        self._addition = re.compile(lexicon["metrics"]["addition"])
        self._unclassed = re.compile(lexicon["unclassed"]["start"])
        self._made = re.compile(lexicon["product"]["made"])
        self._agents = re.compile(lexicon["product"]["agents"])
        self._categories = [(c["name"], re.compile(c["pattern"])) for c in lexicon["category"]]

    def find(self, document: Document, start: int, end: int, mentions: list[Mention]) -> list[Result]:
        """Return the results stated in the sentence ``[start, end)`` whose mentions are ``mentions``."""
        text = document.text
        found: list[Result] = []
        ends = {m.start: m.end for m in mentions if m.kind in _SUBJECT_END}
        named = [(m.start, m.end) for m in mentions if m.kind in (Kind.CX, Kind.CX_REF)]
        chain = _Chain()
        for a, b in split_clauses(text, start, end, partial(self._parts_predicates, document)):
            if text[a - 1 : a] == "；":
                chain = _Chain(results=chain.results)
            if _FRAME.fullmatch(text, a, b):
                continue
            if self._others.match(text, self._strip(text, a, b, {}, [])):
                chain = _Chain(aim=True)
            result = self._read(document, a, b, ends, named, chain, found[-1] if found else None)
            if result is None:
                continue
            if found and result.start == found[-1].start:
                found[-1] = result
            else:
                found.append(result)
        return found

    def _read(
        self,
        document: Document,
        a: int,
        b: int,
        ends: dict[int, int],
        named: list[tuple[int, int]],
        chain: _Chain,
        last: Result | None,
    ) -> Result | None:
        """Read the clause ``[a, b)``: a result, the last one made longer by its measure, or None; bring the chain on."""
        text = document.text
        predicate = self._predicate(document, a, b, ends, named, chain)
        limit = b if predicate is None else predicate.start
        aim, manner = self._aim.search(text, a, b), self._manner.search(text, a, b)
        aimed = aim is not None and aim.start() <= limit
        mannered = manner is not None and manner.start() <= limit
        topic, chain.topic = chain.topic, None
        goes_on, chain.thing = chain.thing and chain.adjacent, False
        if chain.adjacent and last is not None and not aimed and self._only_measures(document, a, b):
            return replace(last, end=b)
        chain.adjacent = False
        if predicate is None or self._excluded.search(text, a, b):
            chain.aim = aimed or (chain.aim and not aim)
            chain.manner = mannered or chain.manner
            head = self._strip(text, a, b, ends, named)
            chain.topic = head if predicate is None and self._made.match(text, head, b) else None
            return None
        if aimed:
            chain.aim = True
            return None
        if (chain.aim and not self._done.search(text, a, b)) or (
            (chain.manner or mannered) and not self._counted.search(text, a, b)
        ):
            return None
        chain.aim = chain.manner = False
        begin = self._strip(text, a, predicate.end - 1, ends, named)
        accepted = _ACCEPTED.match(text, begin, b) and begin > a and begin in ends.values()
        if b - begin < _SHORTEST or accepted:
            return None
        category = self._category(text[begin:b])
        if category == "other" and not (
            self._unclassed.match(text, begin, b)
            or (predicate.strength in ("reached", "counted") and self._predicates.quantity.search(text, predicate.start, b))
        ):
            return None  # a clause of no known kind is a result only if its verb or a number leaves no doubt
        chain.results = chain.adjacent = True
        if goes_on and last is not None and category not in _SEPARATE and predicate.start <= begin + 4:
            chain.thing = True
            return replace(last, end=b)  # what more is said of the same thing
        begin = begin if topic is None else topic
        chain.thing = predicate.start > begin + 1 and not self._agents.search(text, begin, predicate.start)
        return Result(begin, b, category, f"achievement.{category}")

    def _predicate(
        self,
        document: Document,
        a: int,
        b: int,
        ends: dict[int, int],
        named: list[tuple[int, int]],
        chain: _Chain,
    ) -> Predicate | None:
        """Return the clause's result predicate: behind the last consortium that it names, or in front of one."""
        inside = [(begin, end) for begin, end in named if a <= begin and end <= b]
        starts, stops = [a, *(end for _, end in inside)], [*(begin for begin, _ in inside), b]
        for start, end in [(starts[-1], stops[-1]), *zip(starts[:-1], stops[:-1], strict=True)]:
            head = self._strip(document.text, start, end, ends, named)
            found = self._predicates.find(document, start, head, end, chain.results)
            if found is not None:
                return found
        return None

    def _parts_predicates(self, document: Document, start: int, comma: int, end: int) -> bool:
        """Tell whether the 、 at ``comma`` stands between two results."""
        text = document.text
        second = self._strip(text, comma + 1, end, {}, [])
        if not self._predicates.opens(document, second, end):
            return False
        first = self._predicates.find(document, start, start, comma, chained=False)
        return first is not None and comma - first.end >= 2 and (
            self._predicates.is_counted(text, start, comma) or bool(self._done.search(text, second, second + 4))
        )

    def _only_measures(self, document: Document, start: int, end: int) -> bool:
        """Tell whether the clause only measures the result before it."""
        text = document.text
        if self._addition.match(text, start, end):
            return True
        while text[start : start + 1] in _CONNECTIVE and start < end:
            start += 1
        return not self._predicates.opens(document, start, end, listed=True) and self._predicates.measures(text, start, end)

    def _strip(
        self, text: str, start: int, end: int, ends: dict[int, int], named: list[tuple[int, int]]
    ) -> int:
        """Return where the clause begins without the subject and the adverbials at its left."""
        position = max((close for begin, close in named if start <= begin and close <= end), default=start)
        while position < end:
            if position in ends and ends[position] <= end:
                position = ends[position]
                continue
            lead = self._lead_in.match(text, position, end)
            if lead is None or lead.end() == position:
                break
            position = lead.end()
        return position

    def _category(self, text: str) -> Category:
        for name, pattern in self._categories:
            if pattern.search(text):
                return name  # type: ignore[no-any-return]
        return "other"
