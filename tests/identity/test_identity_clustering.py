"""Constrained clustering: judgements hold, order never matters."""

from __future__ import annotations

import pytest

from cx_extract.errors import UsageError
from cx_extract.identity.atoms import Judgement, OrganisationAtom
from cx_extract.identity.known import KnownNames
from cx_extract.identity.organisations import resolve_organisations
from cx_extract.ruleset import load_rules

KNOWN = KnownNames(load_rules())


def atom(article: str, name: str) -> OrganisationAtom:
    """Return the atom of a name in an article."""
    return OrganisationAtom(f"{article}:{name}", name, article)


def test_a_judgement_splits_and_joins() -> None:
    """What a person keeps apart stays apart and what a person joins is joined, whatever the names say."""
    atoms = [atom("a", "浙江大学"), atom("b", "浙江大学"), atom("c", "远山科技")]
    apart = Judgement("a:浙江大学", "b:浙江大学", same=False)
    joined = Judgement("b:浙江大学", "c:远山科技", same=True)
    found = resolve_organisations(atoms, [apart, joined], KNOWN)
    assert [c.members for c in sorted(found.clusters, key=lambda c: c.members)] == [
        ("a:浙江大学",),
        ("b:浙江大学", "c:远山科技"),
    ]


def test_contradictory_judgements_are_named() -> None:
    """Judgements that can't all hold are an error that names the pair."""
    judgements = [Judgement("a", "b", same=True), Judgement("b", "c", same=True), Judgement("a", "c", same=False)]
    with pytest.raises(UsageError, match="a and c are judged to be two"):
        resolve_organisations([], judgements, KNOWN)
