"""kb graph: the picture of a neighbourhood, and the page around it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from kb_asked import ARTICLES, FIRM, HOHAI, NANTONG, WIND, cx, fill
from kb_builders import Tale, Told, read
from lxml import etree
from rich.cells import cell_len

from cx_extract import kb
from cx_extract.errors import UsageError
from cx_extract.kb.graph import neighbourhood as neighbourhood_module
from cx_extract.kb.graph.layout import EM, Picture, lay_out
from cx_extract.kb.graph.neighbourhood import Body, Neighbourhood, Tie, neighbourhood
from cx_extract.kb.graph.page import page
from cx_extract.kb.lookup import BOTH, find_one

LARGE = Tale(
    "新能源汽车动力电池与智能网联技术协同创新联合体",
    leads=["示例动力电池股份有限公司", "华东示例大学"],
    members=[f"示例{'材料与装备产业技术' * (number % 5 == 0)}研究院第{number:02}所" for number in range(40)],
)
FIVE = [
    Tale(f"{field}创新联合体", leads=[f"{field}公司"], members=["华东示例大学", f"{field}研究院"], status=status)
    for field, status in zip(
        ("氢能储运", "光伏组件", "工业母机", "量子通信", "低空经济"), ("established",) * 4 + ("planned",), strict=True
    )
]
MANY = [Told(f"a{number}", [tale], f"202{number}-01-01") for number, tale in enumerate([LARGE, *FIVE])]


def around(db: str, wanted: str, depth: int = 1) -> Neighbourhood:
    """Return the neighbourhood of a body."""
    with kb.open(db) as base, base.database.reading() as connection:
        return neighbourhood(connection, find_one(connection, BOTH, wanted), depth)


def parsed(text: str) -> etree._Element:
    """Return a page parsed as XML, which forgives nothing."""
    return etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))


def classes(root: etree._Element, name: str) -> list[etree._Element]:
    """Return the picture's elements of a class."""
    return root.xpath(f"//div[@class='frame']/svg//*[contains(concat(' ', @class, ' '), ' {name} ')]")


def written(text: str) -> str:
    """Return what the text of a page says."""
    return " ".join(parsed(text).xpath("//body//text()[not(ancestor::script)]"))


@pytest.mark.parametrize(
    ("wanted", "depth", "size"),
    [
        (WIND, 1, (4, 3)),
        (WIND, 2, (5, 4)),
        (HOHAI, 1, (3, 2)),
        (HOHAI, 2, (6, 5)),
        (NANTONG, 1, (2, 1)),
        (NANTONG, 2, (4, 3)),
    ],
)
def test_one_step_leads_to_the_other_kind(
    db: str, tmp_path: Path, wanted: str, depth: int, size: tuple[int, int]
) -> None:
    """A consortium has its organisations around it, an organisation its consortia, and the second step goes on."""
    found = around(fill(db, tmp_path), wanted, depth)
    assert (len(found.bodies), len(found.ties)) == size
    assert found.middle.name == wanted and found.middle.distance == 0
    for tie in found.ties:
        ends = found.bodies[tie.consortium], found.bodies[tie.organisation]
        assert abs(ends[0].distance - ends[1].distance) == 1
        assert (ends[0].kind, ends[1].kind) == ("consortium", "organisation")


def test_the_page_has_every_member_and_every_source(db: str, tmp_path: Path) -> None:
    """Names stand in the picture and in the tables, quotes and articles in the text."""
    text = page(around(fill(db, tmp_path), HOHAI, 2))
    root, said = parsed(text), written(text)
    drawn = {"".join(node.itertext()) for node in classes(root, "node")}
    assert drawn == {HOHAI, WIND, "南京光伏组件创新联盟", FIRM, NANTONG, "SunPower公司"}
    rows = {tuple("".join(cell.itertext()) for cell in row)[:3] for row in root.xpath("//table[@id='ties']/tbody/tr")}
    assert rows == {
        (WIND, FIRM, "leads"),
        (WIND, HOHAI, "member"),
        (WIND, NANTONG, "member"),
        ("南京光伏组件创新联盟", HOHAI, "leads, planned"),
        ("南京光伏组件创新联盟", "SunPower公司", "member, planned"),
    }
    assert {"".join(row[0].itertext()) for row in root.xpath("//table[@id='bodies']/tbody/tr")} == drawn
    for told in ARTICLES[:3]:
        article, records = read(told)
        assert f"{article.published} · 示例日报 · {article.title} · {article.id}" in said
        quotes = {fact.quote for record in records for fact in record.facts if fact.field.endswith("_units")}
        assert quotes <= {"".join(mark.itertext()) for mark in root.iter("mark")}
    assert "https://example.org/wind" in said


