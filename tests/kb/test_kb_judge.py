"""Judgements: they win over names and contexts, outlast loads, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from kb_builders import OTHER_RULES, Tale, Told, beliefs, rows, write_run

from cx_extract import kb
from cx_extract.errors import UsageError
from cx_extract.kb.base import KnowledgeBase
from cx_extract.kb.look import decisions

NAME, OTHER = "江苏省海上风电智能运维创新联合体", "华东深远海装备攻关联盟"
FIRM, SHORT = "江苏海润风电科技有限公司", "苏海新能"
ONE = Told("a", [Tale(NAME, leads=[FIRM])], "2024-01-01", more="其一")
TWO = Told("b", [Tale(OTHER, leads=[SHORT])], "2024-02-01", more="其二")


def load(base: KnowledgeBase, out: Path, *told: Told, rules: str = "1" * 64) -> None:
    """Load these articles."""
    base.load(write_run(out, *told, rules=rules))


def consortia(base: KnowledgeBase) -> int:
    """Return the number of consortia."""
    return int(rows(base, "SELECT count(*) FROM consortia")[0][0])


def test_a_merge_makes_one_of_two_and_is_taken_back(db: str, tmp_path: Path) -> None:
    """Two names become one consortium, and after the undo everything is as before."""
    with kb.open(db) as base:
        load(base, tmp_path / "one", ONE, TWO)
        before = beliefs(base)
        number = base.merge(NAME, OTHER, by="reviewer", note="same charter")
        assert consortia(base) == 1
        assert {name for (name,) in rows(base, "SELECT name FROM consortium_names")} == {NAME, OTHER}
        base.undo(number)
        assert beliefs(base) == before
        (made,) = decisions(base.database)
        assert (made.number, made.act, set(made.names), made.by, made.note) == (
            1,
            "merge",
            {NAME, OTHER},
            "reviewer",
            "same charter",
        )
        assert made.undone_at
        with pytest.raises(UsageError, match="undone already"):
            base.undo(number)
        with pytest.raises(UsageError, match="does not exist"):
            base.undo(99)


def test_a_merge_takes_all_of_both(db: str, tmp_path: Path) -> None:
    """Every name of either entity is part of the one, also a short form that could be anybody's."""
    firms = ("佛山市蓝焰氢能科技有限公司", "佛山市蓝焰氢能股份有限公司", "蓝焰氢能")
    told = [Told(f"a{n}", [Tale(NAME, leads=[firm])], "2024-01-01", more=f"第{n}篇") for n, firm in enumerate(firms)]
    with kb.open(db) as base:
        load(base, tmp_path / "one", *told)
        entities = [entity for (entity,) in rows(base, "SELECT id FROM organisations ORDER BY id")]
        assert len(entities) > 1
        for other in entities[1:]:
            base.merge(entities[0], other)
        assert {name for (name,) in rows(base, "SELECT name FROM organisation_names")} == set(firms)
        assert len(base.frame("organisations")) == 1


def test_a_merge_outlasts_re_extraction_removal_and_edit(db: str, tmp_path: Path) -> None:
    """Other rules, an edited text, and an article that went and came back leave the judgement in force."""
    edited = Told("a", ONE.tales, "2024-01-01", "题", "https://example.org/a", more="其一，改")
    first = Told("a", ONE.tales, "2024-01-01", "题", "https://example.org/a", more="其一")
    with kb.open(db) as base:
        load(base, tmp_path / "one", first, TWO)
        base.merge(FIRM, SHORT)
        load(base, tmp_path / "two", first, TWO, rules=OTHER_RULES)
        assert len(base.frame("organisations")) == 1
        load(base, tmp_path / "three", edited, rules=OTHER_RULES)
        assert rows(base, "SELECT count(*) FROM articles WHERE superseded_by IS NOT NULL") == [(1,)]
        assert len(base.frame("organisations")) == 1
        base.remove("b")
        base.load(tmp_path / "two")
        assert len(base.frame("organisations")) == 1


def test_a_split_keeps_a_name_apart_in_all_its_articles(db: str, tmp_path: Path) -> None:
    """One name of two bodies: the articles named are told from the rest, also after another load."""
    told = [Told(f"a{n}", [Tale(NAME, leads=[FIRM])], "2024-01-01", more=f"第{n}篇") for n in range(4)]
    with kb.open(db) as base:
        load(base, tmp_path / "one", *told)
        assert consortia(base) == 1
        keys = [
            key
            for (key,) in rows(
                base,
                "SELECT i.atom_key FROM identities i JOIN articles a ON a.sha256 = i.article_sha256 "
                "WHERE i.kind = 'consortium' AND a.article IN ('a0', 'a1')",
            )
        ]
        number = base.split(NAME, keys)
        assert consortia(base) == 2
        assert rows(base, "SELECT articles FROM consortia") == [(2,), (2,)]
        load(base, tmp_path / "two", Told("b", [Tale(OTHER)], more="别的"))
        assert consortia(base) == 3
        base.undo(number)
        assert consortia(base) == 2


def test_a_split_by_name(db: str, tmp_path: Path) -> None:
    """A name takes along every atom that bears it."""
    with kb.open(db) as base:
        load(base, tmp_path / "one", ONE, TWO)
        base.merge(FIRM, SHORT)
        with pytest.raises(UsageError, match=f"no part 无此名: .*{SHORT}"):
            base.split(FIRM, ["无此名"])
        with pytest.raises(UsageError, match=r"nothing of .* would be left"):
            base.split(FIRM, [FIRM, SHORT])
        with pytest.raises(UsageError, match="undo one of these"):
            base.split(FIRM, [SHORT])
        assert len(decisions(base.database)) == 1
        base.undo(1)
        assert len(base.frame("organisations")) == 2


def test_entities_are_found_by_what_they_are_called(db: str, tmp_path: Path) -> None:
    """An id, a former id and any name will do; what is not there or not one says so with the ids."""
    with kb.open(db) as base:
        load(base, tmp_path / "one", ONE, TWO)
        ids = dict(rows(base, "SELECT name, id FROM consortia"))
        with pytest.raises(UsageError, match="is called '无此名'"):
            base.merge("无此名", NAME)
        with pytest.raises(UsageError, match="one already"):
            base.merge(NAME, ids[NAME])
        with pytest.raises(UsageError, match="of one kind"):
            base.merge(NAME, FIRM)
        base.merge(ids[NAME], ids[OTHER])
        former = rows(base, "SELECT former_id FROM former_ids WHERE kind = 'consortium'")[0][0]
        with pytest.raises(UsageError, match="one already"):
            base.merge(former, NAME)
        base.undo(1)
        load(base, tmp_path / "two", Told("c", [Tale(NAME, leads=[FIRM])], more="其三"))
        ((key,),) = rows(
            base,
            "SELECT atom_key FROM identities i JOIN articles a ON a.sha256 = i.article_sha256 "
            "WHERE kind = 'consortium' AND a.article = 'c'",
        )
        base.split(NAME, [key])
        with pytest.raises(UsageError, match=r"may be any of 2(?s:.*)consortium"):
            base.merge(NAME, OTHER)
