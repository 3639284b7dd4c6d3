"""Folders to articles."""

import datetime as dt
import hashlib
import json
import os
import pickle
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.errors import ReadError, UsageError
from cx_extract.model import Article
from cx_extract.readers import Failure, Source, discover, load, survey
from cx_extract.readers.folder import _ids

DAY = dt.date(2024, 11, 7)
DEFAULT = dt.date(2020, 1, 2)
TEXT = "储能创新联合体成立\n来源：滨海网 2024-11-07\n　　由甲能科技牵头。\n"
BARE = "　　由甲能科技牵头的储能创新联合体成立。\n"


def write(root: Path, **files: str | bytes) -> None:
    """Write files whose names have __ for / and end in _suffix for .suffix."""
    for key, content in files.items():
        stem, _, suffix = key.rpartition("_")
        put(root, f"{stem.replace('__', '/')}.{suffix}", content)


def put(root: Path, name: str, content: str | bytes) -> None:
    """Write one file below ``root``."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def read_all(root: Path, default: dt.date | None = None) -> dict[str, Article | Failure]:
    """Return everything that a folder yields, by article id."""
    items = [item for source in discover(root) for item in load(source, default)]
    found = {item.article_id if isinstance(item, Failure) else item.id: item for item in items}
    assert len(found) == len(items)
    return found


def article(root: Path, default: dt.date | None = None) -> Article:
    """Return the only article of a folder."""
    (item,) = read_all(root, default).values()
    assert isinstance(item, Article), item
    return item


def failure(root: Path) -> Failure:
    """Return the only failure of a folder."""
    (item,) = (item for item in read_all(root).values() if isinstance(item, Failure))
    return item


def test_what_is_found_and_in_which_order(tmp_path: Path) -> None:
    """Five kinds of file in nested folders, sorted by code points of the relative path; others are left out."""
    for name in ("b.txt", "B.TXT", "a/z.md", "a.html", "a-1.htm", "十.jsonl", "一/b.txt", "é.txt"):
        put(tmp_path, name, BARE)
    for name in ("c.docx", "d", ".hidden.txt", ".git/x.txt", "articles.csv", "a/articles.csv", "e.csv", "txt"):
        put(tmp_path, name, "file\n")
    names = [source.name for source in discover(tmp_path)]
    assert names == ["B.TXT", "a-1.htm", "a.html", "a/z.md", "b.txt", "é.txt", "一/b.txt", "十.jsonl"]


def test_links(tmp_path: Path) -> None:
    """Loops of links end, a linked folder outside is read, one inside under its own name only; dead ones are told."""
    outside = tmp_path / "outside"
    put(outside, "x.txt", BARE)
    root = tmp_path / "in"
    put(root, "z/b.txt", BARE)
    (root / "a-loop").symlink_to(root, target_is_directory=True)
    (root / "a-link").symlink_to(root / "z", target_is_directory=True)
    (root / "out").symlink_to(outside, target_is_directory=True)
    (root / "self.txt").symlink_to(root / "self.txt")
    (root / "gone.txt").symlink_to(root / "nowhere")
    (root / "file.txt").symlink_to(outside / "x.txt")
    (root / "gone").symlink_to(root / "nowhere")
    sources = discover(root)
    assert [source.name for source in sources] == ["file.txt", "gone.txt", "out/x.txt", "self.txt", "z/b.txt"]
    failed = [read.path for source in sources for read in load(source, None) if isinstance(read, Failure)]
    assert failed == ["gone.txt", "self.txt"]


def test_a_single_file(tmp_path: Path) -> None:
    """One file is accepted, with the articles.csv beside it, whose other rows are no concern."""
    write(tmp_path, a_txt=BARE, b_txt=BARE, articles_csv="file,title\na.txt,甲\nb.txt,乙\nc.txt,丙\n")
    found = survey(tmp_path / "a.txt")
    assert (found.sources[0].id, found.sources[0].stated.title, found.warnings) == ("a", "甲", [])


@pytest.mark.parametrize("name", ["missing", "a.docx", "articles.csv"])
def test_what_cannot_be_input(tmp_path: Path, name: str) -> None:
    """A missing path, another kind of file and articles.csv itself are misuse."""
    write(tmp_path, a_docx=b"x", articles_csv="file\n")
    with pytest.raises(UsageError, match=r"give a folder.* \.txt, \.md, \.html, \.htm, \.jsonl"):
        discover(tmp_path / name)


def test_empty_folder_has_no_sources(tmp_path: Path) -> None:
    """A folder without articles gives none; saying so is the caller's business."""
    assert discover(tmp_path) == []


