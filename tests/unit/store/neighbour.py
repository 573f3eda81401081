"""What another process does to the same database."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from benchwright.store.database import connect


@contextmanager
def writing(url: str) -> Generator[Connection]:
    """Hold the right to write, and keep what was written."""
    engines = connect(url)
    try:
        with engines.writer.begin() as connection:
            yield connection
    finally:
        engines.close()


def ask(url: str, query: str) -> Any:
    """Return the first value that a query finds."""
    engines = connect(url)
    try:
        with engines.reader.connect() as connection:
            return connection.exec_driver_sql(query).scalar()
    finally:
        engines.close()


def do(url: str, statement: str) -> None:
    """Execute a statement."""
    with writing(url) as connection:
        connection.exec_driver_sql(statement)
