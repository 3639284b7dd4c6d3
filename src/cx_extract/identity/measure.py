"""How well a resolution agrees with gold entities: pairwise and B-cubed precision, recall and F1.

B-cubed averages, over items, the share of an item's cluster that belongs to its entity and the share of its entity
that is in its cluster (Bagga & Baldwin, "Entity-Based Cross-Document Coreferencing Using the Vector Space Model",
COLING-ACL 1998); pairwise counts pairs of items that are together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cx_extract.errors import ReadError
from cx_extract.identity.atoms import ConsortiumAtom, OrganisationAtom, Resolution
from cx_extract.identity.consortia import resolve_consortia
from cx_extract.identity.known import KnownNames
from cx_extract.identity.organisations import resolve_organisations

KINDS = ("organisation", "consortium")


@dataclass(frozen=True, slots=True)
class Figures:
    """Precision, recall and F1 of one measure, each in 0..1; 1 where there is nothing to find."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 if both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A pair that the resolution joins wrongly (``kind`` "joined") or leaves apart ("missed", or "review" if asked)."""

    kind: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Score:
    """The figures for one kind of bodies: ``names`` items of ``entities``, and every pair that is wrong."""

    names: int
    entities: int
    pairwise: Figures
    b_cubed: Figures
    review: int
    mistakes: tuple[Mistake, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a labelled file; columns as its head says."""

    kind: str
    entity: str
    name: str
    article: str
    regions: tuple[str, ...]
    aliases: tuple[str, ...]
    related: tuple[str, ...]
    members: tuple[str, ...]
    founded: str
    key: str


def score(path: Path, known: KnownNames) -> dict[str, Score]:
    """Resolve the names of the labelled file at ``path`` and return the scores by kind (``KINDS``).

    The leads and members of consortia take part in the resolution of organisations, but only labelled names count.
    Raises ReadError naming the line of a malformed file.
    """
    rows = read_labelled(path)
    organisations = {row.key: row for row in rows if row.kind == "organisation"}
    consortia = {row.key: row for row in rows if row.kind == "consortium"}
    found = resolve_organisations(organisation_atoms(rows), (), known)
    atoms = [
        ConsortiumAtom(
            row.key,
            row.name,
            row.article,
            frozenset(row.aliases),
            row.regions[0] if row.regions else "",
            frozenset(row.related),
            frozenset(row.members),
            row.founded,
        )
        for row in consortia.values()
    ]
    return {
        "organisation": compare(found, {key: row.entity for key, row in organisations.items()}),
        "consortium": compare(
            resolve_consortia(atoms, (), found.clusters, known), {key: row.entity for key, row in consortia.items()}
        ),
    }


def organisation_atoms(rows: Sequence[Row]) -> list[OrganisationAtom]:
    """Return the atoms of the labelled organisations and of those that consortia name as leads and members."""
    atoms = {
        row.key: OrganisationAtom(
            row.key, row.name, row.article, frozenset(row.aliases), frozenset(row.regions), frozenset(row.related)
        )
        for row in rows
        if row.kind == "organisation"
    }
    for row in rows:
        for name in (*row.related, *row.members) if row.kind == "consortium" else ():
            key = f"{row.article}:{name}"
            own = frozenset({row.name} - {""})
            atoms.setdefault(key, OrganisationAtom(key, name, row.article, frozenset(), frozenset(row.regions), own))
    return list(atoms.values())


def read_labelled(path: Path) -> list[Row]:
    """Return the rows of a labelled file; raises ReadError naming the line of what is malformed."""
    columns: list[str] = []
    rows = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.startswith("# columns:"):
            columns = line.removeprefix("# columns:").split()
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) > len(columns) or cells[0] not in KINDS:
            raise ReadError(f"{path}:{number}: expected the columns {columns} and one of {KINDS} in the first")
        row = dict(zip(columns, [*cells, *[""] * (len(columns) - len(cells))], strict=True))
        lists = [
            tuple(filter(None, row.get(name, "").split("|"))) for name in ("region", "aliases", "related", "members")
        ]
        name = row["name"]
        key = f"{row['article']}:{name or f'@{number}'}"
        regions, aliases, related, members = lists
        founded = row.get("founded", "")
        rows.append(
            Row(row["kind"], row["entity"], name, row["article"], regions, aliases, related, members, founded, key)
        )
    return rows


def compare(resolution: Resolution, entity_of: Mapping[str, str]) -> Score:
    """Return the score of ``resolution`` on the items of ``entity_of`` (gold entity by key); others do not count."""
    cluster_of = {key: resolution.cluster_of[key] for key in entity_of}
    both = Counter((cluster_of[key], entity) for key, entity in entity_of.items())
    clusters, entities = Counter(cluster_of.values()), Counter(entity_of.values())
    together, joined, gold = (sum(n * (n - 1) // 2 for n in c.values()) for c in (both, clusters, entities))
    total = len(entity_of)
    precision = sum(n * n / clusters[c] for (c, _), n in both.items())
    recall = sum(n * n / entities[e] for (_, e), n in both.items())
    asked = {frozenset(map(resolution.cluster_of.__getitem__, (d.left_key, d.right_key))) for d in resolution.review}
    mistakes = []
    keys = sorted(entity_of)
    for index, left in enumerate(keys):
        for right in keys[index + 1 :]:
            same, is_joined = entity_of[left] == entity_of[right], cluster_of[left] == cluster_of[right]
            if is_joined and not same:
                mistakes.append(Mistake("joined", left, right))
            elif same and not is_joined:
                kind = "review" if {cluster_of[left], cluster_of[right]} in asked else "missed"
                mistakes.append(Mistake(kind, left, right))
    return Score(
        total,
        len(entities),
        Figures(together / joined if joined else 1.0, together / gold if gold else 1.0),
        Figures(precision / total if total else 1.0, recall / total if total else 1.0),
        len(resolution.review),
        tuple(mistakes),
    )
