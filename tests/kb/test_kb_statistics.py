"""kb stats, in numbers and as charts."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

import pytest
from kb_asked import cx, fill
from kb_builders import Tale, Told
from lxml import etree
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

from cx_extract import kb
from cx_extract.cli.kb import stats
from cx_extract.kb import plots, statistics
from cx_extract.model import CATEGORIES

_NO_FONT = "install a Chinese font to run this test, on Debian and Ubuntu fonts-noto-cjk or fonts-wqy-zenhei"
FIELDS = ("氢能储运", "光伏组件", "工业母机", "量子通信", "海洋装备", "低空经济")
TALES = [
    Tale(
        f"{field}创新联合体",
        leads=["甲大学"] if number < 2 else [f"{field}公司"],
        members=["乙大学"],
        region=region,
        **more,
    )
    for number, (field, region, more) in enumerate(
        zip(
            FIELDS,
            ("四川", "四川省", "成都市", "吉林", "日本", ""),
            (
                {"dates": [("established", "2021-05")], "status": "established", "achievements": ["研制氢能样机"]},
                {"dates": [("established", "2021~")], "status": "established", "achievements": ["发布光伏产品"]},
                {"dates": [("established", "2024")], "status": "established"},
                {"dates": [("established", "197X")], "status": "planned"},
                {"dates": [("established", "../2024-11-07")]},
                {},
            ),
            strict=True,
        )
    )
]
TOLD = [Told(f"a{number}", [tale], "2025-01-01") for number, tale in enumerate(TALES)]


def test_tables_count_by_province_and_year(db: str, tmp_path: Path) -> None:
    """A city counts as its province, spellings of one as one; decades and open dates are no years."""
    with kb.open(fill(db, tmp_path, *TOLD)) as base, base.database.reading() as connection:
        found, totals = statistics.tables(connection), statistics.totals(connection)
    assert tuple(found) == statistics.TABLES
    assert found["region"] == [("四川省", 3), ("", 1), ("吉林省", 1), ("日本", 1)]
    assert found["year"] == [("", 2), ("197X", 1), ("2021", 2), ("2024", 1)]
    assert found["category"] == [("product", 2)]
    assert found["leads"][0] == ("甲大学", 2)
    assert found["members"] == [("乙大学", 6)]
    assert dict(found["status"])["planned"] == 1
    assert tuple(totals) == statistics.TOTALS
    assert (totals["articles"], totals["consortia"], totals["memberships"]) == (6, 6, 12)


def test_the_command_prints_numbers_in_columns(db: str, tmp_path: Path) -> None:
    """Each table has its heading; JSON has the same numbers."""
    fill(db, tmp_path, *TOLD)
    lines = cx("stats", "--db", db).stdout.splitlines()
    assert lines[0].split() == ["articles", "6"]
    assert lines[lines.index("Consortia by region") + 1].split() == ["四川省", "3"]
    assert "  (not stated)       1" in lines
    told = json.loads(cx("stats", "--format", "json", "--db", db).stdout)
    assert told["totals"]["consortia"] == 6
    assert told["region"][0] == {"label": "四川省", "number": 3}


def text_of(path: Path) -> list[str]:
    """Return the texts of an SVG, which must be well-formed."""
    return ["".join(one.itertext()) for one in etree.parse(path).getroot().iter("{http://www.w3.org/2000/svg}text")]


def test_charts_have_their_labels_as_text(db: str, tmp_path: Path) -> None:
    """Titles, labels and numbers can be read and searched in the SVG, sorted, and years without any stand there too."""
    done = cx("stats", "--plot", tmp_path / "charts", "--db", fill(db, tmp_path, *TOLD))
    assert done.stdout == ""
    assert done.exit_code == (0 if plots.font() else stats.NO_FONT), done.output
    years = text_of(tmp_path / "charts" / "year.svg")
    assert [one for one in years if one.isdecimal() and len(one) == 4] == ["2021", "2022", "2023", "2024"]
    assert {"各年成立的创新联合体", "另有3个未说明具体的成立年份"} <= set(years)
    region = text_of(tmp_path / "charts" / "region.svg")
    assert region[:3] == ["四川省", "吉林省", "日本"]
    assert {"各地区的创新联合体", "另有1个未说明地区"} <= set(region)
    assert text_of(tmp_path / "charts" / "category.svg") == ["产品", "2", "各类成果"]
    assert "甲大学" in text_of(tmp_path / "charts" / "leads.svg")


def test_charts_load_nothing_and_are_the_same_bytes(db: str, tmp_path: Path) -> None:
    """An SVG has no link, no font and no picture from elsewhere, no date, and is written alike each time."""
    fill(db, tmp_path, *TOLD)
    for name in ("one", "two"):
        cx("stats", "--plot", tmp_path / name, "--db", db)
    for path in sorted((tmp_path / "one").glob("*.svg")):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        links = [value for one in etree.parse(path).iter() for key, value in one.attrib.items() if key.endswith("href")]
        assert all(value.startswith("#") for value in links)
        assert "@import" not in path.read_text("utf-8") and "url(http" not in path.read_text("utf-8")


def test_without_a_chinese_font_svg_is_written_and_the_fix_named(
    db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No PNG with boxes for characters, no warnings, but status 1 and what to install."""
    monkeypatch.setattr(plots, "FONTS", ("No Such Font",))
    fill(db, tmp_path, *TOLD)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        done = cx("stats", "--plot", tmp_path / "charts", "--db", db)
    assert done.exit_code == stats.NO_FONT
    assert "no Chinese font is installed: install one, on Debian and Ubuntu fonts-noto-cjk" in done.stderr
    assert sorted(path.name for path in (tmp_path / "charts").iterdir()) == [
        *("category.svg", "leads.svg", "region.svg", "year.svg"),
    ]
    assert text_of(tmp_path / "charts" / "category.svg") == ["产品", "2", "各类成果"]


