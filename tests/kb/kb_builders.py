"""Runs made by hand: articles whose text is just what their records quote, written as ``cx-extract run`` does."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from cx_extract.kb.base import KnowledgeBase
from cx_extract.kb.schema import BELIEFS, metadata
from cx_extract.model import Article, Consortium, Fact
from cx_extract.write.folder import OutputFolder
from cx_extract.write.manifest import Manifest

RULES, OTHER_RULES = "1" * 64, "2" * 64


@dataclass(frozen=True)
class Tale:
    """What one article tells of one consortium; counts as (number, qualifier, as_of), dates as (event, EDTF)."""

    name: str = ""
    aliases: Sequence[str] = ()
    status: str = ""
    leads: Sequence[str] = ()
    members: Sequence[str] = ()
    counts: Sequence[tuple[int, str, str]] = ()
    dates: Sequence[tuple[str, str]] = ()
    achievements: Sequence[str] = ()
    region: str = ""


@dataclass(frozen=True)
class Told:
    """An article: its tales make its text, to which ``more`` is added."""

    id: str
    tales: Sequence[Tale] = ()
    published: str = ""
    title: str = ""
    url: str = ""
    more: str = ""
    confidence: float = 0.9


def read(told: Told) -> tuple[Article, list[Consortium]]:
    """Return the article and its records."""
    text = f"{told.title}\n" if told.title else ""
    drafts: list[list[dict[str, Any]]] = []
    for tale in told.tales:
        drafts.append([])
        for values in _facts(tale):
            quote = str(values.pop("quote", values["value"]))
            drafts[-1].append(values | {"quote": quote, "start": len(text), "end": len(text) + len(quote)})
            text += f"{quote}，"
    text += told.more
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    day = dt.date.fromisoformat(told.published) if told.published else None
    article = Article(told.id, text, sha256, told.title, "示例日报", day, told.url)
    records = []
    for draft in drafts:
        facts = tuple(
            Fact(
                **{"sentence": one["quote"], "rule_id": f"test.{one['field']}", "normalised": str(one["value"])} | one,
                confidence=told.confidence,
            )
            for one in draft
        )
        identity = f"{sha256}:{draft[0]['start']}" if draft else sha256
        records.append(Consortium(hashlib.sha256(identity.encode()).hexdigest()[:16], facts))
    return article, records


def _facts(tale: Tale) -> Iterable[dict[str, Any]]:
    modality = "planned" if tale.status == "planned" else "asserted"
    if tale.name:
        yield {"field": "name", "value": tale.name}
    for alias in tale.aliases:
        yield {"field": "aliases", "value": alias}
    if tale.status:
        yield {"field": "status", "value": tale.status, "modality": modality}
    for lead in tale.leads:
        yield {"field": "lead_units", "value": lead, "modality": modality}
    for member in tale.members:
        yield {"field": "member_units", "value": member, "modality": modality}
    for number, qualifier, as_of in tale.counts:
        yield {
            "field": "member_counts",
            "value": number,
            "qualifier": qualifier,
            "as_of": as_of,
            "unit": "家",
            "quote": f"{number}家",
        }
    for event, date in tale.dates:
        yield {
            "field": "dates",
            "value": date,
            "event": event,
            "modality": "planned" if event == "planned" else "asserted",
        }
    for achievement in tale.achievements:
        yield {"field": "achievements", "value": achievement, "category": "product"}
    if tale.region:
        yield {"field": "region", "value": tale.region}


def write_run(
    out: Path,
    *told: Told,
    rules: str = RULES,
    version: str = "0.1.0",
    texts: bool = True,
    failures: Sequence[tuple[str, str, str]] = (),
) -> Path:
    """Write a run over these articles to ``out`` and return it; without ``texts`` it is one over text files."""
    manifest = Manifest(rules, False, "")
    with OutputFolder(out, manifest) as folder:
        for article, records in map(read, told):
            folder.add(article, records, folder.write_text(article) if texts else "")
        for failure in failures:
            folder.add_failure(*failure)
        folder.commit(())
    path = out / "run.json"
    written = json.loads(path.read_text("utf-8"))
    written["versions"]["cx-extract"] = version
    path.write_text(json.dumps(written, ensure_ascii=False, indent=2), "utf-8")
    return out


def dump(
    base: KnowledgeBase, tables: Iterable[Any] = tuple(metadata.sorted_tables)
) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the tables."""
    with base.database.reading() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr) for table in tables
        }


def beliefs(base: KnowledgeBase) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of the beliefs."""
    return dump(base, BELIEFS)


def rows(base: KnowledgeBase, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
    """Return the rows of a query as tuples."""
    frame = base.query(sql, params).astype(object)
    return list(frame.where(frame.notna(), None).itertuples(index=False, name=None))


def rewrite(out: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a table of a run and the hash that run.json has of it."""
    data = change((out / name).read_bytes())
    (out / name).write_bytes(data)
    manifest = json.loads((out / "run.json").read_text("utf-8"))
    manifest["outputs"][name] = hashlib.sha256(data).hexdigest()
    (out / "run.json").write_text(json.dumps(manifest), "utf-8")
