"""brat: standoff files as its server writes them."""

from __future__ import annotations

import pytest
from goldio_builders import TEXT, document, meaning

from cx_extract.errors import ReadError
from cx_extract.goldio import brat
from cx_extract.goldio.documents import Document
from cx_extract.goldio.sheet import from_sheet, settle, to_sheet


def _dump(given: Document) -> tuple[str, str, list[str]]:
    text, ann, notes = brat.dump(to_sheet(given)[0])
    return text, ann, [f"{note.kind}: {note.message}" for note in notes]


def _back(ann: str, text: str, original: str = "") -> tuple[Document, list[str]]:
    sheet, notes = brat.load(ann, text, "x", "x.ann")
    settled, moved = settle(sheet, original or text)
    found, left = from_sheet(settled)
    return found, [f"{note.kind}: {note.message}" for note in (*notes, *moved, *left)]


def test_lines_are_those_of_the_standoff_format():
    """Every mark's words stand at its offsets, and attributes, relations and notes point at marks."""
    text, ann, _ = _dump(document())
    lines = [line.split("\t") for line in ann.splitlines()]
    marks = {key: rest for key, *rest in lines if key.startswith("T")}
    for head, words in marks.values():
        _, start, end = head.split(" ")
        assert text[int(start) : int(end)] == words
    assert "T1\tname 29 37\t潮汐能创新联合体" in ann
    assert [head for key, head, *_ in lines if key == "A2"] == ["event T2 launched"]
    relations = [head.split(" ") for key, head, *_ in lines if key.startswith("R")]
    assert {kind for kind, *_ in relations} == {"of"}
    assert all(a.startswith("Arg1:") and a[5:] in marks and b[5:] in marks for _, a, b in relations)
    assert "AnnotatorNotes T2\tvalue=2024-06-18" in ann
    assert len({key for key, *_ in lines}) == len(lines)


def test_the_way_through_brat_keeps_records_and_names_what_it_cannot():
    """Marks, links, choices and notes come back, aliases with separators in them too; title and date do not."""
    text, ann, notes = _dump(document())
    assert notes == ["lost: brat has no place for the article's title, published"]
    found, more = _back(ann, text)
    assert meaning(found.data) == meaning(document().data)
    assert more == []
    assert set(found.data) == {"article", "consortia"}


def test_the_configuration_knows_all_types():
    """Entities, the relation with its arguments, and attributes with their values."""
    conf = brat.annotation_conf()
    entities = conf.split("[relations]")[0].split()[1:]
    assert {line.split("\t")[1].split(" ")[0] for line in _dump(document())[1].splitlines() if line[0] == "T"} <= set(
        entities
    )
    assert "status\tArg:name|consortium, Value:planned|approved|established|dissolved\n" in conf
    assert "of\tArg1:aliases|lead_units" in conf


def test_cr_lf_comes_back_however_brat_counts_it():
    """The text for brat has LF; however it counts them, marks are placed in the original with CR LF."""
    original = TEXT.replace("\n", "\r\n")
    data = document().data
    shift = [one for record in data["consortia"] for one in _values(record)]
    for one in shift:
        lines = TEXT[: one["start"]].count("\n")
        one["start"], one["end"] = one["start"] + lines, one["end"] + lines
    text, ann, notes = _dump(Document("x", data, text=original))
    assert text == TEXT
    assert "lost: line ends are written as LF, which brat counts in one way only" in notes
    for beside in (text, original):
        found, _ = _back(ann, beside, original)
        assert meaning(found.data) == meaning(data)
    name, result = original.index("潮汐能创新"), original.index("研制出")
    counted_two = (
        f"T1\tname {name} {name + 8}\t潮汐能创新联合体\nA1\tstatus T1 approved\n"
        f"T2\tachievements {result} {result + 8}\t研制出兆瓦级样机\nA2\tcategory T2 product\n"
    )
    found, notes = _back(counted_two, original)
    assert [original[one["start"] : one["end"]] for one in _values(found.data["consortia"][0]) if one] == [
        "潮汐能创新联合体",
        "研制出兆瓦级样机",
    ]
    assert not any(note.startswith("moved") for note in notes)


def _values(record: dict[str, object]) -> list[dict[str, int]]:
    given = [v for v in record.values() if isinstance(v, list | dict)]
    return [one for v in given for one in (v if isinstance(v, list) else [v])]  # type: ignore[misc]


