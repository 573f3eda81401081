"""A server that this project did not write: llmock, which is in the development requirements."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

STARTUP_S = 60.0


def find_llmock() -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = shutil.which("llmock", path=path)
    if found is None:
        pytest.fail("the program `llmock` is missing: install the development requirements (requirements-dev.lock)")
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTUP_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()  # noqa: S310 - loopback
        except OSError:
            assert process.poll() is None, "llmock ended before it answered"
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"llmock did not answer within {STARTUP_S:g} s")


@contextmanager
def llmock(*options: str) -> Generator[str]:
    port = free_port()
    command = [find_llmock(), "serve", "--port", str(port), "--response-style", "echo", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_up(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()
