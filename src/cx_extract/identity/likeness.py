"""How likely two names, taken apart, mean one organisation, before any context is looked at.

A short list of rules, each with its score and its word of evidence. The scores are no probabilities: they were set by
hand so that their order is the order of trust, and so that on ``corpus/identity/dev.tsv`` pairs of one body lie above
``clustering.ACCEPT`` and the others below, with what place and context add or take.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import LCSseq
from rapidfuzz.fuzz import ratio

from cx_extract.identity.names import TELLING_NUMBER, Name, NameParser
from cx_extract.identity.places import CHINA, PlaceRelation, relate

SAME_NAME = 0.98
GAZETTEER = 0.97
SAME_CORE = 0.85
SAME_INDUSTRY = 0.75
CORE_BEGINS = 0.65
SAME_BRAND = 0.65
SAME_PART = 0.95
PARENT_OMITTED = 0.8
PARENT_OMITTED_OF_MANY = 0.55
BRANCH_SHORT_FORM = 0.65
ABBREVIATION = 0.66
CONTRACTION = 0.72
FAR_ABBREVIATION = 0.6
CONTAINED = 0.55
PART_WITHOUT_PLACE = 0.6
UNIVERSITY_SHORT = 0.5
HEAD_OMITTED = 0.8
NEAR_SPELLING = 0.5
OTHER_INDUSTRY_WORDS = 0.5
OTHER_FIRM_OF_GROUP = 0.5

SAME_PLACE = 0.1
NO_PLACE = 0.05
PLACE_WITHIN = -0.1
PLACE_WITHIN_IN_FULL = -0.25
PLACE_OMITTED_IN_FULL = -0.15
PLACE_OMITTED_OF_SCHOOL = -0.2
OTHER_REGISTERED_NAME = -0.25
"""The gazetteer has a firm's registered names; another one with a place is a subsidiary's (厦门三安光电有限公司)."""
SEAT_IN_BRACKETS = -0.1
SEAT_OF_ANOTHER = -0.25
SAME_PARENT = 0.1

_NEAR = 85.0
"""Least similarity (0..100, Indel ratio of rapidfuzz) of two spellings of one core; one character in seven differs."""
_LONG_ENOUGH = 5
"""Code points below which a similar spelling says nothing."""
_BEGINNING = 3
_LEAST_KEPT = 0.4
"""Share of the characters that an abbreviation keeps to be sure: 化物 of 化学物理, not 地理 of 地质与地球物理."""
CONTRACTED = (3, 4)
"""Code points of the short forms that keep a trade name whole and pick from the rest."""
_LONGEST_SHORT_UNIVERSITY = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` in 0..1 with its evidence, or ``apart``: the names can't mean one organisation.

    ``is_doubtful`` tells of two names that are of one firm only if it was renamed: registered names that differ, or a
    short form of another industry.
    """

    score: float = 0.0
    evidence: tuple[str, ...] = ()
    apart: bool = False
    is_doubtful: bool = False


NOTHING = Likeness()
APART = Likeness(apart=True)


