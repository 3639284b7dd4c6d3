"""Judgements hold, order never matters, ids are stable."""

from __future__ import annotations

import hashlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from identity_builders import are_one, consortia, cx, groups, org, organisations

from cx_extract.errors import UsageError
from cx_extract.identity.atoms import ConsortiumAtom, Judgement, OrganisationAtom, Resolution

NAMES = ["厦门盈趣科技股份有限公司", "盈趣科技", "厦门盈趣", "盈趣电气", "成都宏远机械制造有限公司", "宏远机械", "潍坊宏远机械有限公司", "浙江大学", "浙大", "浙大一院", "市中心医院", "宜昌市中心医院", "第一医院", "中国电信", "中国电信厦门分公司", "中山医院", "复旦大学附属中山医院", "厦门大学附属中山医院"]  # fmt: skip
REGIONS = ["", "厦门", "福建省", "宜昌", "临沂|宜昌", "成都", "上海"]
CONSORTIA = ["氢能产业联盟", "佛山市氢能产业联盟", "佛山氢能产业技术创新联盟", "张家口氢能产业联盟", "氢能联合体", "", "福建省海上风电创新联合体", "海上风电创新联合体"]  # fmt: skip

PIECES = "厦门大学第一二十百所院公司集团（）()省市县区国家中国科技有限股份附属医院分校A1 ”“中山浙大联盟产业创新体聯"
ANYTHING = st.text(st.sampled_from(PIECES), max_size=14)


