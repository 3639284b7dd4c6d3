"""Every class of error, each with what it must not be confused with."""

from __future__ import annotations

import pytest
from evaluate_builders import article, count, item, record

from cx_extract.evaluate.errors import ErrorCase
from cx_extract.evaluate.errors import count as tally
from cx_extract.evaluate.records import Item, Record
from cx_extract.evaluate.score import evaluate

A, B, C = (item(v, 100 + 20 * n) for n, v in enumerate(("甲大学", "乙大学", "丙研究院")))
NAME = "海藻能源创新联合体"


def _errors(
    gold: Record | tuple[Record, ...], predicted: Record | tuple[Record, ...], text: str = ""
) -> list[ErrorCase]:
    ours, theirs = ((r,) if isinstance(r, Record) else r for r in (gold, predicted))
    return list(evaluate([article(*ours, text=text)], [article(*theirs)]).errors)


def _kinds(gold: Record | tuple[Record, ...], predicted: Record | tuple[Record, ...]) -> list[tuple[str, str]]:
    return sorted((e.field, e.kind) for e in _errors(gold, predicted))


def test_missed_and_spurious_records():
    """A record without partner is listed itself and with each of its values."""
    gold, predicted = record(NAME, lead_units=(A,)), record(item("深冷联盟", 300))
    assert _kinds(gold, predicted) == sorted(
        [(f, "missed record") for f in ("record", "name", "status", "lead_units")]
        + [(f, "spurious record") for f in ("record", "name", "status")]
    )


def test_split_record():
    """A second prediction with half of one gold record's values is a split; with values of its own it is spurious."""
    gold = record(NAME, lead_units=(A,), member_units=(B, C))
    main = record(NAME, lead_units=(A,))
    date = item("2020", 320, event="ended")
    assert ("record", "split") in _kinds(gold, (main, record(member_units=(B, C))))
    assert ("record", "split") in _kinds(gold, (main, record(member_units=(B,), dates=(date,))))
    assert ("record", "spurious record") in _kinds(
        gold, (main, record(item("深冷联盟", 300), member_units=(B,), dates=(date,)))
    )


def test_merged_records():
    """Two gold records in one prediction: the unaligned one was merged, its values are in the wrong record."""
    one, two = record(NAME, lead_units=(A, B)), record(item("深冷联盟", 300), lead_units=(C,))
    both = record(NAME, lead_units=(A, B, C), aliases=(item("深冷联盟", 300),))
    found = _kinds((one, two), both)
    assert ("record", "merged") in found
    assert ("lead_units", "right value in the wrong record") in found
    assert ("record", "missed record") in _kinds((one, two), one)


@pytest.mark.parametrize(
    ("field", "gold", "predicted", "kind"),
    [
        ("name", item(NAME), item("组建" + NAME), "wrong boundary"),
        ("name", item(NAME, 2), item("能源创新联合体甲", 4), "wrong boundary"),
        ("member_units", item("乙大学医学院", 200), item("大学医学院", 201), "wrong boundary"),
        (
            "lead_units",
            item("沧海重工股份有限公司", 200, 3),
            item("沧浪物流股份有限公司", 200, 3),
            "wrong normalisation",
        ),
        ("region", item("厦门", 200), item("福建", 300), "wrong normalisation"),
        ("member_counts", count(10, "over", 200), count(10, "exact", 200), "wrong qualifier"),
        ("member_counts", count(10, "tens", 200), count(12, "tens", 200), "wrong normalisation"),
        ("dates", item("2024", 200, event="launched"), item("2024", 200, event="approved"), "wrong event"),
        ("dates", item("2024", 200, event="launched"), item("2023", 200, event="launched"), "wrong normalisation"),
        ("dates", item("2024", 200, event="launched"), item("2024-05", 240, event="launched"), "wrong normalisation"),
        ("dates", item("2025", 200, event="planned"), item("2025", 200, event="established"), "plan taken for fact"),
        ("achievements", Item(200, 210, "x"), Item(207, 230, "x"), "wrong boundary"),
    ],
)
def test_one_wrong_value_for_one_gold_value(field: str, gold: Item, predicted: Item, kind: str):
    """A value that plainly means a gold value is one error, both missed and added."""
    single = field in ("name", "region")
    anchor = {} if field == "lead_units" else {"lead_units": (A,)}
    ours, theirs = (
        record(**{"name": None if field == "name" else NAME, field: i if single else (i,)}, **anchor)
        for i in (gold, predicted)
    )
    (error,) = _errors(ours, theirs)
    assert (error.field, error.kind, error.misses, error.adds) == (field, kind, True, True)
    assert error.gold.startswith(gold.value)
    assert error.predicted.startswith(predicted.value)


@pytest.mark.parametrize(
    ("field", "gold", "predicted"),
    [
        ("lead_units", item("沧海重工", 200), item("云岭药业", 300)),
        ("lead_units", item("沧海重工", 200), item("云岭药业", 203)),
        ("member_counts", count(10, "over", 200), count(12, "over", 300)),
        ("dates", item("2024", 200, event="launched"), item("2019", 300, event="launched")),
        ("dates", item("2024", 200, event="launched"), item("2019", 300, event="approved")),
        ("achievements", Item(200, 210, "x", "x" * 10), Item(210, 230, "x", "x" * 20)),
    ],
)
def test_unrelated_values_are_missed_and_spurious(field: str, gold: Item, predicted: Item):
    """Two values that share neither place nor content are two errors."""
    assert _kinds(record(NAME, **{field: (gold,)}), record(NAME, **{field: (predicted,)})) == [
        (field, "missed value"),
        (field, "spurious value"),
    ]


