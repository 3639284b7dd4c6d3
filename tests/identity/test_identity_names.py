"""The parts of names, and places in names and contexts."""

from __future__ import annotations

import pytest
from identity_builders import COMPARER, KNOWN

from cx_extract.identity.consortium_names import ConsortiumNameParser
from cx_extract.identity.fold import fold_name
from cx_extract.identity.places import relate

PARSER = COMPARER.parser


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("廈門盈趣科技（集團）股份有限公司", "厦门盈趣科技(集团)股份有限公司"),
        ("ＴＣＬ　科技集团", "TCL科技集团"),
        ("“示例”联盟【筹】", "示例联盟(筹)"),
        ("Figure AI公司", "FIGUREAI公司"),
    ],
)
def test_spelling_is_folded(name: str, folded: str) -> None:
    """Script, width, brackets, blanks and quotation marks do not tell names apart."""
    assert fold_name(name) == folded


@pytest.mark.parametrize(
    ("name", "place", "brand", "industry", "body"),
    [
        ("厦门盈趣科技股份有限公司", "厦门市", "盈趣", "科技", ""),
        ("福建省厦门市盈趣科技有限公司", "厦门市", "盈趣", "科技", ""),
        ("蓝屿（厦门）生物科技有限公司", "厦门市", "蓝屿", "生物科技", ""),
        ("厦门钨业股份有限公司", "厦门市", "", "钨业", ""),
        ("盈趣", "", "盈趣", "", ""),
        ("宜昌市中心医院", "宜昌市", "中心", "", "医院"),
        ("中山医院", "", "中山", "", "医院"),
        ("区块链研究院", "", "区块链", "", "研究院"),
    ],
)
def test_a_name_is_taken_apart(name: str, place: str, brand: str, industry: str, body: str) -> None:
    """Place, trade name, industry and body are found whatever is left out."""
    found = PARSER.parse(name)
    assert (found.place.name if found.place else "", found.brand, found.industry, found.body) == (
        place,
        brand,
        industry,
        body,
    )


@pytest.mark.parametrize(
    ("name", "parent", "number"),
    [
        ("浙江大学医学院附属第一医院", "浙江大学", 1),
        ("浙大附属第一医院", "浙大", 1),
        ("中国电信股份有限公司厦门分公司", "中国电信股份有限公司", 0),
        ("中电科第38研究所", "中电科", 38),
        ("中国航天科技集团有限公司第八研究院", "中国航天科技集团有限公司", 8),
        ("中国船舶七〇八所", "中国船舶", 708),
        ("西安交通大学第一附属医院", "西安交通大学", 1),
        ("深圳清华大学研究院", "清华大学", 0),
        ("哈尔滨工业大学深圳校区", "哈尔滨工业大学", 0),
        ("厦门大学", "", 0),
        ("厦门盈趣科技股份有限公司", "", 0),
        ("北大荒集团", "", 0),
        ("第二十三医院", "", 23),
        ("一〇一研究所", "", 101),
    ],
)
def test_a_part_has_a_parent_and_a_number(name: str, parent: str, number: int) -> None:
    """Branches, campuses and institutes are parts of what stands in front; numbers count as numbers."""
    found = PARSER.parse(name)
    assert (found.parent, found.number) == (parent, number)


@pytest.mark.parametrize(
    ("name", "alone"),
    [
        ("浙江大学", True),
        ("厦门盈趣", True),
        ("盈趣科技", True),
        ("708所", True),
        ("宏达新材料有限公司", False),
        ("市中心医院", False),
        ("第一医院", False),
        ("省农科院", False),
        ("氢能产业研究院", False),
        ("中山医院", False),
    ],
)
def test_some_names_need_a_context(name: str, *, alone: bool) -> None:
    """A generic or common name without a place does not say which body it means."""
    assert PARSER.parse(name).stands_alone is alone


@pytest.mark.parametrize(
    ("left", "right", "relation"),
    [
        ("福建", "福建省", "equal"),
        ("厦门", "福建省", "within"),
        ("福建省厦门市", "厦门", "equal"),
        ("厦门", "福州市", "apart"),
        ("长三角", "上海", "unknown"),
        ("无此地", "上海", "unknown"),
    ],
)
def test_places_relate(left: str, right: str, relation: str) -> None:
    """With or without 省 and 市, a place is the same; one may contain the other."""
    assert relate(KNOWN.places.get(left), KNOWN.places.get(right)) == relation


@pytest.mark.parametrize(
    ("name", "place", "field", "kind"),
    [
        ("江苏省海上风电运维创新联合体", "江苏省", "海上风电运维", "union"),
        ("福建深海养殖产业技术创新战略联盟", "福建省", "深海养殖", "alliance"),
        ("国家生猪种业创新联盟", "", "生猪种业", "alliance"),
        ("G60科创走廊量子共同体", "G60科创走廊", "量子", "community"),
        ("示例计划", "", "示例计划", ""),
    ],
)
def test_a_consortium_name_is_taken_apart(name: str, place: str, field: str, kind: str) -> None:
    """Place, field and kind of a consortium."""
    found = ConsortiumNameParser(KNOWN).parse(name)
    assert (found.place.name if found.place else "", found.field, found.kind) == (place, field, kind)
