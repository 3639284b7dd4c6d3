"""The folder of a run, read whole and verified before anything is written to a base."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cx_extract.errors import ReadError, UsageError
from cx_extract.model import Article
from cx_extract.readers import discover, load
from cx_extract.write.folder import FACTS
from cx_extract.write.manifest import FORMAT, NAME, is_output
from cx_extract.write.tables import FactRow, read_facts


@dataclass(frozen=True, slots=True)
class RunArticle:
    """An article that the run read, with its facts; ``text`` is None where it was not at hand."""

    article: str
    sha256: str
    title: str
    source: str
    url: str
    published: str
    text: str | None
    facts: tuple[FactRow, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found, with what. ``id`` is the SHA-256 of run.json; ``failed`` names articles that it could not read.

    ``twins`` are ids of articles that have the very text of another one of the run: that one stands for them.
    """

    id: str
    versions: Mapping[str, str]
    rules_sha256: str
    rules_extended: bool
    options: Mapping[str, Any]
    articles: tuple[RunArticle, ...]
    facts: int
    failed: tuple[str, ...]
    twins: tuple[str, ...]

    @property
    def version(self) -> str:
        """The version of cx-extract that made the run."""
        return self.versions.get("cx-extract", "")


def read_run(out: Path, originals: Path | None = None) -> Run:
    """Return the run in the folder ``out``, every hash and quote verified.

    Texts come from ``texts/`` in it and from the articles under ``originals``, found by their hash. Raises UsageError
    if ``out`` holds no run, ReadError if its files do not belong together or a quote is not where it should be.
    """
    manifest, run_id = _manifest(out)
    try:
        return _read(out, originals, manifest, run_id)
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadError(f"{out / NAME} lacks what a run writes ({error!r}): run cx-extract again") from None


def _read(out: Path, originals: Path | None, manifest: Mapping[str, Any], run_id: str) -> Run:
    _verify_tables(out, manifest)
    rows: dict[tuple[str, str], list[FactRow]] = {}
    for row in read_facts(out / FACTS):
        rows.setdefault((row.article, row.article_sha256), []).append(row)
    inputs = manifest["inputs"]
    for article, sha256 in rows.keys() - {(one["article"], one["sha256"]) for one in inputs}:
        raise ReadError(f"{out / FACTS}: {article} with the text {sha256[:12]}… is not in {NAME}; run cx-extract again")
    texts = _texts(out, inputs) | _originals(originals)
    articles: dict[str, RunArticle] = {}
    twins = []
    for one in sorted(inputs, key=lambda one: (not one.get("published"), one["article"])):
        sha256 = one["sha256"]
        if sha256 in articles:
            twins.append(one["article"])
            continue
        facts = tuple(rows.get((one["article"], sha256), ()))
        text = texts.get(sha256)
        if text is not None:
            _verify_quotes(text, facts)
        title, source, url, published = (one.get(key, "") for key in ("title", "source", "url", "published"))
        articles[sha256] = RunArticle(one["article"], sha256, title, source, url, published, text, facts)
    return Run(
        run_id,
        manifest["versions"],
        manifest["rules"]["sha256"],
        bool(manifest["rules"]["extended"]),
        manifest["options"],
        tuple(sorted(articles.values(), key=lambda one: one.sha256)),
        sum(len(one.facts) for one in articles.values()),
        tuple(one["article"] for one in manifest["failures"]),
        tuple(sorted(twins)),
    )


def _manifest(out: Path) -> tuple[dict[str, Any], str]:
    if not is_output(out):
        raise UsageError(f"{out} holds no run: give the folder that cx-extract run --out wrote")
    data = (out / NAME).read_bytes()
    manifest: dict[str, Any] = json.loads(data)
    if manifest.get("format") != FORMAT:
        found = manifest.get("format")
        raise ReadError(f"{out / NAME} has format {found}, this cx-extract reads {FORMAT}: run the articles again")
    return manifest, hashlib.sha256(data).hexdigest()


def _verify_tables(out: Path, manifest: Mapping[str, Any]) -> None:
    """Tell a torn folder from a whole one; only facts.csv is loaded, but a strange neighbour is a sign of two runs."""
    for name, expected in manifest["outputs"].items():
        try:
            with (out / name).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ReadError(f"{out / name} cannot be read ({error.strerror}): run cx-extract again") from None
        if found != expected:
            raise ReadError(f"{out / name} is not as {NAME} describes it (was it edited?): run cx-extract again")


def _texts(out: Path, inputs: Iterable[Mapping[str, str]]) -> dict[str, str]:
    texts = {}
    for one in inputs:
        name = one.get("text", "")
        if not name:
            continue
        path = out / name
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ReadError(f"{path} cannot be read ({error.strerror}): run cx-extract again") from None
        if hashlib.sha256(data).hexdigest() != one["sha256"]:
            raise ReadError(f"{path} is not as {NAME} describes it (was it edited?): run cx-extract again")
        texts[one["sha256"]] = data.decode()
    return texts


def _originals(folder: Path | None) -> dict[str, str]:
    """Return the texts of the text files under ``folder`` by their hash: those of pages and lines lie in ``texts/``."""
    if folder is None:
        return {}
    found = (read for source in discover(folder) if source.kind == "text" for read in load(source, None))
    return {read.sha256: read.text for read in found if isinstance(read, Article)}


def _verify_quotes(text: str, facts: Iterable[FactRow]) -> None:
    for row in facts:
        fact = row.fact
        if text[fact.start : fact.end] != fact.quote:
            place = f"[{fact.start}:{fact.end}]"
            raise ReadError(f"{row.article}{place}: the text does not read {fact.quote!r} there; run cx-extract again")
