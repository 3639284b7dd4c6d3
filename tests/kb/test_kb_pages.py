"""kb show and kb org."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kb_asked import FIRM, HOHAI, NANTONG, WIND, cx, fill
from kb_builders import Tale, Told
from rich.cells import cell_len

from cx_extract.kb.pages import Source


def test_show_has_everything_with_its_sources(db: str, tmp_path: Path) -> None:
    """Every section stands there, the lines with the numbers of the articles that tell them."""
    done = cx("show", "风电联合体", "--db", fill(db, tmp_path))
    assert done.exit_code == 0, done.output
    name, summary, *lines = done.stdout.splitlines()
    assert name.startswith(f"{WIND}  ")
    assert summary == "established · 江苏省 · founded 2024-06 · 26 members · 2 articles"
    assert (
        "\n".join(lines)
        == f"""
Status  established  [1,2]
Region  江苏省  [1]

Also called
  风电联合体  [1]

Led by
  {FIRM}  [1,2]

Members (2)
  {NANTONG}  [1]
  {HOHAI}  [1,2]

Member counts (3)
  2024-11-07  over 12家  when published  [1]
  2024-11-07  15家       when published  [1]
  2025-03-01  26家       when published  [2]

Dates
  2024-06  established  [1]

Achievements
  product  研发出国内首台深远海自升式运维船  [1]

Sources
  [1] 2024-11-07  示例日报  风电联合体揭牌  wind  https://example.org/wind
  [2] 2025-03-01  示例日报  风电联合体再添新成员  later""".replace("[1,2]", "[1-2]")
    )


def test_org_has_what_it_leads_and_joins(db: str, tmp_path: Path) -> None:
    """The consortia of an organisation stand in columns with their ids."""
    done = cx("org", HOHAI, "--db", fill(db, tmp_path))
    lines = done.stdout.splitlines()
    assert lines[1] == "3 articles"
    leads, joins = lines.index("Leads"), lines.index("Takes part in")
    assert lines[leads + 1].startswith("  南京光伏组件创新联盟  planned  南京市  planned  ")
    assert lines[leads + 1].endswith("[1]")
    assert lines[joins + 1].startswith(f"  {WIND}  established  江苏省  founded 2024-06  ")
    assert lines[joins + 1].endswith("[2-3]")


def test_columns_are_aligned_by_width(db: str, tmp_path: Path) -> None:
    """A cell behind names of different length and script begins at one column of the terminal."""
    tales = [
        Tale(name, members=["乙大学"], dates=[("established", "2020")]) for name in ("储能创新联合体", "LNG船联盟")
    ]
    lines = cx("org", "乙大学", "--db", fill(db, tmp_path, Told("a", tales, "2024-01-01"))).stdout.splitlines()
    places = {cell_len(line[: line.index("founded")]) for line in lines if "founded" in line}
    assert len([line for line in lines if "founded" in line]) == 2
    assert len(places) == 1


def test_quotes_stand_in_their_sentences(db: str, tmp_path: Path) -> None:
    """With --quotes each line is followed by a sentence for each source."""
    lines = cx("show", WIND, "--quotes", "--db", fill(db, tmp_path)).stdout.splitlines()
    at = lines.index(f"  {FIRM}  [1-2]")
    assert lines[at + 1 : at + 3] == [f"      {FIRM} [1]", f"      {FIRM} [2]"]


@pytest.mark.parametrize(
    ("sentence", "excerpt"),
    [
        ("由甲公司牵头。", ("由", "甲公司", "牵头。")),
        ("前" * 9 + "甲公司" + "后" * 9, ("…" + "前" * 4, "甲公司", "后" * 4 + "…")),
        ("甲公司" + "后" * 4, ("", "甲公司", "后" * 4)),
        ("没有它", ("", "甲公司", "")),
    ],
)
def test_an_excerpt_is_the_quote_and_its_surroundings(sentence: str, excerpt: tuple[str, str, str]) -> None:
    """What is cut off is marked, what is not is whole, and a sentence without the quote gives the quote alone."""
    assert Source("", "甲公司", sentence, 0, 3).excerpt(around=4) == excerpt


def test_json_has_every_statement(db: str, tmp_path: Path) -> None:
    """A program gets names, values and offsets, and the articles by hash."""
    page = json.loads(cx("show", WIND, "--format", "json", "--db", fill(db, tmp_path)).stdout)
    assert (page["kind"], page["name"], page["member_count"]) == ("consortium", WIND, 26)
    (lead,) = page["sections"]["lead"]
    assert lead["organisation"] == FIRM
    assert [source["quote"] for source in lead["sources"]] == [FIRM, FIRM]
    told = [page["articles_by_sha256"][source["article_sha256"]] for source in lead["sources"]]
    assert [one["article"] for one in told] == ["wind", "later"]
    assert page["sections"]["counts"][0] == {
        **{"valid": "2024-11-07", "number": "12", "unit": "家", "qualifier": "over", "dated_by": "publication"},
        "sources": page["sections"]["counts"][0]["sources"],
    }


def test_control_characters_become_pictures(db: str, tmp_path: Path) -> None:
    """What a terminal might obey is shown and not sent."""
    told = Told("a\x1b[2J", [Tale("储能\x1b[31m创新联合体", leads=["甲\x07公司"])], "2024-01-01", "题\x1b]0;x")
    fill(db, tmp_path, told)
    for arguments in (("show", "储能"), ("show", "储能", "--quotes"), ("org", "公司"), ("search", "储能")):
        done = cx(*arguments, "--db", db)
        assert done.exit_code == 0, done.output
        assert "\x1b]" not in done.stdout and "\x1b[2J" not in done.stdout and "\x07" not in done.stdout
        assert "␛" in done.stdout


def test_conflicts_have_both_sources(db: str, tmp_path: Path) -> None:
    """A disagreement stands on the page with the numbers of the articles that disagree."""
    one = Told("a", [Tale(WIND, dates=[("established", "2023")], leads=[FIRM], members=[HOHAI])], "2024-01-01")
    two = Told("b", [Tale(WIND, dates=[("established", "2021")], leads=[FIRM], members=[HOHAI])], "2024-02-01")
    lines = cx("show", WIND, "--db", fill(db, tmp_path, one, two)).stdout.splitlines()
    assert lines[lines.index("Conflicts") + 1] == "  founded  2021 or 2023  [1-2]"


def test_mistakes_are_one_message_and_status_two(db: str, tmp_path: Path) -> None:
    """A name that means nothing or several, and a base that is not there, are told without a traceback."""
    fill(db, tmp_path)
    for arguments, complaint in (
        (("show", "没有", "--db", db), "no consortium has '没有' in a name"),
        (("org", "大学", "--db", db), "may be any of 4"),
        (("show", WIND, "--db", tmp_path / "none.sqlite"), "does not exist"),
    ):
        done = cx(*arguments)
        assert (done.exit_code, done.stdout) == (2, "")
        assert complaint in done.stderr and done.stderr.startswith("Error: ")