class NameComparer:
    """Compares names; remembers what it has compared."""

    def __init__(self, parser: NameParser) -> None:
        self.parser = parser
        self._cache: dict[tuple[str, str], Likeness] = {}
        self._forms: dict[str, list[Name]] = {}

    def compare(self, left: Name, right: Name) -> Likeness:
        """Return how alike two names are; the order does not matter."""
        key = (left.text, right.text) if left.text <= right.text else (right.text, left.text)
        if key not in self._cache:
            first, second = (left, right) if left.text <= right.text else (right, left)
            self._cache[key] = self._compare(first, second)
        return self._cache[key]

    def forms(self, name: Name) -> list[Name]:
        """Return the structures that a name stands for: the official ones if the gazetteer knows it, or its own.

        A numbered name (中国船舶七〇八所) is one beside its official one, which may have no number.
        """
        if not name.rows:
            return [name]
        if name.text not in self._forms:
            official = [self.parser.parse(row) for row in sorted(name.rows)]
            self._forms[name.text] = [*official, name] if name.number else official
        return self._forms[name.text]

    def _compare(self, left: Name, right: Name) -> Likeness:
        if left.text == right.text:
            return Likeness(SAME_NAME, ("same_name",))
        if left.rows and right.rows:
            return Likeness(GAZETTEER, ("gazetteer_alias",)) if left.rows & right.rows else APART
        found = [self._structures(a, b) for a in self.forms(left) for b in self.forms(right)]
        if all(one.apart for one in found):
            return APART
        return max((one for one in found if not one.apart), key=lambda one: one.score)

    def _structures(self, left: Name, right: Name) -> Likeness:
        if left.text == right.text:
            return Likeness(SAME_NAME, ("same_name",))
        if left.parent and right.parent:
            return self._two_parts(left, right)
        if left.parent or right.parent:
            return self._part_and_whole(left, right) if left.parent else self._part_and_whole(right, left)
        return self._two_wholes(left, right)

    def _two_parts(self, left: Name, right: Name) -> Likeness:
        part = _parts(left, right)
        if part.apart or not part.score:
            return part
        parents = self.compare(self.parser.parse(left.parent), self.parser.parse(right.parent))
        if parents.apart and self._are_of_one_group(left.parent, right.parent):
            return Likeness(min(part.score, GAZETTEER), ("same_part", "parents_of_one_group"))
        if parents.apart:
            if not self._lineage(left) & self._lineage(right):
                return APART
            return Likeness(min(part.score, ABBREVIATION), ("same_part", "parent_of_parent"))
        if not parents.score:
            return NOTHING
        score = part.score + (0.0 if "same_part" in part.evidence else SAME_PARENT)
        return Likeness(min(score, parents.score), ("same_part", f"parent_{parents.evidence[0]}"))

    def _are_of_one_group(self, left: str, right: str) -> bool:
        """Tell whether two names differ in nothing but the legal form: a branch of one is said to be of the other."""
        return any(
            a.core == b.core and relate(a.place, b.place) != "apart"
            for a in self.forms(self.parser.parse(left))
            for b in self.forms(self.parser.parse(right))
            if a.core and a.is_company and b.is_company
        )

    def _lineage(self, name: Name) -> set[str]:
        """Return what identifies a name's parent, that one's parent, and so on."""
        found: set[str] = set()
        while name.parent:
            parent = self.parser.parse(name.parent)
            if found & (parent.rows or {parent.text}):
                break
            found |= parent.rows or {parent.text}
            name = next((form for form in self.forms(parent) if form.parent), Name(""))
        return found

    def _part_and_whole(self, part: Name, whole: Name) -> Likeness:
        if (whole.rows or {whole.text}) & self._lineage(part):
            return APART
        parent = self.parser.parse(part.parent)
        if self.compare(parent, whole).score >= PARENT_OMITTED:
            return APART
        if part.body == "分公司" and not part.core and part.place and relate(part.place, whole.place) == "equal":
            if len(whole.core) > 1 and parent.text.endswith(whole.core):
                return Likeness(BRANCH_SHORT_FORM, ("branch_short_form", "same_place"))
            return NOTHING
        own = _parts(part, whole)
        if own.apart or not own.score or not part.body:
            return NOTHING
        if part.place is None and any(relate(form.place, whole.place) == "apart" for form in self.forms(parent)):
            return NOTHING  # 北京大学人民医院, 深圳市人民医院
        telling = len(part.core) > 1 and (part.place is not None or len(part.core) > _BEGINNING)
        telling = telling or part.number >= TELLING_NUMBER
        score = PARENT_OMITTED if telling else PARENT_OMITTED_OF_MANY
        return Likeness(min(score, own.score), ("parent_omitted",))

    def _two_wholes(self, left: Name, right: Name) -> Likeness:
        if left.number != right.number:
            return APART if left.body == right.body else NOTHING
        place = relate(left.place, right.place)
        if place == "apart":
            return APART
        if place == "unknown" and left.place and right.place:
            return NOTHING  # 西北矿冶研究院, 长沙矿冶研究院
        if left.body and right.body and not _same_body(left.body, right.body):
            return NOTHING
        if left.body and right.body and place == "within":
            return APART  # a province's hospital or academy is none of its cities'
        found = _institutes(left, right) if left.body or right.body else _companies(left, right, place)
        if found.apart or not found.score:
            return found
        both = left.is_complete and right.is_complete
        if place == "within" and both and left.core != right.core:
            return APART  # 浙江瑞泰新材料有限公司, 宁波瑞泰新材料科技有限公司
        score = round(min(found.score + _placing(left, right, place), GAZETTEER), 4)
        evidence = (*found.evidence, "same_place") if place == "equal" else found.evidence
        return Likeness(score, evidence, is_doubtful=found.is_doubtful or (both and place == "within"))


