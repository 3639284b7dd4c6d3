"""The knowledge base: a ledger of statements that grows run by run, and what follows from it.

::

    import cx_extract.kb

    with cx_extract.kb.open("kb.sqlite") as base:
        base.load("results", articles="articles")
        print(base.query("SELECT name, status, member_count FROM consortia ORDER BY name"))
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cx_extract.kb.base import KnowledgeBase


def open(target: str | os.PathLike[str] = "kb.sqlite", *, create: bool = True) -> KnowledgeBase:
    """Open the knowledge base at ``target``, a path for SQLite or a URL such as ``postgresql+psycopg://USER@HOST/NAME``.

    One that is not there is made, unless ``create`` is False. Raises StoreError if it cannot be opened, UsageError if
    ``target`` cannot be understood.
    """
    from cx_extract.kb.base import KnowledgeBase  # noqa: PLC0415  (SQLAlchemy: 0.2 s)
    from cx_extract.kb.database import Database  # noqa: PLC0415

    return KnowledgeBase(Database(target, create=create))
