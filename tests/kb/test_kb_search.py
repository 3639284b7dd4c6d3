"""kb search."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from kb_asked import ARTICLES, WIND, cx, fill
from kb_builders import Tale, Told, read

from cx_extract import kb
from cx_extract.kb.search import Found, search


def found(db: str, *words: str, limit: int = 20) -> Found:
    """Return what a search finds."""
    with kb.open(db) as base, base.database.reading() as connection:
        return search(connection, words, limit)


def places(hits: Found) -> list[tuple[str, str]]:
    """Return kind and article of each hit."""
    return [(hit.kind, hit.article) for hit in hits.hits]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["牵头"], [("article", "policy")]),
        (["船"], [("quote", "wind")]),
        (["母港"], [("article", "wind")]),
        (["粤港"], [("quote", "trad")]),
        (["協同"], [("quote", "trad")]),
        (["sunpower"], [("quote", "solar")]),
        (["牵头", "通知"], [("article", "policy")]),
        (["牵头", "母港"], []),
        (["%"], []),
        (["没有的词"], []),
        (["\udcff"], []),
        ([""], []),
        ([], []),
    ],
)
def test_words_of_any_length_are_found(
    db: str, tmp_path: Path, words: list[str], expected: list[tuple[str, str]]
) -> None:
    """One character or many, in any script and case, in quotes, texts and titles; wildcards stand for themselves."""
    assert places(found(fill(db, tmp_path), *words)) == expected


def test_quotes_come_first_and_then_the_latest(db: str, tmp_path: Path) -> None:
    """Later publications come first, each place once although it proves several facts; the numbers count all."""
    hits = found(fill(db, tmp_path), "风电", limit=4)
    assert (hits.quotes, hits.articles) == (5, 0)
    assert places(hits) == [("quote", "later")] * 2 + [("quote", "wind")] * 2
    assert hits.hits[0].text == WIND and hits.hits[0].consortium == WIND


def test_offsets_count_code_points_of_the_text(db: str, tmp_path: Path) -> None:
    """A hit's offsets lead to the word in the article, behind characters beyond U+FFFF too."""
    told = Told("a", [Tale("储能创新联合体")], "2024-01-01", more="𠮷𠮷在南通港。")
    article, _ = read(told)
    (hit,) = found(fill(db, tmp_path, told), "南通").hits
    assert article.text[hit.start : hit.end] == "南通"
    assert hit.text == "储能创新联合体，𠮷𠮷在南通港。"


def test_each_word_is_shown_in_its_surroundings(db: str, tmp_path: Path) -> None:
    """Words far apart are shown one after the other, near ones together; the offsets are those of the first word."""
    text = f"{'前' * 40}南通{'间' * 80}盐城{'后' * 40}"
    fill(db, tmp_path, Told("a", published="2024-01-01", more=text))
    (hit,) = found(db, "盐城", "南通").hits
    assert hit.text == f"…{'前' * 30}南通{'间' * 30}…{'间' * 30}盐城{'后' * 30}…"
    assert (hit.start, hit.end) == (122, 124)
    (near,) = found(db, "间盐", "盐城").hits
    assert near.text == f"…{'间' * 31}盐城{'后' * 30}…"
    (first,) = found(db, "前").hits
    assert first.text == f"{'前' * 31}…"


def test_only_what_counts_is_found(db: str, tmp_path: Path) -> None:
    """A removed article is not found, by its quotes neither."""
    fill(db, tmp_path)
    with kb.open(db) as base:
        base.remove("wind")
    assert places(found(db, "运维船")) == []
    assert places(found(db, "运维")) == [("quote", "later")]


def test_without_texts_quotes_and_titles_are_found(db: str, tmp_path: Path) -> None:
    """An article whose text the base does not have has its quotes and its title."""
    from kb_builders import write_run

    with kb.open(db) as base:
        base.load(write_run(tmp_path / "out", *ARTICLES, texts=False))
    assert places(found(db, "母港")) == []
    assert places(found(db, "通知")) == [("article", "policy")]
    assert places(found(db, "运维船")) == [("quote", "wind")]


def test_the_command_groups_hits_by_article(db: str, tmp_path: Path) -> None:
    """Hits stand below the title of their article with their offsets; the numbers are told on stderr."""
    done = cx("search", "风电", "--limit", "3", "--db", fill(db, tmp_path))
    assert done.stdout == (
        f"2025-03-01  风电联合体再添新成员  later\n"
        f"  {WIND}  [11:25]  name of {WIND}\n"
        f"  江苏海润风电科技有限公司  [38:50]  lead_units of {WIND}\n"
        f"\n"
        f"2024-11-07  风电联合体揭牌  wind\n"
        f"  {WIND}  [8:22]  name of {WIND}\n"
    )
    assert done.stderr == "5 quotes, 0 more articles, the first 3 shown\n"


def test_the_command_gives_json(db: str, tmp_path: Path) -> None:
    """A program gets the hits and the numbers."""
    told = json.loads(cx("search", "牵头", "--format", "json", "--db", fill(db, tmp_path)).stdout)
    assert (told["quotes"], told["articles"]) == (0, 1)
    assert told["hits"][0]["article"] == "policy"


def test_the_command_tells_of_texts_that_are_not_there(db: str, tmp_path: Path) -> None:
    """Whoever finds nothing in a base without texts learns that the texts were not searched."""
    from kb_builders import write_run

    with kb.open(db) as base:
        base.load(write_run(tmp_path / "out", *ARTICLES, texts=False))
    told = cx("search", "母港", "--db", db).stderr
    assert told.startswith("0 quotes, 0 articles\n")
    assert f"{len(ARTICLES)} texts are not in the base" in told


def test_an_empty_word_is_refused(db: str, tmp_path: Path) -> None:
    """An empty word is an error, not a search without hits."""
    done = cx("search", " ", "--db", fill(db, tmp_path))
    assert (done.exit_code, "an empty word" in done.stderr) == (2, True)
