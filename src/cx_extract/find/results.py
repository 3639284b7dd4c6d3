"""Results: clauses that state what has been reached, with their category.

A result is quoted as its clause without the subject and the adverbials before it (联合体目前已…), together with clauses
that only measure it (…，合格率由61%提高到97%).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cx_extract.find.mentions import Kind, Mention
from cx_extract.model import Category
from cx_extract.ruleset import Ruleset

_CLAUSE = re.compile(r"[^，。；！？\n：]+")
_ADDITION = re.compile(
    r"使(?!用|命)|让|并已(?:经)?(?:商用|量产|应用|投用)|并实现|且|比|较|相当于|是[^，。；]{0,12}的[\d一二两三四五六七八九十]|占|约?为|不到|仅|最高"
    r"|最大|平均|其中[^，。；]{0,16}(?:为|属|是)|有[\d一二三四五六七八九十]+[项个件款]|(?:累计|年|当年)(?:出货|推广|供货|销量|产能|装车|交付)|收录|入库|惠及|数据实时共享|替代进口(?:比例|金额)"
)
_CONNECTIVE = ("并", "还", "也", "又", "且")
_SHORTEST = 4
_ACCEPTED = re.compile(r"(?:顺利)?通过[^，。；]*(?:验收|评估|考核|批准)")
_AFRESH = re.compile(r"了|已|成功|累计|先后|现在|目前|如今|去年|今年|连续")
_SUBJECT_END = (Kind.CX, Kind.CX_REF, Kind.ORG, Kind.ORG_REF, Kind.DATE)


@dataclass(frozen=True, slots=True)
class Result:
    """A result stated at ``[start, end)`` of the view."""

    start: int
    end: int
    category: Category
    rule_id: str


class ResultFinder:
    """Finds result clauses with the verbs, signs and categories of ``rules/lexicon/achievements.toml``."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["achievements"]
        verbs, signs = lexicon["verbs"], lexicon["signs"]
        keep, drop = _alternation(signs["keep"]), _alternation(signs["drop"])
        done = r"(?:了|出|到|成|成功|完毕|完成|得)"
        quantity = lexicon["quantity"]["pattern"]
        counted = lexicon["quantity"]["counted"]
        self._quantity = re.compile(quantity)
        self._complete = re.compile(f"(?:{_alternation(verbs['complete'])})")
        self._open = re.compile(
            f"(?:{keep}|{drop})+(?:{_alternation(verbs['open'])})|(?:{_alternation(verbs['open'])}){done}"
            f"|(?:{_alternation(verbs['open'])})(?=[^，。；]*?(?:{counted}))"
            f"|(?:{_alternation(verbs['light'])})(?:了|出|成|起|到)(?:来|了)?(?=[^，。；]*?{quantity})"
        )
        self._change = re.compile(
            f"(?:{_alternation(verbs['change'])})(?:了|到|至)?(?=[^，。；]*[\\d一二两三四五六七八九十半%倍])"
        )
        self._metric = re.compile(lexicon["metrics"]["pattern"])
        self._lead_in = re.compile(
            f"(?:{lexicon['signs']['adverbials']}|{_alternation([*signs['drop'], *signs['subjects']])}|[，、的])"
        )
        self._blocked = re.compile(lexicon["not_a_result"]["before"])
        self._excluded = re.compile(lexicon["not_a_result"]["inside"])
        self._unclassed = re.compile(lexicon["unclassed"]["start"])
        self._categories = [(c["name"], re.compile(c["pattern"])) for c in lexicon["category"]]

    def find(self, text: str, start: int, end: int, mentions: list[Mention]) -> list[Result]:
        """Return the results stated in ``text[start:end]`` (a sentence) whose mentions are ``mentions``."""
        found: list[Result] = []
        ends = {m.start: m.end for m in mentions if m.kind in _SUBJECT_END}
        named = [(m.start, m.end) for m in mentions if m.kind in (Kind.CX, Kind.CX_REF)]
        blocked, adjacent = False, False
        for clause in _CLAUSE.finditer(text, start, end):
            a, b = clause.span()
            if text[a - 1 : a] == "；":
                blocked = False
            after = max((end for begin, end in named if a <= begin and end < b), default=a)
            before = min((begin for begin, end in named if a <= begin and end <= b), default=b)
            predicate = self._predicate(text, after, b) or self._predicate(text, a, before)
            blocker = self._blocked.search(text, a, b)
            if adjacent and found and blocker is None and self._only_measures(text, a, b):
                found[-1] = replace(found[-1], end=b)
                continue
            adjacent = False
            if predicate is None or (blocker and blocker.start() <= predicate[0]) or self._excluded.search(text, a, b):
                blocked = blocker is not None or (blocked and predicate is None)
                continue
            if blocked and not _AFRESH.search(text, a, b):
                continue
            blocked = False
            begin = self._begin(text, a, predicate[1], ends, named)
            if b - begin < _SHORTEST or (_ACCEPTED.match(text, begin, b) and begin > a and begin in ends.values()):
                continue
            category = self._category(text[begin:b])
            if category == "other" and not self._unclassed.match(text, begin, b):
                continue  # a clause of no known kind is a result only if its verb leaves no doubt
            found.append(Result(begin, b, category, f"achievement.{category}"))
            adjacent = True
        return found

    def _predicate(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """Return the span of the clause's result predicate, None if it has none."""
        spots = [m.span() for p in (self._complete, self._open) for m in [p.search(text, start, end)] if m]
        if spots:
            return min(spots)
        change = self._change.search(text, start, end)
        if change and self._metric.search(text, start, change.start()):
            return change.span()
        return None

    def _only_measures(self, text: str, start: int, end: int) -> bool:
        """Tell whether the clause only measures the result before it."""
        if _ADDITION.match(text, start, end):
            return True
        while text[start : start + 1] in _CONNECTIVE and start < end:
            start += 1
        if self._complete.match(text, start, end) or self._open.match(text, start, end):
            return False
        head = self._metric.search(text, start, min(end, start + 14))
        return bool(
            head and (self._change.search(text, head.start(), end) or self._quantity.search(text, head.end(), end))
        )

    def _begin(self, text: str, start: int, predicate: int, ends: dict[int, int], named: list[tuple[int, int]]) -> int:
        """Strip subject and adverbials from the clause's left; ``predicate`` is where its verb ends."""
        position = max((end for begin, end in named if start <= begin and end < predicate), default=start)
        while position < predicate:
            if position in ends and ends[position] <= predicate:
                position = ends[position]
                continue
            lead = self._lead_in.match(text, position, predicate - 1)
            if lead is None or lead.end() == position:
                break
            position = lead.end()
        return position

    def _category(self, text: str) -> Category:
        for name, pattern in self._categories:
            if pattern.search(text):
                return name  # type: ignore[no-any-return]
        return "other"


def _alternation(words: list[str]) -> str:
    return "|".join(sorted(set(words), key=lambda word: (-len(word), word)))
