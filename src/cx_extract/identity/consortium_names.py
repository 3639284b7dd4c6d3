"""The parts of a consortium's name (place, field, kind) and how likely two names mean one consortium."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from rapidfuzz.fuzz import ratio

from cx_extract.identity.fold import fold_name
from cx_extract.identity.known import KnownNames, alternatives
from cx_extract.identity.likeness import APART, NOTHING, SAME_NAME, Likeness, is_subsequence
from cx_extract.identity.places import Place, relate

SAME_FIELD = 0.82
SAME_WORDING = 0.1
PLACE_OMITTED = -0.04
PLACE_WITHIN = -0.35
FIELD_VARIANT = -0.06
ALMOST_SAME_WORDING = 0.05
MODIFIER_OMITTED = 0.64
FIELD_SHORTENED = 0.5
HEAD_OMITTED = 0.45
OTHER_KIND = 0.35
NEAR_SPELLING = 0.5

_NEAR = 85.0
"""As for organisations: Indel ratio (0..100) of rapidfuzz at which two fields may be one, misspelt."""
_LONG_ENOUGH = 5
_MOST = 80.0
"""Least Indel ratio of a field to the same one with a modifier in front (动力电池回收, 废旧动力电池回收)."""


@dataclass(frozen=True, slots=True)
class ConsortiumName:
    """A name taken apart: 江苏省 + 海上风电运维 + 创新联合体.

    ``field`` is what lies between place and kind, ``plain`` the field without words that come and go; ``wording`` is
    how the kind is worded (产业技术创新战略联盟), also plain, ``kind`` one word for all wordings of it.
    """

    text: str
    place: Place | None = None
    is_national: bool = False
    field: str = ""
    plain: str = ""
    wording: str = ""
    plain_wording: str = ""
    kind: str = ""

    @property
    def is_placed(self) -> bool:
        """Whether the name itself says where the consortium belongs, be it to the whole country."""
        return self.place is not None or self.is_national


class ConsortiumNameParser:
    """Takes names of consortia apart by the words of one set of rules; remembers what it has seen."""

    def __init__(self, known: KnownNames) -> None:
        lexicon = known.lexicon["consortium"]
        self._known = known
        self._kind_of = {fold_name(word): kind for kind, words in lexicon["kinds"].items() for word in words}
        self._ending = re.compile(f"(?:{alternatives(chain(*lexicon['kinds'].values()))})$")
        self._national = re.compile(f"^(?:{alternatives(lexicon['words']['national'])})")
        self._optional = re.compile(alternatives(lexicon["words"]["optional"]))
        self._cache: dict[str, ConsortiumName] = {}

    def parse(self, name: str) -> ConsortiumName:
        """Return the parts of ``name`` (any string)."""
        text = re.sub(r"[()]", "", fold_name(name))
        if text not in self._cache:
            self._cache[text] = self._parse(text)
        return self._cache[text]

    def _parse(self, text: str) -> ConsortiumName:
        national = self._national.match(text)
        rest = text[national.end() :] if national else text
        place, length = self._known.places.begin(rest)
        rest = rest[length:]
        ending = self._ending.search(rest)
        wording = ending.group() if ending else ""
        field = rest.removesuffix(wording)
        plain = self._optional.sub("", field) or field
        is_national = national is not None and place is None
        plain_wording = self._optional.sub("", wording)
        kind = self._kind_of.get(wording, "")
        return ConsortiumName(text, place, is_national, field, plain, wording, plain_wording, kind)


def compare_names(left: ConsortiumName, right: ConsortiumName) -> Likeness:
    """Return how alike two names are; empty names say nothing."""
    if not left.text or not right.text:
        return NOTHING
    if left.text == right.text:
        return Likeness(SAME_NAME, ("same_name",))
    place = relate(left.place, right.place)
    elsewhere = place == "apart" or (place == "unknown" and left.place and right.place)
    if elsewhere or (left.is_national and right.place) or (right.is_national and left.place):
        return APART
    found = _fields(left, right)
    if not found.score:
        return NOTHING
    score, evidence = found.score, [*found.evidence]
    if place == "equal":
        evidence.append("same_place")
    elif place == "within":
        score += PLACE_WITHIN
    elif left.place or right.place or left.is_national != right.is_national:
        score += PLACE_OMITTED
    return Likeness(round(score, 4), tuple(evidence))


def _fields(left: ConsortiumName, right: ConsortiumName) -> Likeness:
    if not left.field or not right.field:
        return NOTHING
    if left.plain == right.plain:
        if left.kind != right.kind:
            return Likeness(OTHER_KIND, ("same_field", "other_kind"))
        score = SAME_FIELD + (FIELD_VARIANT if left.field != right.field else 0.0)
        if left.wording == right.wording:
            score += SAME_WORDING
        elif left.plain_wording == right.plain_wording:
            score += ALMOST_SAME_WORDING
        return Likeness(score, ("same_field",))
    if left.kind != right.kind:
        return NOTHING
    short, long = sorted((left.field, right.field), key=lambda field: (len(field), field))
    if len(short) > 1 and is_subsequence(short, long):
        if not long.endswith(short[-2:]):  # the head of a Chinese noun stands last: 叶片 and 叶片制造 are two things
            return Likeness(HEAD_OMITTED, ("field_shortened",))
        score = MODIFIER_OMITTED if ratio(short, long) >= _MOST else FIELD_SHORTENED
        return Likeness(score, ("modifier_omitted",))
    if len(short) >= _LONG_ENOUGH and ratio(short, long) >= _NEAR:
        return Likeness(NEAR_SPELLING, ("near_spelling",))
    return NOTHING
