"""Label Studio: tasks in the shape of its JSON import and export."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from goldio_builders import TEXT, document, meaning

from cx_extract.errors import ReadError, UsageError
from cx_extract.goldio import label_studio
from cx_extract.goldio.documents import Document
from cx_extract.goldio.sheet import CHOSEN, LABELS, OF, WRITTEN, from_sheet, settle, to_sheet


def through_label_studio(imported: str, **annotation: Any) -> str:
    """Return the export after somebody accepted the predictions: as an annotation, with the export's other keys."""
    tasks = []
    for number, task in enumerate(json.loads(imported), 1):
        result = task["predictions"][0]["result"]
        for entry in result:
            if entry["type"] != "relation":
                entry["origin"] = "prediction"
        done = {
            "id": 500 + number,
            "completed_by": 1,
            "result": result,
            "was_cancelled": False,
            "ground_truth": False,
            "created_at": "2024-07-02T08:00:00.000000Z",
            "lead_time": 60.5,
            "prediction": {},
            "result_count": len(result),
            **annotation,
        }
        tasks.append(
            {
                "id": number,
                "annotations": [done],
                "drafts": [],
                "predictions": [77],
                "data": task["data"],
                "meta": {},
                "inner_id": number,
                "total_annotations": 1,
            }
        )
    return json.dumps(tasks)


def _dump(given: Document) -> str:
    return label_studio.dump([to_sheet(given)[0]])


def _back(export: str, annotator: str = "", text: str = "") -> tuple[Document, list[str]]:
    (sheet,), notes = label_studio.load(export, "p.json", annotator)
    settled, moved = settle(sheet, text or sheet.text)
    found, left = from_sheet(settled)
    return found, [f"{note.kind}: {note.message}" for note in (*notes, *moved, *left)]


def _task(*entries: dict[str, Any], text: str = TEXT, **more: Any) -> str:
    """Return an export of one task with one annotation."""
    return json.dumps([{"id": 3, "data": {"text": text}, "annotations": [{"result": list(entries)}], **more}])


def _region(key: str, start: int, end: int, label: str, text: str | None, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "labels": [label]} | ({} if text is None else {"text": text})
    return {
        "id": key,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "origin": "manual",
        "value": value,
        **more,
    }


def _chosen(key: str, control: str, choice: str) -> dict[str, Any]:
    value = {"start": 0, "end": 1, "text": "x", "choices": [choice]}
    return {"id": key, "from_name": control, "to_name": "text", "type": "choices", "value": value}


NAME = _region("n1", TEXT.index("潮汐能创新联合体"), TEXT.index("潮汐能创新联合体") + 8, "name", "潮汐能创新联合体")


def test_the_configuration_has_every_label_choice_and_text_field():
    """It is XML whose controls are those that the tasks name."""
    root = ElementTree.fromstring(label_studio.config())
    assert [label.get("value") for label in root.iter("Label")] == list(LABELS)
    assert [relation.get("value") for relation in root.iter("Relation")] == [OF]
    for label, (key, allowed) in CHOSEN.items():
        control = root.find(f"Choices[@name='{key}_{label}']")
        assert control is not None
        assert (control.get("whenLabelValue"), control.get("perRegion")) == (label, "true")
        assert [choice.get("value") for choice in control] == list(allowed)
    assert {area.get("name") for area in root.iter("TextArea")} == set(WRITTEN)
    controls = {tag.get("name") for tag in root.iter()}
    entries = json.loads(_dump(document()))[0]["predictions"][0]["result"]
    assert {entry["from_name"] for entry in entries if entry["type"] != "relation"} <= controls


def test_tasks_are_predictions_that_label_studio_takes():
    """Regions have id, control, object, type and value; choices and texts share the region's id and place."""
    (task,) = json.loads(_dump(document()))
    assert task["data"]["text"] == TEXT
    result = task["predictions"][0]["result"]
    regions = {e["id"]: e["value"] for e in result if e["type"] == "labels"}
    assert all(TEXT[v["start"] : v["end"]] == v["text"] for v in regions.values())
    for entry in result:
        if entry["type"] == "relation":
            assert regions.keys() >= {entry["from_id"], entry["to_id"]}
        else:
            assert (entry["value"]["start"], entry["value"]["end"]) == (
                regions[entry["id"]]["start"],
                regions[entry["id"]]["end"],
            )


def test_the_way_through_label_studio_keeps_everything():
    """Records, details and what is known of the article come back from an export."""
    found, notes = _back(through_label_studio(_dump(document())))
    assert meaning(found.data) == meaning(document().data)
    assert (found.id, found.data["title"], found.data["published"]) == ("x", document().data["title"], "2024-07-01")
    assert notes == []


