"""The databases that every test of the knowledge base runs on."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

POSTGRES = os.environ.get("CX_EXTRACT_TEST_POSTGRES", "")
"""URL of a PostgreSQL server on which tests may make schemas; each test gets one of its own."""

_NO_SERVER = "set CX_EXTRACT_TEST_POSTGRES to the URL of a PostgreSQL server to run this test on it"


@pytest.fixture(params=["sqlite", "postgresql"])
def db(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """What ``--db`` takes: a base that does not exist yet, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield str(tmp_path / "kb.sqlite")
        return
    yield from _postgres()


@pytest.fixture
def postgres() -> Iterator[str]:
    """A base that does not exist yet on PostgreSQL."""
    yield from _postgres()


def _postgres() -> Iterator[str]:
    if not POSTGRES:
        if os.environ.get("CI") == "true":
            pytest.fail(_NO_SERVER)
        pytest.skip(_NO_SERVER)
    schema = f"t_{uuid.uuid4().hex}"
    engine = create_engine(POSTGRES)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{POSTGRES}{'&' if '?' in POSTGRES else '?'}options=-csearch_path%3D{schema}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
