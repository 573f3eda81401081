"""Runs the migrations, where a database was made by an older version. Imported only then."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from benchwright.errors import BadInput

FOLDER = Path(__file__).parent / "migrations"


def config() -> Config:
    """Return Alembic's settings: the migrations that ship with this version."""
    settings = Config()
    settings.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return settings


def upgrade(connection: Connection) -> None:
    """Apply every migration the database lacks, inside the connection's transaction."""
    settings = config()
    settings.attributes["connection"] = connection
    try:
        command.upgrade(settings, "head")
    except CommandError as error:
        raise BadInput(
            f"{connection.engine.url.database} was made by a newer Benchwright ({error}). "
            "Install that version again, or name another database."
        ) from error
