"""The container engine, asked through its command line: what it can do, and the containers that are ours."""

import json
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from benchwright.errors import MissingTool, SandboxError
from benchwright.sandboxes.complaints import complaint
from benchwright.sandboxes.owner import is_dead, is_left_over, own_mark

OWNER_LABEL = "benchwright.owner"
_PATIENCE_S = 60.0
_REMOVAL_S = 20.0
_REMOVAL_PAUSE_S = 0.1


def docker(*arguments: str, engine: str = "") -> list[str]:
    """Return a command line of the engine's client; `engine` is an address, empty for the user's choice."""
    found = shutil.which("docker")
    if found is None:
        raise MissingTool("docker is not installed")
    return [found, *(("--host", engine) if engine else ()), *arguments]


def ask(*arguments: str, engine: str = "") -> str:
    """Ask an engine and return what it says; raise SandboxError with its reason where it refuses."""
    command = docker(*arguments, engine=engine)
    try:
        done = subprocess.run(
            command, capture_output=True, check=False, text=True, stdin=subprocess.DEVNULL, timeout=_PATIENCE_S
        )
    except subprocess.TimeoutExpired as error:
        raise SandboxError(f"the engine does not answer `docker {arguments[0]}`") from error
    if done.returncode:
        raise SandboxError(complaint(done.stderr, f"docker {arguments[0]} ended with code {done.returncode}"))
    return done.stdout.strip()


def ask_quietly(*arguments: str) -> str:
    """Ask the engine about a container that may be gone."""
    try:
        return ask(*arguments)
    except SandboxError:
        return ""


def engine_facts() -> dict[str, Any]:
    """Return what the engine says of itself; raise SandboxError where none answers."""
    facts: dict[str, Any] = json.loads(ask("info", "--format", "{{json .}}"))
    troubles: list[str] = facts.get("ServerErrors") or []
    if troubles:
        raise SandboxError(troubles[0])
    return facts


def engine_address() -> str:
    """Return where the engine that the user has chosen listens."""
    return ask("context", "inspect", "--format", "{{.Endpoints.docker.Host}}")


def is_there(address: str) -> bool:
    """Say whether something may listen at an engine's address; a socket's file tells."""
    scheme, _, path = address.partition("://")
    return scheme != "unix" or Path(path).exists()


def remove(*names: str, engine: str = "") -> None:
    """Kill and remove containers, and wait until they are gone; those that are gone already are as good."""
    deadline_s = time.monotonic() + _REMOVAL_S
    left = _known(names, engine)
    while left:
        if time.monotonic() > deadline_s:
            raise SandboxError(f"these containers can't be removed: {', '.join(left)}")
        try:
            ask("rm", "--force", *left, engine=engine)
        except SandboxError:
            # The engine may be at it already, because they remove themselves at their end.
            time.sleep(_REMOVAL_PAUSE_S)
        left = _known(left, engine)


def remove_those_of_the_dead(engine: str = "") -> None:
    """Remove the containers and volumes whose owners were killed."""
    shown = '{{.Names}} {{.Label "' + OWNER_LABEL + '"}}'
    lines = ask("ps", "--all", "--filter", f"label={OWNER_LABEL}", "--format", shown, engine=engine).splitlines()
    owners = dict(line.split(" ", 1) for line in lines)
    remove(*(name for name, mark in owners.items() if is_dead(mark)), engine=engine)
    for volume in ask("volume", "ls", "--quiet", f"--filter=label={OWNER_LABEL}", engine=engine).splitlines():
        if is_left_over(volume):
            ask("volume", "rm", "--force", volume, engine=engine)


def make_volume(name: str, *, size_mb: int, files: int) -> str:
    """Make a folder in memory, of limited size and number of files, and return where the engine has it.

    It holds its content while a container has it.
    """
    options = f"size={size_mb << 20},nr_inodes={files},mode=0777,nosuid,nodev"
    kind = ("--driver=local", "--opt=type=tmpfs", "--opt=device=tmpfs", f"--opt=o={options}")
    ask("volume", "create", *kind, f"--label={OWNER_LABEL}={own_mark()}", name)
    return ask("volume", "inspect", "--format={{.Mountpoint}}", name)


def remove_volume(name: str) -> None:
    """Remove one that no container has any more."""
    ask("volume", "rm", "--force", name)


def _known(names: tuple[str, ...] | list[str], engine: str) -> list[str]:
    if not names:
        return []
    everyone = set(
        ask("ps", "--all", "--filter", f"label={OWNER_LABEL}", "--format", "{{.Names}}", engine=engine).splitlines()
    )
    return [name for name in names if name in everyone]
