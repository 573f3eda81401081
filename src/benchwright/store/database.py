"""Connections: one engine that reads, one that writes, for SQLite and PostgreSQL; and what goes wrong."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from typing import Any, NamedTuple

from sqlalchemy import ClauseElement, Connection, Engine, Insert, Row, Table, bindparam, create_engine, event, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from benchwright.errors import BadInput, BenchwrightError, MissingTool

BUSY_TIMEOUT_MS = 30_000
"""How long a write waits for another process's transaction."""


_WRITING = 0x62656E6368
"""Number of the lock that whoever writes to a PostgreSQL database holds."""


class Engines(NamedTuple):
    """Two ways to one database."""

    reader: Engine
    """Each statement sees what is committed when it starts."""
    writer: Engine
    """Transactions that hold the right to write from their start, so that they never fail half-way on a lock."""

    def kind(self) -> str:
        """Return the kind and version of the database, such as `PostgreSQL 15.18`."""
        with self.reader.connect() as connection:
            names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
            name = names.get(connection.dialect.name, connection.dialect.name)
            version = ".".join(map(str, connection.dialect.server_version_info or ()))
        return f"{name} {version}".strip()

    def close(self) -> None:
        """Give back all connections."""
        self.reader.dispose()
        self.writer.dispose()


def connect(url: str) -> Engines:
    """Return engines for a database address; a SQLite file's folder is made."""
    address = _address(url)
    if address.get_backend_name() != "sqlite":
        return _connect_server(address)
    _make_folder(address)
    engines = Engines(create_engine(address), create_engine(address))
    for engine in engines:
        event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engines.writer, "begin", _begin_writing)
    return engines


def insertion(table: Table) -> Insert:
    """Return the statement that inserts a row whose number is left to the database."""
    return insert(table).values({name: bindparam(name) for name in table.columns.keys() if name != "id"})  # noqa: SIM118


def upsert(engine: Engine, table: Table, *, unique: tuple[str, ...]) -> Insert:
    """Return the statement that inserts a row, or replaces the one with the same unique columns."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    new = dialect.insert(table)
    keep = {*unique, *(column.name for column in table.primary_key)}
    replaced = {column.name: new.excluded[column.name] for column in table.columns if column.name not in keep}
    return new.on_conflict_do_update(index_elements=unique, set_=replaced)


def adding(engine: Engine, table: Table, *, unique: tuple[str, ...]) -> Insert:
    """Return the statement that inserts a row of numbers, or adds it to the one with the same unique columns."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    new = dialect.insert(table)
    sums = {column.name: column + new.excluded[column.name] for column in table.columns if column.name not in unique}
    return new.on_conflict_do_update(index_elements=unique, set_=sums)


def insert_missing(engine: Engine, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return the statement that inserts rows, those left out that are there already."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing()


class Prepared:
    """A statement compiled once: what runs for every attempt does without SQLAlchemy's work for each row."""

    def __init__(self, statement: ClauseElement, engine: Engine) -> None:
        compiled = statement.compile(engine)
        self._text = str(compiled)
        self._order: list[str] | None = getattr(compiled, "positiontup", None)
        """Names of the parameters for drivers that take them by place; None: by name."""

    def execute(self, connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
        """Run it for each row of parameters."""
        connection.exec_driver_sql(self._text, [self._parameters(row) for row in rows])

    def first(self, connection: Connection, row: Mapping[str, Any]) -> Row[Any] | None:
        """Run a query and return its first row, or None."""
        return connection.exec_driver_sql(self._text, self._parameters(row)).first()

    def _parameters(self, row: Mapping[str, Any]) -> Any:
        return row if self._order is None else tuple([row[name] for name in self._order])


def explained(error: SQLAlchemyError) -> BenchwrightError:
    """Turn the database's complaint into ours, with what to do."""
    reason = str(error.orig) if isinstance(error, DBAPIError) else str(error)
    problem = BenchwrightError(f"the database could not be used: {reason}. {_mend(reason)}")
    problem.__cause__ = error
    return problem


def _mend(reason: str) -> str:
    if "locked" in reason:
        return "Another process holds it; try again when that has ended."
    if "full" in reason or "disk I/O" in reason:
        return "Free space on its disk; `resume` continues the run."
    if "readonly" in reason or "unable to open" in reason:
        return "Make its file and folder writable."
    if "connection" in reason:
        return "Start the server, or mend DATABASE_URL."
    return "Nothing of this step was kept."


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise BadInput(f"'{url}' is not a database address; one looks like sqlite:///benchwright.db") from error


def _connect_server(address: URL) -> Engines:
    if address.drivername in ("postgres", "postgresql"):
        address = address.set(drivername="postgresql+psycopg")
    try:
        engines = Engines(create_engine(address, isolation_level="AUTOCOMMIT"), create_engine(address))
    except ModuleNotFoundError as error:
        if error.name == "psycopg":
            raise MissingTool("PostgreSQL needs the driver psycopg: pip install 'psycopg[binary]'") from error
        raise _no_driver(address) from error
    except ArgumentError as error:
        raise _no_driver(address) from error
    event.listen(engines.writer, "begin", _begin_writing_alone)
    return engines


def _no_driver(address: URL) -> BadInput:
    return BadInput(
        f"there is no driver for {address.drivername} here; sqlite:///benchwright.db works everywhere, "
        "postgresql+psycopg://… where a server is"
    )


def _make_folder(address: URL) -> None:
    if not address.database or address.database == ":memory:":
        raise BadInput("the database needs a file: sqlite:///benchwright.db (one in memory could not be resumed)")
    folder = Path(address.database).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"the database's folder {folder} can't be made: {error.strerror or error}") from error


def _prepare_sqlite(connection: SqliteConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: transactions start in `_begin_writing`
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin_writing_alone(connection: Connection) -> None:
    """Take the database's one right to write, as SQLite has it: nothing can deadlock, and commits are in order."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITING})")


def _begin_writing(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