def test_wrong_role():
    """A member taken for a lead is missed there and added here, both for the same reason and with the same rule."""
    lead = Item(A.start, A.end, A.value, A.quote, rule_id="lead.x")
    errors = _errors(record(NAME, member_units=(A,)), record(NAME, lead_units=(lead,)))
    assert [(e.field, e.kind, e.misses, e.adds) for e in errors] == [
        ("lead_units", "wrong role", False, True),
        ("member_units", "wrong role", True, False),
    ]
    assert {(e.gold, e.predicted, e.rule_id) for e in errors} == {("甲大学", "甲大学", "lead.x")}


def test_right_value_in_the_wrong_record():
    """A value given to the neighbour; the same small number in two records is no such error."""
    one, two = record(NAME, lead_units=(A,), member_units=(B,)), record(item("深冷联盟", 300), lead_units=(C,))
    shifted = record(NAME, lead_units=(A,)), record(item("深冷联盟", 300), lead_units=(C,), member_units=(B,))
    assert _kinds((one, two), shifted) == [("member_units", "right value in the wrong record")] * 2
    plain = record(NAME), record(item("深冷联盟", 300), member_counts=(count(5, start=320),))
    extra = record(NAME, member_counts=(count(5, start=50),)), plain[1]
    assert _kinds(plain, extra) == [("member_counts", "spurious value")]


def test_duplicate():
    """A value already found in its record, in other words or again."""
    gold = record(NAME, lead_units=(item("沧海重工股份有限公司", 100, quote="沧海重工"),))
    predicted = record(NAME, lead_units=(item("沧海重工股份有限公司", 100), item("沧海重工", 160)))
    assert _kinds(gold, predicted) == [("lead_units", "duplicate")]


def test_one_prediction_for_two_gold_achievements():
    """What fits two gold results finds one; the other is missed, not in the wrong record."""
    results = (Item(200, 210, "x", "x" * 10), Item(203, 213, "x", "x" * 10))
    predicted = record(NAME, achievements=(Item(201, 212, "x", "x" * 11),))
    assert _kinds(record(NAME, achievements=results), predicted) == [("achievements", "missed value")]


def test_status_and_plans():
    """A planned consortium reported as founded is a plan taken for fact, the reverse a wrong status."""
    planned, founded = record(NAME, status="planned"), record(NAME)
    assert _kinds(planned, founded) == [("status", "plan taken for fact")]
    assert _kinds(founded, planned) == [("status", "wrong status")]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("联合体将研制样机。", "plan taken for fact"),
        ("联合体力争三年内研制样机。", "plan taken for fact"),
        ("联合体将扩大规模，已研制样机。", "spurious value"),
        ("计划已定。联合体研制样机。", "spurious value"),
    ],
)
def test_aims_taken_for_achievements(sentence: str, kind: str):
    """An added result behind 将 or 力争 in its own clause is a plan."""
    start = 200 + sentence.index("研制样机")
    result = Item(start, start + 4, "研制样机", "研制样机", sentence=sentence)
    assert _kinds(record(NAME), record(NAME, achievements=(result,))) == [("achievements", kind)]
    spurious = record(item("深冷联盟", 400), achievements=(result,))
    assert ("achievements", "spurious record") in _kinds((), spurious)


def test_wrong_category_is_neither_missed_nor_added():
    """It is listed, but the achievement itself is right."""
    gold, predicted = (record(NAME, achievements=(Item(200, 210, "x", category=c),)) for c in ("patent", "paper"))
    (error,) = _errors(gold, predicted)
    assert (error.kind, error.misses, error.adds) == ("wrong category", False, False)
    assert (error.gold, error.predicted) == ("x (patent)", "x (paper)")


def test_sentences_come_from_the_prediction_or_the_article():
    """A missed value shows its sentence in the article, or its quote where the article is not at hand."""
    text = "前一句。甲大学参加了联合体；后一句。"
    gold = record("联合体", member_units=(item("甲大学", 4),))
    (error,) = _errors(gold, record("联合体"), text)
    assert error.sentence == "甲大学参加了联合体；"
    (error,) = _errors(gold, record("联合体"))
    assert error.sentence == "甲大学"


def test_records_are_labelled_by_name_or_lead():
    """An unnamed record is shown by its lead in brackets."""
    assert {e.record for e in _errors(record(lead_units=(A,), region=item("厦门", 9)), record(item("深冷", 300)))} == {
        "[甲大学]",
        "深冷",
    }


def test_counts_by_field_and_class_keep_their_order():
    """Records first, then the fields in the order of the guideline."""
    errors = _errors((record(NAME, lead_units=(A,)),), (record(item("深冷", 300), lead_units=(C,)),))
    assert list(tally(errors).items())[:4] == [
        (("record", "missed record"), 1),
        (("record", "spurious record"), 1),
        (("name", "missed record"), 1),
        (("name", "spurious record"), 1),
    ]
