"""Loading gold and predictions into one neutral form."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from cx_extract.errors import ReadError
from cx_extract.evaluate.gold import article_from, digests_differ, load, load_gold, to_data
from cx_extract.evaluate.records import GoldArticle, from_consortia, record_of
from cx_extract.goldio.documents import Document
from cx_extract.goldio.schema import problems
from cx_extract.model import Consortium, Fact

TEXT = "晨光大学牵头组建潮汐能创新联合体，该校联合12家单位，今年6月揭牌。"


def _at(quote: str, **more: Any) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"value": quote, "quote": quote, "start": start, "end": start + len(quote), **more}


def _from(data: Any, text: str = "") -> GoldArticle:
    return article_from(Document("x", data, "x.json", text))


def _article(**fields: Any) -> dict[str, Any]:
    consortium = {"name": _at("潮汐能创新联合体"), "status": "established", "lead_units": [_at("晨光大学")], **fields}
    return {"article": "x", "title": "标题", "published": "2024-07-01", "consortia": [consortium]}


def test_native_gold_becomes_records():
    """All fields of the native format arrive, with counts as text and dates with their event."""
    data = _article(
        member_counts=[_at("12家", value=12, qualifier="exact", unit="家", as_of="initial")],
        dates=[_at("今年6月", value="2024-06", event="launched")],
        region=None,
    )
    article = _from(data, TEXT)
    (record,) = article.records
    assert (article.id, article.title, article.published) == ("x", "标题", dt.date(2024, 7, 1))
    assert record.name is not None
    assert (record.name.value, TEXT[record.name.start : record.name.end]) == ("潮汐能创新联合体", "潮汐能创新联合体")
    assert record.status is not None
    assert record.status.value == "established"
    assert [(c.value, c.qualifier, c.unit, c.as_of) for c in record.member_counts] == [("12", "exact", "家", "initial")]
    assert [(d.value, d.event) for d in record.dates] == [("2024-06", "launched")]
    assert record.region is None


@pytest.mark.parametrize("shape", ["object", "list", "jsonl", "folder"])
def test_every_file_shape_loads_the_same(shape: str, tmp_path: Path):
    """One object, a list, JSON Lines and a folder of files hold the same articles."""
    both = [_article() | {"article": "b"}, _article() | {"article": "a"}]
    path = tmp_path / "gold.json"
    if shape == "object":
        path.write_text(json.dumps(both[1]), "utf-8")
    elif shape == "list":
        path.write_text(json.dumps(both), "utf-8")
    elif shape == "jsonl":
        path = tmp_path / "gold.jsonl"
        path.write_text("\n".join(map(json.dumps, both)) + "\n\n", "utf-8")
    else:
        path = tmp_path
        for one in both:
            (tmp_path / f"{one['article']}.gold.json").write_text(json.dumps(one), "utf-8")
        (tmp_path / "a.spec.json").write_text("{}", "utf-8")
    articles = load(path)
    assert [a.id for a in articles] == (["a"] if shape == "object" else ["a", "b"])
    assert len({a.records for a in articles}) == 1


def test_the_article_beside_a_gold_file_is_read_and_checked(tmp_path: Path):
    """A text file of the same name becomes the article's text, and quotes are held against it."""
    (tmp_path / "07.gold.json").write_text(json.dumps(_article()), "utf-8")
    (tmp_path / "07.txt").write_bytes(TEXT.encode())
    assert load_gold(tmp_path)[0].text == TEXT
    (tmp_path / "07.txt").write_bytes(("\n" + TEXT).encode())
    with pytest.raises(ReadError, match=r"07\.gold\.json: consortia\[0\]\.name: the article has"):
        load_gold(tmp_path)


def test_contradictory_gold_is_refused_naming_the_place():
    """A gold article that is not right is never scored; the message names file and place."""
    with pytest.raises(ReadError, match=r"x\.json: consortia\[0\]\.status: 'founded' is not one of"):
        _from(_article(status="founded"))
    with pytest.raises(ReadError, match=r"x\.json: consortia\[0\]\.name: offsets 8\.\.99 do not fit"):
        _from(_article(name=_at("潮汐能创新联合体", end=99)), TEXT)


