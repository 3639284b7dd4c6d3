"""What the statements of several articles come to: names, members, series, events, achievements."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kb_builders import Tale, Told, beliefs, rows, write_run

import cx_extract
from cx_extract import kb
from cx_extract.kb.base import KnowledgeBase

NAME = "江苏省海上风电智能运维创新联合体"
FIRM = "江苏海润风电科技有限公司"


def load(base: KnowledgeBase, folder: Path, *told: Told) -> None:
    """Load one run of these articles."""
    base.load(write_run(folder / "out", *told))


def test_one_consortium_of_two_articles(db: str, tmp_path: Path) -> None:
    """Names, furthest status, region, sources and best confidence come from all articles that tell of it."""
    one = Told("a", [Tale(NAME, aliases=["风电联合体"], status="approved", region="江苏")], "2024-01-02")
    two = Told("b", [Tale(NAME, status="established", region="江苏省")], "2024-03-04", confidence=0.95)
    three = Told("c", [Tale(NAME, status="planned", region="南京市")], confidence=0.99)
    with kb.open(db) as base:
        load(base, tmp_path, one, two, three)
        found = rows(
            base, "SELECT name, status, region, articles, first_published, last_published, confidence FROM consortia"
        )
        assert found == [(NAME, "established", "江苏省", 3, "2024-01-02", "2024-03-04", 0.99)]
        names = rows(base, "SELECT name, kind, articles FROM consortium_names ORDER BY kind")
        assert names == [("风电联合体", "alias", 1), (NAME, "name", 3)]
        proof = "SELECT a.article FROM evidence e JOIN statements s ON s.id = e.statement_id JOIN articles a ON a.sha256 = s.article_sha256 WHERE belief_kind = '{}' ORDER BY a.article"
        assert rows(base, proof.format("status")) == [("b",)]
        assert rows(base, proof.format("region")) == [("a",), ("b",)]


def test_members_and_leads_with_their_sources(db: str, tmp_path: Path) -> None:
    """A membership knows how many articles tell it and is planned only if no article asserts it."""
    one = Told("a", [Tale(NAME, status="planned", leads=[FIRM], members=["河海大学"])], "2024-01-02")
    two = Told("b", [Tale(NAME, status="established", leads=[FIRM])], "2024-03-04")
    with kb.open(db) as base:
        load(base, tmp_path, one, two)
        found = rows(
            base,
            "SELECT o.name, m.role, m.modality, m.articles, m.first_published FROM memberships m "
            "JOIN organisations o ON o.id = m.organisation_id ORDER BY m.role",
        )
        assert found == [
            (FIRM, "lead", "asserted", 2, "2024-01-02"),
            ("河海大学", "member", "planned", 1, "2024-01-02"),
        ]
        assert rows(base, "SELECT name, articles FROM organisation_names ORDER BY articles") == [
            ("河海大学", 1),
            (FIRM, 2),
        ]


def test_seventeen_members_became_twenty_six(db: str, tmp_path: Path) -> None:
    """Initial numbers are dated by the founding, stated times stay, others take the publication date."""
    counts = [(17, "exact", "initial"), (26, "exact", "current"), (20, "over", "2023")]
    told = Told("a", [Tale(NAME, counts=counts, dates=[("established", "2022-06")])], "2024-11-07")
    undated = Told("b", [Tale(NAME, counts=[(30, "about", "")])])
    with kb.open(db) as base:
        load(base, tmp_path, told, undated)
        series = rows(base, "SELECT value, qualifier, valid, valid_from, valid_to, dated_by FROM counts ORDER BY value")
        assert series == [
            (17, "exact", "2022-06", "2022-06-01", "2022-06-30", "founding"),
            (20, "over", "2023", "2023-01-01", "2023-12-31", "article"),
            (26, "exact", "2024-11-07", "2024-11-07", "2024-11-07", "publication"),
            (30, "about", "", None, None, ""),
        ]
        latest = rows(base, "SELECT member_count, member_count_qualifier, member_count_valid, founded FROM consortia")
        assert latest == [(26, "exact", "2024-11-07", "2022-06")]
        assert rows(base, "SELECT count(*) FROM conflicts") == [(0,)]


def test_an_initial_count_without_a_founding_has_no_time(db: str, tmp_path: Path) -> None:
    """Nothing dates it, so it is shown only where there is no other."""
    with kb.open(db) as base:
        load(base, tmp_path, Told("a", [Tale(NAME, counts=[(17, "exact", "initial")])], "2024-11-07"))
        assert rows(base, "SELECT value, valid, dated_by FROM counts") == [(17, "", "founding")]
        assert rows(base, "SELECT member_count, member_count_valid FROM consortia") == [(17, "")]


def test_one_event_told_more_and_less_precisely(db: str, tmp_path: Path) -> None:
    """2024-06, 2024-06-18 and "some time up to July" are one founding with three sources; 2023 is another."""
    told = [
        Told("a", [Tale(NAME, dates=[("established", "2024-06")])], "2024-07-02"),
        Told("b", [Tale(NAME, dates=[("established", "2024-06-18")])], "2024-06-19"),
        Told("c", [Tale(NAME, dates=[("established", "../2024-07-01")])], "2024-07-01"),
        Told("d", [Tale(NAME, dates=[("established", "2024~"), ("launched", "2024-06")])], "2024-07-03"),
        Told("e", [Tale(NAME, dates=[("established", "2023")])], "2024-07-04"),
    ]
    with kb.open(db) as base:
        load(base, tmp_path, *told)
        events = rows(base, "SELECT event, date, date_from, date_to, articles FROM events ORDER BY event, date")
        assert events == [
            ("established", "2023", "2023-01-01", "2023-12-31", 2),
            ("established", "2024-06-18", "2024-06-18", "2024-06-18", 4),
            ("launched", "2024-06", "2024-06-01", "2024-06-30", 1),
        ]
        assert rows(base, "SELECT founded, founded_from FROM consortia") == [("2024-06-18", "2024-06-18")]


@pytest.mark.parametrize(
    ("event", "date", "published", "fulfilled"),
    [
        ("established", "2024-09-10", "2024-09-11", True),
        ("established", "2025", "2025-02-01", True),
        ("launched", "2024-08", "2024-09-01", True),
        ("established", "2020-01", "2020-01-05", False),
        ("established", "2024", "2024-04-01", False),
        ("accepted", "2025-01", "2025-02-01", False),
    ],
)
def test_a_plan_knows_its_fulfilment(
    db: str, tmp_path: Path, *, event: str, date: str, published: str, fulfilled: bool
) -> None:
    """The founding that was planned is linked to the founding or launch reported after the plan, late or in time."""
    plan = Told("a", [Tale(NAME, status="planned", dates=[("planned", "2024-08")])], "2024-05-01")
    done = Told("b", [Tale(NAME, dates=[(event, date)])], published)
    with kb.open(db) as base:
        load(base, tmp_path, plan, done)
        ((target,),) = rows(base, "SELECT fulfilled_by FROM events WHERE event = 'planned'")
        expected = rows(base, f"SELECT id FROM events WHERE event = '{event}'")[0][0] if fulfilled else None
        assert target == expected


def test_what_a_founded_consortium_plans_is_no_founding(db: str, tmp_path: Path) -> None:
    """A plan of an article that tells of the founding as done is open until something else carries it out."""
    plan = Told("a", [Tale(NAME, dates=[("established", "2023-03-08"), ("planned", "2024-05")])], "2023-03-10")
    other = Told("b", [Tale(NAME, dates=[("established", "2023-05")])], "2024-07-01")
    with kb.open(db) as base:
        load(base, tmp_path, plan, other)
        assert rows(base, "SELECT fulfilled_by FROM events WHERE event = 'planned'") == [(None,)]


def test_a_result_told_by_several_articles_is_one(db: str, tmp_path: Path) -> None:
    """Alike wordings with the same numbers are one achievement, other numbers another; one article tells them apart."""
    told = [
        Told("a", [Tale(NAME, achievements=["成功研发出国内首台深远海自升式运维船", "发布团体标准3项"])], "2024-01-01"),
        Told("b", [Tale(NAME, achievements=["研发出国内首台深远海自升式运维船", "发布团体标准5项"])], "2024-02-01"),
        Told("c", [Tale(NAME, achievements=["发布团体标准三批", "发布团体标准四批"])], "2024-03-01"),
    ]
    with kb.open(db) as base:
        load(base, tmp_path, *told)
        found = rows(base, "SELECT achievement, articles FROM achievements")
        assert sorted(found) == [
            ("发布团体标准3项", 1),
            ("发布团体标准5项", 1),
            ("发布团体标准三批", 1),
            ("发布团体标准四批", 1),
            ("成功研发出国内首台深远海自升式运维船", 2),
        ]


def test_every_belief_has_its_evidence(db: str, tmp_path: Path) -> None:
    """No membership, count, event, achievement or name stands without a statement."""
    tale = Tale(
        NAME, ["联合体"], "established", [FIRM], ["河海大学"], [(3, "exact", "")], [("launched", "2024")], ["发布标准"]
    )
    with kb.open(db) as base:
        load(base, tmp_path, Told("a", [tale, Tale(members=["南通大学"])], "2024-01-01"))
        kinds = {
            "membership": "memberships",
            "count": "counts",
            "event": "events",
            "achievement": "achievements",
            "consortium_name": "consortium_names",
        }
        for kind, table in kinds.items():
            sql = f"SELECT count(*) FROM {table} WHERE id NOT IN (SELECT belief_id FROM evidence WHERE belief_kind = '{kind}')"
            assert rows(base, sql) == [(0,)]
            assert rows(base, f"SELECT count(*) > 0 FROM {table}")[0][0]


def test_links_to_a_former_id_stay_good(db: str, tmp_path: Path) -> None:
    """An entity's id is made of its smallest atom: where a new article changes it, the old id leads to the new one."""
    with kb.open(db) as base:
        seen: list[str] = []
        for number in range(12):
            base.load(
                write_run(tmp_path / str(number), Told(f"a{number}", [Tale(NAME, leads=[FIRM])], more=f"{number}"))
            )
            seen += [entity for (entity,) in rows(base, "SELECT id FROM consortia")]
        assert len(set(seen)) > 1
        former = dict(rows(base, "SELECT former_id, present_id FROM former_ids WHERE kind = 'consortium'"))
        assert former == dict.fromkeys(set(seen) - {seen[-1]}, seen[-1])
        assert rows(base, "SELECT count(*) > 0 FROM former_ids WHERE kind = 'organisation'")[0][0]


