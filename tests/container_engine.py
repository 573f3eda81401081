"""The Docker engine that tests use: the one that answers, or the checkout's own (`scripts/docker-engine`)."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).parents[1] / "scripts" / "docker-engine"


def use_engine() -> None:
    """Point this process, and those it starts, at an engine; skip where there is none, fail where a named one fails."""
    complaint = _complaint()
    if complaint and ("DOCKER_HOST" in os.environ or "CI" in os.environ):
        pytest.fail(f"no Docker engine answers: {complaint}")
    if complaint:
        pytest.skip(f"no Docker engine answers here ({complaint}); `scripts/docker-engine run` makes one for a command")


@cache
def _complaint() -> str:
    if shutil.which("docker") is None:
        return "docker is not installed"
    if "DOCKER_HOST" not in os.environ:
        address = subprocess.run([_SCRIPT, "address"], capture_output=True, check=True, text=True).stdout.strip()
        if Path(address.removeprefix("unix://")).exists():
            os.environ["DOCKER_HOST"] = address
    answer = subprocess.run(["docker", "version"], capture_output=True, check=False, text=True)
    return answer.stderr.strip() if answer.returncode else ""
