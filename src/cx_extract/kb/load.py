"""A run into the ledger: what is new is added, what it replaces is marked, nothing is rewritten."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.fuzz import ratio
from sqlalchemy import Column, Connection, Row, bindparam, select, update

from cx_extract.kb.bulk import chunks, content_id, insert
from cx_extract.kb.folder import Run, RunArticle
from cx_extract.kb.schema import articles, extractions, runs, statements
from cx_extract.resolve.edtf import bounds
from cx_extract.write.tables import FactRow

_SAME_ARTICLE = 50  # per cent of the text that an edited version of an article keeps
_COMPARED = 20_000


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load came to.

    ``new`` articles were not in the base, ``updated`` ones got another extraction or came back after a removal,
    ``history`` counts those whose extraction was stored but does not count, since the base holds a later one;
    ``statements`` are the new ones; ``failed`` articles of the run are not loaded; ``without_text`` were loaded without
    their text; ``twins`` have the text of another article of the run, which stands for them.
    """

    new: int = 0
    updated: int = 0
    history: int = 0
    unchanged: int = 0
    statements: int = 0
    without_text: int = 0
    failed: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the report on one line."""
        history = f", {self.history} kept as history only" if self.history else ""
        articles = f"{self.new} new article{'' if self.new == 1 else 's'}, {self.updated} updated{history}"
        statements = f"{self.statements} new statement{'' if self.statements == 1 else 's'}"
        return f"{articles}, {self.unchanged} unchanged; {statements}"

    @property
    def changed(self) -> bool:
        """Tell whether beliefs may have changed."""
        return bool(self.new or self.updated or self.history)


def add_run(connection: Connection, run: Run, now: dt.datetime) -> LoadReport:
    """Add what ``run`` found to the ledger, within the connection's transaction; what is there already stays as it is.

    Of two extractions of one text, the one by the newer version of cx-extract counts, between equals the one loaded
    last. Of two texts of one article (same id, and same address or title), the one published last, between equals the
    one loaded last.
    """
    moment = now.isoformat(timespec="seconds")
    _add_run(connection, run, moment)
    known = {row.sha256: row for row in _find(connection, articles.c.sha256, [one.sha256 for one in run.articles])}
    made = [(one, _extraction_id(run, one)) for one in run.articles]
    held = {row.id for row in _find(connection, extractions.c.id, [made_id for _, made_id in made])}
    new = [(one, made_id) for one, made_id in made if made_id not in held]
    fresh = [one for one in run.articles if one.sha256 not in known]
    back = [one for one in run.articles if one.sha256 in known and known[one.sha256].removed_at is not None]
    lines = [line for one, made_id in new for line in _statement_rows(run, one, made_id)]
    _add_articles(connection, fresh, moment)
    insert(connection, extractions, [_extraction_row(run, one, made_id) for one, made_id in new])
    insert(connection, statements, lines)
    history = _supersede_extractions(connection, run, {one.sha256: made_id for one, made_id in new})
    renewed = [one for one, _ in new if one.sha256 in known and one.sha256 not in history]
    _describe(connection, renewed)
    _set(connection, [{"b": one.sha256, "removed_at": None, "superseded_by": None} for one in back])
    _supersede_texts(connection, [*fresh, *back])
    _reorder_texts(connection, [one.sha256 for one in renewed if one.published != (known[one.sha256].published or "")])
    without = [one for one in run.articles if one.sha256 in known and known[one.sha256].text is None]
    _set(connection, [{"b": one.sha256, "text": one.text} for one in without if one.text is not None])
    updated = {one.sha256 for one in (*renewed, *back)}
    return LoadReport(
        new=len(fresh),
        updated=len(updated),
        history=len(history),
        unchanged=len(run.articles) - len(fresh) - len(updated) - len(history - updated),
        statements=len(lines),
        without_text=sum(1 for one in (*fresh, *without) if one.text is None),
        failed=run.failed,
        twins=run.twins,
    )


def _find(connection: Connection, column: Column[Any], wanted: Iterable[str]) -> Iterator[Row[Any]]:
    """Yield the rows of the column's table where it is one of ``wanted``."""
    for chunk in chunks(wanted):
        yield from connection.execute(select(column.table).where(column.in_(chunk)))


def _set(connection: Connection, changes: Sequence[dict[str, str | None]]) -> None:
    """Change columns of articles; ``b`` is the article's hash."""
    if changes:
        names: dict[str, Any] = {name: bindparam(name) for name in changes[0] if name != "b"}
        connection.execute(update(articles).where(articles.c.sha256 == bindparam("b")).values(names), changes)


def _add_run(connection: Connection, run: Run, moment: str) -> None:
    if connection.execute(select(runs.c.id).where(runs.c.id == run.id)).first():
        return
    row = (
        run.id,
        run.version,
        json.dumps(dict(run.versions), sort_keys=True),
        run.rules_sha256,
        int(run.rules_extended),
        json.dumps(dict(run.options), sort_keys=True),
        len(run.articles),
        run.facts,
        len(run.failed),
        moment,
    )
    insert(connection, runs, [row])


def _add_articles(connection: Connection, fresh: Iterable[RunArticle], moment: str) -> None:
    rows = [
        (one.sha256, one.article, one.title, one.source, one.url, one.published or None, one.text, None, None, moment)
        for one in fresh
    ]
    insert(connection, articles, rows)


def _extraction_id(run: Run, one: RunArticle) -> str:
    settings = json.dumps([dict(run.versions), run.rules_sha256], sort_keys=True)
    return content_id(one.sha256, settings, one.article, one.title, one.source, one.url, one.published)


