"""doccano: what it takes and gives, as its importer and exporter have it."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from goldio_builders import ALONE, TEXT, document, meaning

from cx_extract.errors import ReadError
from cx_extract.goldio import doccano
from cx_extract.goldio.documents import Document
from cx_extract.goldio.sheet import from_sheet, settle, to_sheet


def through_doccano(imported: str, chance: random.Random | None = None) -> str:
    """Return the export of an import: own ids for everything, other keys at the top level, comments, ASCII only."""
    lines = []
    for number, line in enumerate(imported.splitlines(), 1):
        given = json.loads(line)
        entities = [dict(one) for one in given.pop("entities")]
        if chance:
            chance.shuffle(entities)
        ids = {one["id"]: 1000 * number + n for n, one in enumerate(entities)}
        relations = [
            {"id": 9000 + n, "from_id": ids[one["from_id"]], "to_id": ids[one["to_id"]], "type": one["type"]}
            for n, one in enumerate(given.pop("relations"))
        ]
        for one in entities:
            one["id"] = ids[one["id"]]
        text = given.pop("text")
        out = {"id": number, "text": text, **given, "entities": entities, "relations": relations, "Comments": []}
        lines.append(json.dumps(out))
    return "\n".join(lines)


def _sheets(*documents: Document) -> str:
    return doccano.dump([to_sheet(one)[0] for one in documents])


def _back(export: str) -> tuple[Document, list[str]]:
    (sheet,), notes = doccano.load(export, "all.jsonl")
    settled, moved = settle(sheet, sheet.text)
    found, left = from_sheet(settled)
    return found, [f"{note.kind}: {note.message}" for note in (*notes, *moved, *left)]


def test_every_line_has_the_keys_that_doccano_reads():
    """Entities and relations have exactly the importer's keys; the lines' keys are equal, since it reads a table."""
    first, second = map(json.loads, _sheets(document(), Document("y", {"consortia": []}, text=ALONE)).splitlines())
    assert first.keys() == second.keys() == {"text", "article", "gold", "entities", "relations"}
    assert {tuple(one) for one in first["entities"]} == {("id", "label", "start_offset", "end_offset")}
    assert {tuple(one) for one in first["relations"]} == {("id", "from_id", "to_id", "type")}
    labels = [one["label"] for one in first["entities"]]
    assert {"name/established", "name/planned", "consortium/established", "dates/launched"} <= set(labels)
    assert all(first["text"][one["start_offset"] : one["end_offset"]] for one in first["entities"])


def test_the_way_through_doccano_keeps_everything():
    """Whatever ids and order doccano gives, records, details and what is known of the article come back."""
    chance = random.Random(1)
    for _ in range(5):
        found, notes = _back(through_doccano(_sheets(document()), chance))
        assert meaning(found.data) == meaning(document().data)
        assert {k: v for k, v in found.data.items() if k != "consortia"} == {
            k: v for k, v in document().data.items() if k != "consortia"
        }
        assert notes == []


def test_a_changed_label_changes_what_was_chosen_only():
    """Another event in the label leaves the date's value as it was written."""
    export = through_doccano(_sheets(document())).replace("dates/launched", "dates/approved")
    found, notes = _back(export)
    assert [(d["event"], d["value"]) for d in found.data["consortia"][0]["dates"]] == [("approved", "2024-06-18")]
    assert notes == []


def test_a_deleted_or_moved_entity_leaves_what_was_written_beside_it_to_a_person():
    """The date's value belongs to no entity any more; it is told, and the new mark has no value."""
    line = json.loads(through_doccano(_sheets(document())))
    date = next(one for one in line["entities"] if one["label"] == "dates/launched")
    date["end_offset"] -= 3
    found, notes = _back(json.dumps(line))
    assert found.data["consortia"][0]["dates"][0]["value"] is None
    assert notes == [
        "open: what was written beside dates '2024年6月18日' belongs to no entity any more",
        "open: dates '2024年6月' at 9..16: no value; write its EDTF date",
    ]


def test_annotations_made_in_doccano_from_scratch():
    """No article id, no notes of ours: ids from doccano, digits as numbers, everything unsaid left open or told."""
    start = TEXT.index("潮汐能创新联合体")
    line: dict[str, Any] = {
        "id": 41,
        "text": TEXT,
        "source": "滨海日报",
        "batch": 3,
        "entities": [
            {"id": 7, "label": "name/established", "start_offset": start, "end_offset": start + 8},
            {
                "id": 8,
                "label": "member_counts/exact",
                "start_offset": TEXT.index("12家"),
                "end_offset": TEXT.index("12家") + 3,
            },
            {"id": 9, "label": "member_counts", "start_offset": TEXT.index("3所"), "end_offset": TEXT.index("3所") + 2},
            {"id": 10, "label": "PERSON", "start_offset": 0, "end_offset": 2},
        ],
        "relations": [{"id": 1, "from_id": 7, "to_id": 8, "type": "has"}],
        "Comments": [{"id": 2, "comment": "再看"}],
    }
    found, notes = _back(json.dumps(line))
    assert (found.id, found.data["source"], found.data["note"]) == ("doccano-41", "滨海日报", "再看")
    (record,) = found.data["consortia"]
    assert [(c["value"], c["qualifier"]) for c in record["member_counts"]] == [(12, "exact"), (3, None)]
    assert sorted(note.split(":")[0] for note in notes) == ["assumed", "assumed", "assumed", "lost", "lost", "open"]
    assert any("batch, for which gold has no place" in note for note in notes)
    assert any("label 'PERSON' is none of" in note for note in notes)
    assert any(
        f"'3所' at {TEXT.index('3所')}..{TEXT.index('3所') + 2} has no link; taken as the only consortium's" in note
        for note in notes
    )


def test_a_project_without_relations_gives_lists():
    """Its labels are triples, which doccano sorts; with one consortium that is enough."""
    start = TEXT.index("潮汐能创新联合体")
    line = {"id": 1, "text": TEXT, "label": [[0, 1, "region"], [start, start + 8, "name/planned"]], "Comments": []}
    found, notes = _back(json.dumps([line]))
    (record,) = found.data["consortia"]
    assert (record["name"]["value"], record["status"], record["region"]["quote"]) == (
        "潮汐能创新联合体",
        "planned",
        "“",
    )
    assert len(notes) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "all.jsonl is no JSON"),
        ('{"id": 1}', "all.jsonl, line 1: no text"),
        ('{"text": "a", "entities": [{"id": 1}]}', "all.jsonl, line 1: not as doccano writes it (KeyError"),
        ('{"text": "a", "label": [[1, 2]]}', "all.jsonl, line 1: not as doccano writes it (ValueError"),
    ],
)
def test_other_files_are_refused(content: str, message: str):
    """The message names file and line."""
    with pytest.raises(ReadError) as caught:
        doccano.load(content, "all.jsonl")
    assert message in str(caught.value)


def test_values_of_equal_marks_follow_their_consortia():
    """Two records quote the same words at one place for different bodies: each keeps its own."""
    data = document().data
    data["consortia"][1]["lead_units"][0]["value"] = "晨光大学"
    data["consortia"][2]["lead_units"] = [{**data["consortia"][1]["lead_units"][0], "value": "别的大学"}]
    given = Document("x", data, text=TEXT)
    chance = random.Random(2)
    for _ in range(5):
        found, notes = _back(through_doccano(_sheets(given), chance))
        assert meaning(found.data) == meaning(data)
        assert notes == []
