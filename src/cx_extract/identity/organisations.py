"""Which organisation names of different articles mean one organisation."""

from __future__ import annotations

from collections.abc import Sequence

from cx_extract.identity.atoms import Judgement, OrganisationAtom, Resolution, decide
from cx_extract.identity.clustering import cluster, fullest
from cx_extract.identity.fold import fold_name
from cx_extract.identity.known import KnownNames

ACCEPT = 0.75


def resolve_organisations(
    atoms: Sequence[OrganisationAtom], judgements: Sequence[Judgement], gazetteer: KnownNames
) -> Resolution:
    """Return the organisations that ``atoms`` name, whatever the order of atoms and judgements.

    Raises UsageError for contradictory judgements.
    """
    by_key = {atom.key: atom for atom in sorted(atoms, key=lambda a: a.key)}
    blocks: dict[str, list[str]] = {}
    for key, atom in by_key.items():
        name = fold_name(atom.name)
        for form in {name, *map(fold_name, atom.aliases), *gazetteer.rows_of(name)}:
            blocks.setdefault(form, []).append(key)
    pairs = {decide(block[0], other, 0.9, "same_form") for block in blocks.values() for other in block[1:]}
    return cluster(
        {key: atom.name for key, atom in by_key.items()},
        judgements,
        pairs,
        accept=ACCEPT,
        contradict=lambda left, right: False,
        display=lambda members: fullest(by_key[key].name for key in members),
    )
