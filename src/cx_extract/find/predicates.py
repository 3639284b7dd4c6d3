"""Predicates that state a result: what kind of verb, and what shows that the thing is done.

Verbs of reaching (攻克, 建成, 荣获) need no sign. Verbs of working (研制, 推广) state a result with 了, 出 or 成 behind
them, with 已 or 累计 before them, with a quantity in their object, or where they go on with a list of results. Any
other verb does with 了 and a counted object, or before an object with its number behind it (盘活设备120台), unless it
tells of meetings, members, money or order (``verbs.idle``). A change needs what is measured and by how much. Of a
thing that was made, any verb states a result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from cx_extract.find.clauses import BLOT, Clause
from cx_extract.text.guard import guarded
from cx_extract.text.words import Word

Strength = Literal["reached", "counted", "other", "changed", "stated", "continued"]
After = Literal["", "result", "thing", "date"]
"""What stands before a clause in its sentence: a result, the name of a thing that was made, a date, or nothing."""

_ASPECT = r"(?:了|出|到|成|成功|完毕|完成|得|起|好)"
_ATTRIBUTE = re.compile(
    r"(?:了|出|出来|来|成|成功|完成|而成|得到)?的"
    r"|(?<=研发|生产|应用|测试|检测|试验|示范|转化|推广|运行|实施|服务|培训)(?:人员|团队|中心|机构|能力|经费|投入|费用|基地|部门|环节|条件|周期|成本|队伍|体系|场景)"
)
_COUNTED = re.compile(r"\d[余多]?[项款个种类次家套份批]$")
_TO = re.compile("^[从由自]|[到至在]|[%倍成点]$")
_WHOLE = re.compile(r"[^，。；的是和与在将]{4,24}(完成|通过|实现)(?!了)[^，。；]{2,}")
_FIRST = re.compile("(?:成功|首次|率先|顺利)$")
_PLACED = re.compile(r"[在为向给][^，。；]{2,24}?(?=[\u4e00-\u9fff]{2}[^，。；]*\d)")
_MEASURED = re.compile(r"[^，。；]*\d[^，。；的]{0,4}的")
_PREPOSITION = r"(?:在|于|向|为|与|从|由|对|被|和|同|给|以)"
_FEW = 3
_NUMBER = r"(?:\d[\d.,]*|[一二两三四五六七八九十百千万半]+)"


@dataclass(frozen=True, slots=True)
class Predicate:
    """A result predicate whose verb is ``[start, end)``."""

    start: int
    end: int
    strength: Strength


class Predicates:
    """Finds the predicate of a clause with the verbs of ``rules/lexicon/achievements.toml``."""

    def __init__(self, lexicon: Mapping[str, Any]) -> None:
        verbs, signs = lexicon["verbs"], lexicon["signs"]
        working = alternation(verbs["working"])
        keep, drop = alternation(signs["keep"]), alternation(signs["drop"])
        quantity, counted = lexicon["quantity"]["pattern"], lexicon["quantity"]["counted"]
        metric, change = lexicon["metrics"]["pattern"], alternation(verbs["change"])
        self.quantity = re.compile(quantity)
        self.metric = guarded(metric)
        self._reached = guarded(alternation(verbs["reaching"]))
        self._done = guarded(
            f"(?:{keep}|{drop})+(?:{working})|(?:{working}){_ASPECT}"
            f"|(?:已经?|成功|累计|先后|相继|陆续|率先|首次|现){_PREPOSITION}[^，。；]{{1,40}}?(?:{working})"
        )
        self._counted = guarded(
            f"(?:{working})(?=[^，。；]*?(?:{counted}))"
            f"|(?:{alternation(verbs['light'])})(?:了|出|成|起|到)(?:来|了)?(?=[^，。；]*?{quantity})"
        )
        self._working = re.compile(working)
        self._goes_on = re.compile(f"(?:{_PREPOSITION}[^，。；]{{1,24}}?)?(?:{working})")
        self._item = re.compile(f"{lexicon['quantity']['items']}(?:{quantity})")
        self._brought = re.compile(f"(?:{_PREPOSITION}[^，。；]{{1,24}}?)?(?:{alternation(verbs['bringing'])})")
        self._idle = re.compile(alternation(verbs["idle"]))
        self._ends_counted = re.compile(f"(?:{quantity})(?:（[^）]*）)?(?:以上|左右)?$")
        self._change = guarded(
            f"(?:控制|压缩?|降低?|缩短?|提高|提升|增加|扩大|延长|减少|拉|升)[到至在][^，。；]{{0,6}}?{_NUMBER}"
            f"|(?:降低|降|减少|减轻|减|提高|提升|上升|增加|缩短|下降|增长|延长|提速)了?(?:近|约|超)?{_NUMBER}(?:%|倍|成|个百分点|个点)"
            f"|(?:从|由|自)[^，。；]{{0,16}}?{_NUMBER}[^，。；]{{0,12}}?[到至为成][^，。；]{{0,8}}?{_NUMBER}"
            f"|(?:{change})(?:了|到|至)?(?=[^，。；]*[\\d一二两三四五六七八九十半%倍])"
        )
        self._caused = re.compile(
            rf"(?:把|将|使|让)[^，。；]{{0,24}}?(?:{metric})[^，。；]{{0,24}}?(?:到|至|为|了|出|成|下来|上去)[^，。；]{{0,12}}?{_NUMBER}"
        )
        product = lexicon["product"]
        self._ends_listed = re.compile(
            f"(?:{product['nouns']})(?:才|已|均|全部|稳定|正式|顺利|全面)*(?:在[^，。；]{{1,20}}?)?(?:{working}|{alternation(verbs['reaching'])})$"
        )
        self._made = re.compile(f"{product['made']}|{product['shown']}")
        self._product_end = re.compile(f"(?:{product['nouns']})$")
        self._compared = guarded(lexicon["metrics"]["compared"])

    def find(self, clause: Clause, head: int, after: After = "") -> Predicate | None:
        """Return the first result predicate of the clause.

        ``head`` is where its own words begin, behind subject and adverbials. Behind a result a bare verb may go on with
        the list; behind the name of a thing that was made, any verb tells of that.
        """
        text, end = clause.text, clause.end
        found = min(self._candidates(clause, head), key=lambda p: p.start, default=None)
        if found is None:
            found = self._changed(text, clause.start, end) or self._stated(clause, head, made=after == "thing")
        if found is None and after == "date":
            match = self._brought.match(text, head, end)
            found = Predicate(*match.span(), "continued") if match else None
        if found is None and after == "result":
            match = self._goes_on.match(text, head, end)
            verbs = clause.document.words_between(head, match.end()) if match else []
            idle = any(self._idle.fullmatch(word.text) for word in verbs)
            if match and match.end() < end and not idle and not self._is_attribute(text, match.end(), end):
                found = Predicate(*match.span(), "continued")
            elif self._item.fullmatch(text, head, end):
                found = Predicate(head, head, "continued")
        return found

    def opens(self, clause: Clause) -> bool:
        """Tell whether the clause opens with the listed verb of a result."""
        text, start, end = clause.text, clause.start, clause.end
        for pattern in (self._reached, self._done, self._counted):
            match = pattern.match(text, start, end)
            if match and not self._is_cut(clause, match, pattern) and not self._is_attribute(text, match.end(), end):
                return True
        return False

    def is_counted(self, text: str, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` ends in a quantity (专利35件)."""
        return bool(self._ends_counted.search(text, start, end))

    def measures(self, clause: Clause) -> bool:
        """Tell whether the clause opens with a measure and says how much of it."""
        text, start, end = clause.text, clause.start, clause.end
        head = self.metric.search(text, start, min(end, start + 14))
        return bool(
            head and (self._change.search(text, head.start(), end) or self.quantity.search(text, head.end(), end))
        )

    def _candidates(self, clause: Clause, head: int) -> Iterator[Predicate]:
        text, start, end = clause.text, clause.start, clause.end
        word = clause.document.word_at.get(head)
        idle = word is not None and bool(self._idle.fullmatch(word.text))
        first = end
        for pattern in (self._reached, self._done, self._counted):
            counted = pattern is self._counted
            if idle and counted:
                break
            for match in pattern.finditer(text, start, end):
                if counted and self._is_noun(text, head, start, *match.span()):
                    continue
                if not self._is_cut(clause, match, pattern) and not self._is_attribute(text, match.end(), end):
                    first = min(first, match.start())
                    yield Predicate(*match.span(), "counted" if counted else "reached")
                    break
        caused = self._caused.search(text, start, end)
        if caused:
            yield Predicate(caused.start(), caused.start() + 1, "changed")
        other = None if idle or first <= head else self._any_verb(clause, head)
        if other is not None:
            yield other

    def _is_cut(self, clause: Clause, match: re.Match[str], pattern: re.Pattern[str]) -> bool:
        """Tell whether a match ends or begins in a word (研究 in 研究生, 制定成 in 制定成本, 共服务 in 公共服务)."""
        document = clause.document
        if any(word.start == match.start() - 1 for word in document.words_over(match.start())):
            return True
        over = document.words_over(match.end()) if pattern is not self._reached else []
        return any(word.start > match.start() or word.end == match.end() + 1 for word in over)

    def _any_verb(self, clause: Clause, head: int) -> Predicate | None:
        """A verb that no list has: with 了 and a counted object, behind 首次, or before an object with its number."""
        text, end = clause.text, clause.end
        placed = _PLACED.match(text, head, end)
        for word in self._verbs(clause, clause.start):
            done = text[word.end : word.end + 1]
            opens = word.start == head or (placed is not None and word.start >= placed.end())
            if (
                done == "出"
                or (done == "了" and self.quantity.search(text, word.end, end))
                or _FIRST.search(text, max(clause.start, word.start - 2), word.start)
                or (opens and self.is_counted(text, word.end, end))
            ) and not self._idle.fullmatch(word.text):
                return Predicate(word.start, word.end, "other")
        return None

    def _stated(self, clause: Clause, head: int, *, made: bool) -> Predicate | None:
        """What is said of a thing that was made: its verb, whichever that is (研制的系统发布, 该技术在3家企业转化)."""
        text, end = clause.text, clause.end
        subject = self._made.match(text, head, end)
        start = subject.end() if subject else head
        counted = self.is_counted(text, head, end)
        for word in self._verbs(clause, start if made else start + 2):
            listed = self._working.match(text, word.start, end) or self._reached.match(text, word.start, end)
            if word.tag == "vn" and not (listed and word.end == end):
                continue
            if word.end == end and self._product_end.fullmatch(text, word.start, end):
                continue  # 规范 is a thing here
            if self._idle.fullmatch(word.text) or self._is_attribute(text, word.end, end):
                return None
            if made or subject or ((listed or counted) and self._product_end.search(text, start, word.start)):
                return Predicate(word.start, word.end, "stated")
        if self._ends_listed.search(text, start, end):
            return Predicate(end - 2, end, "stated")
        whole = _WHOLE.match(text, head, end)
        return Predicate(*whole.span(1), "stated") if whole else None

    def _verbs(self, clause: Clause, start: int) -> Iterator[Word]:
        """Yield the verbs of two characters or more from ``start`` on."""
        for word in clause.document.words_between(start, clause.end):
            if word.tag[0] == "v" and word.end - word.start > 1 and clause.text[word.start] != BLOT:
                yield word

    def _changed(self, text: str, start: int, end: int) -> Predicate | None:
        for change in self._change.finditer(text, start, end):
            told = _TO.search(change.group()) or self.metric.search(text, start, change.start())
            if told and not _MEASURED.match(text, change.end(), end):
                return Predicate(change.start(), min(change.start() + 2, end), "changed")
        compared = self._compared.search(text, start, end)
        if compared:
            return Predicate(*compared.span(), "changed")
        return None

    def _is_noun(self, text: str, head: int, *span: int) -> bool:
        """A verb among 、 or behind a measure word is a noun (设计、测试、应用等环节, 26款应用)."""
        begin, start, end = span
        if start > head:
            among = "、" in text[head:start] and text.find("在", head, start) < 0
            if among or text[end : end + 1] in tuple("、等和与及"):
                return True
        return bool(_COUNTED.search(text, max(begin, start - 8), start))

    def _is_attribute(self, text: str, verb_end: int, end: int) -> bool:
        """研制的 in front of a noun describes the noun and states nothing."""
        return bool(_ATTRIBUTE.match(text, verb_end, end))


def alternation(words: list[str]) -> str:
    """Return a pattern for any of ``words``, the longest first.

    Words without syntax stand behind a look at their first characters, which is much faster than to try each.
    """
    pieces: list[str] = []
    for plain, run in groupby(sorted(set(words), key=lambda word: (-len(word), word)), key=str.isalnum):
        tried = list(run)
        first = "".join(sorted({word[0] for word in tried}))
        pieces += [f"(?=[{first}])(?:{'|'.join(tried)})"] if plain and len(tried) > _FEW else tried
    return "|".join(pieces)
