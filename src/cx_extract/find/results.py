"""Results: clauses that state what has been reached, with their category.

A result is quoted as its clause without the subject and the adverbials before it (联合体目前已…), together with
clauses that only measure it (…，合格率由61%提高到97%), with what more is said of the same thing (研制的电机在煤矿应用，
…) and with the noun phrase that a comma parts from its predicate (研制的电机，在煤矿应用).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from cx_extract.find.clauses import Clause, blot, split_clauses, without_stray_quote
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.find.predicates import After, Predicate, Predicates, alternation
from cx_extract.model import Category
from cx_extract.ruleset import Ruleset
from cx_extract.text.guard import guarded

_CONNECTIVE = ("并", "还", "也", "又", "且")
_CREATES = re.compile(
    "(?:成功|联合|共同|累计)*(?:建成|建立|建起|搭建|研制|研发|开发|制定|编制|起草|形成|培养|培育|选育|攻克|突破|打破|填补|申请|发表|承担|推出|发布)"
)
"""Verbs that a thing cannot be the subject of."""
_NEW_SUBJECT = 5
"""Code points before a measure from which on it is of another thing than the result before."""
_SHORTEST, _LONGEST = 4, 120
_OWN_LIFE = re.compile(
    r"(?:顺利)?通过[^，。；]*(?:验收|评估|考核|批准)|(?:在[^，。；]{1,12})?(?:正式|成功|顺利)*(?:落地|落户|问世|面世|启用|投入|上线)"
)
"""What happens to a consortium itself."""
_NO_SUBJECT = re.compile(r"[在从与和同用为向于把将使让经以对由却年其单]|围绕|针对|依托")
_TAKES_UP = re.compile("(?:目前|现|如今|均|都|也|全部)*(?:已|被|先后|陆续|成功|率先|全部|均)")
_FOUNDING = re.compile("的(?:成立|组建|建立|启动|揭牌|诞生|设立|宗旨|任务|目标|职责|使命)|(?:宗旨|任务|目标|职责|使命)")
_NATION = ("我国", "中国")
_BRANCH = re.compile("[^，。；]{0,16}(?:产业|企业|行业|市场|种植面积|产量|产值|出口额)")
_FRAME = re.compile(r"在[^，。；]*(?:下|基础上|过程中|期间)")
_SEPARATE = frozenset({"award", "revenue", "patent", "paper", "standard", "team"})
_NAMED = (Kind.CX, Kind.ORG)
_SUBJECT_END = (Kind.CX, Kind.CX_REF, Kind.ORG, Kind.ORG_REF, Kind.DATE)


Subject = Literal["", "thing", "other"]
"""Of a result as quoted: none, a thing that the consortium made or shows, or any other noun phrase."""


@dataclass(frozen=True, slots=True)
class Result:
    """A result stated at ``[start, end)`` of the view."""

    start: int
    end: int
    category: Category
    rule_id: str
    subject: Subject = ""


@dataclass(slots=True)
class _Sentence:
    """A sentence while its clauses are read in order, and what those read so far say of the next one."""

    document: Document
    plain: str
    """the view's text with the words of names and titles blotted out"""
    ends: dict[int, int]
    """of the mentions that can stand before a predicate"""
    consortia: list[tuple[int, int]]
    organisations: frozenset[int]
    """where the names of organisations end"""
    names: list[tuple[int, int]]
    """of organisations and consortia"""
    dates: frozenset[int]
    found: list[Result] = field(default_factory=list)
    foreign: bool = False
    """its subject is a place, a branch of industry or a company as such"""
    aim: bool = False
    """an aim or a plan governs what follows"""
    manner: bool = False
    """only how or at what they work has been said"""
    adjacent: bool = False
    """the clause right before is a result, so that a measure goes with it"""
    thing: bool = False
    """and its subject is the thing made"""
    topic: int | None = None
    """where the noun phrase begins that the clause right before consists of"""

    @property
    def text(self) -> str:
        """The view's text."""
        return self.document.text

    def clause(self, start: int, end: int) -> Clause:
        """Return the clause ``[start, end)``."""
        return Clause(self.document, self.plain, start, end)


