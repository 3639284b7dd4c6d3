"""Which organisation names of different articles mean one organisation."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from cx_extract.identity.ambiguity import Scored, lower_ambiguous
from cx_extract.identity.atoms import Decision, Judgement, OrganisationAtom, Resolution, decide, one_per_key
from cx_extract.identity.blocks import organisation_pairs
from cx_extract.identity.clustering import REVIEW, Contradiction, cluster, fullest
from cx_extract.identity.known import KnownNames
from cx_extract.identity.likeness import SAME_NAME, NameComparer
from cx_extract.identity.names import NameParser
from cx_extract.identity.nodes import Node, are_elsewhere, make_nodes
from cx_extract.identity.places import relate_sets

ALIAS = 0.88
ALIAS_OF_MANY = 0.6
SHARED_CONSORTIUM = 0.15
SAME_REGION = 0.08
ELSEWHERE = -0.3
COMPLETED = -0.1
COMMON_NAME = -0.1
COMMON_NAME_TWICE = -0.2
"""A name that many bear, without a place in both articles, says less than beside the same name with its place."""
UNSUPPORTED = 0.6
"""The most that a generic name without any context reaches."""


def resolve_organisations(
    atoms: Sequence[OrganisationAtom], judgements: Sequence[Judgement], gazetteer: KnownNames
) -> Resolution:
    """Return the organisations that ``atoms`` name, whatever the order of atoms and judgements.

    Raises UsageError for contradictory judgements.
    """
    atoms = one_per_key(atoms)
    comparer = NameComparer(NameParser(gazetteer))
    nodes = make_nodes(atoms, judgements, comparer.parser, gazetteer.places)

    @functools.cache  # each pair is asked about for every rival of both, and again with every link of their groups
    def verdict(left: int, right: int) -> Contradiction:
        return _contradiction(nodes[left], nodes[right], comparer)

    def contradict(pairs: Sequence[tuple[int, int]], _: bool) -> Contradiction:
        found = {verdict(min(pair), max(pair)) for pair in pairs}
        return "certain" if "certain" in found else "doubtful" if "doubtful" in found else "none"

    scores: dict[tuple[int, int], Scored] = {}
    for left, right in organisation_pairs(nodes, comparer, gazetteer.places):
        found = _score(nodes[left], nodes[right], comparer)
        if found[0] >= REVIEW:
            scores[left, right] = found
    scores = lower_ambiguous(scores, lambda a, b: verdict(a, b) != "none")
    node_of = {key: index for index, node in enumerate(nodes) for key in node.keys}
    names = {atom.key: atom.name for atom in atoms}

    return cluster(
        names,
        node_of,
        judgements,
        [*_within(nodes), *_between(scores, nodes)],
        contradict=contradict,
        display=lambda members: fullest(names[key] for key in members),
    )


def _within(nodes: Sequence[Node]) -> list[Decision]:
    return [decide(node.keys[0], key, SAME_NAME, "same_name") for node in nodes for key in node.keys[1:]]


def _between(scores: Mapping[tuple[int, int], Scored], nodes: Sequence[Node]) -> list[Decision]:
    return [
        decide(nodes[left].keys[0], nodes[right].keys[0], score, *evidence)
        for (left, right), (score, evidence) in scores.items()
    ]


def _contradiction(left: Node, right: Node, comparer: NameComparer) -> Contradiction:
    """Tell how far two nodes contradict each other; in doubt are names that differ as a renamed firm's do, and one that
    many bear with contexts in other places."""
    likeness = comparer.compare(left.name, right.name)
    if likeness.apart or _are_elsewhere(left, right):
        return "certain"
    common = not (left.name.stands_alone and right.name.stands_alone)
    return "doubtful" if likeness.is_doubtful or (common and are_elsewhere(left, right)) else "none"


def _are_elsewhere(left: Node, right: Node) -> bool:
    """Tell whether a generic name is in question and the contexts lie in other places."""
    return (left.name.is_generic or right.name.is_generic) and are_elsewhere(left, right)


def _score(left: Node, right: Node, comparer: NameComparer) -> Scored:
    """Return the score of two nodes, 0 if they can't be one, and the evidence for it."""
    likeness = comparer.compare(left.name, right.name)
    if likeness.apart or _are_elsewhere(left, right):
        return 0.0, ()
    score, evidence, supported = likeness.score, list(likeness.evidence), False
    if _ties(left, right) or _ties(right, left):
        generic = left.name.is_generic or right.name.is_generic
        supported = not generic
        score = max(score, ALIAS_OF_MANY if generic and not left.articles & right.articles else ALIAS)
        evidence.append("alias_in_article")
    if not evidence:
        return 0.0, ()
    if left.consortia & right.consortia:
        score, supported = score + SHARED_CONSORTIUM, True
        evidence.append("shared_consortium")
    where = relate_sets(left.places, right.places)
    if where in ("equal", "within") and "same_place" not in evidence:
        score, supported = score + SAME_REGION, True
        evidence.append("same_region")
    alone = left.name.stands_alone and right.name.stands_alone
    if not alone and where == "apart":
        score += ELSEWHERE
        evidence.append("other_region")
    if left.is_completed != right.is_completed:
        score += COMPLETED
        evidence.append("region_completes_name")
    if not alone and not supported:
        score += COMMON_NAME_TWICE if "same_name" in evidence else COMMON_NAME
        if left.name.is_generic or right.name.is_generic:
            score = min(score, UNSUPPORTED)
    return round(min(1.0, max(0.0, score)), 4), tuple(evidence)


def _ties(owner: Node, other: Node) -> bool:
    forms = owner.aliases | owner.name.second
    return other.name.text in forms
