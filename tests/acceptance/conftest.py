import subprocess
import sys
from collections.abc import Callable, Generator
from pathlib import Path

import pytest

from tests.acceptance.tool import Tool


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    return Tool(tmp_path)


@pytest.fixture
def server() -> Generator[Callable[..., str]]:
    """Start scripted servers; returns an address without a path."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> str:
        command = [sys.executable, "-m", "benchwright.models.scripted_server", "--port", "0", *arguments]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout is not None
        return process.stdout.readline().removeprefix("listening on ").strip()

    yield start
    for process in started:
        process.terminate()
        process.communicate()
