"""Constrained clustering: judgements first, then the automatic links from the surest to the weakest.

Agglomeration under must-link and cannot-link constraints (Wagstaff & Cardie, "Clustering with Instance-level
Constraints", 2000), greedy by score as in link-based record linkage; a link that would bring together two atoms that
are kept apart is refused, so nothing forbidden is ever joined by way of a third.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import Literal

from cx_extract.errors import UsageError
from cx_extract.identity.atoms import Cluster, Decision, Judgement, Resolution, decide

ACCEPT = 0.75
"""Least score of a link. Of the thresholds from 0.45 to 0.95 it has the best pairwise F1 on ``corpus/identity/dev.tsv``
for consortia, and for organisations one within 0.003 of the best (at 0.7, with more than twice the wrong pairs)."""
REVIEW = 0.45
"""Least score of a pair that a person is asked about. On the development set one in four of these pairs is one body."""

Contradiction = Literal["none", "doubtful", "certain"]
Contradict = Callable[[Sequence[tuple[int, int]], bool], Contradiction]


class Forest:
    """A union–find over keys that remembers which groups may not meet, and the labels of each group's keys."""

    def __init__(self, label_of: Mapping[str, int]) -> None:
        self._parent: dict[str, str] = {}
        self._size: dict[str, int] = {}
        self._apart: dict[str, set[str]] = {}
        self._label_of = label_of
        self.labels: dict[str, frozenset[int]] = {}

    def root(self, key: str) -> str:
        """Return the representative of the group of ``key``, which need not be known yet."""
        if key not in self._parent:
            self._parent[key] = key
            self._size[key] = 1
            self.labels[key] = frozenset({self._label_of[key]} if key in self._label_of else ())
            return key
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def are_apart(self, left: str, right: str) -> bool:
        """Tell whether a judgement keeps the groups of two keys apart."""
        return self.root(right) in self._apart.get(self.root(left), ())

    def keep_apart(self, left: str, right: str) -> None:
        """Forbid that the groups of two keys ever meet."""
        a, b = self.root(left), self.root(right)
        self._apart.setdefault(a, set()).add(b)
        self._apart.setdefault(b, set()).add(a)

    def join(self, left: str, right: str) -> None:
        """Make the groups of two keys one; the larger takes in the smaller, of equally large ones the later key."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return
        large, small = sorted((a, b), key=lambda root: (-self._size[root], root))
        self._parent[small] = large
        self._size[large] += self._size.pop(small)
        self.labels[large] |= self.labels.pop(small)
        for other in self._apart.pop(small, ()):
            self._apart[other].discard(small)
            self._apart[other].add(large)
            self._apart.setdefault(large, set()).add(other)

    def groups(self, keys: Iterable[str]) -> list[tuple[str, ...]]:
        """Return ``keys`` by group, each in ascending order."""
        found: dict[str, list[str]] = {}
        for key in sorted(keys):
            found.setdefault(self.root(key), []).append(key)
        return [tuple(group) for group in found.values()]


def _called(key: str) -> str:
    """Return an atom's key as people read it: the name, and the beginning of its article's hash."""
    article, colon, name = key.partition(":")
    return f"{name} (in {article[:12]})" if colon else key


def judged_forest(judgements: Iterable[Judgement], label_of: Mapping[str, int]) -> Forest:
    """Return a forest in which all judgements hold.

    Raises UsageError naming the pair if they contradict each other: A and B one, B and C one, A and C two.
    """
    forest = Forest(label_of)
    ordered = sorted(set(judgements))
    for judgement in ordered:
        if judgement.same:
            forest.join(judgement.left_key, judgement.right_key)
    for judgement in ordered:
        if not judgement.same:
            if forest.root(judgement.left_key) == forest.root(judgement.right_key):
                raise UsageError(
                    f"{_called(judgement.left_key)} and {_called(judgement.right_key)} are judged to be two, but other "
                    "judgements make them one: undo one of these judgements"
                )
            forest.keep_apart(judgement.left_key, judgement.right_key)
    return forest


def order_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions with the highest score first, ties by key."""
    return sorted(decisions, key=lambda d: (-d.score, d.left_key, d.right_key))


def cluster(
    names: Mapping[str, str],
    label_of: Mapping[str, int],
    judgements: Sequence[Judgement],
    candidates: Iterable[Decision],
    *,
    contradict: Contradict,
    display: Callable[[Sequence[str]], str],
) -> Resolution:
    """Join the atoms of ``names`` (name by key) and return the resolution.

    ``candidates`` are scored pairs, those from ``ACCEPT`` on to be joined, the others for review; ``contradict``
    tells of the labels of two groups (``label_of`` a key), paired each with each, and of whether the groups share one,
    how far they contradict each other: groups that certainly do are never joined, others not without being asked
    about. What a judgement has joined contradicts itself no more. ``display`` gives the canonical
    name of a group. Raises UsageError for contradictory judgements.
    """
    forest = judged_forest(judgements, label_of)
    waived = {pair for labels in forest.labels.values() for pair in product(labels, labels)}

    def contradiction(left: str, right: str) -> Contradiction:
        ours, theirs = forest.labels[left], forest.labels[right]
        if len(ours) == len(theirs) == 1 and ours == theirs:  # most links by far are between the atoms of one name
            return "none"
        every = product(ours, theirs)
        pairs = [pair for pair in every if pair[0] != pair[1] and pair not in waived]
        return contradict(pairs, len(pairs) < len(ours) * len(theirs))

    links = {
        decide(j.left_key, j.right_key, 1.0, "judgement")
        for j in judgements
        if j.same and j.left_key in names and j.right_key in names and j.left_key != j.right_key
    }
    uncertain: list[Decision] = []
    for decision in order_decisions(candidates):
        left, right = forest.root(decision.left_key), forest.root(decision.right_key)
        if left == right or forest.are_apart(left, right):
            continue
        found: Contradiction = "doubtful" if decision.score < ACCEPT else contradiction(left, right)
        if found == "doubtful":
            uncertain.append(decision)
        elif found == "none":
            forest.join(left, right)
            links.add(decision)
    review: dict[tuple[str, str], Decision] = {}
    for decision in uncertain:
        left, right = sorted((forest.root(decision.left_key), forest.root(decision.right_key)))
        if left == right or (left, right) in review or forest.are_apart(left, right):
            continue
        if contradiction(left, right) != "certain":
            review[left, right] = decision
    clusters = [Cluster(cluster_id(group), display(group), group) for group in forest.groups(names)]
    clusters.sort(key=lambda c: c.id)
    return Resolution(
        tuple(clusters),
        tuple(order_decisions(links)),
        tuple(review.values()),
        MappingProxyType({key: c.id for c in clusters for key in c.members}),
    )


def cluster_id(members: Sequence[str]) -> str:
    """Return the id of the cluster with these member keys: 16 hexadecimal digits of the smallest key's SHA-256."""
    return hashlib.sha256(min(members).encode()).hexdigest()[:16]


def fullest(names: Iterable[str]) -> str:
    """Return the longest of ``names``, of equally long ones the most frequent, then the first by code points."""
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return min(counts, key=lambda name: (-len(name), -counts[name], name), default="")
