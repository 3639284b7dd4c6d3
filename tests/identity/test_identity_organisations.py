"""Organisations across articles: what is one, what is two, and what a person is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from identity_builders import COMPARER, are_one, groups, is_asked, org, organisations

from cx_extract.identity.clustering import ACCEPT
from cx_extract.identity.known import KnownNames
from cx_extract.identity.organisations import resolve_organisations
from cx_extract.ruleset import load_rules


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("厦门盈趣科技股份有限公司", "厦门盈趣"),
        ("厦门盈趣科技股份有限公司", "盈趣科技"),
        ("厦门盈趣科技股份有限公司", "厦门盈趣科技有限公司"),
        ("厦门盈趣科技股份有限公司", "廈門盈趣科技（集團）股份有限公司"),
        ("蓝屿（厦门）生物科技有限公司", "厦门蓝屿生物科技有限公司"),
        ("江苏省盈趣科技有限公司", "江苏盈趣科技有限公司"),
        ("宁德时代", "CATL宁德时代"),
        ("大连化物所", "中国科学院大连化学物理研究所"),
        ("中国电科14所", "中国电子科技集团公司第十四研究所"),
        ("中国电信厦门分公司", "中国电信股份有限公司厦门分公司"),
        ("哈尔滨工业大学（深圳）", "哈工大深圳校区"),
        ("西安交大一附院", "西安交通大学第一附属医院"),
        ("厦门市科技局", "厦门市科学技术局"),
        ("湖南农机所", "湖南省农业机械研究所"),
        ("中国移动福建公司", "中国移动通信集团福建有限公司"),
        ("黔云数字科技", "黔云数科"),
        ("中山大学附属第七医院", "中山大学附属第七医院（深圳）"),
        ("中国石化胜利油田分公司", "中国石油化工股份有限公司胜利油田分公司"),
    ],
)
def test_variants_of_a_name_are_one(left: str, right: str) -> None:
    """Full and short forms, brackets, former names, numbers and scripts do not make two."""
    found = organisations(org("a", left), org("b", right))
    assert are_one(found, f"a:{left}", f"b:{right}")
    (link,) = found.links
    assert link.score >= ACCEPT
    assert link.evidence


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("浙江大学", "浙江大学医学院附属第一医院"),
        ("浙大医学院附属第二医院", "浙江大学医学院附属第一医院"),
        ("中国电信", "中国电信厦门分公司"),
        ("中国电信福州分公司", "中国电信厦门分公司"),
        ("中科院", "中科院大连化物所"),
        ("中国电子科技集团公司第十四研究所", "中国电子科技集团公司第三十八研究所"),
        ("香港中文大学", "香港中文大学（深圳）"),
        ("中国地质大学（武汉）", "中国地质大学（北京）"),
        ("盈趣科技", "盈趣电气"),
        ("成都宏远机械制造有限公司", "潍坊宏远机械制造有限公司"),
        ("厦门象屿集团有限公司", "厦门象屿股份有限公司"),
        ("合肥卓越集团有限公司", "合肥卓越传感技术有限公司"),
        ("同芯微电子（上海）有限公司", "同芯微电子（南京）有限公司"),
        ("浙江瑞泰新材料有限公司", "宁波瑞泰新材料科技有限公司"),
        ("福建省农业科学院茶叶研究所", "贵州省农业科学院茶叶研究所"),
        ("北京理工大学", "北京工业大学"),
        ("比亚迪", "比亚迪半导体股份有限公司"),
        ("南京大学", "南京大学（苏州校区）"),
        ("西北矿冶研究院", "长沙矿冶研究院有限责任公司"),
        ("湖南工业大学", "湖南工艺美术职业大学"),
        ("纽约大学", "上海纽约大学"),
        ("东风汽车集团有限公司", "东风汽车集团股份有限公司"),
        ("三峡集团", "三峡实验室"),
        ("广东省人民医院", "中山市人民医院"),
        ("四川省宜宾五粮液集团有限公司", "宜宾五粮液股份有限公司"),
        ("厦门三安光电有限公司", "三安光电股份有限公司"),
    ],
)
def test_other_bodies_are_two(left: str, right: str) -> None:
    """A part is not its parent; other places, numbers, industries and legal forms are other bodies."""
    assert not are_one(organisations(org("a", left), org("b", right)), f"a:{left}", f"b:{right}")


def test_generic_names_of_two_regions_are_two() -> None:
    """市中心医院 means the hospital of the article's own city, and joins its full name there."""
    found = organisations(
        org("a", "市中心医院", regions="临沂"),
        org("b", "市中心医院", regions="宜昌"),
        org("c", "宜昌市中心医院", regions="湖北"),
        org("d", "市中心医院"),
    )
    assert groups(found) == {
        frozenset({"a:市中心医院"}),
        frozenset({"b:市中心医院", "c:宜昌市中心医院"}),
        frozenset({"d:市中心医院"}),
    }