def test_the_same_article_twice_is_refused(tmp_path: Path):
    """Two annotations under one id would be scored once only, so they are refused."""
    (tmp_path / "g.json").write_text(json.dumps([_article(), _article()]), "utf-8")
    with pytest.raises(ReadError, match="'x' is annotated twice"):
        load_gold(tmp_path)


def test_no_gold_and_broken_gold_are_refused(tmp_path: Path):
    """An empty folder, a missing file and broken JSON fail with the path."""
    with pytest.raises(ReadError, match="no gold files"):
        load_gold(tmp_path)
    with pytest.raises(ReadError, match=r"nothing\.json"):
        load_gold(tmp_path / "nothing.json")
    (tmp_path / "g.json").write_text("{", "utf-8")
    with pytest.raises(ReadError, match=r"g\.json is no gold JSON"):
        load_gold(tmp_path)


def test_a_whole_number_may_be_written_with_a_decimal_point():
    """JSON Schema takes 12.0 for an integer, so it means 12."""
    (count,) = _from(_article(member_counts=[_at("12家", value=12.0, qualifier="exact")])).records[0].member_counts
    assert count.value == "12"


def test_a_second_quote_of_one_value_is_evidence_not_a_second_value():
    """A lead quoted twice counts once, while equal numbers of different units stay apart."""
    quotes = (("12家", "家"), ("12家", "所"), ("12家单位", "家"))
    counts = [_at(quote, value=12, qualifier="exact", unit=unit) for quote, unit in quotes]
    data = _article(lead_units=[_at("晨光大学"), _at("该校", value="晨光大学")], member_counts=counts)
    (record,) = _from(data, TEXT).records
    assert [i.quote for i in record.lead_units] == ["晨光大学"]
    assert [i.unit for i in record.member_counts] == ["家", "所"]


def test_surface_forms_are_shared_between_the_records_of_an_article():
    """A short form quoted in one record is an alias of the same organisation in the others, but not of others."""
    data = _article(lead_units=[_at("晨光大学", value="晨光科技大学"), _at("该校", value="别的大学")])
    data["consortia"].append(
        {"status": "planned", "member_units": [_at("潮汐能", value="晨光科技大学", aliases=["晨科大"])]}
    )
    first, second = _from(data, TEXT).records
    assert first.lead_units[0].aliases == second.member_units[0].aliases == ("晨光大学", "晨科大", "潮汐能")
    assert first.lead_units[1].aliases == ("该校",)


def _fact(field: Any, value: str | int, quote: str, **more: Any) -> Fact:
    start = TEXT.index(quote) if quote else 0
    return Fact(field, value, quote, start, start + len(quote), TEXT, f"{field}.rule", **more)


def test_consortia_become_records():
    """Facts of the data model arrive with rule, sentence and place."""
    facts = (
        _fact("name", "潮汐能创新联合体", "潮汐能创新联合体"),
        _fact("status", "established", "组建"),
        _fact("member_counts", 12, "12家", qualifier="exact", unit="家"),
    )
    (record,) = from_consortia("x", [Consortium("r1", facts)]).records
    assert record.record_id == "r1"
    assert [(c.value, c.rule_id, c.sentence) for c in record.member_counts] == [("12", "member_counts.rule", TEXT)]
    assert record.of("status")[0].quote == "组建"


def test_only_the_first_name_of_a_record_counts():
    """Name, status and region are single: the first in the text is kept."""
    items = from_consortia("x", [Consortium("r", (_fact("name", "乙", "揭牌"), _fact("name", "甲", "牵头")))]).records
    assert items[0].of("name")[0].value == "甲"
    assert record_of([]).name is None


