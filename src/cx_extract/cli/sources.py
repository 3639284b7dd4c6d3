"""What the evaluating commands read: results, gold, or articles that are extracted first."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from cx_extract.api import read
from cx_extract.cli.output import counted
from cx_extract.errors import UsageError
from cx_extract.evaluate.gold import FACTS, load, load_gold, to_data
from cx_extract.evaluate.ids import match_ids, renamed
from cx_extract.evaluate.records import GoldArticle, from_consortia
from cx_extract.goldio.documents import Document, read_documents, with_texts
from cx_extract.model import Article
from cx_extract.readers import Failure
from cx_extract.write.folder import TEXTS

Kind = Literal["results", "gold", "articles"]
_ARTICLES = (".txt", ".md", ".html", ".htm")


@dataclass(slots=True)
class Predictions:
    """Predicted records under the ids of gold, and what to say about them on stderr."""

    articles: Sequence[GoldArticle]
    gold: Sequence[GoldArticle]
    remarks: list[str] = field(default_factory=list)


def is_results(path: Path) -> bool:
    """Tell whether ``path`` is a ``facts.csv`` or a folder with one."""
    return path.suffix == ".csv" or (path / FACTS).is_file()


def kind_of(path: Path) -> Kind:
    """Return what ``path`` holds; a folder with texts holds articles, whatever lies beside them.

    Raises UsageError if there is nothing of the kind.
    """
    if is_results(path):
        return "results"
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.is_file())
        if any(p.suffix.lower() in _ARTICLES for p in files):
            return "articles"
        files = [p for p in files if p.suffix in (".json", ".jsonl")]
        if not files:
            raise UsageError(f"{path} holds neither results ({FACTS}) nor gold nor articles")
        return "gold" if any(p.suffix == ".json" or _is_gold(p) for p in files) else "articles"
    if not path.is_file():
        raise UsageError(f"{path} does not exist")
    gold = path.suffix == ".json" or (path.suffix == ".jsonl" and _is_gold(path))
    return "gold" if gold else "articles"


def _is_gold(path: Path) -> bool:
    """Tell a gold file of many articles from a file of many raw ones by its first line."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            first = json.loads(file.readline())
    except (OSError, ValueError):
        return False
    return isinstance(first, dict) and "consortia" in first


def read_texts(folder: Path | None) -> dict[str, str]:
    """Return the texts of the articles under ``folder`` by id, none without a folder. Raises as ``api.read``."""
    return {a.id: a.text for a in read(folder) if isinstance(a, Article)} if folder else {}


def read_gold(path: Path, texts: Mapping[str, str]) -> tuple[GoldArticle, ...]:
    """Load gold, with ``texts`` for the articles that have none beside it. Raises as ``load_gold``."""
    gold = load_gold(path)
    lacking = [article.id for article in gold if not article.text]
    ids = match_ids(lacking, texts)
    return load_gold(path, {ids[key]: text for key, text in texts.items() if key in ids}) if ids else gold


def read_results(path: Path) -> tuple[GoldArticle, ...]:
    """Load results, or gold in their place. Raises UsageError for raw articles."""
    if kind_of(path) == "articles":
        raise UsageError(f"{path} holds articles: run cx-extract run on it first, and give the results")
    return load(path)


def read_both(
    predicted: Path, gold: Path, articles: Path | None, published: dt.date | None, rules: Path | None
) -> Predictions:
    """Load gold and predictions; where ``predicted`` holds articles, extract them first.

    An article that states no publication date takes the one that gold states, else ``published``. Raises ReadError for
    malformed input, UsageError if the two sides have no article in common.
    """
    texts = read_texts(articles)
    if kind_of(predicted) != "articles":
        if published or rules:
            raise UsageError(f"{predicted} holds results: --rules and --published are for articles")
        truth = read_gold(gold, texts)
        found = renamed(truth, load(predicted))
        return Predictions(found, truth, _missing(truth, found))
    readings = list(read(predicted))
    raw = [one for one in readings if isinstance(one, Article)]
    truth = read_gold(gold, texts | {one.id: one.text for one in raw})
    extracted = _extract(raw, truth, published, rules)
    remarks = [f"{counted(len(raw), 'article')} extracted from {predicted}"]
    remarks += [f"Warning: {one.reason}" for one in readings if isinstance(one, Failure)]
    return Predictions(extracted, truth, remarks + _missing(truth, extracted))


def _extract(
    raw: Sequence[Article], gold: Sequence[GoldArticle], published: dt.date | None, rules: Path | None
) -> list[GoldArticle]:
    from cx_extract.pipeline import Extractor  # noqa: PLC0415  (0.3 s, and only here)

    empty = renamed(gold, [GoldArticle(one.id, sha256=one.sha256) for one in raw])
    stated = {article.id: article.published for article in gold}
    extractor = Extractor(rules)
    found = []
    for article, known in zip(raw, empty, strict=True):
        dated = replace(article, published=article.published or stated.get(known.id) or published)
        predicted = from_consortia(known.id, extractor.extract(dated), article.text)
        found.append(replace(predicted, sha256=article.sha256))
    return found


def _missing(gold: Sequence[GoldArticle], predicted: Sequence[GoldArticle]) -> list[str]:
    known = {article.id for article in predicted}
    missing = [article.id for article in gold if article.records and article.id not in known]
    if not missing:
        return []
    return [f"Warning: no prediction for {len(missing)} of the articles that have records in gold: {_list(missing)}"]


def _list(ids: Sequence[str]) -> str:
    return ", ".join(ids[:5]) + (", …" if len(ids) > 5 else "")


def documents_of(source: Path, articles: Path | None) -> tuple[Document, ...]:
    """Return gold, or results in its form, with the articles' texts where they are at hand.

    Texts that a run wrote beside its results are taken from there. Raises ReadError, UsageError as the readers do.
    """
    texts = read_texts(articles)
    if not is_results(source):
        documents = read_documents(source)
    else:
        documents = tuple(Document(a.id, to_data(a), f"{source}, article {a.id}") for a in load(source))
        beside = source / TEXTS
        texts |= read_texts(beside) if beside.is_dir() else {}
    ids = match_ids((d.id for d in documents if not d.text), texts)
    return with_texts(documents, {ids[key]: text for key, text in texts.items() if key in ids})