def test_a_common_name_of_two_regions_is_asked() -> None:
    """Two firms may be called 宏达新材料有限公司; one consortium makes them one again."""
    apart = organisations(
        org("a", "宏达新材料有限公司", regions="镇江"), org("b", "宏达新材料有限公司", regions="赣州")
    )
    assert len(apart.clusters) == 2
    assert is_asked(apart, "a:宏达新材料有限公司", "b:宏达新材料有限公司")
    one = organisations(
        org("a", "宏达新材料有限公司", regions="镇江", consortia="有机硅创新联合体"),
        org("b", "宏达新材料有限公司", regions="镇江", consortia="有机硅创新联合体"),
    )
    assert len(one.clusters) == 1


def test_a_short_form_goes_to_the_body_of_its_context() -> None:
    """宏远机械 fits two firms; region and consortium decide, and without them a person does."""
    full = [org("a", "成都宏远机械制造有限公司"), org("b", "潍坊宏远机械制造有限公司")]
    near = org("c", "宏远机械", regions="成都市")
    assert are_one(organisations(*full, near), "c:宏远机械", "a:成都宏远机械制造有限公司")
    unknown = org("d", "宏远机械")
    found = organisations(*full, unknown)
    assert len(found.clusters) == 3
    assert is_asked(found, "d:宏远机械", "a:成都宏远机械制造有限公司")
    assert is_asked(found, "d:宏远机械", "b:潍坊宏远机械制造有限公司")


def test_an_alias_learned_in_one_article_holds_in_another() -> None:
    """What 以下简称 ties in one article names the body elsewhere, even if no rule could tell."""
    owner = org("a", "江苏海润风电科技有限公司", aliases="润能中心站")
    found = organisations(owner, org("b", "润能中心站"))
    assert are_one(found, owner.key, "b:润能中心站")
    assert "alias_in_article" in found.links[0].evidence


def test_a_renamed_firm_is_asked_about() -> None:
    """Two registered names that differ are not joined by a short form that one article ties to each."""
    found = organisations(
        org("a", "厦门海辰储能科技股份有限公司", aliases="海辰储能"),
        org("b", "厦门海辰新能源科技有限公司", aliases="海辰储能"),
        org("c", "海辰储能"),
    )
    assert are_one(found, "c:海辰储能", "a:厦门海辰储能科技股份有限公司")
    assert not are_one(found, "c:海辰储能", "b:厦门海辰新能源科技有限公司")
    assert is_asked(found, "c:海辰储能", "b:厦门海辰新能源科技有限公司")


def test_a_common_name_joins_no_two_regions() -> None:
    """瑞丰生物 of no region may be the firm of Jiangxi, but does not make the one of Ningxia the same."""
    found = organisations(
        org("a", "瑞丰生物"), org("b", "江西瑞丰生物科技有限公司", regions="江西", aliases="瑞丰生物"),
        org("c", "瑞丰生物", regions="宁夏"),
    )  # fmt: skip
    assert are_one(found, "a:瑞丰生物", "b:江西瑞丰生物科技有限公司")
    assert len(found.clusters) == 2


def test_a_second_name_in_brackets_is_a_name() -> None:
    """The laboratory in brackets is the one in front of them."""
    found = organisations(org("a", "福建能源材料科学与技术创新实验室（嘉庚创新实验室）"), org("b", "嘉庚创新实验室"))
    assert len(found.clusters) == 1


def test_the_fullest_name_stands_for_all() -> None:
    """A cluster is called by its fullest form, and of equally full ones by the most frequent."""
    found = organisations(
        org("a", "厦门盈趣"), org("b", "厦门盈趣科技股份有限公司"), org("c", "廈門盈趣科技股份有限公司"),
        org("d", "厦门盈趣科技股份有限公司"),
    )  # fmt: skip
    assert [one.name for one in found.clusters] == ["厦门盈趣科技股份有限公司"]


def test_official_names_are_of_different_bodies() -> None:
    """Without any gazetteer to tell them apart, next to none of its thousands of official names are joined."""
    ruleset = load_rules()
    places = tuple(entry for entry in ruleset.entries if entry.file == "places")
    known = KnownNames(replace(ruleset, entries=places))
    names = {entry.name for entry in ruleset.entries if entry.file != "places"}
    found = resolve_organisations([org(name, name) for name in names], (), known)
    joined = [cluster.members for cluster in found.clusters if len(cluster.members) > 1]
    assert len(names) > 3000
    assert len(joined) <= 3, joined


def test_comparison_has_no_direction() -> None:
    """Comparing two names gives the same either way."""
    parse = COMPARER.parser.parse
    assert COMPARER.compare(parse("盈趣科技"), parse("厦门盈趣")) == COMPARER.compare(
        parse("厦门盈趣"), parse("盈趣科技")
    )


def test_nothing_gives_nothing() -> None:
    """No atoms, no clusters."""
    assert organisations().clusters == ()
