"""Which names are the same consortium and which are two."""

from __future__ import annotations

import pytest

from cx_extract.find.mentions import Kind, Mention
from cx_extract.resolve.entities import EntityIndex, is_variant


def names(*texts: str) -> list[str]:
    """Return the names of the entities that mentions of ``texts`` make."""
    mentions = [Mention(Kind.CX, 100 * n, 100 * n + len(t), t, "test", t) for n, t in enumerate(texts)]
    return [entity.name for entity in EntityIndex(mentions, []).entities]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("湖南半导体照明产业技术创新战略联盟", "湖南省半导体照明产业技术创新战略联盟"),
        ("衡阳市稀土产业联盟", "衡阳稀土产业联盟"),
        ("福建省氢能产业发展创新联盟", "福建省氢能产业创新发展联盟"),
        ("冷链装备联合体", "果蔬冷链装备绿色创新联合体"),
        ("桦木联盟", "桦木国家创新联盟"),
        ("央企成果产业化联合体", "中央企业成果产业化联合体"),
        ("山桐子国家创新联盟", "山桐子（油葡萄）国家创新联盟"),
        ("电子电路与材料创新联合体", "电子电路与新材料创新联合体"),
    ],
)
def test_words_left_out_or_turned_round_make_a_variant(short: str, full: str) -> None:
    """省 and 市, the order of 创新 and 发展, and what surrounds the subject may differ."""
    assert is_variant(short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("湖南省稀土产业联盟", "江西省稀土产业联盟"),
        ("稀土产业联盟", "稀土创新联合体"),
        ("玉米种业创新联合体", "水稻种业创新联合体"),
        ("激光产业联盟", "激光产业联盟湖北分联盟"),
    ],
)
def test_another_place_kind_or_subject_is_another_consortium(one: str, other: str) -> None:
    """Two provinces' alliances, an alliance and a consortium, and two crops stay apart."""
    assert not is_variant(one, other)


def test_the_end_of_one_longer_name_is_its_short_form() -> None:
    """电动车产业联盟 means the only consortium whose name ends so."""
    assert names("中央企业电动车产业联盟", "电动车产业联盟") == ["中央企业电动车产业联盟"]


def test_the_end_of_two_longer_names_is_no_third_consortium() -> None:
    """A short form that fits two makes no record of its own."""
    assert len(names("浙江省机器人产业联盟", "江苏省机器人产业联盟", "机器人产业联盟")) == 2