def _extraction_row(run: Run, one: RunArticle, made_id: str) -> tuple[object, ...]:
    settings = (run.id, run.version, run.rules_sha256)
    stated = (one.article, one.title, one.source, one.url, one.published or None)
    return (made_id, one.sha256, *settings, *stated, len(set(one.facts)), None, 0)


def _statement_rows(run: Run, one: RunArticle, made_id: str) -> Iterable[tuple[object, ...]]:
    return {row[0]: row for row in (_statement_row(run, one, made_id, fact) for fact in one.facts)}.values()


def _statement_row(run: Run, one: RunArticle, made_id: str, row: FactRow) -> tuple[object, ...]:
    fact = row.fact
    valid = str(fact.value) if fact.field == "dates" else fact.as_of if fact.as_of not in ("initial", "current") else ""
    first, last = bounds(valid)
    told = (row.record_id, fact.field, fact.normalised or str(fact.value), str(fact.value))
    number = fact.value if isinstance(fact.value, int) else None
    kinds = (fact.qualifier, fact.unit, fact.as_of, fact.event, fact.category)
    proof = (fact.quote, fact.start, fact.end, fact.sentence, fact.anchor, fact.rule_id)
    return (
        content_id(made_id, *told, *kinds, fact.modality, *proof),
        made_id,
        one.sha256,
        *told,
        number,
        *kinds,
        valid,
        first.isoformat() if first else None,
        last.isoformat() if last else None,
        one.published or None,
        fact.modality,
        fact.confidence,
        *proof,
        run.rules_sha256,
        run.id,
    )


def _supersede_extractions(connection: Connection, run: Run, made: Mapping[str, str]) -> set[str]:
    """Mark which extraction of each text counts; return the texts of which the new one does not.

    ``made`` gives the id of the new extraction by the hash of the text.
    """
    pairs = []
    history = set()
    for row in _find(connection, extractions.c.article_sha256, made):
        latest = made[row.article_sha256]
        if row.superseded_by is not None or row.id == latest:
            continue
        if _is_older(run.version, row.version):
            history.add(row.article_sha256)
            pairs.append({"b": latest, "superseded_by": row.id})
        else:
            pairs.append({"b": row.id, "superseded_by": latest})
    if pairs:
        by: dict[str, Any] = {"superseded_by": bindparam("superseded_by")}
        connection.execute(update(extractions).where(extractions.c.id == bindparam("b")).values(by), pairs)
    return history


def _is_older(version: str, other: str) -> bool:
    """Tell whether ``version`` comes before ``other``; one that is no number (a source tree) comes before none."""
    parts = [[int(part) for part in one.split(".") if part.isdecimal()] for one in (version, other)]
    return all(parts) and parts[0] < parts[1]


def _describe(connection: Connection, renewed: Iterable[RunArticle]) -> None:
    """Let articles say of themselves what their present extraction does."""
    stated = ("article", "title", "source", "url")
    _set(
        connection,
        [
            {"b": one.sha256, "published": one.published or None} | {name: getattr(one, name) for name in stated}
            for one in renewed
        ],
    )


def _supersede_texts(connection: Connection, fresh: Sequence[RunArticle]) -> None:
    """Mark the older of two texts of one article."""
    by_id = {one.article: one for one in fresh}
    pairs: list[dict[str, str | None]] = []
    for row in _find(connection, articles.c.article, by_id):
        one = by_id[row.article]
        counts = row.superseded_by is None and row.removed_at is None and row.sha256 != one.sha256
        if counts and _is_same_article(row, one):
            newer = one.published >= (row.published or "")
            older, later = (row.sha256, one.sha256) if newer else (one.sha256, row.sha256)
            pairs.append({"b": older, "superseded_by": later})
    _set(connection, pairs)


def _reorder_texts(connection: Connection, redated: Sequence[str]) -> None:
    """Let the text that was published last count again, of articles of which a text got another day."""
    if not redated:
        return
    query = select(articles.c.sha256, articles.c.superseded_by).where(articles.c.superseded_by.is_not(None))
    later = {row.sha256: row.superseded_by for row in connection.execute(query.where(articles.c.removed_at.is_(None)))}
    heads = {_last(one, later) for one in redated}
    edited = [one for one in later if _last(one, later) in heads]
    rows = {row.sha256: row for row in _find(connection, articles.c.sha256, {*heads, *edited})}
    changes: dict[str, dict[str, str | None]] = {}
    latest = dict.fromkeys(heads, "")
    for one in sorted(edited, key=lambda one: (rows[one].published or "", rows[one].loaded_at, one)):
        latest[_last(one, later)] = one
    for head, one in latest.items():
        if one and (rows[one].published or "") > (rows[head].published or ""):
            changes |= {head: {"b": head, "superseded_by": one}, one: {"b": one, "superseded_by": None}}
    _set(connection, list(changes.values()))


def _last(sha256: str, later: Mapping[str, str]) -> str:
    """Return the text that counts of the article of which ``sha256`` is a text."""
    while sha256 in later:
        sha256 = later[sha256]
    return sha256


def _is_same_article(row: Row[Any], one: RunArticle) -> bool:
    """Tell whether the article of a row, of the same id, is an earlier text of ``one``.

    The address decides where both have one. Titles can be general (通知公告), so that texts with one title have to
    resemble each other too, as far as they are at hand.
    """
    if row.url and one.url:
        return bool(row.url == one.url)
    if not one.title or row.title != one.title:
        return False
    if row.text is None or one.text is None:
        return True
    return ratio(row.text[:_COMPARED], one.text[:_COMPARED]) >= _SAME_ARTICLE
