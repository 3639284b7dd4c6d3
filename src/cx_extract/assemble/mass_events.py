"""Events told in the mass: a sentence that approves or launches a list or a number of consortia, and who is on it.

公布首批名单，“A”“B”入选 has them in one sentence; 25日认定5个市级联合体。其中有A、B in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.relate.collapse import Collapsed

_PUBLISHES = re.compile(r"(?:公布|发布|认定|批准|下达)[^。；]{0,30}(?:名单|认定结果|建设计划)")
_APPROVES_SOME = re.compile(
    r"(?<!被)(?:公布|认定|批准|批复|同意)[^，。；]{0,16}?(?:\d+|[一二三四五六七八九十]+)余?多?[个家][^，。；]{0,14}?(?:联合体|联盟|共同体)"
)
_LAUNCHES_SOME = re.compile(
    r"(?:为|给|向)[^，。；]{0,12}?(?:\d+|[一二三四五六七八九十]+)余?多?[个家][^，。；]{0,12}?(?:联合体|联盟|共同体)(?:授牌|揭牌|颁牌|颁发牌匾)"
)
_LISTS = re.compile(r"本批|这批|此次|本次|首批|其中[有，]|分别[是为]|包括|这\d*[个家]")
_REACH = 2


class MassEvent(NamedTuple):
    """What a consortium shares with others: the event, and the date of it if there is one."""

    consortium: Mention
    event: Literal["approved", "launched"]
    date: Mention | None


def mass_events(document: Document, collapsed: list[Collapsed]) -> Iterator[MassEvent]:
    """Yield the consortia that the article names as approved or launched together with others."""
    date: Mention | None = None
    event: Literal["approved", "launched"] = "approved"
    told_in: int | None = None
    for sentence, content in zip(document.sentences, collapsed, strict=True):
        mentions = list(content.mentions.values())
        listed = _PUBLISHES.search(document.text, sentence.start, sentence.end)
        launched = _LAUNCHES_SOME.search(document.text, sentence.start, sentence.end)
        counted = listed or launched or _APPROVES_SOME.search(document.text, sentence.start, sentence.end)
        goes_on = told_in is not None and sentence.paragraph - told_in < _REACH
        if counted:
            own = next((m for m in reversed(mentions) if m.kind is Kind.DATE and m.end <= counted.start()), None)
            date = own or (date if goes_on else None)
            event = "launched" if launched else event if goes_on and not own else "approved"
            told_in = sentence.paragraph
        first = listed.end() if listed else counted.end() if counted else sentence.start
        if counted or (goes_on and _LISTS.search(document.text, sentence.start, sentence.end)):
            yield from (MassEvent(m, event, date) for m in mentions if m.kind is Kind.CX and m.start >= first)