def _placing(left: Name, right: Name, place: PlaceRelation) -> float:
    """Return what the places of two names add to their score."""
    both = left.is_complete and right.is_complete
    if place == "equal":
        return SAME_PLACE
    seat = SEAT_OF_ANOTHER if both else SEAT_IN_BRACKETS
    added = seat if left.has_seat != right.has_seat else 0.0
    if place == "within":
        added += PLACE_WITHIN_IN_FULL if both else PLACE_WITHIN
    elif left.place is None and right.place is None:
        added += NO_PLACE
    elif left.is_school and right.is_school:
        added += PLACE_OMITTED_OF_SCHOOL
    elif both:
        added += OTHER_REGISTERED_NAME if left.rows or right.rows else PLACE_OMITTED_IN_FULL
    return added


def _companies(left: Name, right: Name, place: PlaceRelation) -> Likeness:
    both = left.is_complete and right.is_complete
    if left.core == right.core and left.core:
        if both and left.is_group != right.is_group:
            return Likeness(is_doubtful=True) if left.industry else APART  # 象屿集团有限公司, 象屿股份有限公司
        if both and left.is_group and left.is_stock != right.is_stock:
            return Likeness(OTHER_FIRM_OF_GROUP, ("same_core",), is_doubtful=True)  # 东风汽车集团（股份）有限公司
        return _trade_names(left, right, place)
    short, long = sorted((left, right), key=lambda name: (len(name.core), name.core))
    if left.brand and left.brand == right.brand:
        if not short.industry:
            return APART if both else Likeness(SAME_BRAND, ("same_brand",))
        if is_subsequence(short.industry, long.industry):
            if both:
                return Likeness(OTHER_INDUSTRY_WORDS, ("same_brand", "other_industry_words"), is_doubtful=True)
            return Likeness(SAME_INDUSTRY, ("same_brand", "same_industry"))
        # 扬杰科技 and 扬杰电子 may both be short for 扬杰电子科技; 海润风电 is not short for 海润光伏科技有限公司
        return Likeness(is_doubtful=left.is_complete or right.is_complete)
    if len(short.core) >= _BEGINNING and long.core.startswith(short.core) and not short.is_complete:
        return Likeness(CORE_BEGINS, ("core_begins",))
    if not short.is_complete and is_contraction(short.core, long.core):
        return Likeness(CONTRACTION, ("abbreviation",))
    return _spelling(left.core, right.core)


def _trade_names(left: Name, right: Name, place: PlaceRelation) -> Likeness:
    """Compare names of one core; a bare trade name (柳工) says no more than that the group is the same."""
    telling = left.industry or len(left.core) > _BEGINNING or place == "equal"
    if telling or (left.is_complete and right.is_complete) or (left.is_group and right.is_group):
        return Likeness(SAME_CORE, ("same_core",))
    return NOTHING if left.is_group or right.is_group else Likeness(SAME_BRAND, ("same_brand",))


