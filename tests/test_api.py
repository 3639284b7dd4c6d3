"""The Python interface."""

import csv
import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

import cx_extract

TEXT = (
    "去年6月，由江汉光电科技有限公司牵头，联合北京科技大学、东北大学等12家单位共同组建的"
    "高端轴承创新联合体正式成立。截至目前，联合体成员单位已增至近30家。"
)
LEAD = "江汉光电科技有限公司"


def run_python(code: str) -> str:
    """Return what ``code`` prints in a fresh process."""
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout


def test_import_loads_nothing_heavy() -> None:
    """Importing the package loads none of its modules, let alone spaCy or pandas."""
    loaded = run_python(
        "import sys, cx_extract\n"
        "heavy = {'spacy', 'pandas', 'numpy', 'jieba', 'rjieba', 'rich', 'lxml', 'trafilatura'}\n"
        "print(sorted(m for m in sys.modules if m in heavy or m.startswith('cx_extract.')))"
    )
    assert loaded.strip() == "[]"


def test_extraction_needs_neither_spacy_nor_pandas() -> None:
    """The first record comes without the imports of the other faces."""
    loaded = run_python(
        f"import sys, cx_extract; cx_extract.extract({TEXT!r})\n"
        "print(sorted({'spacy', 'pandas', 'multiprocessing', 'rich', 'click', 'lxml'} & sys.modules.keys()))"
    )
    assert loaded.strip() == "[]"


def test_every_public_name_is_there() -> None:
    """Each name of ``__all__`` can be had, and ``dir`` shows it."""
    assert all(getattr(cx_extract, name) is not None for name in cx_extract.__all__)
    assert set(cx_extract.__all__) <= set(dir(cx_extract))
    with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
        cx_extract.extrakt  # noqa: B018


def test_public_names_are_typed_as_they_are_loaded() -> None:
    """What a type checker sees (imports under TYPE_CHECKING) is what ``__getattr__`` gives."""
    declared = {}
    exec(  # the block as the type checker reads it
        "\n".join(
            line.strip()
            for line in Path(cx_extract.__file__).read_text("utf-8").splitlines()
            if line.startswith("    from cx_extract")
        ),
        declared,
    )
    names = set(cx_extract.__all__) - {"__version__"}
    assert names == {name for name in declared if not name.startswith("_")}
    assert all(getattr(cx_extract, name) is declared[name] for name in names)


def test_extract_gives_records_with_proof() -> None:
    """Five lines from a text to a lead unit and the place that says so."""
    (record,) = cx_extract.extract(TEXT, published="2024-11-07")
    (lead,) = record.all("lead_units")
    assert lead.value == LEAD
    assert TEXT[lead.start : lead.end] == lead.quote == LEAD


@pytest.mark.parametrize(
    "published", ["2024-11-07", "2024年11月7日", dt.date(2024, 11, 7), dt.datetime(2024, 11, 7, 9)]
)
def test_relative_dates_rest_on_the_publication_date(published: str | dt.date) -> None:
    """A day, in any form and with or without time, fixes 去年6月."""
    (record,) = cx_extract.extract(TEXT, published)
    assert [fact.value for fact in record.all("dates")] == ["2023-06"]


def test_without_a_date_the_year_stays_open() -> None:
    """The machine's clock is never asked."""
    (record,) = cx_extract.extract(TEXT)
    assert all(not str(fact.value).startswith(("19", "20")) for fact in record.all("dates"))


def test_header_lines_state_the_date_unless_the_caller_does() -> None:
    """As in a folder, an article's own header counts; what is stated with the call counts more."""
    article = f"高端轴承创新联合体成立\n来源：钢铁日报 发布时间：2022-03-05\n{TEXT}"
    assert cx_extract.to_article(article).published == dt.date(2022, 3, 5)
    assert cx_extract.to_article(article).source == "钢铁日报"
    assert cx_extract.to_article(article, "2024-11-07").published == dt.date(2024, 11, 7)


@pytest.mark.parametrize("published", ["gestern", "2024-13-01", 20241107])
def test_what_is_no_date_is_refused(published: str) -> None:
    """The message names the value and the forms that work."""
    with pytest.raises(cx_extract.UsageError, match=r"no publication date: write 2024-11-07"):
        cx_extract.extract(TEXT, published)


def test_half_a_surrogate_pair_is_refused() -> None:
    """Text that no file could hold is an error that says where and what to do."""
    with pytest.raises(cx_extract.ReadError, match="at offset 2: decode"):
        cx_extract.extract("联盟\ud83d成立")


def test_rules_of_the_caller_are_used(tmp_path: Path) -> None:
    """A rule that is switched off in another folder no longer fires."""
    (lead,) = cx_extract.extract(TEXT)[0].all("lead_units")
    relations = tmp_path / "relations"
    relations.mkdir()
    shipped = {rule.id: rule for rule in cx_extract.Extractor().ruleset.rules}
    (relations / "own.toml").write_text(
        f"[[rule]]\nid = \"{lead.rule_id}\"\nenabled = false\npattern = '''{shipped[lead.rule_id].pattern}'''\n",
        "utf-8",
    )
    records = cx_extract.extract(TEXT, rules=tmp_path)
    assert lead.rule_id not in {fact.rule_id for record in records for fact in record.facts}


def test_read_and_run_agree(tmp_path: Path) -> None:
    """``run`` writes what ``read`` and an Extractor give, and counts the file that cannot be read."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt").write_text("今天天气很好。", "utf-8")
    (folder / "c.txt").write_bytes(b"\x00\x01\x02\xff")
    read = list(cx_extract.read(folder, "2024-11-07"))
    articles = [item for item in read if isinstance(item, cx_extract.Article)]
    assert [article.id for article in articles] == ["a", "b"]
    assert [type(item) for item in read].count(cx_extract.Failure) == 1
    extractor = cx_extract.Extractor()
    records = [record for article in articles for record in extractor.extract(article)]

    summary = cx_extract.run(str(folder), str(out), published="2024-11-07")
    assert (summary.articles, summary.failed, summary.consortia) == (3, 1, len(records))
    with (out / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["quote"] for row in csv.DictReader(file)] == [fact.quote for r in records for fact in r.facts]


def test_frames_hold_the_records() -> None:
    """One row per record as in consortia.csv, one row per fact with whole-number offsets."""
    records = cx_extract.extract(TEXT, "2024-11-07")
    table = cx_extract.to_frame(records)
    assert table.loc[0, "name"] == "高端轴承创新联合体"
    assert table.loc[0, "lead_units"] == LEAD
    assert table["member_count"].tolist() == [30]
    assert table["region"].isna().all()
    facts = cx_extract.to_facts_frame(records)
    assert facts["record_id"].unique().tolist() == [records[0].record_id]
    assert [TEXT[start:end] for start, end in zip(facts["start"], facts["end"], strict=True)] == facts["quote"].tolist()


def test_frames_of_nothing_have_their_columns() -> None:
    """No record gives an empty table of the same shape."""
    records = cx_extract.extract(TEXT, "2024-11-07")
    for frame in (cx_extract.to_frame, cx_extract.to_facts_frame):
        assert frame([]).columns.tolist() == frame(records).columns.tolist()
        assert frame([]).empty