@pytest.mark.parametrize(
    ("names", "ids"),
    [
        (["a.txt", "b/a.txt"], ["a", "b/a"]),
        (["a.html", "a.txt", "b.md"], ["a.html", "a.txt", "b"]),
        (["a.html", "a.txt", "a.txt.md"], ["a.html", "a.txt", "a.txt.md"]),
        (["a#1.txt", "a.jsonl"], ["a#1.txt", "a.jsonl"]),
        (["a#x.txt", "a.jsonl"], ["a#x", "a"]),
        (["2024.11.07.txt"], ["2024.11.07"]),
    ],
)
def test_ids(names: list[str], ids: list[str]) -> None:
    """Ids lose the suffix unless two articles would share one; then all of these keep it."""
    assert list(_ids(names).values()) == ids


STEMS = st.lists(st.sampled_from(["a", "b", "#", "1", ".txt", ".jsonl", "/"]), min_size=1, max_size=4).map(
    lambda parts: "x" + "".join(parts).replace("/", "/x")
)


@given(st.sets(st.builds("{}{}".format, STEMS, st.sampled_from([".txt", ".md", ".jsonl"]))).map(sorted))
def test_ids_never_clash(names: list[str]) -> None:
    """No two articles share an id, lines of JSONL included."""
    ids = [
        f"{found}#{line}" if name.endswith(".jsonl") else found
        for name, found in _ids(names).items()
        for line in (range(1, 12) if name.endswith(".jsonl") else [0])
    ]
    assert len(set(ids)) == len(ids)


def test_text_is_the_whole_file(tmp_path: Path) -> None:
    """Front matter, header lines and carriage returns are part of the text that offsets refer to."""
    text = "---\r\ntitle: 甲\r\n---\r\n" + TEXT
    write(tmp_path, a_md=b"\xef\xbb\xbf" + text.encode())
    assert article(tmp_path) == Article("a", text, hashlib.sha256(text.encode()).hexdigest(), "甲", "滨海网", DAY)


def test_sources_can_be_sent_to_processes(tmp_path: Path) -> None:
    """A pickled source reads the same article."""
    write(tmp_path, a_txt=BARE, articles_csv="file,title,published\na.txt,甲,2024-11-07\n")
    (source,) = discover(tmp_path)
    assert isinstance(source, Source)
    assert list(load(pickle.loads(pickle.dumps(source)), None)) == list(load(source, None)) == [article(tmp_path)]


PAGE = (
    '<html><head><title>页题</title><meta name="source" content="页源">'
    '<meta name="PubDate" content="2021-01-01"></head>'
    "<body><h1>页题</h1><p>来源：行源 2024-11-07</p><p>" + BARE * 9 + "</p></body></html>"
)
LINE = {"text": TEXT, "title": "栏题", "source": "栏源", "published": "2022-01-01", "url": "栏址"}


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", BARE, ("", "", DEFAULT)),
        ("a.txt", TEXT, ("储能创新联合体成立", "滨海网", DAY)),
        ("a.md", "---\ntitle: 甲\ndate: 2023-01-01\n---\n" + TEXT, ("甲", "滨海网", dt.date(2023, 1, 1))),
        ("a.html", PAGE, ("页题", "页源", dt.date(2021, 1, 1))),
        ("a.html", PAGE.replace("PubDate", "x").replace('"source"', "x"), ("页题", "行源", DAY)),
        ("a.jsonl", json.dumps(LINE), ("栏题", "栏源", dt.date(2022, 1, 1))),
        ("a.jsonl", json.dumps({"正文": TEXT, "date": None, "title": ""}), ("储能创新联合体成立", "滨海网", DAY)),
    ],
)
def test_precedence(tmp_path: Path, name: str, content: str, expected: tuple[str, str, dt.date]) -> None:
    """Front matter, fields and tags beat header lines, these beat the default; articles.csv beats all, cell by cell."""
    put(tmp_path, name, content)
    found = article(tmp_path, DEFAULT)
    assert (found.title, found.source, found.published) == expected
    put(tmp_path, "articles.csv", f"file,title,source,published\n{name},表题,,2019-05-06\n")
    found = article(tmp_path, DEFAULT)
    assert (found.title, found.source, found.published) == ("表题", expected[1], dt.date(2019, 5, 6))


