"""The Docker engine that tests use: the one that answers, or the checkout's own (`scripts/docker-engine`)."""

import os
import subprocess
from functools import cache
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).parents[1] / "scripts" / "docker-engine"


@cache
def use_engine() -> None:
    """Point this process, and those it starts, at an engine; fail where there is none."""
    if "DOCKER_HOST" not in os.environ:
        address = subprocess.run([_SCRIPT, "address"], capture_output=True, check=True, text=True).stdout.strip()
        if Path(address.removeprefix("unix://")).exists():
            os.environ["DOCKER_HOST"] = address
    answer = subprocess.run(["docker", "version"], capture_output=True, check=False, text=True)
    if answer.returncode:
        pytest.fail(f"no Docker engine answers; start one with `scripts/docker-engine start`: {answer.stderr}")
