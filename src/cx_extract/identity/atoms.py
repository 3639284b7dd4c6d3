"""What identity is decided on, and what a decision looks like.

An atom is one name in one article; a resolution joins atoms into clusters, each cluster one body of the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass, field
from types import MappingProxyType
from typing import TypeVar


@dataclass(frozen=True, slots=True)
class OrganisationAtom:
    """One organisation name in one article.

    ``key`` is ``f"{article_sha256}:{normalised name}"``; ``name`` is the name as the article's table shows it;
    ``aliases`` are the short forms that the article itself ties to it; ``regions`` are those of the consortia it
    belongs to in that article, and ``consortia`` their normalised names.
    """

    key: str
    name: str
    article: str
    aliases: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    consortia: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ConsortiumAtom:
    """One consortium record of one article.

    ``key`` is ``f"{article_sha256}:{normalised name}"``, or ``f"{article_sha256}:@{start offset}"`` where the record
    has no name (``name`` is then empty). ``leads`` and ``members`` are normalised organisation names, so that
    ``f"{article}:{lead}"`` is the key of an organisation's atom; ``founded`` is an EDTF date, ``published`` the
    article's date, YYYY-MM-DD; both may be empty.
    """

    key: str
    name: str
    article: str
    aliases: frozenset[str] = frozenset()
    region: str = ""
    leads: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    founded: str = ""
    published: str = ""


Atom = TypeVar("Atom", OrganisationAtom, ConsortiumAtom)


def one_per_key(atoms: Iterable[Atom]) -> list[Atom]:
    """Return atoms in the order of their keys; of several with one key, the first in the order of all their fields."""
    found: dict[str, Atom] = {}
    for atom in atoms:
        held = found.setdefault(atom.key, atom)
        if held is not atom and _order(atom) < _order(held):  # comparing all fields of all atoms is dear
            found[atom.key] = atom
    return [found[key] for key in sorted(found)]


def _order(atom: OrganisationAtom | ConsortiumAtom) -> list[object]:
    return [sorted(value) if isinstance(value, frozenset) else value for value in astuple(atom)]


@dataclass(frozen=True, slots=True, order=True)
class Judgement:
    """What a person decided on two atoms: one body (``same``) or two. It wins over whatever names and contexts say.

    A key whose atom is gone still counts: if A and B are one and B and C are one, A and C are.
    """

    left_key: str
    right_key: str
    same: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """Two atoms held to be one (in ``Resolution.links``) or possibly one (in ``Resolution.review``).

    ``left_key < right_key``; ``score`` is in 0..1; ``evidence`` names the reasons, the telling one first, such as
    ``("same_core", "same_region")``.
    """

    left_key: str
    right_key: str
    score: float
    evidence: tuple[str, ...]


def decide(key: str, other: str, score: float, *evidence: str) -> Decision:
    """Return the decision on two atoms given in either order."""
    return Decision(min(key, other), max(key, other), score, evidence)


@dataclass(frozen=True, slots=True)
class Cluster:
    """All atoms of one body.

    ``id`` is 16 hexadecimal digits of the hash of the smallest member key; ``name`` is the fullest form (of equally
    full ones the most frequent), empty only if no member has a name; ``members`` are atom keys in ascending order.
    """

    id: str
    name: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Clusters by id; accepted links and pairs for review, each with the highest score first.

    Every atom is in exactly one cluster. ``review`` names each pair of clusters at most once, and none that a
    judgement keeps apart.
    """

    clusters: tuple[Cluster, ...]
    links: tuple[Decision, ...]
    review: tuple[Decision, ...]
    cluster_of: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The cluster's id by atom key."""
