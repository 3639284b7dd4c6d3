"""Constrained clustering: judgements first, then the automatic links from the surest to the weakest.

Agglomeration under must-link and cannot-link constraints (Wagstaff & Cardie, "Clustering with Instance-level
Constraints", 2000), greedy by score as in link-based record linkage; a link that would bring together two atoms that
are kept apart is refused, so nothing forbidden is ever joined by way of a third.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from cx_extract.errors import UsageError
from cx_extract.identity.atoms import Cluster, Decision, Judgement, Resolution, decide


class Forest:
    """A union–find over keys that remembers which groups may not meet."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self.members: dict[str, list[str]] = {}
        self._apart: dict[str, set[str]] = {}

    def root(self, key: str) -> str:
        """Return the representative of the group of ``key``, which need not be known yet."""
        if key not in self._parent:
            self._parent[key] = key
            self.members[key] = [key]
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
        """Make the groups of two keys one."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return
        if (-len(self.members[b]), b) < (-len(self.members[a]), a):
            a, b = b, a  # the larger group takes in the smaller one
        small, large = a, b
        self._parent[small] = large
        self.members[large] += self.members.pop(small)
        for other in self._apart.pop(small, ()):
            self._apart[other].discard(small)
            self._apart[other].add(large)
            self._apart.setdefault(large, set()).add(other)


def judged_forest(judgements: Iterable[Judgement]) -> Forest:
    """Return a forest in which all judgements hold.

    Raises UsageError naming the pair if they contradict each other: A and B one, B and C one, A and C two.
    """
    forest = Forest()
    ordered = sorted(set(judgements))
    for judgement in ordered:
        if judgement.same:
            forest.join(judgement.left_key, judgement.right_key)
    for judgement in ordered:
        if not judgement.same:
            if forest.root(judgement.left_key) == forest.root(judgement.right_key):
                raise UsageError(
                    f"{judgement.left_key} and {judgement.right_key} are judged to be two, but other judgements make "
                    "them one: undo one of these judgements"
                )
            forest.keep_apart(judgement.left_key, judgement.right_key)
    return forest


def order_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions with the highest score first, ties by key."""
    return sorted(decisions, key=lambda d: (-d.score, d.left_key, d.right_key))


def cluster(
    names: Mapping[str, str],
    judgements: Sequence[Judgement],
    candidates: Iterable[Decision],
    *,
    accept: float,
    contradict: Callable[[Sequence[str], Sequence[str]], bool],
    display: Callable[[Sequence[str]], str],
) -> Resolution:
    """Join the atoms of ``names`` (name by key) and return the resolution.

    ``candidates`` are scored pairs, those from ``accept`` on to be joined, the others for review; ``contradict``
    tells whether two groups of keys can't be one body; ``display`` gives the canonical name of a group. Raises
    UsageError for contradictory judgements.
    """
    forest = judged_forest(judgements)
    links = [
        decide(j.left_key, j.right_key, 1.0, "judgement")
        for j in set(judgements)
        if j.same and j.left_key in names and j.right_key in names and j.left_key != j.right_key
    ]
    for key in names:
        forest.root(key)
    left_over: list[Decision] = []
    for decision in order_decisions(candidates):
        left, right = forest.root(decision.left_key), forest.root(decision.right_key)
        if left == right:
            continue
        if forest.are_apart(left, right):
            continue
        if contradict(forest.members[left], forest.members[right]):
            continue
        if decision.score < accept:
            left_over.append(decision)
            continue
        forest.join(left, right)
        links.append(decision)
    review: dict[tuple[str, str], Decision] = {}
    for decision in left_over:
        left, right = forest.root(decision.left_key), forest.root(decision.right_key)
        if left != right and not forest.are_apart(left, right):
            review.setdefault((min(left, right), max(left, right)), decision)
    clusters = []
    for members in forest.members.values():
        present = tuple(sorted(key for key in members if key in names))
        if present:
            clusters.append(Cluster(cluster_id(present), display(present), present))
    clusters.sort(key=lambda c: c.id)
    return Resolution(
        tuple(clusters),
        tuple(order_decisions(links)),
        tuple(order_decisions(review.values())),
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
