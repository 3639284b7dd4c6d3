"""Files in and out: folders per tool, originals found, offsets put right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from goldio_builders import ALONE, TEXT, article, at, document, meaning
from hypothesis import given, settings
from hypothesis import strategies as st

from cx_extract.errors import ReadError, UsageError
from cx_extract.goldio.documents import Document, read_documents
from cx_extract.goldio.exchange import TOOLS, Tool, check_gold, export_gold, import_gold
from cx_extract.goldio.sheet import Mark, Sheet, from_sheet, to_sheet

tools = pytest.mark.parametrize("tool", TOOLS)


@tools
def test_folders_written_for_a_tool_are_read_back(tool: Tool, tmp_path: Path):
    """Several articles, one of them without records, one in a subfolder."""
    given = [document(), Document("d/y", {"article": "d/y", "consortia": []}, text=ALONE)]
    export_gold(given, tool, tmp_path)
    found, _ = import_gold(tmp_path, tool)
    assert [(one.id, one.text) for one in found] == [("d/y", ALONE), ("x", TEXT)]
    assert meaning(found[1].data) == meaning(article())
    assert found[0].data["consortia"] == []


@tools
def test_marks_come_back_to_an_original_that_was_edited_since(tool: Tool, tmp_path: Path):
    """A headline was added and line ends changed; every mark follows, and every move is told."""
    export_gold([document()], tool, tmp_path)
    original = "增补标题\r\n" + TEXT.replace("\n", "\r\n")
    (found,), notes = import_gold(tmp_path, tool, {"x": original})
    assert found.text == original
    for record in found.data["consortia"]:
        for one in [*record["lead_units"], *record["member_units"], *record["dates"]]:
            assert original[one["start"] : one["end"]] == one["quote"]
    moved = [note for note in notes if note.kind == "moved"]
    assert len(moved) == 16
    assert [note for note in notes if note.kind == "open"] == []


def test_originals_are_found_by_id_by_its_end_and_by_content(tmp_path: Path):
    """Uploaded files lose their folders, and some tools their names; without an original the tool's text counts."""
    lines = [{"id": n, "text": text, "entities": [], "relations": []} for n, text in enumerate((TEXT, ALONE, "别的\n"))]
    lines[1]["article"] = "02"
    (tmp_path / "all.jsonl").write_text("\n".join(map(json.dumps, lines)), "utf-8")
    texts = {"dev/01": TEXT.replace("\n", "\r\n\r\n"), "dev/02": ALONE + "完"}
    found, notes = import_gold(tmp_path / "all.jsonl", "doccano", texts)
    assert [one.id for one in found] == ["dev/01", "dev/02", "doccano-2"]
    assert [(note.article, note.kind) for note in notes] == [("doccano-2", "assumed")]


def test_what_cannot_be_exported_is_refused(tmp_path: Path):
    """Gold without its text, gold that is not right, and ids that lead out of the folder."""
    with pytest.raises(ReadError, match=r"x\.json: the text of 'x' is not at hand; say where with --articles"):
        export_gold([document("")], "brat", tmp_path)
    with pytest.raises(ReadError, match=r"x\.json: consortia\[0\]\.name: the article has"):
        export_gold([document("!" + TEXT)], "doccano", tmp_path)
    with pytest.raises(UsageError, match="leads out of"):
        export_gold([Document("../x", {"consortia": []}, text=ALONE)], "brat", tmp_path / "out")


def test_what_cannot_be_imported_is_refused(tmp_path: Path):
    """A folder without files of the tool, a missing text, and one article twice."""
    with pytest.raises(UsageError, match=r"holds no \.ann file"):
        import_gold(tmp_path, "brat")
    (tmp_path / "a.ann").write_text("", "utf-8")
    with pytest.raises(ReadError, match=r"its text a\.txt is missing"):
        import_gold(tmp_path, "brat")
    for name in ("admin.jsonl", "second.jsonl"):
        (tmp_path / name).write_text(json.dumps({"article": "x", "text": TEXT, "entities": []}), "utf-8")
    with pytest.raises(ReadError, match="'x' is there twice; import the annotators one by one"):
        import_gold(tmp_path, "doccano")


def _gold_file(folder: Path, text: str, **changes: object) -> Path:
    (folder / "x.txt").write_text(text, "utf-8", newline="")
    (folder / "x.gold.json").write_text(json.dumps({**article(), **changes}, ensure_ascii=False), "utf-8")
    return folder