def _institutes(left: Name, right: Name) -> Likeness:
    if not (left.body and right.body):
        bare = left if not left.body else right
        full = right if bare is left else left
        beside = relate(left.place, right.place) == "equal" or left.place is right.place
        if full.body == "大学" and bare.text.endswith("大") and len(bare.text) <= _LONGEST_SHORT_UNIVERSITY:
            return _short_university(bare.text, full.text)
        if left.core == right.core and len(left.core) > 1 and full.is_school and not bare.is_company and beside:
            return Likeness(HEAD_OMITTED, ("same_core", "head_omitted"))
        return NOTHING
    if left.core == right.core:
        return Likeness(SAME_CORE, ("same_core",)) if left.core or left.number or left.place else NOTHING
    abbreviated = None if left.is_school else _abbreviated(left.core, right.core)
    return abbreviated or _spelling(left.core, right.core)


def _short_university(short: str, full: str) -> Likeness:
    if short[0] == full[0] and is_subsequence(short, full):
        return Likeness(UNIVERSITY_SHORT, ("abbreviation",))
    return NOTHING


def _abbreviated(left: str, right: str) -> Likeness | None:
    """Compare an abbreviation, which picks characters (农机, 农业机械), or a core within another."""
    short, long = sorted((left, right), key=lambda core: (len(core), core))
    if not short or short[0] != long[0] or not is_subsequence(short, long):
        return None
    if short in long:
        return Likeness(CONTAINED, ("core_contained",))
    close = len(short) >= _LEAST_KEPT * len(long)
    return Likeness(ABBREVIATION if close else FAR_ABBREVIATION, ("abbreviation",))


def _parts(left: Name, right: Name) -> Likeness:
    """Compare what stands behind the parents."""
    place = relate(left.place, right.place)
    if left.number != right.number or place == "apart":
        return APART
    if left.via and right.via and not (left.via in right.via or right.via in left.via):
        return APART
    if not _same_body(left.body, right.body) or (place == "unknown" and left.place and right.place):
        return NOTHING
    placed = bool(left.place) == bool(right.place)
    if left.core == right.core:
        if placed:
            return Likeness(SAME_PART, ("same_part",))
        if left.number:
            return Likeness(SAME_CORE, ("same_part",))  # the parent counts its parts once: 附属第七医院（深圳）
        return Likeness(PART_WITHOUT_PLACE, ("same_part",)) if left.core else NOTHING
    found = _abbreviated(left.core, right.core)
    if found and not placed:
        return Likeness(CONTAINED, found.evidence)  # 中科院成都光电所, 中国科学院光电技术研究所
    if found:
        return Likeness(found.score + (SAME_PLACE if place == "equal" else 0.0), found.evidence)
    return _spelling(left.core, right.core) if placed else NOTHING


def _same_body(left: str, right: str) -> bool:
    """Tell whether two heads can be one: equal, or one the shorter form of the other (中心, 研究中心)."""
    return left == right or (bool(left and right) and (left.endswith(right) or right.endswith(left)))


def _spelling(left: str, right: str) -> Likeness:
    if min(len(left), len(right)) >= _LONG_ENOUGH and ratio(left, right) >= _NEAR:
        return Likeness(NEAR_SPELLING, ("near_spelling",))
    return NOTHING


def is_contraction(short: str, long: str) -> bool:
    """Tell whether ``short`` is a trade name of two characters with some of what follows it (黔云数科)."""
    if len(short) not in CONTRACTED or short[:2] != long[:2] or short[:2] == CHINA.name:
        return False
    return short[2:] not in long and is_subsequence(short[2:], long[2:])


def is_subsequence(short: str, long: str) -> bool:
    """Tell whether ``short`` keeps some of the characters of ``long`` in their order, as abbreviations do."""
    return LCSseq.similarity(short, long) == len(short)
