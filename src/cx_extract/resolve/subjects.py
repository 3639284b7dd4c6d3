"""Who does what a clause without a subject tells: 江海大学是…高校。近年来，牵头成立了… is of 江海大学."""

from __future__ import annotations

import re

from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import Collapsed
from cx_extract.text.sentences import Sentence

_MARKS = re.compile(r"[，。；！？：]")
_OPENING = re.compile(r"(?:其中|目前|近年来|多年来|作为[^，]{0,12}|此外|同时|而|据悉|据了解)?，?")
_NOT_SUBJECT = re.compile(r"(?:（[^（）]{1,30}）)?(?:、|和|与|及|的(?!确)|等|指导|支持|批复|批准)")
_BODIES = (Kind.ORG, Kind.ORG_REF)
_REACH = 2
"""Sentences back, within the paragraph, for which a subject holds."""


class Subjects:
    """Finds the organisation that an elided subject means: the last one that opens a clause, then a sentence."""

    def __init__(self, text: str, sentences: list[Sentence], collapsed: list[Collapsed]) -> None:
        self._text = text
        self._sentences = sentences
        self._collapsed = collapsed

    def before(self, sentence: int, position: int) -> Mention | None:
        """Return the subject that goes on at ``position`` of ``sentence``, None if nothing shows one."""
        own = [m for m in self._opening(sentence, clauses=True) if m.start < position]
        if own:
            return own[-1]
        paragraph = self._sentences[sentence].paragraph
        for number in range(sentence - 1, max(-1, sentence - 1 - _REACH), -1):
            if self._sentences[number].paragraph != paragraph:
                return None
            found = self._opening(number, clauses=False)
            if found:
                return found[0]
        return None

    def _opening(self, sentence: int, *, clauses: bool) -> list[Mention]:
        """The organisations that open the sentence, or any of its clauses, as subjects."""
        span = self._sentences[sentence]
        marks = [m.end() for m in _MARKS.finditer(self._text, span.start, span.end)] if clauses else []
        starts = [span.start, *marks]
        found = []
        for mention in self._collapsed[sentence].mentions.values():
            if mention.kind not in _BODIES or mention.group == "government":
                continue
            start = max(s for s in starts if s <= mention.start)
            opens = _OPENING.fullmatch(self._text, start, mention.start)
            if opens and not _NOT_SUBJECT.match(self._text, mention.end):
                found.append(mention)
        return found
