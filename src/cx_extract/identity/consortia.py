"""Which records of different articles tell of one consortium."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Literal

from cx_extract.identity.ambiguity import Scored, lower_ambiguous
from cx_extract.identity.atoms import Cluster, ConsortiumAtom, Judgement, Resolution, decide, one_per_key
from cx_extract.identity.blocks import Key, block_pairs
from cx_extract.identity.clustering import REVIEW, Contradiction, cluster, fullest
from cx_extract.identity.consortium_names import ConsortiumName, ConsortiumNameParser, compare_names
from cx_extract.identity.fold import fold_name
from cx_extract.identity.known import KnownNames
from cx_extract.identity.likeness import SAME_NAME, Likeness
from cx_extract.identity.places import Place, relate

ALIAS = 0.85
UNNAMED = 0.5
UNNAMED_AND_NAMED = 0.4
SAME_LEAD = 0.12
SAME_MEMBERS = 0.25
A_SAME_MEMBER = 0.15
OTHER_LEAD = -0.25
OTHER_LEAD_OF_PLACED = -0.12
SAME_REGION = 0.1
SAME_YEAR = 0.15
SAME_YEAR_OF_NAMED = 0.03
OTHER_YEAR = -0.15
UNSUPPORTED = -0.3
UNSUPPORTED_SPECIFIC = -0.15

_SPECIFIC = 6
"""Code points from which a field (新能源汽车智能安全) is hardly that of two consortia; shorter ones are (氢能)."""
_YEAR = re.compile(r"\d{4}")
_YEARS_APART = 2
"""Founding years from this difference on are no slip about when founding, approval or launch was."""

_Bond = Literal["apart", "connected", "unconnected", "unnamed"]
"""Two records can't be one; their names have something in common, or nothing; one of them has no name."""


@dataclass(frozen=True, slots=True)
class _Node:
    """Records of one name in one context; leads and members are ids of organisations' clusters."""

    keys: tuple[str, ...]
    name: ConsortiumName
    aliases: frozenset[str]
    region: Place | None
    leads: frozenset[str]
    members: frozenset[str]
    year: int
    articles: frozenset[str]

    @property
    def place(self) -> Place | None:
        return self.name.place or self.region

    @property
    def places(self) -> frozenset[Place]:
        return frozenset({self.place} if self.place else ())


def resolve_consortia(
    atoms: Sequence[ConsortiumAtom],
    judgements: Sequence[Judgement],
    organisation_clusters: Sequence[Cluster],
    gazetteer: KnownNames,
) -> Resolution:
    """Return the consortia that ``atoms`` tell of, whatever the order of atoms, judgements and clusters.

    ``organisation_clusters`` are the clusters of the organisations named in ``leads`` and ``members``; a name that is
    in none of them stands for itself. Raises UsageError for contradictory judgements.
    """
    atoms = one_per_key(atoms)
    body_of = {key: one.id for one in organisation_clusters for key in one.members}
    nodes = _make_nodes(atoms, judgements, body_of, gazetteer)
    scores: dict[tuple[int, int], Scored] = {}
    for left, right in block_pairs(nodes, _keys, gazetteer.places):
        found = _score(nodes[left], nodes[right])
        if found[0] >= REVIEW:
            scores[left, right] = found

    @functools.cache  # each pair is asked about for every rival of both, and again with every link of their groups
    def bond(left: int, right: int) -> _Bond:
        return _bond(nodes[left], nodes[right])

    scores = lower_ambiguous(scores, lambda a, b: bond(a, b) in ("apart", "unconnected"))
    candidates = [decide(node.keys[0], key, SAME_NAME, "same_name") for node in nodes for key in node.keys[1:]]
    for (left, right), (score, evidence) in scores.items():
        candidates.append(decide(nodes[left].keys[0], nodes[right].keys[0], score, *evidence))
    names = {atom.key: atom.name for atom in atoms}

    def contradict(pairs: Sequence[tuple[int, int]], share: bool) -> Contradiction:
        return "certain" if _contradict({bond(min(pair), max(pair)) for pair in pairs}, share) else "none"

    return cluster(
        names,
        {key: index for index, node in enumerate(nodes) for key in node.keys},
        judgements,
        candidates,
        contradict=contradict,
        display=lambda members: fullest(names[key] for key in members if names[key]),
    )


def _make_nodes(
    atoms: Sequence[ConsortiumAtom], judgements: Sequence[Judgement], body_of: Mapping[str, str], known: KnownNames
) -> list[_Node]:
    parser = ConsortiumNameParser(known)
    split = {key for j in judgements if not j.same for key in (j.left_key, j.right_key)}
    groups: dict[tuple[object, ...], list[_Node]] = defaultdict(list)
    for atom in atoms:
        leads, members = (
            frozenset(body_of.get(f"{atom.article}:{name}", fold_name(name)) for name in names)
            for names in (atom.leads, atom.members)
        )
        year = _YEAR.match(atom.founded)
        node = _Node(
            (atom.key,),
            parser.parse(atom.name),
            frozenset(parser.parse(alias).text for alias in atom.aliases) - {""},
            known.places.get(atom.region),
            leads,
            members,
            int(year.group()) if year else 0,
            frozenset({atom.article}),
        )
        whole = (node.name.text, node.aliases, node.region, leads, members, node.year)
        groups[(atom.key,) if atom.key in split or not atom.name else whole].append(node)
    return [_merge(group) for group in groups.values()]


