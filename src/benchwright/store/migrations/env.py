"""Alembic's way in: applies the migrations to the connection that `migrate.upgrade` hands over."""

from alembic import context

from benchwright.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