def test_articles_csv_above_the_file(tmp_path: Path) -> None:
    """Rows count from any folder up to the input folder; the nearest wins, cell by cell; above it none counts."""
    root = tmp_path / "in"
    write(root, 甲__乙__a_txt=BARE, 甲__乙__b_txt=BARE)
    put(tmp_path, "articles.csv", "file,url\nin/甲/乙/a.txt,http://far\n")
    put(root, "articles.csv", "file,title,source\n甲/乙/a.txt,上题,上源\n")
    put(root, "甲/乙/articles.csv", "file,title\na.txt,下题\n")
    found = read_all(root)
    assert found["甲/乙/a"] == Article(
        "甲/乙/a", BARE, hashlib.sha256(BARE.encode()).hexdigest(), "下题", "上源", None, ""
    )
    assert isinstance(found["甲/乙/b"], Article)


def test_faulty_rows_fail_their_article_only(tmp_path: Path) -> None:
    """A bad date in articles.csv fails that article; a row without file is a warning; a broken table stops all."""
    write(
        tmp_path, a_txt=TEXT, b_txt=TEXT, articles_csv="file,published\na.txt,近日\nsub/c.txt,\n../in/b.txt,\nb.csv,\n"
    )
    assert failure(tmp_path).article_id == "a"
    assert isinstance(read_all(tmp_path)["b"], Article)
    assert [warning.split("; ")[0] for warning in survey(tmp_path).warnings] == [
        "articles.csv, line 3: there is no article sub/c.txt",
        "articles.csv, line 4: there is no article ../in/b.txt",
        "articles.csv, line 5: there is no article b.csv",
    ]
    put(tmp_path, "sub/articles.csv", "title\n甲\n")
    with pytest.raises(ReadError, match=r"^sub/articles\.csv has no column 'file'"):
        discover(tmp_path)


def test_bad_date_in_front_matter_fails_unless_overruled(tmp_path: Path) -> None:
    """A date in front matter that cannot be read fails the article, but not when articles.csv states one."""
    write(tmp_path, a_md="---\ndate: 近日\n---\n" + BARE)
    assert "'近日': write 2024-11-07" in failure(tmp_path).reason
    put(tmp_path, "articles.csv", "file,published\na.md,2024-11-07\n")
    assert article(tmp_path).published == DAY


def test_jsonl_lines_stand_alone(tmp_path: Path) -> None:
    """A broken line is one failure with its number; blank lines count but are no articles; the others go on."""
    bad = {
        2: "{",
        3: "[1]",
        4: '{"title": "甲"}',
        5: '{"text": 5}',
        6: '{"text": "文", "published": "近日"}',
        7: '{"text": "文", "source": {"name": "甲"}}',
        8: '{"text": "\\ud800"}',
        9: '{"text": "a\\u0000"}',
        10: "[" * 100_000,
        11: '{"text": "文", "n": ' + "9" * 5000 + "}",
    }
    lines = [json.dumps({"text": BARE}), *bad.values(), "", json.dumps({"content": BARE, "publish_time": 20241107})]
    data = (
        "\n".join(lines).encode() + b"\n\xff\xfe{}\n" + json.dumps({"body": BARE}, ensure_ascii=False).encode("gb18030")
    )
    put(tmp_path, "子/a.jsonl", data)
    found = read_all(tmp_path)
    assert list(found) == [f"子/a#{number}" for number in (*range(1, 12), 13, 14, 15)]
    failures = {number for number in range(1, 16) if isinstance(found.get(f"子/a#{number}"), Failure)}
    assert failures == {*bad, 14}
    for number in failures:
        item = found[f"子/a#{number}"]
        assert isinstance(item, Failure)
        assert item.reason.startswith(f"子/a.jsonl, line {number}")
    last = found["子/a#13"]
    assert isinstance(last, Article)
    assert (last.text, last.published) == (BARE, DAY)