NAMES = st.sampled_from([NAME, "风电联合体", "光伏组件创新联盟", ""])
FIRMS = st.lists(st.sampled_from([FIRM, "海润风电", "河海大学", "南通大学"]), max_size=2, unique=True)
TALES = st.builds(
    Tale,
    name=NAMES,
    aliases=st.lists(st.sampled_from(["风电联合体", "联合体"]), max_size=1),
    status=st.sampled_from(["", "planned", "established"]),
    leads=FIRMS,
    members=FIRMS,
    counts=st.lists(
        st.tuples(st.integers(2, 4), st.just("exact"), st.sampled_from(["", "initial", "2023"])), max_size=2
    ),
    dates=st.lists(
        st.tuples(
            st.sampled_from(["planned", "established", "ended"]),
            st.sampled_from(["2023", "2023-05", "2024~", "../2024"]),
        ),
        max_size=2,
    ),
    achievements=st.lists(
        st.sampled_from(["发布团体标准3项", "发布了团体标准3项", "获国家科技进步奖"]), max_size=2, unique=True
    ),
    region=st.sampled_from(["", "江苏", "江苏省", "上海"]),
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    tales=st.lists(
        st.tuples(st.lists(TALES, max_size=2), st.sampled_from(["", "2024-01-01", "2024-06-01"])),
        min_size=2,
        max_size=4,
    ),
    data=st.data(),
)
def test_beliefs_do_not_depend_on_the_order_of_loads(
    tmp_path_factory: pytest.TempPathFactory, tales: list[tuple[list[Tale], str]], data: st.DataObject
) -> None:
    """The same articles in any order and in any portions give the same rows, and a removal undoes a load."""
    folder = tmp_path_factory.mktemp("order")
    told = [Told(f"a{n}", one, day, more=f"第{n}篇") for n, (one, day) in enumerate(tales)]
    shuffled = data.draw(st.permutations(told))
    with kb.open(folder / "one.sqlite") as one, kb.open(folder / "two.sqlite") as two:
        one.load(write_run(folder / "all", *told))
        for number, article in enumerate(shuffled):
            two.load(write_run(folder / str(number), article))
        assert beliefs(one) == beliefs(two)
        extra = Told("extra", [Tale(NAME, leads=["海润风电"], dates=[("established", "2022")])], "2024-02-02")
        two.load(write_run(folder / "extra", extra))
        two.remove("extra")
        assert beliefs(one) == beliefs(two)


