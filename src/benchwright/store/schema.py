"""Brings a database to the tables of this version: a new one at once, an older one by migrations."""

import time
from importlib import import_module

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError, OperationalError

from benchwright.errors import BadInput
from benchwright.store.database import BUSY_TIMEOUT_MS, Engines, explained
from benchwright.store.tables import metadata

HEAD = "v0006"
"""The newest migration: what `metadata` describes."""


def prepare(engines: Engines) -> None:
    """Make the database ready; raise BadInput where it is not ours or is newer than we are."""
    try:
        _use_wal(engines.reader)
        with engines.reader.connect() as connection:
            if _version(connection) == HEAD:
                return
        with engines.writer.begin() as connection:  # one process at a time; the others find it done
            _bring_to_head(connection)
    except DBAPIError as error:
        where = engines.writer.url.render_as_string(hide_password=True)
        raise BadInput(f"{where} can't be opened: {explained(error)}") from error


def _bring_to_head(connection: Connection) -> None:
    version = _version(connection)
    if version == HEAD:
        return
    if version is not None:
        # By name, because Alembic takes longer to import than most commands to run, and is hardly ever needed.
        import_module("benchwright.store.migrate").upgrade(connection)
        return
    others = inspect(connection).get_table_names()
    if others:
        raise BadInput(
            f"{connection.engine.url.database} holds something else (tables {', '.join(others[:5])}). "
            "Name a file of its own for Benchwright's database."
        )
    metadata.create_all(connection, checkfirst=False)
    connection.execute(
        text(
            "CREATE TABLE alembic_version "
            "(version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
        )
    )
    connection.execute(text("INSERT INTO alembic_version (version_num) VALUES (:head)"), {"head": HEAD})


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _use_wal(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        return
    patience = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    with engine.connect() as connection:
        while True:
            try:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
            except OperationalError as error:
                # SQLite does not wait for its lock here when two processes open a new file at once.
                if "locked" not in str(error.orig) or time.monotonic() > patience:
                    raise
                time.sleep(0.01)
            else:
                return