def test_jsonl_in_utf16(tmp_path: Path) -> None:
    """A JSONL file in UTF-16 with its mark is read line by line like any other."""
    put(tmp_path, "a.jsonl", (json.dumps(LINE, ensure_ascii=False) + "\n{\n").encode("utf-16"))
    first, second = read_all(tmp_path).values()
    assert isinstance(first, Article)
    assert isinstance(second, Failure)
    assert (first.text, first.url, second.article_id) == (TEXT, "栏址", "a#2")


def test_text_fields_in_order(tmp_path: Path) -> None:
    """The first field that holds text is the text."""
    put(tmp_path, "a.jsonl", json.dumps({"正文": "丁", "body": "丙", "content": "乙。", "text": ""}))
    assert article(tmp_path).text == "乙。"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", r"^a\.txt is empty$"),
        ("a.jsonl", b"\n\n", r"^a\.jsonl is empty$"),
        ("a.html", b"<html></html>", r"^a\.html has no text"),
        ("a.md", b"\x89PNG\0", r"^a\.md holds NUL"),
        ("a.txt", "這個聯合體由大學領軍，會員單位增加。".encode("big5"), r"^a\.txt is not UTF-8.*iconv"),
    ],
)
def test_failures_name_file_and_cause(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """Files that cannot be read come as failures, and their neighbours as articles."""
    put(tmp_path, name, content)
    put(tmp_path, "b.txt", BARE)
    found = failure(tmp_path)
    assert (found.article_id, found.path) == ("a", name)
    assert re.search(reason, found.reason)
    assert isinstance(read_all(tmp_path)["b"], Article)


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
def test_vanished_files_are_failures(tmp_path: Path, name: str) -> None:
    """A file that is gone when its turn comes is a failure."""
    put(tmp_path, name, BARE)
    (source,) = discover(tmp_path)
    (tmp_path / name).unlink()
    (item,) = load(source, None)
    assert item == Failure("a", name, f"{name} cannot be read: No such file or directory")


@pytest.mark.skipif(os.name != "posix", reason="only POSIX file names are bytes")
def test_file_names_in_gbk(tmp_path: Path) -> None:
    """A file name that is no UTF-8 appears escaped, so that it can be written; the file is read."""
    with open(os.fsencode(tmp_path) + "/新闻.txt".encode("gbk"), "wb") as file:
        file.write(BARE.encode())
    found = article(tmp_path)
    assert found.id == r"\xd0\xc2\xce\xc5"
    assert found.text == BARE


def test_irrelevant_articles_skip_their_header(tmp_path: Path) -> None:
    """A text that is not relevant comes with its text and hash, and with what other files say of it."""
    write(tmp_path, a_txt=TEXT, articles_csv="file,title\na.txt,表题\n")
    (source,) = discover(tmp_path)
    (item,) = load(source, DEFAULT, relevant=lambda text: "医联体" in text)
    assert item == Article("a", TEXT, hashlib.sha256(TEXT.encode()).hexdigest(), "表题", "", DEFAULT)
    assert list(load(source, DEFAULT, relevant=lambda text: "联合体" in text)) == list(load(source, DEFAULT))


def test_twenty_megabytes_on_one_line(tmp_path: Path) -> None:
    """A single line of twenty megabytes is read in each form."""
    text = "储能联合体成立。" * 850_000
    write(tmp_path, a_txt=text, b_jsonl=json.dumps({"text": text}), c_txt=text.encode("gb18030"))
    assert [len(item.text) for item in read_all(tmp_path).values() if isinstance(item, Article)] == [len(text)] * 3