@st.composite
def organisation_atoms(draw: st.DrawFn) -> list[OrganisationAtom]:
    """Draw up to a dozen atoms from names that may mean one another."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from("abcdef"), st.sampled_from(NAMES), st.sampled_from(REGIONS), st.sampled_from(NAMES)
            ),
            max_size=12,
            unique_by=lambda one: one[:2],
        )
    )
    return [
        org(article, name, regions=region, aliases=alias if alias in ("盈趣科技", "中山医院") else "")
        for article, name, region, alias in drawn
    ]


@st.composite
def consortium_atoms(draw: st.DrawFn) -> list[ConsortiumAtom]:
    """Draw up to ten records of consortia that may be one another."""
    drawn = draw(
        st.lists(
            st.tuples(
                st.sampled_from("abcdef"),
                st.sampled_from(CONSORTIA),
                st.sampled_from(["", "佛山", "广东", "张家口", "福建"]),
                st.sampled_from(["", "浙江大学", "浙大", "厦门大学"]),
                st.sampled_from(["", "2020", "2023-05"]),
            ),
            max_size=10,
            unique_by=lambda one: one[:2],
        )
    )
    return [cx(a, name, region=region, leads=lead, founded=founded) for a, name, region, lead, founded in drawn]


@st.composite
def judged(draw: st.DrawFn) -> tuple[list[OrganisationAtom], tuple[Judgement, ...]]:
    """Draw atoms and judgements on them that do not contradict each other: a person has sorted some into boxes."""
    atoms = draw(organisation_atoms())
    boxes = {atom.key: draw(st.integers(0, 2)) for atom in atoms}
    pairs = [(a.key, b.key) for i, a in enumerate(atoms) for b in atoms[i + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=5, unique=True)) if pairs else []
    return atoms, tuple(Judgement(a, b, boxes[a] == boxes[b]) for a, b in chosen)


@settings(deadline=None, max_examples=60)
@given(judged(), st.randoms(use_true_random=False))
def test_order_does_not_matter(case: tuple[list[OrganisationAtom], tuple[Judgement, ...]], rng: random.Random) -> None:
    """Shuffled atoms and judgements give the same resolution, evidence and all."""
    atoms, judgements = case
    shuffled, others = list(atoms), list(judgements)
    rng.shuffle(shuffled)
    rng.shuffle(others)
    swapped = tuple(Judgement(j.right_key, j.left_key, j.same) for j in others)
    assert organisations(*atoms, judgements=judgements) == organisations(*shuffled, judgements=swapped)


@settings(deadline=None, max_examples=40)
@given(consortium_atoms(), st.randoms(use_true_random=False))
def test_order_does_not_matter_for_consortia(atoms: list[ConsortiumAtom], rng: random.Random) -> None:
    """Shuffled records give the same resolution."""
    shuffled = list(atoms)
    rng.shuffle(shuffled)
    assert consortia(*atoms) == consortia(*shuffled)


@settings(deadline=None, max_examples=60)
@given(judged())
def test_judgements_always_hold(case: tuple[list[OrganisationAtom], tuple[Judgement, ...]]) -> None:
    """What is judged one is in one cluster, what is judged two in two, and nobody is asked about it again."""
    atoms, judgements = case
    found = organisations(*atoms, judgements=judgements)
    check_form(found, [atom.key for atom in atoms])
    for judgement in judgements:
        assert are_one(found, judgement.left_key, judgement.right_key) is judgement.same
    asked = {frozenset((found.cluster_of[d.left_key], found.cluster_of[d.right_key])) for d in found.review}
    settled = {frozenset((found.cluster_of[j.left_key], found.cluster_of[j.right_key])) for j in judgements}
    assert not asked & settled


@settings(deadline=None, max_examples=40)
@given(organisation_atoms())
def test_resolving_again_changes_nothing(atoms: list[OrganisationAtom]) -> None:
    """A person who confirms every link gets the same clusters."""
    found = organisations(*atoms)
    confirmed = tuple(Judgement(link.left_key, link.right_key, same=True) for link in found.links)
    assert organisations(*atoms, judgements=confirmed).clusters == found.clusters


@settings(deadline=None, max_examples=40)
@given(consortium_atoms())
def test_resolutions_of_consortia_are_well_formed(atoms: list[ConsortiumAtom]) -> None:
    """Every record is in one cluster, and no cluster has two records of one article."""
    found = consortia(*atoms)
    check_form(found, [atom.key for atom in atoms])
    article_of = {atom.key: atom.article for atom in atoms}
    for cluster in found.clusters:
        assert len({article_of[key] for key in cluster.members}) == len(cluster.members)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.sampled_from("ab"), ANYTHING, ANYTHING), max_size=6, unique_by=lambda one: one[:2]))
def test_any_name_can_be_resolved(drawn: list[tuple[str, str, str]]) -> None:
    """Names made of the pieces of names in any order, even empty ones, break nothing."""
    atoms = [org(article, name, aliases=other, regions=other) for article, name, other in drawn]
    check_form(organisations(*atoms), [atom.key for atom in atoms])
    records = {atom.key: atom for atom in (cx(a, name, aliases=other, leads=other) for a, name, other in drawn)}
    check_form(consortia(*records.values()), list(records))


def check_form(found: Resolution, keys: list[str]) -> None:
    """Hold a resolution to what ``atoms.Resolution`` promises."""
    assert sorted(key for cluster in found.clusters for key in cluster.members) == sorted(keys)
    for cluster in found.clusters:
        assert list(cluster.members) == sorted(cluster.members)
        assert cluster.id == hashlib.sha256(cluster.members[0].encode()).hexdigest()[:16]
    for decisions in (found.links, found.review):
        assert list(decisions) == sorted(decisions, key=lambda d: (-d.score, d.left_key, d.right_key))
        assert all(d.left_key < d.right_key and 0 <= d.score <= 1 and d.evidence for d in decisions)
    pairs = [frozenset((found.cluster_of[d.left_key], found.cluster_of[d.right_key])) for d in found.review]
    assert len(set(pairs)) == len(pairs)
    assert all(len(pair) == 2 for pair in pairs)


def test_two_atoms_of_one_key_are_one() -> None:
    """Of two atoms with one key the same one counts, whichever comes first."""
    twins = [org("a", "盈趣科技", regions="厦门"), org("a", "盈趣科技", regions="深圳"), org("b", "盈趣科技")]
    assert organisations(*twins) == organisations(*reversed(twins))
    assert len(organisations(*twins).cluster_of) == 2


def test_a_judgement_splits_and_joins() -> None:
    """What a person keeps apart stays apart and what a person joins is joined, whatever the names say."""
    atoms = [org("a", "浙江大学"), org("b", "浙江大学"), org("c", "远山科技")]
    apart = Judgement("a:浙江大学", "b:浙江大学", same=False)
    joined = Judgement("b:浙江大学", "c:远山科技", same=True)
    assert groups(organisations(*atoms, judgements=(apart, joined))) == {
        frozenset({"a:浙江大学"}),
        frozenset({"b:浙江大学", "c:远山科技"}),
    }


def test_joining_two_known_bodies_joins_all_their_names() -> None:
    """A person who joins two rows of the gazetteer joins every occurrence of either."""
    atoms = [org(article, name) for article in "abc" for name in ("浙江大学", "中国中车")]
    joined = Judgement("a:中国中车", "b:浙江大学", same=True)
    assert len(organisations(*atoms, judgements=(joined,)).clusters) == 1


def test_a_link_through_a_lost_atom_still_holds() -> None:
    """Judgements chain through a key whose article has been removed."""
    judgements = (Judgement("a:远山", "gone:远山", same=True), Judgement("gone:远山", "b:近水", same=True))
    assert are_one(organisations(org("a", "远山"), org("b", "近水"), judgements=judgements), "a:远山", "b:近水")


def test_contradictory_judgements_are_named() -> None:
    """Judgements that can't all hold are an error that names the pair."""
    judgements = (Judgement("a", "b", same=True), Judgement("b", "c", same=True), Judgement("a", "c", same=False))
    with pytest.raises(UsageError, match="a and c are judged to be two"):
        organisations(judgements=judgements)


def test_nothing_forbidden_is_joined_by_way_of_a_third() -> None:
    """宏远机械 of no place joins neither or one of two firms, never both."""
    found = organisations(
        org("a", "成都宏远机械有限公司", consortia="x"), org("b", "宏远机械", consortia="x|y"),
        org("c", "潍坊宏远机械有限公司", consortia="y"),
    )  # fmt: skip
    assert not are_one(found, "a:成都宏远机械有限公司", "c:潍坊宏远机械有限公司")


def test_a_large_block_is_still_compared() -> None:
    """More names with one trade name than fit into a block are compared by province."""
    places = [
        "厦门",
        "福州",
        "泉州",
        "成都",
        "武汉",
        "合肥",
        "南京",
        "杭州",
        "济南",
        "青岛",
        "西安",
        "长沙",
        "沈阳",
        "大连",
        "苏州",
    ]
    atoms = [org("a", f"{p}宏远{i}有限公司") for p in places for i in ("机械", "电子", "科技", "化工", "食品")]
    found = organisations(*atoms, org("b", "青岛市宏远食品有限公司"))
    assert are_one(found, "b:青岛市宏远食品有限公司", "a:青岛宏远食品有限公司")
    assert len(found.clusters) == len(atoms)
