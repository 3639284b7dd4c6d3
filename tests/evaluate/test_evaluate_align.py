"""Which predicted record is compared with which gold record."""

from __future__ import annotations

from evaluate_builders import count, item, record

from cx_extract.evaluate.align import align, similarity


def test_records_align_by_name_whatever_their_order():
    """Equal names attract each other."""
    gold = [record("深冷装备产业联盟"), record("光子计算联合体")]
    assert align(gold, [gold[1], gold[0]]) == [(0, 1), (1, 0)]


def test_unnamed_records_align_by_lead_and_by_place():
    """A record without a name is known by its lead, or by quotes at the same place."""
    leads = (item("甲大学", 40),)
    assert align([record(lead_units=leads)], [record(lead_units=(item("甲大学", 90),))]) == [(0, 0)]
    assert align([record(lead_units=leads)], [record(lead_units=(item("乙大学", 41),))]) == [(0, 0)]
    assert align([record(lead_units=leads)], [record(lead_units=(item("乙大学", 90),))]) == []


def test_what_many_consortia_share_makes_no_pair():
    """The same date, region, status or an alias-free different name do not identify a consortium."""
    gold = record("甲联盟", dates=(item("2024", 50, event="launched"),), region=item("厦门", 60))
    other = record(item("乙协同体", 30), dates=(item("2024", 80, event="launched"),), region=item("厦门", 90))
    assert similarity(gold, other) == 0.0
    assert align([gold], [other]) == []


def test_dates_decide_between_equal_partners():
    """Between two candidates with the same lead the date tells which is meant."""
    leads = (item("甲大学", 10),)
    gold = [record(lead_units=leads, dates=(item(y, 50, event="launched"),)) for y in ("2021", "2023")]
    predicted = [record(lead_units=leads, dates=(item(y, 70, event="launched"),)) for y in ("2023", "2021")]
    assert align(gold, predicted) == [(0, 1), (1, 0)]


def test_the_sum_counts_not_the_best_single_pair():
    """The pair that fits best is given up where two other pairs together fit better."""
    a, b = item("甲大学", 10), item("乙大学", 20)
    gold = [record(lead_units=(a,), member_units=(b,)), record(lead_units=(a,), member_counts=(count(7, start=60),))]
    predicted = [
        record(lead_units=(a,), member_units=(b,), achievements=(item("获奖", 80),)),
        record(member_units=(b,)),
    ]
    assert similarity(gold[0], predicted[0]) > similarity(gold[1], predicted[0])
    assert similarity(gold[1], predicted[1]) == 0.0
    assert align(gold, predicted) == [(0, 1), (1, 0)]


def test_an_alias_identifies_where_the_name_was_taken_for_an_alias():
    """A record predicted under its short name is the same record."""
    gold = record("海藻能源创新联合体", aliases=(item("海联体", 30),))
    assert align([gold], [record(item("海联体", 70))]) == [(0, 0)]
    assert align([gold], [record(item("陆联体", 70))]) == []


def test_records_with_a_status_only_align_with_their_copy():
    """Even a record without any value is found in a copy of itself, but in no other."""
    assert align([record()], [record()]) == [(0, 0)]
    assert align([record()], [record(status="planned")]) == []


def test_the_name_outweighs_another_single_field():
    """A prediction with the name of one consortium and the lead of another is about the one it names."""
    gold = [record("海藻联盟"), record(item("深冷联盟", 60), lead_units=(item("甲大学", 80),))]
    assert align(gold, [record(item("海藻联盟", 30), lead_units=(item("甲大学", 80),))]) == [(0, 0)]


def test_exact_values_decide_between_partners_that_are_right_when_relaxed():
    """Counts that differ in the qualifier only are told apart."""
    gold = [record(member_counts=(count(10, q, start=10),)) for q in ("over", "exact")]
    predicted = [record(member_counts=(count(10, q, start=90),)) for q in ("exact", "over")]
    assert align(gold, predicted) == [(0, 1), (1, 0)]
