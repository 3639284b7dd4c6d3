"""What reportage leaves unsaid: who takes part in, leads, counts and dates the consortium that a passage is about.

A reporter who gives a paragraph to one consortium names its people there, in whatever words. So within a passage an
organisation belongs to the consortium unless the words around say otherwise (a venue, a customer, who gave a prize), a
number of bodies without a noun of its own counts its members, and a date beside a word of founding is its own. Short
news, which tells of a consortium among other things, gives no such licence. All of it yields to what the relation
rules found: leads and dates are read here only where they found none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from cx_extract.assemble.counting import is_of_newcomers
from cx_extract.assemble.draft import Candidate, Draft
from cx_extract.find.dates import DateMention
from cx_extract.find.document import Document
from cx_extract.find.mentions import Kind, Mention
from cx_extract.find.numbers import CountMention
from cx_extract.model import FieldName
from cx_extract.relate.collapse import Collapsed
from cx_extract.resolve.dates import Resolved
from cx_extract.resolve.modality import ModalityReader
from cx_extract.resolve.organisations import OrganisationResolver
from cx_extract.ruleset import Ruleset

_ORGANISATIONS = (Kind.ORG, Kind.ORG_REF)
_NO_PARTY = frozenset({"government", "association", "media"})
_AROUND = 24
_JOINT = re.compile(r"[、和与]$")
_SCHOOL = re.compile(r"(.{2,8}?大学)[^附属医院]{2,12}(?:学院|系)")
_COUNTED = re.compile(r"(?:成员)?(?:单位|伙伴|成员)?(?=[，。；：、—！？）\n]|了|里|签|共同|联合|倡议|一起|联手|$)")
_LEAST_COUNT = 3
_COUNT_UNITS = frozenset({"家", "所"})
_CUE_REACH = 44
_DOES = re.compile(r"(?:在[^，。；]{1,12})?(?:正式)?")
_EVENTS = ("ended", "accepted", "approved", "launched", "established")
_CONFIDENCE = 0.5


class ReportageWords:
    """The cues of ``rules/lexicon/reportage.toml``."""

    def __init__(self, ruleset: Ruleset) -> None:
        lexicon = ruleset.lexicons["reportage"]
        self.aside = _any(lexicon["aside"]["sentence"])
        outside = lexicon["outside"]
        self.outside_before = _any(outside["before"], "(?:了|到|的)?$")
        self.outside_after = _any([*outside["after"], *outside["title"]])
        self.title = _any(outside["title"])
        self.generic = _any(outside["generic"])
        leads = "|".join(lexicon["lead"]["after"])
        self.leads = re.compile(f"(?!副)[^，。；、\\n]{{0,10}}?(?:{leads})|，(?:是)?牵头单位")
        self.led_by = _any(lexicon["lead"]["before"], "的[^，。；不没]{0,6}(?:是|为)[^，。；、]{0,12}$")
        self.not_counted = _any(lexicon["count"]["not_after"], "[^，。；]{0,4}$")
        events = lexicon["events"]
        self.cue = re.compile("|".join(f"(?P<{event}>{'|'.join(events[event])})" for event in _EVENTS))
        self.of_else = re.compile(f"(?:了|的)?[^，。；]{{0,10}}(?:{'|'.join(events['of_else'])})")


def _any(words: Iterable[str], behind: str = "") -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(words)}){behind}")


class Reportage:
    """Reads the passages of one article."""

    def __init__(
        self,
        document: Document,
        collapsed: list[Collapsed],
        *,
        organisations: OrganisationResolver,
        modality: ModalityReader,
        words: ReportageWords,
        dates: Mapping[int, Resolved],
    ) -> None:
        """``dates`` are those of the article by their starts."""
        self._document = document
        self._text = document.text
        self._collapsed = collapsed
        self._bodies = [m for sentence in collapsed for m in sentence.mentions.values() if m.kind in _ORGANISATIONS]
        self._organisations = organisations
        self._modality = modality
        self._words = words
        self._dates = dates

    def candidates(self, passage: Iterable[int], draft: Draft, *, counts: bool) -> Iterator[Candidate]:
        """Yield what a passage, given by its sentences' numbers, tells beyond the candidates that ``draft`` has.

        ``counts`` says whether its numbers of bodies count: they do where the passage names the consortium.
        """
        sentences = [number for number in passage if not self._is_aside(number)]
        if not draft.of("lead_units"):
            yield from self._leads(sentences)
        known = {c.value for c in draft.candidates}
        yield from (c for c in self._members(sentences) if c.value not in known)
        counted = {c.start for c in draft.of("member_counts")}
        yield from (c for c in self._counts(sentences) if counts and c.start not in counted)
        if not draft.of("dates"):
            yield from self._events(sentences)

    def _is_aside(self, number: int) -> bool:
        sentence = self._document.sentences[number]
        return self._words.aside.search(self._text, sentence.start, sentence.end) is not None

    def _mentions(self, number: int, *kinds: Kind) -> list[Mention]:
        return [m for m in self._collapsed[number].mentions.values() if m.kind in kinds]

    def _leads(self, sentences: list[int]) -> Iterator[Candidate]:
        """The first organisation that the passage puts at the head of the others, in whatever words."""
        for number in sentences:
            for mention in self._mentions(number, *_ORGANISATIONS):
                before = self._text[max(0, mention.start - _AROUND) : mention.start]
                if (
                    mention.group == "government"
                    or _JOINT.search(before)
                    or self._words.title.match(self._text, mention.end)
                ):
                    continue
                if self._words.leads.match(self._text, mention.end) or self._words.led_by.search(before):
                    value, anchor = self._organisations.resolve(mention)
                    if value:
                        yield self._candidate("lead_units", value, mention, "lead.passage", anchor)
                        return

    def _members(self, sentences: list[int]) -> Iterator[Candidate]:
        for number in sentences:
            for mention in self._mentions(number, Kind.ORG):
                if (
                    mention.group in _NO_PARTY
                    or self._words.generic.fullmatch(mention.text)
                    or self._is_outside(mention)
                ):
                    continue
                value, anchor = self._organisations.resolve(mention)
                if value:
                    yield self._candidate(
                        "member_units", self._whole(value, mention), mention, "member.passage", anchor
                    )

    def _whole(self, name: str, mention: Mention) -> str:
        """A school of a university takes part as the university; one named after its place stands for itself."""
        part = _SCHOOL.fullmatch(name)
        placed = any(mention.start + 3 < start < mention.end for start in self._document.place_at)
        return part[1] if part and not placed else name

    @staticmethod
    def _candidate(field: FieldName, value: str, mention: Mention, rule_id: str, anchor: str) -> Candidate:
        return Candidate(field, value, mention.start, mention.end, rule_id, _CONFIDENCE, anchor=anchor)

    def _is_outside(self, mention: Mention) -> bool:
        before = self._text[max(0, mention.start - _AROUND) : mention.start]
        before = self._head_of_list(mention, before)
        after = self._text[mention.end : mention.end + _AROUND]
        return bool(self._words.outside_before.search(before) or self._words.outside_after.match(after))

    def _head_of_list(self, mention: Mention, before: str) -> str:
        """What stands before the list that the mention is in: 在宝钢、鞍钢 is one place."""
        if not before.endswith("、"):
            return before
        start = mention.start
        for other in reversed(self._bodies):
            if other.end == start - 1 and self._text[other.end] == "、":
                start = other.start
        return self._text[max(0, start - _AROUND) : start]

    def _counts(self, sentences: list[int]) -> Iterator[Candidate]:
        for number in sentences:
            for mention in self._mentions(number, Kind.COUNT):
                payload = mention.payload
                if not isinstance(payload, CountMention) or payload.unit not in _COUNT_UNITS:
                    continue
                before = self._text[max(0, mention.start - _AROUND) : mention.start]
                if is_of_newcomers(self._text, mention.start, mention.end):
                    continue
                if payload.value < _LEAST_COUNT or self._words.not_counted.search(before):
                    continue
                if _COUNTED.match(self._text, mention.end):
                    yield Candidate(
                        "member_counts",
                        payload.value,
                        mention.start,
                        mention.end,
                        "count.passage",
                        _CONFIDENCE,
                        qualifier=payload.qualifier,
                        unit=payload.unit,
                    )

    def _events(self, sentences: list[int]) -> Iterator[Candidate]:
        """The first date of the passage that stands before a word of founding, approval or end."""
        for number in sentences:
            dates = self._mentions(number, Kind.DATE)
            for position, mention in enumerate(dates):
                following = dates[position + 1].start if position + 1 < len(dates) else len(self._text)
                limit = min(self._document.sentences[number].end, mention.end + _CUE_REACH, following)
                cue = self._words.cue.search(self._text, mention.end, limit)
                resolved = self._dates.get(mention.start)
                if (
                    cue is None
                    or resolved is None
                    or not resolved.edtf
                    or self._words.of_else.match(self._text, cue.end())
                ):
                    continue
                if not isinstance(mention.payload, DateMention) or self._is_of_another(number, mention, cue.start()):
                    continue
                floor = self._document.sentences[number].start
                stance = self._modality.stance(self._text, cue.start(), cue.end(), floor)
                if stance not in ("asserted", "planned"):
                    continue
                yield Candidate(
                    "dates",
                    resolved.edtf,
                    mention.start,
                    mention.end,
                    "event.passage",
                    _CONFIDENCE,
                    "planned" if stance == "planned" else "asserted",
                    event="planned" if stance == "planned" else str(cue.lastgroup),
                    anchor=resolved.anchor,
                )
                return

    def _is_of_another(self, number: int, date: Mention, cue: int) -> bool:
        """Tell whether an organisation itself is the subject of the word at ``cue`` (该中心在X揭牌)."""
        between = [m for m in self._mentions(number, *_ORGANISATIONS) if date.end <= m.start < cue]
        between = [m for m in between if m.group != "government"]  # an authority approves others
        return bool(between) and _DOES.fullmatch(self._text, between[-1].end, cue) is not None