class ResultFinder:
    """Finds result clauses with the verbs, signs and categories of ``rules/lexicon/achievements.toml``."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["achievements"]
        signs, unreal = lexicon["signs"], lexicon["not_a_result"]
        self._predicates = Predicates(lexicon)
        self._lead_in = guarded(
            f"(?:{signs['adverbials']}|{alternation([*signs['drop'], *signs['subjects']])}|[，、的])"
        )
        self._aim, self._manner = guarded(unreal["aim"]), re.compile(unreal["manner"])
        self._signs = re.compile(f"(?:{alternation([*signs['keep'], *signs['drop']])})*")
        self._done = re.compile(signs["done"])
        self._counted = re.compile(f"{signs['done']}|{lexicon['quantity']['pattern']}")
        self._others = re.compile(unreal["others"])
        self._units, self._profile = re.compile(unreal["units"]), re.compile(unreal["profile"])
        self._reported, self._general = re.compile(unreal["reported"]), re.compile(unreal["general"])
        self._excluded = guarded(unreal["inside"])
        self._own_measure = re.compile(lexicon["metrics"]["own"])
        self._addition = re.compile(lexicon["metrics"]["addition"])
        self._unclassed = re.compile(lexicon["unclassed"]["start"])
        self._made = re.compile(f"{lexicon['product']['made']}|{lexicon['product']['shown']}")
        self._agents = re.compile(lexicon["product"]["agents"])
        self._categories = [(c["name"], re.compile(c["pattern"])) for c in lexicon["category"]]

    def find(self, document: Document, start: int, end: int, mentions: list[Mention]) -> list[Result]:
        """Return the results stated in the sentence ``[start, end)`` whose mentions are ``mentions``."""
        text = document.text
        sentence = _Sentence(
            document,
            blot(text, start, end, [(m.start, m.end) for m in mentions if m.kind in _NAMED]),
            {m.start: m.end for m in mentions if m.kind in _SUBJECT_END},
            [(m.start, m.end) for m in mentions if m.kind in (Kind.CX, Kind.CX_REF)],
            frozenset(m.end for m in mentions if m.kind in (Kind.ORG, Kind.ORG_REF)),
            [(m.start, m.end) for m in mentions if m.kind in _SUBJECT_END and m.kind is not Kind.DATE],
            frozenset(m.start for m in mentions if m.kind is Kind.DATE),
        )
        for a, b in split_clauses(text, start, end, lambda a, comma, b: self._parts_predicates(sentence, a, comma, b)):
            if text[a - 1 : a] == "；":
                sentence.aim = sentence.manner = sentence.adjacent = False
                sentence.topic = None
            if _FRAME.fullmatch(text, a, b):
                continue
            if any(a <= begin < b for begin, _ in sentence.consortia):
                sentence.foreign = False
            sentence.foreign = sentence.foreign or self._is_foreign(sentence, a, b)
            if self._reported.search(text, a, b):
                break
            if not sentence.foreign:
                self._read(sentence, a, b)
        return sentence.found

    def _read(self, sentence: _Sentence, a: int, b: int) -> None:
        """Read the clause ``[a, b)``: a result, more of the last one, or neither."""
        text, found = sentence.text, sentence.found
        if sentence.topic is not None and not self._takes_up(sentence, a, b):
            sentence.topic = None
        predicate = self._predicate(sentence, a, b)
        limit = b if predicate is None else predicate.start
        plain = sentence.plain
        aim, manner = self._aim.search(plain, a, b), self._manner.search(plain, a, b)
        aimed = aim is not None and aim.start() <= limit
        mannered = manner is not None and manner.start() <= limit
        adjacent, thing, topic = sentence.adjacent, sentence.thing, sentence.topic
        sentence.thing, sentence.topic = False, None
        if adjacent and not aimed and self._only_measures(sentence, a, b):
            found[-1] = replace(found[-1], end=b)
            return
        sentence.adjacent = False
        if predicate is None or self._excluded.search(text, a, b):
            sentence.aim = aimed or (sentence.aim and aim is None)
            sentence.manner = mannered or sentence.manner
            head = self._strip(sentence, a, b)
            sentence.topic = head if predicate is None and not (aimed or mannered) else None
            return
        if aimed:
            sentence.aim = True
            return
        if (sentence.aim and not self._done.search(text, a, b)) or (
            (sentence.manner or mannered) and not self._counted.search(text, a, b)
        ):
            return
        sentence.aim = sentence.manner = False
        begin = self._strip(sentence, a, predicate.end - 1)
        done_to = self._patient(sentence, a, begin)
        if done_to is not None:
            begin, topic = done_to, done_to
        subject = "thing" if topic is not None else self._subject(text, begin, max(begin, predicate.start))
        category = self._category(text[predicate.start : b])
        if category == "other":
            category = self._category(text[begin:b])
        if category == "other" and predicate.strength == "changed":
            category = "technology"
        accepted = _OWN_LIFE.match(text, begin, b) and begin > a and begin in sentence.ends.values()
        if (
            not _SHORTEST <= b - begin <= _LONGEST
            or accepted
            or not self._is_clear(text, (begin, b), predicate, category)
        ):
            return
        if subject != "thing" and not sentence.consortia and self._general.search(text, a, b):
            return
        sentence.adjacent = True
        bare = self._signs.fullmatch(text, begin, max(begin, predicate.start)) is not None
        bare = bare and not any(a < end <= begin for end in sentence.organisations)
        same = category not in _SEPARATE and bare and not _CREATES.match(text, begin, b)
        if adjacent and thing and same:
            found[-1] = replace(found[-1], end=b)
            sentence.thing = True
            return
        begin = begin if topic is None else topic
        end = without_stray_quote(text, begin, b)
        sentence.thing = subject != "" and not self._agents.search(text, begin, predicate.start)
        if category == "other" and (subject == "thing" or predicate.strength == "stated"):
            category = "application"
        found.append(Result(begin, end, category, f"achievement.{category}", subject))

    def _patient(self, sentence: _Sentence, a: int, begin: int) -> int | None:
        """Return where the thing begins that a consortium or an organisation did (标准由联盟编制, 难题被X攻克)."""
        agents = [m for m, end in sentence.names if a < m and end <= begin]
        by = next((m - 1 for m in agents if sentence.text[m - 1] in "由被经"), None)
        if by is None:
            return None
        start = self._strip(sentence, a, by)
        return start if by - start >= _SHORTEST else None

    def _takes_up(self, sentence: _Sentence, a: int, b: int) -> bool:
        """Tell whether the clause speaks of what the one before it named: a thing made, or a noun before 已 or 被."""
        text, topic = sentence.text, sentence.topic
        if topic is None or self._made.match(text, topic, a):
            return topic is not None
        behind = max(topic, text.rfind("的", topic, a) + 1)
        words = sentence.document.words_between(behind, a - 1)
        named = bool(words) and (words[-1].tag[0] == "n" or behind > topic) and all(w.tag != "v" for w in words[:-1])
        return named and text[a - 1] == "，" and bool(_TAKES_UP.match(text, a, b))

    def _subject(self, text: str, begin: int, verb: int) -> Subject:
        if text.startswith(_NATION, begin):
            return "other"
        if self._made.match(text, begin, verb) or text[begin] in "“《" or text[verb - 1] == "”":
            return "thing"
        return "" if self._signs.fullmatch(text, begin, verb) or _NO_SUBJECT.match(text, begin, verb) else "other"

    def _is_foreign(self, sentence: _Sentence, a: int, b: int) -> bool:
        """Tell whether the clause tells of a place, a branch of industry, the founding, or a company as such."""
        text, document = sentence.text, sentence.document
        head = self._strip(sentence, a, b, anyone=False)
        if any(begin == head and not _FOUNDING.match(text, end, b) for begin, end in sentence.consortia):
            return False
        if self._others.match(text, head, b):
            return True
        place = document.place_at.get(head)
        if (
            place is not None
            and _BRANCH.match(text, place.end, b)
            and not any(a <= m < b for m, _ in sentence.consortia)
        ):
            return True
        if place is not None:
            verb = self._strip(sentence, place.end, b, anyone=False)
            predicate = self._predicates.find(sentence.clause(place.end, b), verb)
            if predicate is not None and predicate.start <= verb:
                return True
        unit = self._units.match(text, head, b)
        behind = unit.end() if unit else self._strip(sentence, a, b)
        if unit is not None and not sentence.consortia:
            return True
        return (unit is not None or behind in sentence.organisations) and bool(self._profile.match(text, behind, b))

    def _is_clear(self, text: str, span: tuple[int, int], predicate: Predicate, category: Category) -> bool:
        """A clause of no known kind is a result only if its verb or a number leaves no doubt."""
        if category != "other" or self._unclassed.match(text, *span):
            return True
        counted = self._predicates.quantity.search(text, *span)
        return predicate.strength in ("reached", "counted", "stated") and counted is not None

    def _predicate(self, sentence: _Sentence, a: int, b: int) -> Predicate | None:
        """Return the clause's result predicate: behind the last consortium that it names, or in front of one."""
        inside = [(begin, end) for begin, end in sentence.consortia if a <= begin and end <= b]
        starts, stops = [a, *(end for _, end in inside)], [*(begin for begin, _ in inside), b]
        after: After = "thing" if sentence.topic is not None else "result" if sentence.found else ""
        if not after and any(begin < b for begin in sentence.dates):
            after = "date"
        for start, end in [(starts[-1], stops[-1]), *zip(starts[:-1], stops[:-1], strict=True)]:
            head = self._strip(sentence, start, end)
            found = self._predicates.find(sentence.clause(start, end), head, after)
            if found is not None:
                return found
        return None

    def _parts_predicates(self, sentence: _Sentence, start: int, comma: int, end: int) -> bool:
        """Tell whether the 、 at ``comma`` stands between two results."""
        text = sentence.text
        second = self._strip(sentence, comma + 1, end, anyone=False)
        if not self._predicates.opens(sentence.clause(second, end)):
            return False
        first = self._predicates.find(sentence.clause(start, comma), start)
        if first is None or comma - first.end < 2:
            return False
        return self._predicates.is_counted(text, start, comma) or bool(self._done.search(text, second, second + 4))

    def _only_measures(self, sentence: _Sentence, start: int, end: int) -> bool:
        """Tell whether the clause only measures the result before it."""
        text = sentence.text
        if self._own_measure.search(text, start, end):
            return False
        if self._addition.match(text, start, end):
            return True
        while text[start : start + 1] in _CONNECTIVE and start < end:
            start += 1
        clause = sentence.clause(start, end)
        metric = self._predicates.metric.search(text, start, end)
        if metric and metric.start() - start >= _NEW_SUBJECT and text[start] not in "与较比":
            return False
        return not self._predicates.opens(clause) and self._predicates.measures(clause)

    def _strip(self, sentence: _Sentence, start: int, end: int, *, anyone: bool = True) -> int:
        """Return where the clause begins without the adverbials, and the subject if it is ``anyone``, at its left."""
        text = sentence.text
        position = start
        for begin, close in sentence.consortia if anyone else ():
            if start <= begin and close <= end:
                position = max(position, close)
        while position < end:
            partner = text[position] in "与和同" and position + 1 in sentence.ends
            close = sentence.ends.get(position + partner, end + 1)
            if anyone and close <= end:
                position = close
                continue
            lead = self._lead_in.match(text, position, end)
            if lead is None or lead.end() == position or not sentence.document.is_boundary(lead.end()):
                break
            position = lead.end()
        return position

    def _category(self, text: str) -> Category:
        for name, pattern in self._categories:
            if pattern.search(text):
                return name  # type: ignore[no-any-return]
        return "other"