def test_checking_lists_every_problem_and_changes_nothing(tmp_path: Path):
    """A text with a new headline: each value is named; the file stays as it is."""
    folder = _gold_file(tmp_path, "新标题\n" + TEXT)
    before = (folder / "x.gold.json").read_bytes()
    ((_, found, moved),) = check_gold(read_documents(folder), fix=False)
    assert (len(found), moved) == (16, [])
    assert (folder / "x.gold.json").read_bytes() == before


def test_fixing_puts_offsets_where_the_quotes_are(tmp_path: Path):
    """Afterwards the file has no problem, means the same, and a second fix moves nothing."""
    folder = _gold_file(tmp_path, "新标题\n" + TEXT)
    ((_, found, moved),) = check_gold(read_documents(folder), fix=True)
    assert found == []
    assert len(moved) == 16
    assert moved[0] == "consortia[0].name: 29..37 → 33..41, found by its quote"
    (again,) = read_documents(folder)
    assert len(again.data["consortia"]) == 3
    ((_, found, moved),) = check_gold([again], fix=True)
    assert found == moved == []


def test_fixing_leaves_alone_what_it_cannot_know(tmp_path: Path):
    """A value that is wrong otherwise, or whose words are gone, stays for a person."""
    broken = _gold_file(tmp_path, "新标题\n" + TEXT, published="1 July")
    before = (broken / "x.gold.json").read_bytes()
    ((_, found, moved),) = check_gold(read_documents(broken), fix=True)
    assert moved == []
    assert found[0].startswith("published: '1 July'")
    assert (broken / "x.gold.json").read_bytes() == before
    gone = _gold_file(tmp_path, TEXT.replace("滨海市", "滨江市"))
    ((_, found, moved),) = check_gold(read_documents(gone), fix=True)
    assert moved == []
    assert found == ["consortia[0].region: '滨海市' at 45..48 is not in the article"]


def test_fixing_names_the_places_among_which_nobody_can_decide(tmp_path: Path):
    """Words that stand twice, with offsets that point to neither: one sentence, with both places."""
    data = {"consortia": [{"name": None, "status": "planned", "lead_units": [{"quote": "甲", "start": 9, "end": 12}]}]}
    (tmp_path / "x.gold.json").write_text(json.dumps(data), "utf-8")
    (tmp_path / "x.txt").write_text("甲牵头，乙与甲", "utf-8")
    ((_, found, moved),) = check_gold(read_documents(tmp_path), fix=True)
    assert moved == []
    assert found == ["consortia[0].lead_units[0]: '甲' at 9..12 stands 2 times in the article (0..1, 6..7)"]


def test_two_values_of_a_field_may_stand_at_one_place():
    """One date of two events gives a mark for each event."""
    words = {"quote": "2024年6月18日", "start": 3, "end": 13, "value": "2024-06-18"}
    dates = [{**words, "event": event} for event in ("launched", "established")]
    data = {"consortia": [{"name": None, "status": "established", "dates": dates}]}
    sheet, _ = to_sheet(Document("x", data, text="第一 2024年6月18日"))
    found, _ = from_sheet(sheet)
    assert sorted(one["event"] for one in found.data["consortia"][0]["dates"]) == ["established", "launched"]


def test_gold_and_sheets_disagree_in_nothing_but_order():
    """To marks and back, without any tool between."""
    sheet, notes = to_sheet(document())
    assert notes == []
    assert len(sheet.marks) == 16
    members = [mark.id for mark in sheet.marks if mark.label == "member_units"]
    assert [sum(1 for value, _ in sheet.links if value == member) for member in members] == [1, 1, 2]
    found, notes = from_sheet(sheet)
    assert meaning(found.data) == meaning(article())
    assert notes == []


def test_a_record_without_any_quote_is_lost_and_told():
    """Nothing in the text could be marked for it."""
    sheet, notes = to_sheet(Document("x", {"consortia": [{"status": "planned"}]}, text=TEXT))
    assert sheet.marks == ()
    assert [str(note) for note in notes] == ["x: lost: consortia[0] has no quote, so that no mark can stand for it"]


def _mark(key: str, label: str, quote: str, **details: str) -> Mark:
    place = at(quote)
    return Mark(key, label, place["start"], place["end"], quote, details)