FACTS = (
    "\ufeffarticle,record_id,field,value,normalised_value,qualifier,unit,as_of,event,category,quote,start,end,sentence,"
    "rule_id,modality,anchor,confidence,article_sha256\n"
    "x,r2,name,'=1联合体,,,,,,,'=1联合体,30,35,'-句子,name.a,asserted,,0.9,00\n"
    'x,r1,member_counts,12,12,over,家,,,,12余家,3,7,"一句，\n两行",count.a,planned,,0.9,00\n'
    "y,r3,lead_units,''十五'大学,,,,,,,''十五'大学,1,7,,lead.a,,,0.5,11\n"
)


@pytest.mark.parametrize("folder", [True, False])
def test_facts_csv_becomes_records(folder: bool, tmp_path: Path):
    """A facts.csv, alone or in its output folder, gives one record per record id, with neutralised cells restored."""
    (tmp_path / "facts.csv").write_text(FACTS, "utf-8")
    x, y = load(tmp_path if folder else tmp_path / "facts.csv")
    assert [r.record_id for r in x.records] == ["r1", "r2"]
    assert x.records[0].member_counts[0].sentence == "一句，\n两行"
    assert x.records[0].member_counts[0].modality == "planned"
    assert x.records[1].name is not None
    assert (x.records[1].name.value, x.records[1].name.sentence) == ("=1联合体", "-句子")
    assert y.records[0].lead_units[0].value == "'十五'大学"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,r1,colour,red,3,4", "row 2: article, record_id or field missing"),
        (",r1,name,red,3,4", "row 2"),
        ("x,r1,name,red,3,four", "row 2: start and end must be whole numbers"),
    ],
)
def test_damaged_facts_are_refused(row: str, message: str, tmp_path: Path):
    """An unknown field, a missing id or a broken offset names its row."""
    path = tmp_path / "facts.csv"
    path.write_text(f"article,record_id,field,value,start,end\n{row}\n", "utf-8")
    with pytest.raises(ReadError, match=message):
        load(path)
    with pytest.raises(ReadError, match=r"not readable as facts\.csv"):
        load(tmp_path / "other.csv")


def test_articles_in_which_nothing_was_found_are_known_from_the_manifest(tmp_path: Path):
    """An article that was read without result is a prediction of nothing, not an article that was never read."""
    (tmp_path / "facts.csv").write_text(FACTS, "utf-8")
    inputs = [{"article": name, "sha256": "00"} for name in ("w", "x", "y")]
    (tmp_path / "run.json").write_text(json.dumps({"inputs": inputs}), "utf-8")
    assert [(a.id, len(a.records)) for a in load(tmp_path)] == [("w", 0), ("x", 2), ("y", 1)]
    (tmp_path / "run.json").write_text("{}", "utf-8")
    with pytest.raises(ReadError, match=r"run\.json is none that cx-extract wrote"):
        load(tmp_path)


def test_offsets_in_another_text_are_noticed(tmp_path: Path):
    """Gold and prediction that count in different texts are named; without a text or a hash nothing can be said."""
    gold = [_from(_article(), TEXT)]
    same, other = GoldArticle("x", sha256=gold[0].sha256), GoldArticle("x", sha256="00")
    assert digests_differ(gold, [other]) == ["x"]
    assert digests_differ(gold, [same]) == digests_differ([_from(_article())], [other]) == []


def test_predictions_become_native_gold():
    """Records in the native format are right by the schema and mean the same records."""
    facts = (
        _fact("name", "潮汐能创新联合体", "潮汐能创新联合体"),
        _fact("status", "established", "组建"),
        _fact("lead_units", "晨光大学", "晨光大学"),
        _fact("member_counts", 12, "12家", qualifier="exact", unit="家"),
        _fact("dates", "XXXX-06", "今年6月", event="launched"),
    )
    predicted = from_consortia("x", [Consortium("r1", facts)], TEXT)
    data = to_data(predicted)
    assert problems(data, TEXT) == []
    (record,) = _from(data, TEXT).records
    assert [(d.value, d.event) for d in record.dates] == [("XXXX-06", "launched")]
    assert [(c.value, c.unit) for c in record.member_counts] == [("12", "家")]
    assert record.name is not None
    assert (record.name.value, record.region) == ("潮汐能创新联合体", None)
