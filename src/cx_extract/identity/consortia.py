"""Which records of different articles tell of one consortium."""

from __future__ import annotations

from collections.abc import Sequence

from cx_extract.identity.atoms import Cluster, ConsortiumAtom, Judgement, Resolution, decide
from cx_extract.identity.clustering import cluster, fullest
from cx_extract.identity.fold import fold_name
from cx_extract.identity.known import KnownNames

ACCEPT = 0.75


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
    by_key = {atom.key: atom for atom in sorted(atoms, key=lambda a: a.key)}
    blocks: dict[str, list[str]] = {}
    for key, atom in by_key.items():
        for form in {fold_name(atom.name), *map(fold_name, atom.aliases)} - {""}:
            blocks.setdefault(form, []).append(key)
    pairs = {decide(block[0], other, 0.9, "same_form") for block in blocks.values() for other in block[1:]}
    return cluster(
        {key: atom.name for key, atom in by_key.items()},
        {key: index for index, key in enumerate(by_key)},
        judgements,
        pairs,
        accept=ACCEPT,
        contradict=lambda left, right: False,
        display=lambda members: fullest(by_key[key].name for key in members if by_key[key].name),
    )