@pytest.fixture
def chinese() -> str:
    """Return the name of an installed Chinese font."""
    found = plots.font()
    if not found:
        if os.environ.get("CI") == "true":
            pytest.fail(_NO_FONT)
        pytest.skip(_NO_FONT)
    return found


def test_a_font_installed_since_the_list_was_made_is_found(chinese: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever installs a font as told is not told again, although matplotlib keeps a list of fonts."""
    every = font_manager.fontManager.ttflist
    files = {entry.fname for entry in every if entry.name == chinese}
    kept = [entry for entry in every if entry.fname not in files]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", kept)
    monkeypatch.setattr(plots, "FONTS", (chinese,))
    assert chinese not in font_manager.get_font_names()
    assert plots.font() == chinese


def test_with_a_chinese_font_png_is_written(chinese: str, tmp_path: Path) -> None:
    """Each chart is a picture, too, and no glyph is missing from it."""
    shown = plots.Chart("region", "各地区的创新联合体", [("四川省", 3), ("澳大利亚", 1)])
    assert [path.name for path in plots.draw([shown], tmp_path)] == ["region.svg", "region.png"]
    assert (tmp_path / "region.png").read_bytes().startswith(b"\x89PNG")
    glyphs = FT2Font(font_manager.findfont(chinese)).get_charmap()
    assert {ord(char) for text in text_of(tmp_path / "region.svg") for char in text} <= glyphs.keys()


def test_an_empty_base_has_nothing_to_draw(tmp_path: Path) -> None:
    """Charts without bars are left out."""
    empty = {name: [] for name in statistics.TABLES}
    assert plots.draw(plots.charts(empty), tmp_path) == []


def test_long_lists_and_names_are_cut_and_say_so() -> None:
    """Twenty leads are told to be the first twenty; a very long label ends in an ellipsis."""
    tables = {name: [] for name in statistics.TABLES} | {
        "leads": [("长" * 40, 2), *((f"{n}公司", 1) for n in range(19))]
    }
    chart = plots.charts(tables)[-1]
    assert chart.note == "仅列前20个"
    assert chart.rows[0][0] == "长" * 23 + "…"


def test_every_category_has_a_chinese_name() -> None:
    """No category is drawn without a label."""
    assert set(plots.CATEGORY_NAMES) == set(CATEGORIES)


def test_a_folder_that_cannot_be_written_is_told(db: str, tmp_path: Path) -> None:
    """A file where the folder should be is one line and status 2."""
    (tmp_path / "charts").write_text("", "utf-8")
    done = cx("stats", "--plot", tmp_path / "charts", "--db", fill(db, tmp_path, *TOLD))
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr and "give another folder" in done.stderr
