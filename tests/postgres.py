"""A PostgreSQL server for tests: started by an ordinary user in a folder of its own, gone afterwards."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 -c autovacuum=off"
"""What is lost in a power cut does not matter here; and nothing is committed that no test did."""


def programs() -> Path | None:
    """Return the folder of the server's programs, the newest version's; None where there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    folders = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = max(folders, key=lambda path: float(path.parent.parent.name), default=None)
    return newest.parent if newest else None


@contextmanager
def server(*, durable: bool = False) -> Generator[str]:
    """Start a server for the length of the block; yield its address. `durable`: with the settings it ships with.

    Without PostgreSQL the test is skipped, but in CI (environment variable CI), which must have it, it fails.
    """
    where = programs()
    if where is None:
        reason = "PostgreSQL is not installed: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="benchwright-pg-"))
    user = _hand_over(folder)
    try:
        _run([where / "initdb", "-D", folder / "db", "-A", "trust", "-U", "tests", "--no-sync"], user)
        options = f"-c listen_addresses='' -k {folder} {'' if durable else _FAST}"
        start = [where / "pg_ctl", "-D", folder / "db", "-w", "-l", folder / "log", "-o", options, "start"]
        _run(start, user)
        try:
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
        finally:
            _run([where / "pg_ctl", "-D", folder / "db", "-w", "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(address: str) -> str:
    """Return the address of an empty database: a schema of its own, because a whole one costs 300 files each."""
    name = f"s{secrets.token_hex(6)}"
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return f"{address}&options=-csearch_path%3D{name}"


def _hand_over(folder: Path) -> int | None:
    """Give a folder to an ordinary user where we are root, as whom no server starts; return the user."""
    if os.geteuid() != 0:
        return None
    user = pwd.getpwnam("nobody").pw_uid
    os.chown(folder, user, -1)
    return user


def _run(command: Sequence[Path | str], user: int | None) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=user, cwd="/", check=False, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}: {done.stderr}")