def _merge(group: Sequence[_Node]) -> _Node:
    first = group[0]
    keys = tuple(key for node in group for key in node.keys)
    articles = frozenset(article for node in group for article in node.articles)
    return _Node(keys, first.name, first.aliases, first.region, first.leads, first.members, first.year, articles)


def _keys(node: _Node) -> Iterator[Key]:
    name = node.name
    if not name.text:
        for lead in node.leads:
            yield ("lead", lead)
        return
    for form in (name.text, *node.aliases):
        yield ("form", form)
    for lead in node.leads:
        yield ("lead", lead)
    yield ("field", name.plain)
    for start in range(len(name.field) - 2):
        yield ("three", name.field[start : start + 3], name.place.name if name.place else "")


def _are_apart(left: _Node, right: _Node, names: Likeness) -> bool:
    """Tell whether two records can't be of one consortium: places that exclude each other, or one article's records.

    An article has one record of each consortium (guideline, section 1).
    """
    if names.apart or relate(left.place, right.place) == "apart":
        return True
    return not left.articles.isdisjoint(right.articles)


def _bond(left: _Node, right: _Node) -> _Bond:
    """Return what two records say of groups that they are in."""
    names = compare_names(left.name, right.name)
    if _are_apart(left, right, names):
        return "apart"
    if not (left.name.text and right.name.text):
        return "unnamed"
    return "connected" if names.score or _tied(left, right) else "unconnected"


def _contradict(bonds: Set[_Bond], share: bool) -> bool:
    """Tell whether two groups can't be one: two records apart, or, if they share none, names that nothing connects."""
    return "apart" in bonds or (not share and "unconnected" in bonds and "connected" not in bonds)


def _tied(left: _Node, right: _Node) -> bool:
    """Tell whether one record gives the other's name as an alias, or both give one."""
    return bool(({left.name.text} | left.aliases) & ({right.name.text} | right.aliases) - {""})


def _score(left: _Node, right: _Node) -> Scored:
    """Return the score of two nodes, 0 if they can't be one, and the evidence for it."""
    likeness = compare_names(left.name, right.name)
    if _are_apart(left, right, likeness):
        return 0.0, ()
    if not (left.name.text and right.name.text):
        return _score_unnamed(left, right)
    score, evidence = likeness.score, [*likeness.evidence]
    if _tied(left, right) and "same_name" not in evidence:
        score = max(score, ALIAS)
        evidence.append("alias_in_article")
    if not evidence:
        return 0.0, ()
    placed = left.name.is_placed and right.name.is_placed
    supported = placed or any(a.name.is_placed and a.name.text in b.aliases for a, b in ((left, right), (right, left)))
    doubts = [0.0]
    if left.leads & right.leads:
        score, supported = score + SAME_LEAD, True
        evidence.append("same_lead")
    elif left.leads and right.leads and not (left.leads & right.members or right.leads & left.members):
        doubts.append(OTHER_LEAD_OF_PLACED if placed else OTHER_LEAD)
        evidence.append("other_lead")
    if not placed and relate(left.place, right.place) in ("equal", "within"):
        score, supported = score + SAME_REGION, True
        evidence.append("same_region")
    shared, shared_evidence = _members(left, right)
    score, supported = score + shared, supported or bool(shared)
    evidence += shared_evidence
    if left.year and right.year:
        apart = abs(left.year - right.year) >= _YEARS_APART
        score += OTHER_YEAR if apart else SAME_YEAR_OF_NAMED
        evidence.append("other_year" if apart else "same_year")
    if not supported:
        specific = min(len(left.name.field), len(right.name.field)) >= _SPECIFIC
        doubts.append(UNSUPPORTED_SPECIFIC if specific else UNSUPPORTED)
    return round(min(1.0, max(0.0, score + min(doubts))), 4), tuple(evidence)


def _score_unnamed(left: _Node, right: _Node) -> Scored:
    """Score records of which one or both have no name: only an equal lead brings them together, and more beside it."""
    if not left.leads & right.leads:
        return 0.0, ()
    apart = left.year and right.year and abs(left.year - right.year) >= _YEARS_APART
    if apart:
        return 0.0, ()
    score, evidence = UNNAMED_AND_NAMED if left.name.text or right.name.text else UNNAMED, ["same_lead"]
    if left.year and right.year:
        score += SAME_YEAR
        evidence.append("same_year")
    if relate(left.place, right.place) in ("equal", "within"):
        score += SAME_REGION
        evidence.append("same_region")
    shared, shared_evidence = _members(left, right)
    return round(min(1.0, score + shared), 4), (*evidence, *shared_evidence)


def _members(left: _Node, right: _Node) -> tuple[float, list[str]]:
    shared = len(left.members & right.members)
    if not shared:
        return 0.0, []
    return (SAME_MEMBERS if shared > 1 else A_SAME_MEMBER), ["same_members"]
