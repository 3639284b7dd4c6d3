"""Whether a statement is a fact, a plan, an exhortation or a denial."""

from __future__ import annotations

import re
from typing import Literal

from cx_extract.ruleset import Ruleset

Stance = Literal["asserted", "planned", "exhorted", "denied"]
BLANKED = "\ue000"
"""What stands for each character of a name in the text whose stance is read."""
_CLAUSE_END = re.compile(r"[。！？；\n]")
_APPEAL = re.compile(r"(?:建议|呼吁|提出|希望|要求|强调|倡议|提议)[，：]?$")
_PLANNED_CHAIN = re.compile(r"，[^，。]{0,6}(?:拟(?!态)|计划|将)(?:联合|与|由|组建|成立|筹建|共同|牵头|携手)")
_DONE = re.compile(r"了|已|完成|成功|正式|日前|近日|昨|今日|揭牌|挂牌|签约|获批|建成|如今|目前|现有|现已")


class ModalityReader:
    """Reads the cues of ``rules/lexicon/modality.toml`` around a statement."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["modality"]
        self._planned = re.compile(lexicon["planned"]["before"])
        self._planned_earlier = re.compile(lexicon["planned"]["earlier"])
        self._titled = re.compile(lexicon["planned"]["title"])
        self._unsettled = re.compile(lexicon["planned"]["unsettled"])
        self._planned_after = re.compile(lexicon["planned"]["after"])
        self._exhorted = re.compile(lexicon["exhortation"]["before"])
        self._denied = re.compile(lexicon["denied"]["before"])
        self._void = re.compile(lexicon["void"]["sentence"])
        self._void_article = re.compile(lexicon["void"]["article"])
        self._denied_after = re.compile(lexicon["denied"]["after"])

    def is_void(self, sentence: str) -> bool:
        """Tell whether the sentence says that the consortium it names never came to be."""
        return bool(self._void.search(sentence))

    def is_refutation(self, text: str) -> bool:
        """Tell whether the article as a whole refutes what it reports."""
        return bool(self._void_article.search(text))

    def stance(self, text: str, start: int, end: int, floor: int) -> Stance:
        """Return the stance of ``text[start:end]``; ``floor`` is the start of its sentence.

        The nearest cue counts, and only in the statement's own comma clause or, for plans, in the clause before it.
        """
        title = self._titled.match(text, text.rfind("\n", 0, start) + 1)
        if title and self._unsettled.search(text, title.end()):
            return "planned"
        clause = max(text.rfind(mark, floor, start) for mark in "，：；") + 1 or floor
        near = text[clause:start]
        inside = text[start:end]
        if self._denied.search(near) or self._denied.search(inside) or self._denied_after.match(text[end : end + 20]):
            return "denied"
        carried_out = _DONE.search(inside.partition("，")[2])  # 拟组建的Z，近日正式成立
        if (self._planned.search(near) and not carried_out) or self._planned.search(inside):
            return "planned"
        if self._planned_after.match(text, end):
            return "planned"
        if self._exhorted.search(near) and not _DONE.search(text[start : end + 12]):
            return "exhorted"
        earlier = text[max(text.rfind(mark, floor, max(floor, clause - 1)) for mark in "，：；") + 1 or floor : clause]
        if re.match(r"^[^，。]{0,12}(?:拟(?!态)|计划|将)[^，。]*$", earlier) and not _DONE.search(inside):
            return "planned"
        chain = max(text.rfind("；", floor, start) + 1, floor)
        if self._planned_earlier.search(text, chain, start):
            return "planned"
        plan = _PLANNED_CHAIN.search(text, chain, start)
        if plan and not _DONE.search(text[plan.end() : end]):
            return "planned"
        if _APPEAL.search(earlier) and not _DONE.search(text[start : end + 12]):
            return "exhorted"
        own_subject = near.startswith(BLANKED)  # 为推动产业发展，A与B签约成立Z
        if self._exhorted.match(earlier) and not own_subject and not _DONE.search(text[start : end + 12]):
            return "exhorted"
        return "asserted"
