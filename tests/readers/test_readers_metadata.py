"""The rows of articles.csv, and who wins."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cx_extract.errors import ReadError
from cx_extract.readers import Metadata
from cx_extract.readers.metadata import merge, read_articles_csv

DAY = dt.date(2024, 11, 7)
LAYERS = st.builds(
    Metadata,
    st.sampled_from(["", "甲", "乙"]),
    st.sampled_from(["", "丙"]),
    st.none() | st.dates(),
    st.sampled_from(["", "u"]),
)


@given(st.lists(LAYERS, min_size=1))
def test_first_statement_wins(layers: list[Metadata]) -> None:
    """Each field of the merge is the first non-empty one of the layers, whatever the others state."""
    merged = merge(*layers)
    for name in ("title", "source", "published", "url"):
        stated = [value for layer in layers if (value := getattr(layer, name))]
        assert getattr(merged, name) == (stated[0] if stated else getattr(Metadata(), name))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_csv_as_spreadsheets_save_it(encoding: str, newline: str) -> None:
    """Encodings, line ends, quoted commas, capitals, blank lines and Windows separators are read."""
    lines = [
        "File,Title,source,published",
        '子\\a.txt,"甲,乙“丙”",滨海网,2024/11/7',
        "",
        ",,,",
        "./b.md, 丁 ,,20241107",
        "c.txt",
    ]
    table = read_articles_csv(newline.join(lines).encode(encoding), "x/articles.csv")
    assert table.rows == {
        "子/a.txt": Metadata("甲,乙“丙”", "滨海网", DAY),
        "b.md": Metadata("丁", "", DAY),
        "c.txt": Metadata(),
    }
    assert (table.faults, table.warnings) == ({}, [])


def test_faults_stay_with_their_article() -> None:
    """A bad date and a second row for a file are faults of those articles, with line and fix."""
    table = read_articles_csv(
        "file,published\na.txt,近日\nb.txt,2024-11-07\nc.txt,\nc.txt,2024\n".encode(), "articles.csv"
    )
    assert list(table.faults) == ["a.txt", "c.txt"]
    assert table.faults["a.txt"].startswith("articles.csv, line 2 has the date '近日': write 2024-11-07")
    assert table.faults["c.txt"] == "articles.csv, line 5: c.txt has a row already, in line 4: remove one"
    assert table.rows["b.txt"].published == DAY


def test_unknown_columns_are_told() -> None:
    """A misspelt column is a warning, not a silence."""
    table = read_articles_csv(b"file,publised\na.txt,2024-11-07\n", "articles.csv")
    assert table.warnings == [
        "articles.csv: the column 'publised' is not read; read are file, title, source, published, url"
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title,source\n甲,乙\n", "has no column 'file'"),
        ("file;title\na.txt;甲\n", "separated by commas"),
        ("file,title,title\na.txt,甲,乙\n", "column 'title' twice"),
        ("file,title\na.txt,甲,乙\n", "line 2: 3 cells for 2 columns"),
        ("file,title\n,甲\n", "line 2: the cell 'file' is empty"),
        ('file,title\na.txt,"甲"乙\n', "line 2: .*double the quotation marks"),
        ('file,title\na.txt,"甲\n', "double the quotation marks"),
        ("", "is empty"),
    ],
)
def test_what_is_no_table(text: str, message: str) -> None:
    """A malformed articles.csv is an error that names it, the line and the fix."""
    with pytest.raises(ReadError, match=rf"^sub/articles\.csv.*{message}"):
        read_articles_csv(text.encode(), "sub/articles.csv")


@given(st.binary() | st.text().map(lambda text: ("file,title\n" + text).encode("utf-8", "ignore")))
def test_any_csv_is_read_or_refused(data: bytes) -> None:
    """Arbitrary bytes give a table or a ReadError that names the file."""
    try:
        table = read_articles_csv(data, "articles.csv")
    except ReadError as error:
        assert str(error).startswith("articles.csv")
    else:
        assert set(table.lines) == set(table.rows) | set(table.faults)