def test_marks_that_say_too_little_are_left_open_with_null():
    """No status, event, category, number or date is invented; the gold file does not pass until they are filled in."""
    marks = (
        _mark("1", "name", "潮汐能创新联合体"),
        _mark("2", "dates", "2024年6月18日"),
        _mark("3", "achievements", "研制出兆瓦级样机", category="mirror"),
        _mark("4", "member_counts", "3所高校参与的攻关组", value="三", qualifier="exact"),
        _mark("5", "region", "滨海市", unit="家"),
        _mark("6", "region", "晨光"),
    )
    found, notes = from_sheet(Sheet("x", TEXT, {}, marks, tuple((m.id, "1") for m in marks[1:])))
    (record,) = found.data["consortia"]
    assert (record["status"], record["dates"][0]["value"], record["dates"][0]["event"]) == (None, None, None)
    assert (record["achievements"][0]["category"], record["member_counts"][0]["value"]) == (None, None)
    assert record["region"]["quote"] == "晨光"
    assert [note.kind for note in notes].count("open") == 6
    assert [note.kind for note in notes].count("lost") == 1
    ((_, problems, _),) = check_gold([found], fix=False)
    assert {problem.split(":")[0] for problem in problems} == {
        "consortia[0].status",
        "consortia[0].dates[0].value",
        "consortia[0].dates[0].event",
        "consortia[0].achievements[0].category",
        "consortia[0].member_counts[0].value",
    }


def test_links_that_join_no_value_to_one_consortium_are_left_open():
    """Two names linked, two values linked, and a value of nobody among several consortia."""
    marks = (
        _mark("1", "name", "潮汐能创新联合体", status="established"),
        _mark("2", "name", "海藻能源攻关联合体", status="planned"),
        _mark("3", "lead_units", "晨光大学"),
        _mark("4", "member_units", "远洋研究院"),
    )
    found, notes = from_sheet(Sheet("x", TEXT, {}, marks, (("1", "2"), ("3", "4"), ("4", "1"), ("1", "4"))))
    assert [len(record["member_units"]) for record in found.data["consortia"]] == [1, 0]
    assert [note.message.partition(";")[0] for note in notes] == [
        "name '潮汐能创新联合体' and name '海藻能源攻关联合体' are linked, two consortia",
        "lead_units '晨光大学' and member_units '远洋研究院' are linked, two values, none of them a consortium",
        "lead_units '晨光大学' at 20..24 is linked to none of 2 consortia",
    ]


WORDS = st.text(alphabet="甲乙丙😀𠮷\r\n ;|%=", min_size=1, max_size=8).filter(lambda words: words == words.strip())


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_gold_survives_every_tool(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory):
    """Random texts, places and words beside them; for brat's other line ends the original is needed."""
    text = "起" + data.draw(st.text(alphabet="甲乙丙丁联合体😀𠮷\r\n 。", min_size=8, max_size=50)) + "止"
    solid = [n for n, char in enumerate(text) if not char.isspace()]

    def place() -> dict[str, object]:
        start, end = sorted(data.draw(st.sampled_from(solid)) for _ in range(2))
        return {"quote": text[start : end + 1], "start": start, "end": end + 1}

    records = []
    for number in range(data.draw(st.integers(1, 3))):
        lead = {"value": data.draw(WORDS), **place(), "aliases": data.draw(st.lists(WORDS, max_size=2))}
        count = {"value": data.draw(st.integers(1, 99)), **place(), "qualifier": "over", "unit": data.draw(WORDS)}
        name = {"value": f"第{number}联合体", **place()} if data.draw(st.booleans()) else None
        records.append({"name": name, "status": "planned", "lead_units": [lead], "member_counts": [count]})
    given = Document("x", {"article": "x", "consortia": records}, text=text)
    for tool in TOOLS.values():
        out = tmp_path_factory.mktemp("out")
        export_gold([given], tool, out)
        (found,), _ = import_gold(out, tool, {"x": text})
        assert meaning(_without_empty(found.data)) == meaning(_without_empty(given.data)), tool


def _without_empty(data: dict[str, object]) -> dict[str, object]:
    records = [{k: v for k, v in record.items() if v not in (None, [])} for record in data["consortia"]]  # type: ignore[attr-defined]
    return {**data, "consortia": records}