def test_a_mark_over_a_line_end_is_written_in_parts_and_read_as_one():
    """brat's server cuts at line ends and joins the words by blanks."""
    text = "牵头的潮汐能\n\n创新联合体成立"
    data = {"consortia": [{"name": {"quote": "潮汐能\n\n创新联合体", "start": 3, "end": 13}, "status": "planned"}]}
    _, ann, _ = _dump(Document("x", data, text=text))
    assert ann.splitlines()[0] == "T1\tname 3 6;8 13\t潮汐能 创新联合体"
    found, notes = _back(ann, text)
    assert found.data["consortia"][0]["name"]["quote"] == "潮汐能\n\n创新联合体"
    assert notes == []


def test_no_line_of_an_annotation_file_is_cut_inside():
    """Python cuts lines at more than line feeds, and so does brat: parts end there, and notes are escaped."""
    text = "牵头的潮汐能\u2028创新\x0b联合体成立"
    name = {"quote": text[3:13], "start": 3, "end": 13, "value": "潮汐能\u2028甲\x85乙"}
    _, ann, _ = _dump(Document("x", {"consortia": [{"name": name, "status": "planned"}]}, text=text))
    assert ann.splitlines() == ann.split("\n")[:-1]
    found, notes = _back(ann, text)
    assert found.data["consortia"][0]["name"] == name
    assert notes == []


def test_parts_with_words_between_are_taken_whole_and_told():
    """Gold has no gaps; what lies between the parts is included."""
    ann = "T1\tname 3 6;11 14\t潮汐能 联合体\nA1\tstatus T1 approved\n"
    found, notes = _back(ann, "牵头的潮汐能与风能创新联合体")
    assert found.data["consortia"][0]["name"]["quote"] == "潮汐能与风能创新联合体"
    assert notes == ["assumed: T1 (name) has several parts; taken whole, 3..14"]


def test_drifted_parts_are_found_by_their_words():
    """Parts that do not stand at their offsets are looked up together."""
    ann = "T1\tname 3 6;7 12\t潮汐能 创新联合体\nA1\tstatus T1 approved\n"
    found, notes = _back(ann, "新行\n牵头的潮汐能\n创新联合体成立")
    assert found.data["consortia"][0]["name"]["start"] == 6
    assert notes == ["moved: name '潮汐能\\n创新联合体' from 3..12 to 6..15: found by its quote"]


def test_a_file_as_annotators_leave_it():
    """Notes in free words, other relation names, flags, foreign types, events, equivalences: kept or told."""
    ann = (
        "T3\tname 1 4\t潮汐能\r\n"
        "A2\tstatus T3 planned\r\n"
        "#1\tAnnotatorNotes T3\t第一次出现; 50% 把握\r\n"
        "T4\tlead_units 29 32\t潮汐能\n"
        "R9\tLeads Arg1:T4 Arg2:T3\t\n"
        "T5\tPerson 0 1\t“\n"
        "E1\tStart:T5 Who:T3\n"
        "*\tEquiv T3 T4\n"
        "N1\tReference T4 Wiki:Q1\t晨光\n"
        "A3\tNegation T4\n"
        "#2\tAnnotatorNotes R1\t待定\n"
        "R1\tof Arg1:T5 Arg2:T3\n"
        "\n"
    )
    found, notes = _back(ann, TEXT)
    (record,) = found.data["consortia"]
    assert (record["status"], record["note"]) == ("planned", "第一次出现; 50% 把握")
    assert [one["quote"] for one in record["lead_units"]] == ["潮汐能"]
    assert [note.split(" ")[0] for note in notes] == ["assumed:", "lost:", "lost:", "lost:", "lost:", "lost:"]


def test_parts_of_a_mark_are_found_where_line_ends_count_one():
    """In a text with CR LF, of which brat's server saw LF only, the words between the parts are taken, too."""
    found, notes = _back("T1\tname 3 5;7 10\t海藻 联合体\nA1\tstatus T1 planned\n", "一\r\n\r\n海藻能源联合体")
    assert [one["name"]["quote"] for one in found.data["consortia"]] == ["海藻能源联合体"]
    assert any("taken whole" in note for note in notes)


def test_characters_outside_the_basic_plane_are_warned_of():
    """brat itself marks the wrong place behind them, which nobody can repair later."""
    text = "𠮷" + TEXT
    assert any("browser part miscounts" in note for note in _dump(Document("x", {"consortia": []}, text=text))[2])


@pytest.mark.parametrize(
    ("ann", "message"),
    [
        ("T1\tname 3\t潮", "x.ann, line 1: 'name 3\\t潮' is no text-bound"),
        ("\nR1\tof T1 T2", "x.ann, line 2: 'of T1 T2'"),
    ],
)
def test_malformed_lines_are_refused(ann: str, message: str):
    """The message names file and line and shows the form."""
    with pytest.raises(ReadError) as caught:
        brat.load(ann, TEXT, "x", "x.ann")
    assert message in str(caught.value)
