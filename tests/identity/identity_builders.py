"""Short ways to write atoms, and the resolution of them by name."""

from __future__ import annotations

from cx_extract.identity.atoms import ConsortiumAtom, Judgement, OrganisationAtom, Resolution
from cx_extract.identity.consortia import resolve_consortia
from cx_extract.identity.known import KnownNames
from cx_extract.identity.likeness import NameComparer
from cx_extract.identity.names import NameParser
from cx_extract.identity.organisations import resolve_organisations
from cx_extract.ruleset import load_rules

KNOWN = KnownNames(load_rules())
COMPARER = NameComparer(NameParser(KNOWN))


def org(article: str, name: str, *, aliases: str = "", regions: str = "", consortia: str = "") -> OrganisationAtom:
    """Return an organisation's atom; several values are joined by |."""
    sets = (frozenset(filter(None, text.split("|"))) for text in (aliases, regions, consortia))
    return OrganisationAtom(f"{article}:{name}", name, article, *sets)


def cx(
    article: str,
    name: str,
    *,
    aliases: str = "",
    region: str = "",
    leads: str = "",
    members: str = "",
    founded: str = "",
) -> ConsortiumAtom:
    """Return a consortium's atom; several values are joined by |, a nameless one begins at 7."""
    named, led, joined = (frozenset(filter(None, text.split("|"))) for text in (aliases, leads, members))
    return ConsortiumAtom(f"{article}:{name or '@7'}", name, article, named, region, led, joined, founded)


def groups(resolution: Resolution) -> set[frozenset[str]]:
    """Return the clusters as sets of atom keys."""
    return {frozenset(cluster.members) for cluster in resolution.clusters}


def organisations(*atoms: OrganisationAtom, judgements: tuple[Judgement, ...] = ()) -> Resolution:
    """Resolve organisations with the shipped rules."""
    return resolve_organisations(atoms, judgements, KNOWN)


def consortia(*atoms: ConsortiumAtom, judgements: tuple[Judgement, ...] = ()) -> Resolution:
    """Resolve consortia with the shipped rules, their leads resolved with them."""
    leads = {
        OrganisationAtom(f"{atom.article}:{name}", name, atom.article)
        for atom in atoms
        for name in atom.leads | atom.members
    }
    return resolve_consortia(atoms, judgements, organisations(*leads).clusters, KNOWN)


def are_one(resolution: Resolution, left: str, right: str) -> bool:
    """Tell whether two keys are in one cluster."""
    return resolution.cluster_of[left] == resolution.cluster_of[right]


def is_asked(resolution: Resolution, left: str, right: str) -> bool:
    """Tell whether a person is asked about the clusters of two keys."""
    pair = {resolution.cluster_of[left], resolution.cluster_of[right]}
    return any(
        {resolution.cluster_of[d.left_key], resolution.cluster_of[d.right_key]} == pair for d in resolution.review
    )
