"""When two values are equal, with the near misses beside them."""

from __future__ import annotations

import pytest
from evaluate_builders import count, item

from cx_extract.evaluate.compare import assign, fold, forms, match, overlap, relaxed, strict
from cx_extract.evaluate.records import Item
from cx_extract.model import FieldName


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("沧海重工（集团）有限公司", "沧海重工(集团)有限公司", True),
        ("“深海一号”产业联盟", "深海一号产业联盟", True),
        ("国家「深海」联盟", "国家『深海』 联盟", True),
        ("５Ｇ－Ａ联盟", "5G-A联盟", True),
        ("沧海重工集团", "沧海重工", False),
        ("AI联盟", "ai联盟", False),
    ],
)
def test_folding_removes_typography_only(a: str, b: str, same: bool):
    """Width, brackets, quotation marks and blanks do not matter; characters do."""
    assert (fold(a) == fold(b)) is same


def test_a_quoted_short_form_is_as_good_as_the_full_name_but_a_pointer_is_not():
    """厦门某 is an alias of the organisation, 该公司 is none, and 贵州大学 is no pointer."""
    full = "沧海重工股份有限公司"
    assert strict("lead_units", item(full, quote="沧海重工"), item("沧海重工"))
    assert strict("lead_units", item(full, quote="贵州大学"), item("贵州大学"))
    assert strict("member_units", item(full, aliases=("沧工",)), item("沧工"))
    for pointer in ("该公司", "公司", "学校", "我院", "这家企业", "该集团公司", "我们学校", "双方"):
        assert not strict("lead_units", item(full, quote=pointer), item(pointer))
    assert not strict("lead_units", item(full), item("沧海重工"))


def test_the_quote_is_no_other_name_of_a_consortium():
    """The name is the longest one: its own quote counts only where it is the value."""
    assert not strict("name", item("甲乙创新联合体", quote="乙创新联合体"), item("乙创新联合体"))
    assert strict("name", item("甲乙创新联合体", quote="乙创新联合体"), item("甲乙创新联合体"))


@pytest.mark.parametrize(
    ("field", "gold", "predicted", "hard", "soft"),
    [
        ("name", item("一二三四五六七八"), item("五六七八"), False, True),
        ("name", item("一二三四五六七八九"), item("六七八九"), False, False),
        ("name", item("五六七八"), item("一二三四五六七八"), False, True),
        ("name", item("一二三四"), item("一二三五"), False, False),
        ("member_units", item("一二三四（五）"), item("一二三四五六"), False, True),
        ("member_counts", count(12), count(12), True, True),
        ("member_counts", count(12, "over"), count(12), False, True),
        ("member_counts", count(12), count(13), False, False),
        ("dates", item("2024-06", event="launched"), item("2024-06", event="launched"), True, True),
        ("dates", item("2024-06", event="launched"), item("2024", event="launched"), False, True),
        ("dates", item("2024", event="launched"), item("2024-06-18", event="launched"), False, True),
        ("dates", item("2024-06", event="launched"), item("2024-07", event="launched"), False, False),
        ("dates", item("2024-06", event="launched"), item("2024-06", event="approved"), False, False),
        ("achievements", Item(10, 20, ""), Item(15, 20, ""), True, True),
        ("achievements", Item(10, 20, ""), Item(16, 20, ""), False, True),
        ("achievements", Item(10, 20, ""), Item(17, 25, ""), False, False),
        ("achievements", Item(10, 20, ""), Item(20, 30, ""), False, False),
        ("status", item("planned"), item("established"), False, False),
        ("region", item("福建省"), item("福建"), True, True),
        ("region", item("福建"), item("福建省"), True, True),
        ("region", item("福建省厦门市"), item("厦门市"), False, True),
        ("region", item("福建"), item("浙江"), False, False),
    ],
)
def test_strict_and_relaxed_equality(field: FieldName, gold: Item, predicted: Item, hard: bool, soft: bool):
    """Each field's two senses of being right, at and just beyond their limits."""
    assert strict(field, gold, predicted) is hard
    assert relaxed(field, gold, predicted) is soft


def test_overlap_is_intersection_over_union():
    """Half-open places that only touch do not overlap."""
    assert overlap(Item(0, 4, ""), Item(2, 6, "")) == 2 / 6
    assert overlap(Item(0, 4, ""), Item(4, 6, "")) == 0.0
    assert overlap(Item(3, 3, ""), Item(3, 3, "")) == 0.0


def test_matching_is_one_to_one_and_prefers_the_same_place():
    """Of two equal counts the one at the same place is the partner, and each is used once."""
    gold = [count(3, start=10, unit="所"), count(3, start=50, unit="家")]
    assert match("member_counts", gold, [count(3, start=50, unit="家")], strict) == [(1, 0)]
    assert match("member_counts", gold, [count(3, start=90, unit="家")], strict) == [(1, 0)]
    assert match("member_counts", gold, [count(3, start=50), count(3, start=10)], strict) == [(0, 1), (1, 0)]
    assert match("member_counts", gold[:1], [count(3), count(3)], strict) in ([(0, 0)], [(0, 1)])


def test_matching_is_largest_not_greedy():
    """A short span that fits both gold spans leaves the long gold span to the prediction that fits only it."""
    gold = [Item(0, 10, "a"), Item(4, 12, "b")]
    predicted = [Item(2, 11, "c"), Item(0, 6, "d")]
    assert overlap(gold[0], predicted[0]) > overlap(gold[1], predicted[0]) >= 0.5
    assert sorted(match("achievements", gold, predicted, strict)) == [(0, 1), (1, 0)]


def test_nothing_is_assigned_without_worth():
    """Pairs of weight 0 and empty sides give no pairs."""
    assert assign([]) == assign([[]]) == assign([[0]]) == assign([[0, 0], [0, 0]]) == []


def test_region_of_two_characters_keeps_its_name():
    """沙市 without 市 would be no name any more."""
    assert forms("region", item("沙市")) == {"沙市"}
