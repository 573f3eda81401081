"""Servers for as long as a benchmark needs them: PostgreSQL, and Benchwright's own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path

from tests import postgres


def postgresql(stack: ExitStack) -> str | None:
    """Start a server until the stack ends; return the address of an empty database, None where none can be started."""
    if postgres.programs() is None:
        return None
    return postgres.new_database(stack.enter_context(postgres.server(durable=True)))


@contextmanager
def served(folder: Path, database: str | None = None) -> Generator[int]:
    """Serve a workspace, with its own database or another; yield the port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    program = "from benchwright.cli.main import main; main()"
    command = [sys.executable, "-c", program, "serve", "--no-open", "--port", str(port)]
    environment = dict(os.environ) | ({"DATABASE_URL": database} if database else {})
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, env=environment) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def fetch(connection: HTTPConnection, path: str) -> bytes:
    """Return what a server answers at a path; raise SystemExit where it is no success."""
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != HTTPStatus.OK:
        raise SystemExit(f"GET {path}: {answer.status} {content[:300]!r}")
    return content


def _wait(port: int) -> None:
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the server does not answer")