def test_portions_in_any_order_on_either_database(db: str, tmp_path: Path) -> None:
    """Runs over parts of a folder, each consortium told in several, give what one run over all of it gives."""
    told = [
        Told(
            f"a{n}",
            [
                Tale(
                    name,
                    leads=[FIRM],
                    members=["河海大学", f"第{n}研究所"],
                    counts=[(n + 2, "exact", "")],
                    dates=[("established", date)],
                    achievements=["发布团体标准3项"],
                    region=region,
                )
            ],
            f"2024-01-{n + 1:02}",
        )
        for n, (name, date, region) in enumerate(
            itertools.product([NAME, "上海市光伏组件关键技术创新联盟"], ["2023", "2023-05", "../2024"], ["", "江苏"])
        )
    ]
    with kb.open(db) as base, kb.open(tmp_path / "whole.sqlite") as whole:
        whole.load(write_run(tmp_path / "whole", *told))
        for start in (2, 0, 1):
            base.load(write_run(tmp_path / str(start), *told[start::3]))
        assert beliefs(base) == beliefs(whole)
        ((articles, consortia),) = rows(base, "SELECT max(articles), count(*) FROM consortia")
        assert articles > 1
        assert consortia > 1


@pytest.mark.parametrize("short", ["（以下简称“蓝缆集团”）", "（简称：蓝缆集团）", "(以下简称蓝缆集团)"])
def test_a_short_form_that_an_article_defines_is_known_to_the_others(db: str, tmp_path: Path, short: str) -> None:
    """A short form that shares no character with the full name joins the two where an article says so."""
    full = "苏州海纤光电科技股份有限公司"
    texts = {
        "one": f"3月8日，由{full}{short}牵头，联合东南大学等17家单位组建的江苏省深空通信创新联合体正式成立。",
        "two": "由蓝缆集团牵头的江苏省深空通信创新联合体成员单位增至26家。",
    }
    (tmp_path / "in").mkdir()
    for name, told in texts.items():
        (tmp_path / "in" / f"{name}.txt").write_text(told, "utf-8")
    cx_extract.run(tmp_path / "in", tmp_path / "out", published="2023-03-10")
    with kb.open(db) as base:
        base.load(tmp_path / "out")
        leads = "SELECT name, m.articles FROM memberships m JOIN organisations o ON o.id = organisation_id"
        assert rows(base, f"{leads} WHERE role = 'lead'") == [(full, 2)]
