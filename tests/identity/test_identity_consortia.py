"""Consortia across articles."""

from __future__ import annotations

import pytest
from identity_builders import are_one, consortia, cx, is_asked

from cx_extract.identity.atoms import ConsortiumAtom


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (cx("a", "江苏省海上风电运维创新联合体"), cx("b", "江苏海上风电运维创新联合体")),
        (cx("a", "福建省深海养殖产业技术创新战略联盟"), cx("b", "福建深海养殖产业联盟")),
        (cx("a", "新能源汽车智能安全创新联合体", region="重庆"), cx("b", "重庆市新能源汽车智能安全创新联合体")),
        (cx("a", "氢能产业联盟", region="佛山"), cx("b", "佛山市氢能产业联盟")),
        (cx("a", "人形机器人创新联合体", leads="浙大"), cx("b", "人形机器人创新联合体", leads="浙江大学")),
        (cx("a", "江苏省海上风电运维创新联合体", aliases="风电联合体"), cx("b", "风电联合体", region="南通")),
        (cx("a", "福建省茶产业创新联合体", leads="厦门大学"), cx("b", "福建省茶产业创新联合体", leads="集美大学")),
        (
            cx("a", "", leads="沪东中华造船（集团）有限公司", members="江南造船|上海交通大学"),
            cx("b", "", leads="沪东中华", members="江南造船|上海交通大学"),
        ),
    ],
)
def test_variants_of_a_consortium_are_one(left: ConsortiumAtom, right: ConsortiumAtom) -> None:
    """With or without province, by short form or other wording, by lead where there is no name."""
    assert are_one(consortia(left, right), left.key, right.key)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (cx("a", "氢能产业联盟", region="佛山"), cx("b", "氢能产业联盟", region="张家口")),
        (cx("a", "氢能产业联盟", leads="清华大学"), cx("b", "氢能产业联盟", leads="厦门大学")),
        (cx("a", "江苏省海上风电运维创新联合体"), cx("b", "广东省海上风电运维创新联合体")),
        (cx("a", "江苏省海上风电运维创新联合体"), cx("b", "江苏省海上风电装备创新联合体")),
        (cx("a", "国家生猪种业创新联盟"), cx("b", "四川省生猪种业创新联盟")),
        (cx("a", "长三角集成电路产业联盟"), cx("b", "上海市集成电路产业联盟")),
        (cx("a", "信创产业联盟", region="天津"), cx("b", "信创产业联盟")),
        (cx("a", "福建省茶产业联盟"), cx("b", "福建省茶产业创新联合体")),
        (cx("a", "", leads="厦门大学"), cx("b", "", leads="集美大学")),
        (cx("a", "", leads="厦门大学", founded="2019"), cx("b", "", leads="厦门大学", founded="2024-03")),
        (cx("a", "福建省氢能创新联合体"), cx("a", "福建氢能创新联合体")),
    ],
)
def test_other_consortia_are_two(left: ConsortiumAtom, right: ConsortiumAtom) -> None:
    """Other places, fields, kinds and leads; one article never tells of one consortium twice."""
    assert not are_one(consortia(left, right), left.key, right.key)


def test_what_contexts_leave_open_is_asked() -> None:
    """The same generic name with disjoint leads and no region goes to review."""
    found = consortia(cx("a", "氢能产业联盟", leads="清华大学"), cx("b", "氢能产业联盟", leads="厦门大学"))
    assert is_asked(found, "a:氢能产业联盟", "b:氢能产业联盟")


def test_an_unnamed_record_does_not_join_two_names() -> None:
    """An unnamed consortium of a lead that has two named ones is neither's by itself."""
    found = consortia(
        cx("a", "福建省氢能创新联合体", leads="厦门大学", founded="2024"),
        cx("b", "福建省量子创新联合体", leads="厦门大学", founded="2024"),
        cx("c", "", leads="厦门大学", founded="2024"),
    )
    assert len(found.clusters) == 3


def test_a_cluster_without_a_name_is_called_nothing() -> None:
    """The display name of unnamed records is empty."""
    assert [one.name for one in consortia(cx("a", "", leads="厦门大学")).clusters] == [""]
