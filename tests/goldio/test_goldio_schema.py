"""What the schema and the consistency rules refuse, each beside what they let pass."""

from __future__ import annotations

import json
from typing import Any

import pytest
from goldio_builders import TEXT, article, at

from cx_extract.errors import ReadError
from cx_extract.goldio.schema import problems, require, schema_text
from cx_extract.model import CATEGORIES, EVENTS, FIELDS, QUALIFIERS, STATUSES


def _changed(**fields: Any) -> dict[str, Any]:
    data = article()
    data["consortia"][0].update(fields)
    return data


def test_the_schema_is_itself_a_schema_and_says_what_the_model_says():
    """It is valid draft 2020-12, and its fields and choices are those of the data model."""
    from jsonschema import Draft202012Validator

    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    definitions = schema["$defs"]
    assert set(definitions["consortium"]["properties"]) == {*FIELDS, "note"}
    assert definitions["consortium"]["properties"]["status"]["enum"] == list(STATUSES)
    assert definitions["count"]["properties"]["qualifier"]["enum"] == list(QUALIFIERS)
    assert definitions["date"]["properties"]["event"]["enum"] == list(EVENTS)
    assert definitions["achievement"]["properties"]["category"]["enum"] == list(CATEGORIES)


def test_gold_that_is_right_has_no_problems():
    """The full article passes, with and without its text, and so does one without any record."""
    assert problems(article(), TEXT) == problems(article()) == []
    assert problems({"consortia": []}) == []


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "[] is not of type 'object'"),
        ({"consortia": {}}, "consortia: {} is not of type 'array'"),
        ({"consortia": [], "published": "1 July"}, "published: '1 July' will not do; write YYYY-MM-DD"),
        ({"consortia": [], "published": "2024-02-30"}, "published: '2024-02-30' is on no calendar"),
        ({"consortia": [], "colour": 1}, "Additional properties are not allowed ('colour' was unexpected)"),
        (_changed(status="founded"), "consortia[0].status: 'founded' is not one of"),
        (_changed(name={"value": "某"}), "consortia[0].name: 'quote' is a required property"),
        (_changed(name=at("潮汐能创新联合体") | {"end": 99}), "consortia[0].name: offsets 29..99 do not fit"),
        (
            _changed(dates=[at("2024年6月18日", value="2024-06-18", event="born")]),
            "consortia[0].dates[0].event: 'born'",
        ),
        (
            _changed(dates=[at("2024年6月18日", value="June", event="ended")]),
            "dates[0].value: 'June' will not do; write",
        ),
        (_changed(dates=[at("2024年6月18日", value="2024-13", event="ended")]), "'2024-13' is on no calendar"),
        (
            _changed(dates=[at("2024年6月18日", value="2024-07/2024-06-18", event="ended")]),
            "dates[0]: '2024-07/2024-06-18' is on no calendar, or ends before it begins",
        ),
        (_changed(status=None), "consortia[0].status: null will not do; fill it in"),
        (
            _changed(member_counts=[at("12家", qualifier="exact")]),
            "consortia[0].member_counts[0]: 'value' is a required",
        ),
        (_changed(member_counts=[at("12家", value=12, qualifier="ca")]), "member_counts[0].qualifier: 'ca' is not one"),
        (_changed(achievements=[at("兆瓦级样机")]), "consortia[0].achievements[0]: 'category' is a required property"),
        (_changed(member_units=[at("晨光大学")]), "member_units[0]: '晨光大学' is among the leads, too"),
        (_changed(lead_units=[at("该校"), at("该校", value="该校")]), "lead_units[1]: '该校' stands there twice"),
        (_changed(name=at("海藻能源攻关联合体")), "'海藻能源攻关联合体' is the name of consortia[0], too"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(data: Any, message: str):
    """Each fault gives a sentence that begins with its place in the JSON."""
    found = problems(data)
    assert any(message in problem for problem in found), found


@pytest.mark.parametrize(
    "value", ["2024", "2024-06~", "197X", "XXXX-06", "2024-21", "../2024-07-01", "2021/..", "2024-06/2024-06-18"]
)
def test_the_dates_of_the_guideline_pass(value: str):
    """Every form of EDTF that the guideline uses is a date."""
    assert problems(_changed(dates=[at("2024年6月18日", value=value, event="ended")]), TEXT) == []


def test_quotes_are_held_against_the_article():
    """A quote that is not what the article has at its offsets is a problem; one code point more moves them all."""
    moved = problems(article(), "“" + TEXT)
    assert len(moved) == 16
    assert (
        moved[0] == "consortia[0].name: the article has '的潮汐能创新联合' at 29..37, the quote is '潮汐能创新联合体'"
    )


def test_predictions_may_contradict_themselves_but_not_their_article():
    """As pre-annotation two records of one name are for people to put right; a wrong quote is an error."""
    twice = _changed(name=at("海藻能源攻关联合体"))
    assert problems(twice, TEXT, predicted=True) == []
    assert problems(twice, "“" + TEXT, predicted=True) != []


def test_loading_stops_at_the_first_problem_and_counts_the_others():
    """The message names the source, the first problem, how many more, and the command that lists them."""
    with pytest.raises(ReadError) as caught:
        require(article(), "g.json", "“" + TEXT)
    assert str(caught.value).startswith("g.json: consortia[0].name: the article has")
    assert "(and 15 more; list them with: cx-extract gold check)" in str(caught.value)