def test_leads_are_thick_plans_dashed_and_kinds_differ(db: str, tmp_path: Path) -> None:
    """The picture tells roles, plans and kinds by its shapes."""
    root = parsed(page(around(fill(db, tmp_path), HOHAI, 2)))
    assert (len(classes(root, "tie")), len(classes(root, "lead"))) == (5, 2)
    assert len([one for one in classes(root, "tie") if "planned" in one.get("class")]) == 2
    corners = {kind: {int(node.find("rect").get("rx")) for node in classes(root, kind)} for kind in BOTH}
    assert min(corners["consortium"]) > 2 * max(corners["organisation"])
    assert ["".join(node.itertext()) for node in classes(root, "middle")] == [HOHAI]


def test_nothing_refers_outside(db: str, tmp_path: Path) -> None:
    """No element loads or leads to another address, no style imports, and the policy forbids what is not inline."""
    text = page(around(fill(db, tmp_path), WIND, 2))
    root = parsed(text)
    assert not {one.tag for one in root.iter()} & {
        *("link", "img", "image", "iframe", "object", "embed", "base", "form", "use", "audio", "video"),
    }
    for one in root.iter():
        for name, value in one.attrib.items():
            assert not name.startswith("on")
            assert name not in ("src", "srcset", "style", "action", "data", "poster")
            assert name != "href" or value.startswith("#")
    style, script = root.findtext("head/style") or "", root.findtext("body/script") or ""
    assert "url(" not in style and "@import" not in style
    assert not re.search(r"fetch|XMLHttp|import\(|WebSocket|innerHTML|eval\(|://", script)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")


def test_links_and_ids_within_the_page_fit(db: str, tmp_path: Path) -> None:
    """Every id is given once, every link has its target, and the script finds what it asks for."""
    text = page(around(fill(db, tmp_path), WIND, 2))
    root = parsed(text)
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in root.xpath("//@href")} <= set(ids)
    assert set(root.xpath("//*[@aria-labelledby]/@aria-labelledby")[0].split()) <= set(ids)
    asked = re.findall(r'getElementById\("(\w+)"\)', root.findtext("body/script") or "")
    assert asked and set(asked) <= set(ids)
    assert root.xpath("//svg/title/text()") == [f"{WIND}: who takes part in what"]
    assert "the table below has the same content" in root.xpath("string(//svg/desc)")


def test_markup_and_control_characters_stay_text(db: str, tmp_path: Path) -> None:
    """Names and titles that look like markup, or hold what XML cannot, break nothing."""
    told = Told("<i>", [Tale("<b>&储能\x08创新联合体", leads=["]]>甲\"公司'"])], "2024-01-01", "</script><script>")
    text = page(around(fill(db, tmp_path, told), "储能"))
    assert "<b>&储能\ufffd创新联合体" in written(text)
    assert "]]>甲\"公司'" in written(text)
    assert len(parsed(text).xpath("//script")) == 1


def overlaps(picture: Picture) -> list[tuple[str, str]]:
    """Return the pairs of boxes that touch, or that reach beyond the frame."""
    found = [
        (one, other)
        for (one, a), (other, b) in combinations(picture.boxes.items(), 2)
        if abs(a.x - b.x) < (a.width + b.width) / 2 and abs(a.y - b.y) < (a.height + b.height) / 2
    ]
    return found + [
        (key, "frame")
        for key, box in picture.boxes.items()
        if box.x < box.width / 2
        or box.y < box.height / 2
        or box.x + box.width / 2 > picture.width
        or box.y + box.height / 2 > picture.height
    ]


@pytest.mark.parametrize(
    ("wanted", "depth"), [(LARGE.name, 1), (LARGE.name, 2), ("华东示例大学", 1), ("华东示例大学", 2)]
)
def test_labels_do_not_meet_and_fit_their_boxes(db: str, tmp_path: Path, wanted: str, depth: int) -> None:
    """Forty members, and an organisation in six consortia, are drawn without an overlap; leads stand on top."""
    found = around(fill(db, tmp_path, *MANY), wanted, depth)
    picture = lay_out(found)
    assert picture.boxes.keys() == found.bodies.keys()
    assert overlaps(picture) == []
    for key, box in picture.boxes.items():
        assert "".join(box.lines) == found.bodies[key].name
        assert max(map(cell_len, box.lines)) * EM / 2 < box.width
    if (wanted, depth) == (LARGE.name, 1):
        tops = sorted(picture.boxes, key=lambda key: picture.boxes[key].y)[:2]
        assert {found.bodies[key].name for key in tops} == set(LARGE.leads)


