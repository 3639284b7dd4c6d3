"""Turn Chinese news about innovation consortia into tables with proof for every cell.

Everything public is here and loaded on first use, so that importing the package costs next to nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cx_extract.api import extract, read, run, to_article, to_facts_frame, to_frame
    from cx_extract.batch import RunSummary
    from cx_extract.errors import CxError, ReadError, RuleError, UsageError
    from cx_extract.model import Article, Consortium, Fact
    from cx_extract.pipeline import Extractor
    from cx_extract.readers import Failure

    __version__: str

__all__ = [
    "Article",
    "Consortium",
    "CxError",
    "Extractor",
    "Fact",
    "Failure",
    "ReadError",
    "RuleError",
    "RunSummary",
    "UsageError",
    "__version__",
    "extract",
    "read",
    "run",
    "to_article",
    "to_facts_frame",
    "to_frame",
]

_HOME = {
    "Article": "model",
    "Consortium": "model",
    "CxError": "errors",
    "Extractor": "pipeline",
    "Fact": "model",
    "Failure": "readers",
    "ReadError": "errors",
    "RuleError": "errors",
    "RunSummary": "batch",
    "UsageError": "errors",
    "extract": "api",
    "read": "api",
    "run": "api",
    "to_article": "api",
    "to_facts_frame": "api",
    "to_frame": "api",
}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

        try:
            value: object = version("cx-extract")
        except PackageNotFoundError:  # run from a source tree that was never installed
            value = "source"
    elif name in _HOME:
        value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
