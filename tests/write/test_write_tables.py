"""facts.csv comes back as it was written."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from write_builders import article, fact

from cx_extract.errors import ReadError
from cx_extract.model import CATEGORIES, EVENTS, FIELDS, QUALIFIERS, Fact
from cx_extract.write.tables import FACTS_COLUMNS, FactRow, Table, fact_row, read_facts, read_table

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=30) | st.text(alphabet="=+'\",；\r\n\0 中a", max_size=8)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    """Return any fact with confidence to three decimals."""
    field = draw(st.sampled_from(FIELDS))
    value = draw(st.integers(0, 10**6)) if field == "member_counts" else draw(TEXT)
    start = draw(st.integers(0, 10**7))
    return fact(
        field,
        value,
        quote=draw(TEXT),
        start=start,
        sentence=draw(TEXT),
        rule_id=draw(TEXT),
        modality=draw(st.sampled_from(["asserted", "planned"])),
        normalised=draw(TEXT),
        qualifier=draw(st.sampled_from(["", *QUALIFIERS])),
        unit=draw(TEXT),
        as_of=draw(TEXT),
        event=draw(st.sampled_from(["", *EVENTS])),
        category=draw(st.sampled_from(["", *CATEGORIES])),
        anchor=draw(TEXT),
        confidence=draw(st.integers(0, 1000)) / 1000,
    )


def written(path: Path, rows: list[list[str | int | float]]) -> Path:
    """Write ``rows`` as facts.csv is written."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = Table(file, FACTS_COLUMNS)
        for row in rows:
            table.add(row)
    return path


@given(st.lists(facts(), max_size=5), TEXT.filter(bool))
def test_any_fact_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, many: list[Fact], name: str) -> None:
    """Formulas, quotation marks, separators, line breaks and NUL survive writing and reading."""
    known = article(article_id=name)
    path = written(tmp_path_factory.mktemp("facts") / "facts.csv", [fact_row(known, "r", one) for one in many])
    assert read_facts(path) == tuple(FactRow(name, "r", one, known.sha256) for one in many)


def test_the_file_starts_with_a_mark_and_its_lines_end_in_crlf(tmp_path: Path) -> None:
    """Excel needs the byte order mark, RFC 4180 the line ends."""
    data = written(tmp_path / "f.csv", [fact_row(article(), "r", fact("name", "甲创新联合体"))]).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfarticle,record_id,")
    assert data.count(b"\r\n") == data.count(b"\n") == 2


def test_whole_numbers_stay_whole_and_formulas_do_not_run(tmp_path: Path) -> None:
    """A count and the offsets have no decimal point, and no cell of the file starts with a sign."""
    rows = [
        fact_row(article(), "r", fact("member_counts", 26, start=5)),
        fact_row(article(), "r", fact("name", "=HYPERLINK(1)")),
    ]
    with written(tmp_path / "f.csv", rows).open(encoding="utf-8-sig", newline="") as file:
        counted, named = csv.DictReader(file)
    assert (counted["value"], counted["start"], counted["end"]) == ("26", "5", "7")
    assert named["value"] == named["quote"] == "'=HYPERLINK(1)"


def test_a_very_long_sentence_is_cut_around_its_quote(tmp_path: Path) -> None:
    """A page of one line does not put itself into every row, and the quote stays in view."""
    long = fact("name", "甲创新联合体", sentence="前" * 5000 + "甲创新联合体" + "后" * 5000)
    (row,) = read_facts(written(tmp_path / "f.csv", [fact_row(article(), "r", long)]))
    assert len(row.fact.sentence) <= 1002
    assert "前甲创新联合体后" in row.fact.sentence
    assert row.fact.sentence[0] == row.fact.sentence[-1] == "…"


def test_a_cell_larger_than_the_csv_modules_limit_is_read_and_the_limit_restored(tmp_path: Path) -> None:
    """A quote of 200,000 characters is unusual but no reason to fail."""
    before = csv.field_size_limit()
    path = written(tmp_path / "f.csv", [fact_row(article(), "r", fact("achievements", "长" * 200_000))])
    assert len(read_facts(path)[0].fact.quote) == 200_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("column", "cell", "complaint"),
    [
        ("field", "colour", "row 2: field 'colour'"),
        ("modality", "", "modality ''"),
        ("start", "x", "row 2: .*number"),
        ("confidence", "high", "row 2: .*number"),
    ],
)
def test_an_edited_file_is_refused_with_its_row(tmp_path: Path, column: str, cell: str, complaint: str) -> None:
    """A cell that cannot be right is named by row."""
    row = dict(zip(FACTS_COLUMNS, fact_row(article(), "r", fact("name", "甲")), strict=True)) | {column: cell}
    with pytest.raises(ReadError, match=complaint):
        read_facts(written(tmp_path / "f.csv", [list(row.values())]))


def test_other_files_are_no_facts(tmp_path: Path) -> None:
    """A missing file, a foreign table and a row of the wrong length are told apart from results."""
    (tmp_path / "other.csv").write_text("a,b\r\n1,2\r\n")
    (tmp_path / "short.csv").write_text("a,b\r\n1\r\n")
    for path, complaint in (("none.csv", "cannot be read"), ("other.csv", "lacks the columns")):
        with pytest.raises(ReadError, match=complaint):
            read_facts(tmp_path / path)
    with pytest.raises(ReadError, match="1 cells for 2 columns"):
        read_table(tmp_path / "short.csv", ("a", "b"))