@st.composite
def neighbourhoods(draw: st.DrawFn) -> Neighbourhood:
    """Make a neighbourhood of two steps with any number of bodies and ties."""
    near = draw(st.integers(1, 12))
    far = draw(st.lists(st.sets(st.integers(0, near - 1), min_size=1), max_size=12))
    name = st.text("甲乙丙丁AB", max_size=30)
    bodies = [Body("m", "consortium", draw(name), 0, 1)]
    bodies += [Body(f"o{number}", "organisation", draw(name), 1, 1) for number in range(near)]
    bodies += [Body(f"c{number}", "consortium", draw(name), 2, 1) for number in range(len(far))]
    pairs = [("m", f"o{number}") for number in range(near)]
    pairs += [(f"c{number}", f"o{one}") for number, ends in enumerate(far) for one in sorted(ends)]
    ties = tuple(Tie(*pair, draw(st.sampled_from(["lead", "member"])), "", False, ()) for pair in pairs)
    return Neighbourhood(bodies[0], {one.id: one for one in bodies}, ties, {})


@settings(deadline=None)
@given(neighbourhoods())
def test_no_neighbourhood_makes_labels_meet(found: Neighbourhood) -> None:
    """Whatever is tied to what, no box lies on another and each is in the frame and in its column."""
    picture = lay_out(found)
    assert overlaps(picture) == []
    assert all(abs(picture.boxes[key].column) == body.distance for key, body in found.bodies.items())


def test_the_same_base_gives_the_same_bytes(tmp_path: Path) -> None:
    """Processes that order sets differently write the same page."""
    db = fill(str(tmp_path / "kb.sqlite"), tmp_path, *MANY)
    pages = []
    for seed in ("1", "2"):
        file = tmp_path / f"{seed}.html"
        line = [sys.executable, "-m", "cx_extract.cli", "kb", "graph", "华东示例大学", "--db", db, "--html", str(file)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([*line, "--depth", "2"], check=True, env=environment, capture_output=True)
        pages.append(file.read_bytes())
    assert pages[0] == pages[1]


def test_both_databases_give_the_same_page(postgres: str, tmp_path: Path) -> None:
    """What is drawn, and in which order, does not depend on the database."""
    fill(postgres, tmp_path / "one", *ARTICLES)
    sqlite = fill(str(tmp_path / "kb.sqlite"), tmp_path / "two", *ARTICLES)
    assert page(around(postgres, HOHAI, 2)) == page(around(sqlite, HOHAI, 2))


def test_the_command_writes_the_page(db: str, tmp_path: Path) -> None:
    """It takes both kinds of names, and tells what it drew."""
    fill(db, tmp_path)
    done = cx("graph", "风电联合体", "--html", tmp_path / "one.html", "--db", db)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"4 boxes, 3 ties → {tmp_path / 'one.html'}\n"
    assert (tmp_path / "one.html").read_text("utf-8") == page(around(db, WIND))
    assert cx("graph", HOHAI, "--depth", "2", "--html", tmp_path / "two.html", "--db", db).exit_code == 0
    assert HOHAI in (tmp_path / "two.html").read_text("utf-8")


def test_mistakes_name_the_fix(db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name of several, a folder that is not there, and too much for a picture are told with what to do."""
    fill(db, tmp_path)
    several = cx("graph", "大学", "--html", tmp_path / "x.html", "--db", db)
    assert several.exit_code == 2 and f"{HOHAI}  (organisation, 3 articles)" in several.stderr
    nowhere = cx("graph", WIND, "--html", tmp_path / "none" / "x.html", "--db", db)
    assert nowhere.exit_code == 2 and "cannot be written" in nowhere.stderr
    monkeypatch.setattr(neighbourhood_module, "MOST", 3)
    with pytest.raises(UsageError, match=r"4 bodies around .* are too many for a picture: cx-extract kb show"):
        around(db, WIND)
    with pytest.raises(UsageError, match="draw it with --depth 1"):
        around(db, HOHAI, 2)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2), 1 to 21."""

    def light(colour: str) -> float:
        digits = "".join(char * 2 for char in colour) if len(colour) == 3 else colour
        parts: Sequence[float] = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_colours_have_enough_contrast() -> None:
    """Text has 4.5 to 1 and lines 3 to 1 in light and in dark, ties of members aside, which the table repeats."""
    style = (Path(neighbourhood_module.__file__).parent / "page.css").read_text("utf-8")
    schemes = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    assert len(schemes) == 2
    for scheme in schemes:
        colour = dict(re.findall(r"--([\w-]+): #(\w+);", scheme))
        for ink, ground in (("ink", "paper"), ("soft", "paper"), ("cx-ink", "cx"), ("ink", "org"), ("ink", "mark")):
            assert contrast(colour[ink], colour[ground]) >= 4.5, (ink, ground)
        for line in ("lead", "org-line", "cx", "focus"):
            assert contrast(colour[line], colour["paper"]) >= 3, line