@pytest.mark.parametrize("old", [False, True])
def test_code_points_and_utf16_code_units_are_told_apart_by_the_words(old: bool):
    """Versions before 2022 counted UTF-16 code units, present ones count code points; both come back right."""
    text = "😀𠮷\n" + TEXT
    shifted = Document("x", {**document().data, "consortia": []}, text=text)
    start = text.index("潮汐能创新联合体")
    drift = 2 if old else 0
    entries = [
        _region("n1", start + drift, start + 8 + drift, "name", "潮汐能创新联合体"),
        _chosen("n1", "status_name", "established"),
    ]
    found, notes = _back(_task(*entries, text=shifted.text))
    name = found.data["consortia"][0]["name"]
    assert (name["start"], name["quote"]) == (start, "潮汐能创新联合体")
    assert [note.partition(" from ")[0] for note in notes] == (["moved: name '潮汐能创新联合体'"] if old else [])


def test_cr_lf_of_the_original_comes_back():
    """A task made from a text with LF only is placed in the original with CR LF."""
    original = TEXT.replace("\n", "\r\n")
    found, notes = _back(through_label_studio(_dump(document())), text=original)
    for record in found.data["consortia"]:
        for one in record["lead_units"]:
            assert original[one["start"] : one["end"]] == one["quote"]
    assert all(note.startswith("moved: ") for note in notes)
    assert len(notes) == 16


def test_regions_without_words_and_relations_drawn_the_other_way():
    """Texts from a URL come without words; an arrow from the consortium, or turned round, links all the same."""
    leads = [(TEXT.index("晨光大学"), 4), (TEXT.index("云帆重工股份有限公司"), 10)]
    entries = [
        NAME,
        _chosen("n1", "status_name", "approved"),
        *(_region(f"l{n}", at, at + size, "lead_units", None) for n, (at, size) in enumerate(leads)),
        {"from_id": "n1", "to_id": "l0", "type": "relation", "direction": "right"},
        {"from_id": "n1", "to_id": "l1", "type": "relation", "direction": "left", "labels": ["of"]},
    ]
    found, notes = _back(_task(*entries))
    assert [one["value"] for one in found.data["consortia"][0]["lead_units"]] == ["晨光大学", "云帆重工股份有限公司"]
    assert notes == []


def test_one_of_several_annotators_has_to_be_chosen():
    """Two annotations of a task are two opinions; cancelled ones do not count."""
    both = json.loads(through_label_studio(_dump(document())))
    first = both[0]["annotations"][0]
    both[0]["annotations"] += [
        {**first, "completed_by": {"id": 2, "email": "b@example.org"}, "result": []},
        {**first, "was_cancelled": True},
    ]
    with pytest.raises(UsageError, match=r"p\.json\[0\] has 2 annotations, by 1, 2/b@example\.org: choose one"):
        _back(json.dumps(both))
    assert len(_back(json.dumps(both), "1")[0].data["consortia"]) == 3
    assert _back(json.dumps(both), "b@example.org")[0].data["consortia"] == []
    assert _back(json.dumps(both), "9")[1] == ["open: annotator '9' has not annotated this task"]


def test_tasks_nobody_annotated_are_told():
    """Predictions stand in for annotations, and nothing at all is an open end."""
    found, notes = _back(_dump(document()))
    assert len(found.data["consortia"]) == 3
    assert notes == ["assumed: no annotation; its predictions are taken"]
    assert _back('[{"id": 5, "data": {"text": "a"}}]')[1] == ["open: neither annotation nor prediction"]


def test_another_configuration_loses_no_words():
    """Texts of unknown controls, remarks on regions and foreign labels: notes, or told."""
    area = {"id": "n1", "from_name": "mine", "to_name": "text", "type": "textarea", "value": {"text": ["二", "三"]}}
    entries = [
        {**NAME, "meta": {"text": ["一"]}},
        _chosen("n1", "any", "dissolved"),
        area,
        _region("p", 0, 2, "PERSON", TEXT[:2]),
        {"id": "w", "from_name": "whole", "to_name": "text", "type": "choices", "value": {"choices": ["good"]}},
    ]
    found, notes = _back(_task(*entries))
    (record,) = found.data["consortia"]
    assert (record["status"], record["note"]) == ("dissolved", "一; 二; 三")
    assert [note.partition(" is none")[0] for note in notes] == [
        "lost: label 'PERSON'",
        "lost: what was entered in whole belongs to no labelled words",
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[", "p.json is no JSON"),
        (
            '[{"id": 1, "text": "a", "label": []}]',
            "p.json[0]: a task has no data; export from Label Studio as JSON, not as",
        ),
        ('[{"data": {"title": "a"}}]', "p.json[0]: the task's data has no text under 'text'"),
        (
            '[{"data": {"text": "a"}, "annotations": [{"result": [{"type": "relation"}]}]}]',
            "not as Label Studio writes it",
        ),
    ],
)
def test_other_files_are_refused(content: str, message: str):
    """The message names file and task, and the export that is wanted."""
    with pytest.raises(ReadError) as caught:
        label_studio.load(content, "p.json")
    assert message in str(caught.value)
