"""Gold files: read in every shape, told apart, written without destroying anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from goldio_builders import TEXT, article, document

from cx_extract.errors import ReadError, UsageError
from cx_extract.goldio.documents import Document, read_documents, read_text, rewrite, write_documents


def _write(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data), "utf-8")


def test_marked_gold_files_hide_other_json(tmp_path: Path):
    """In a folder with *.gold.json files, floors and specs beside them are no gold; without any, all JSON is."""
    _write(tmp_path / "floors.json", {"name": 0.9})
    _write(tmp_path / "a.gold.json", article())
    assert [d.path for d in read_documents(tmp_path)] == [tmp_path / "a.gold.json"]
    (tmp_path / "a.gold.json").rename(tmp_path / "b.json")
    (tmp_path / "floors.json").unlink()
    _write(tmp_path / "b.spec.json", [])
    assert [d.path for d in read_documents(tmp_path)] == [tmp_path / "b.json"]


def test_ids_follow_the_folders_as_those_of_a_run_do(tmp_path: Path):
    """A file named after its article has the subfolder in front; a stated other id, and a single file, have not."""
    for folder in ("dev", "test"):
        _write(tmp_path / folder / "01.gold.json", {"article": "01", "consortia": []})
    _write(tmp_path / "dev" / "02.gold.json", {"consortia": []})
    _write(tmp_path / "dev" / "03.gold.json", {"article": "elsewhere/7", "consortia": []})
    assert [d.id for d in read_documents(tmp_path)] == ["dev/01", "dev/02", "elsewhere/7", "test/01"]
    assert [d.id for d in read_documents(tmp_path / "dev" / "01.gold.json")] == ["01"]


def test_lines_are_cut_at_line_feeds_only(tmp_path: Path):
    """A line separator inside a JSON string (U+2028) does not end the line."""
    given = [{"article": name, "title": "上\u2028下", "consortia": []} for name in "ab"]
    lines = "\n\n".join(json.dumps(one, ensure_ascii=False) for one in given)
    (tmp_path / "g.jsonl").write_text(lines, "utf-8")
    assert [(d.id, d.data["title"]) for d in read_documents(tmp_path)] == [("a", "上\u2028下"), ("b", "上\u2028下")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no gold JSON"),
        ('{"consortia": [], "consortia": []}', "key 'consortia' is there twice"),
        ("[1]", 'g.json[0]: a gold article is an object with a list "consortia"'),
    ],
)
def test_what_is_no_gold_file_is_refused(content: str, message: str, tmp_path: Path):
    """Broken JSON, a key given twice and other values name the file."""
    (tmp_path / "g.json").write_text(content, "utf-8")
    with pytest.raises(ReadError) as caught:
        read_documents(tmp_path / "g.json")
    assert message in str(caught.value)


def test_the_second_annotation_of_an_article_is_named_with_the_first(tmp_path: Path):
    """Both files are in the message."""
    _write(tmp_path / "a.json", {"article": "x", "consortia": []})
    _write(tmp_path / "b.json", {"article": "x", "consortia": []})
    with pytest.raises(ReadError, match=r"b\.json: article 'x' is annotated twice, also in .*a\.json"):
        read_documents(tmp_path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_texts_are_read_in_the_encodings_of_articles(encoding: str, tmp_path: Path):
    """The byte order mark is dropped, line ends stay; other encodings are refused."""
    (tmp_path / "a.txt").write_bytes("创新\r\n联合体".encode(encoding))
    assert read_text(tmp_path / "a.txt") == "创新\r\n联合体"
    (tmp_path / "a.txt").write_bytes(b"\xff\xff")
    with pytest.raises(ReadError, match="neither UTF-8 nor GB18030"):
        read_text(tmp_path / "a.txt")


def test_written_documents_are_read_back(tmp_path: Path):
    """Data and text survive, CR LF too, in subfolders as well."""
    given = Document("d/x", article(), text=TEXT.replace("\n", "\r\n"))
    write_documents([given], tmp_path)
    (found,) = read_documents(tmp_path)
    assert (found.id, found.data, found.text) == ("d/x", given.data, given.text)


def test_nothing_that_differs_is_written_over(tmp_path: Path):
    """The same content may be written again; other annotations or another text may not be lost."""
    write_documents([document()], tmp_path)
    write_documents([document()], tmp_path)
    for other in (document(title="anders"), document(text=TEXT + "尾")):
        with pytest.raises(UsageError, match="is there and differs"):
            write_documents([other], tmp_path)
    assert read_documents(tmp_path)[0].data == article()


@pytest.mark.parametrize("name", ["../x", "/x", "a\\..\\x", ""])
def test_ids_do_not_lead_out_of_the_folder(name: str, tmp_path: Path):
    """An id that is no path below the folder is refused."""
    with pytest.raises(UsageError, match="leads out of"):
        write_documents([Document(name, article())], tmp_path / "out")


def test_rewriting_one_article_keeps_the_others_and_their_order(tmp_path: Path):
    """Lists and lines keep all articles at their places, twelve of them, too."""
    for name in ("g.json", "g.jsonl"):
        path = tmp_path / name
        every = [{"article": f"{n:02}", "consortia": []} for n in range(12)]
        lines = "\n".join(map(json.dumps, every))
        path.write_text(lines if name.endswith("l") else json.dumps(every), "utf-8")
        documents = read_documents(path)
        changed = Document("03", {"article": "03", "title": "neu", "consortia": []}, documents[3].where, path=path)
        rewrite(changed, documents)
        again = read_documents(path)
        assert [d.data.get("title") for d in again] == [None] * 3 + ["neu"] + [None] * 8
