"""What a killed tool can leave on a machine, and a program that does its best to stay."""

import os
from pathlib import Path

from tests.integration.sandbox.conftest import containers_of, control_groups_of, folders_of, processes_with, volumes_of

OUTLIVING = """
import ctypes, os, time
KERNEL = ctypes.CDLL(None)
def leave(mark):
    os.setsid()
    if os.fork():
        os._exit(0)
    KERNEL.prctl(1, 0, 0, 0, 0)
    os.closerange(0, 64)
    script = "import time; time.sleep(300)"
    os.execve("/usr/bin/python3", ["outliving", "-S", "-c", script, mark], {})
def solve(mark):
    KERNEL.prctl(1, 0, 0, 0, 0)
    if not os.fork():
        leave(mark)
    os.wait()
    time.sleep(100)
"""
"""Takes back that its parent's death is deadly, leaves its session, forks twice, closes and forgets everything."""


def left_of(pid: int, mark: str) -> dict[str, list[str]]:
    """Return what a process has left on this machine, by kind."""
    name = f"benchwright-{pid}-"
    mounts = Path("/proc/self/mountinfo").read_text().splitlines()
    left = {
        "processes": processes_with(mark) + processes_with(name),
        "control groups": control_groups_of(pid),
        "folders": folders_of(pid),
        "mounts": [line for line in mounts if name in line],
        "containers": containers_of(pid) if "DOCKER_HOST" in os.environ else [],
        "volumes": volumes_of(pid) if "DOCKER_HOST" in os.environ else [],
    }
    return {kind: found for kind, found in left.items() if found}
