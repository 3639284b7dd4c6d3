"""run.json: what a run read, with what, and what came out.

It holds no clock, no absolute path and no number of workers, so that the same input, rules, options and versions give
the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from cx_extract.model import FIELDS, Article, Consortium

NAME = "run.json"
COUNTS = ("articles", "with_records", "consortia", "facts", "failed")
"""What a manifest counts."""
_WRITER = "cx-extract"
FORMAT = 1
"""The version of the layout of run.json."""
_SHOWN = ("opencc", "trafilatura")
_TAGGERS = ("rjieba", "jieba")


def version_of(package: str) -> str:
    """Return the installed version of a distribution, empty if it is not installed."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def versions() -> dict[str, str]:
    """Return the versions that results depend on: of cx-extract, Python, the tagger in use and the libraries."""
    tagger = next((name for name in _TAGGERS if version_of(name)), "")
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = {_WRITER: version_of(_WRITER) or "source", "python": python}
    return found | {name: version_of(name) for name in (tagger, *_SHOWN) if name}


class Manifest:
    """Collects what run.json says."""

    def __init__(self, rules_hash: str, extended: bool, published: str) -> None:
        """``extended`` says that a folder was given with ``--rules``; ``published`` is ``--published``, or empty."""
        self._rules = {"sha256": rules_hash, "extended": extended}
        self._published = published
        self._inputs: list[str] = []
        self._failures: list[dict[str, str]] = []
        self._counts: Counter[str] = Counter()
        self._by_field: Counter[str] = Counter()
        self._texts: dict[str, str] = {}

    @property
    def counts(self) -> Mapping[str, int]:
        """The numbers so far, by the names in ``COUNTS``."""
        return self._counts

    @property
    def texts(self) -> Mapping[str, str]:
        """SHA-256 of every text written, by its path under the output folder."""
        return self._texts

    def add_article(self, article: Article, records: Sequence[Consortium], text: str = "") -> None:
        """Count an article; ``text`` is the path of its text under the output folder, if one was written."""
        facts = [fact for record in records for fact in record.facts]
        self._counts.update(articles=1, with_records=int(bool(records)), consortia=len(records), facts=len(facts))
        self._by_field.update(fact.field for fact in facts)
        published = article.published.isoformat() if article.published else ""
        row = {
            "article": article.id,
            "sha256": article.sha256,
            "title": article.title,
            "source": article.source,
            "published": published,
            "url": article.url,
            "text": text,
        }
        self._inputs.append(json.dumps({key: value for key, value in row.items() if value}, ensure_ascii=False))
        if text:
            self._texts[text] = article.sha256

    def add_failure(self, article_id: str, path: str, reason: str) -> None:
        """Count an article that gave nothing because of ``reason``."""
        self._counts.update(articles=1, failed=1)
        self._failures.append({"article": article_id, "path": path, "reason": reason})

    def render(self, warnings: Sequence[str], outputs: Mapping[str, str]) -> str:
        """Return the JSON text; ``outputs`` gives the SHA-256 of each table by its name. One line for each input."""
        counts: dict[str, Any] = {name: self._counts[name] for name in COUNTS}
        counts["by_field"] = {field: self._by_field[field] for field in FIELDS}
        head = {
            "written_by": _WRITER,
            "format": FORMAT,
            "versions": versions(),
            "rules": self._rules,
            "options": {"published": self._published or None},
            "counts": counts,
            "failures": self._failures,
            "warnings": list(warnings),
            "outputs": dict(outputs),
        }
        opened = json.dumps(head, ensure_ascii=False, indent=2).removesuffix("\n}")
        inputs = ",\n".join(f"    {line}" for line in self._inputs)
        return f'{opened},\n  "inputs": [\n{inputs}\n  ]\n}}\n'


def is_output(folder: Path) -> bool:
    """Tell whether ``folder`` holds the results of a run, by its run.json."""
    return read_manifest(folder).get("written_by") == _WRITER


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what run.json in ``folder`` says, nothing if there is none that can be read."""
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
