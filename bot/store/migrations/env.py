"""Alembic's entry: runs the steps on the connection that `bot.store.schema` hands over."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
context.configure(connection=connection, transactional_ddl=False)  # the caller's transaction holds all steps
context.run_migrations()
