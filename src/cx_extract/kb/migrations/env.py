"""What Alembic runs: the steps in ``versions``, on the connection that ``cx_extract.kb.database`` hands over."""

from __future__ import annotations

from alembic import context

from cx_extract.kb.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
