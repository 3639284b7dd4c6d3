"""What a knowledge base costs: ``python bench/knowledge.py [FOLDER] [ARTICLES ...]``.

FOLDER is ``corpus/dev`` unless given, ARTICLES 1,000 and 10,000.

Runs of any size are made of the articles with records under FOLDER: every four copies of an article tell of bodies
with names of their own, on different days; universities keep theirs, so that some bodies take part in very much.
Printed are seconds of processor time, and the time that the statements take in the ledger over that of a bare
``executemany`` of the same rows.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

import cx_extract
from cx_extract import Article, Consortium, Fact, kb
from cx_extract.kb.base import now
from cx_extract.kb.bulk import fetch
from cx_extract.kb.folder import read_run
from cx_extract.kb.load import add_run
from cx_extract.kb.schema import statements
from cx_extract.write.folder import OutputFolder
from cx_extract.write.manifest import Manifest

TELLINGS = 4
FIRST_DAY, DAYS = dt.date(2019, 1, 1), 2500
SYLLABLES = "安宝昌达恩方广海嘉康朗明诺平启瑞盛泰维翔雅远智中尊百晨东飞冠恒金凯联美南欧普清荣"
NAMED = ("name", "aliases", "lead_units", "member_units")
KEPT = ("大学", "学院", "研究院", "研究所")

Told = tuple[Article, tuple[Consortium, ...]]


def main(folder: Path, sizes: Sequence[int]) -> None:
    """Measure and print."""
    extractor = cx_extract.Extractor()
    read = [one for one in cx_extract.read(folder) if isinstance(one, Article)]
    templates = [(article, records) for article in read if (records := extractor.extract(article))]
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            measure(Path(place), list(copies(templates, size + 1)))


def measure(place: Path, told: Sequence[Told]) -> None:
    """Print what it costs to load all articles but the last, and then the last."""
    many, one = write(place / "many", told[:-1]), write(place / "one", told[-1:])
    with kb.open(place / "ledger.sqlite") as base, base.database.writing() as connection:
        run = read_run(many)
        ledger = seconds(lambda: add_run(connection, run, now()))
        rows = fetch(connection, select(statements))
    bare = executemany(place, rows)
    with kb.open(place / "kb.sqlite") as base:
        whole, more = seconds(lambda: base.load(many)), seconds(lambda: base.load(one))
        size = len(base.frame("organisations")), len(base.frame("consortia"))
    print(f"{len(told) - 1:,} articles, {len(rows):,} statements, {size[0]:,} organisations, {size[1]:,} consortia")
    print(f"  load, CPU s                             {whole:8.1f}")
    print(f"  one more article, CPU s                 {more:8.1f}")
    print(f"  ledger alone, of a bare executemany     {ledger / bare:8.1f}   (aim: at most 4)")
    print(f"  load with its beliefs, of the same      {whole / bare:8.1f}")


def copies(templates: Sequence[Told], size: int) -> Iterator[Told]:
    """Yield ``size`` articles of the templates in turn, each with a text that consists of its quotes."""
    for number in range(size):
        article, records = templates[number % len(templates)]
        variant = number // len(templates) // TELLINGS
        prefix = SYLLABLES[variant % len(SYLLABLES)] + SYLLABLES[variant // len(SYLLABLES) % len(SYLLABLES)]
        text, varied = f"第{number}篇。", []
        for record in records:
            facts = []
            for fact in (rename(fact, prefix) for fact in record.facts):
                start, text = len(text), f"{text}{fact.quote}，"
                facts.append(replace(fact, start=start, end=start + len(fact.quote), sentence=fact.quote))
            varied.append(facts)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        day = FIRST_DAY + dt.timedelta(days=number * 7 % DAYS)
        made = (Consortium(f"{sha256[:12]}{place:04}", tuple(facts)) for place, facts in enumerate(varied))
        yield Article(f"copy-{number:06}", text, sha256, article.title, article.source, day), tuple(made)


def rename(fact: Fact, prefix: str) -> Fact:
    """Return the fact with ``prefix`` before a name, unless it is one that many articles share."""
    name = str(fact.value)
    if fact.field not in NAMED or name.endswith(KEPT):
        return fact
    renamed = prefix + name
    return replace(fact, value=renamed, normalised=prefix + fact.normalised, quote=renamed)


def write(out: Path, told: Sequence[Told]) -> Path:
    """Write a run over the articles to ``out`` and return it."""
    manifest = Manifest("0" * 64, False, "")
    with OutputFolder(out, manifest) as folder:
        for article, records in told:
            folder.add(article, records, folder.write_text(article))
        folder.commit(())
    return out


def executemany(place: Path, rows: Sequence[tuple[object, ...]]) -> float:
    """Return how long the rows take in a table of the same columns, with its key and nothing else."""
    columns = ", ".join(one.name for one in statements.columns)
    connection = sqlite3.connect(place / "bare.sqlite")
    connection.execute(f"CREATE TABLE statements ({columns}, PRIMARY KEY (id))")
    marks = ", ".join("?" * len(statements.columns))
    with connection:
        taken = seconds(lambda: connection.executemany(f"INSERT INTO statements VALUES ({marks})", rows))
    connection.close()
    return taken


def seconds(do: Callable[[], object]) -> float:
    """Return the processor time that ``do`` takes, which other programs do not lengthen."""
    started = time.process_time()
    do()
    return time.process_time() - started


if __name__ == "__main__":
    folders = [Path(one) for one in sys.argv[1:] if not one.isdecimal()]
    main(
        folders[0] if folders else Path("corpus/dev"),
        [int(one) for one in sys.argv[1:] if one.isdecimal()] or [1000, 10000],
    )
