"""Results: clauses that state what has been reached, with their category."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cx_extract.model import Category
from cx_extract.ruleset import Ruleset

_CLAUSE = re.compile(r"[^，。；！？\n：]+")
_NUMBER_CLAUSE = re.compile(r"^(?:其中|较|比|约为?|达到?|相当于|占|同比|平均|最高|不到|超过|仅|使(?!命)|并已|且|实现了?国产|填补|打破|并(?:已)?(?:商用|量产|应用))")
_OBJECTLESS = re.compile(r"^(?:了|出|到|成)?$")
_PARALLEL = re.compile(r"[和与及、以]")


@dataclass(frozen=True, slots=True)
class Result:
    """A result stated at ``[start, end)`` of the view; ``verb`` is the verb that states it."""

    start: int
    end: int
    verb: str
    category: Category
    rule_id: str
    strong: bool


class ResultFinder:
    """Finds result clauses with the verbs, signs and categories of ``rules/lexicon/achievements.toml``."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["achievements"]
        verbs = sorted(set(lexicon["verbs"]["done"]), key=lambda v: (-len(v), v))
        completed = lexicon["completed"]
        self._verb = re.compile(
            rf"(?P<sign>(?:(?:{completed['before']})[，]?)*)(?P<verb>{'|'.join(verbs)})(?P<after>(?:{completed['after']})*)"
        )
        self._not_before = re.compile(lexicon["not_a_result"]["before"])
        self._not_inside = re.compile(lexicon["not_a_result"]["inside"])
        self._categories = [(c["name"], re.compile(c["pattern"])) for c in lexicon["category"]]

    def find(self, text: str, start: int, end: int) -> list[Result]:
        """Return the results stated in ``text[start:end]`` (a sentence), one per clause and verb."""
        found: list[Result] = []
        blocked = False
        for clause in _CLAUSE.finditer(text, start, end):
            a, b = clause.span()
            body = clause.group()
            blocker = self._not_before.search(body)
            match = self._verb.search(body)
            if match is None or not match.group("verb"):
                blocked = blocked or bool(blocker)
                continue
            if blocker and blocker.start() < match.start("verb") or blocked and not match.group("after"):
                blocked = True
                continue
            blocked = False
            rest = body[match.end() :]
            if len(rest) < 2 and match.group("verb") not in {"量产", "商用", "投产", "反超", "问世", "下线"} or self._not_inside.search(body):
                continue
            begin = a + match.start("sign")
            strong = bool(match.group("sign") or match.group("after"))
            category = self._category(text[a + match.start("verb") : b])
            found.append(Result(begin, b, match.group("verb"), category, f"achievement.{category}", strong))
        return found

    def _category(self, text: str) -> Category:
        for name, pattern in self._categories:
            if pattern.search(text):
                return name  # type: ignore[no-any-return]
        return "other"
