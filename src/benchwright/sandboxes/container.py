"""One container: the command line that runs it, and the engine's client, which stays with it until it has ended."""

import asyncio
import csv
import io
import secrets
import subprocess
from dataclasses import dataclass
from pathlib import Path

from benchwright.records.execution import Limits
from benchwright.sandboxes.containers import OWNER_LABEL, ask_quietly, docker, remove
from benchwright.sandboxes.engine_accounts import EngineAccounts
from benchwright.sandboxes.identities import is_needed
from benchwright.sandboxes.launch import OPEN_FILES, environment
from benchwright.sandboxes.outer import exit_of, kill_group
from benchwright.sandboxes.owner import PREFIX, own_mark

MEETING = "/run/channel/socket"
COME = """\
import sys
from _socket import socket
s = socket(1, 1)
s.connect(sys.argv[1])
sys.argv[1] = str(s.detach())
del s, socket
"""
"""How a guest begins: it gets its channel by coming to a socket (AF_UNIX, SOCK_STREAM), as it can inherit nothing."""

_NOBODY = "65534:65534"
_OWNER = "uid=65534,gid=65534,mode=0700"
_PATH = "/usr/local/bin:/usr/bin:/bin"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY")
_NO_PROXIES = dict.fromkeys((*_PROXIES, *(name.lower() for name in _PROXIES)), "")
"""The client hands its user's proxies, with their passwords, to every container that has none set."""
_WRITABLE = {"/tmp": "exec", "/dev/shm": "noexec"}  # noqa: S108 - the container's own
_INODES = 20000
_RUNTIME_THREADS = 64
"""What a runtime with a kernel of its own may need for itself: its threads are counted with the program's."""
_KILLED, _ENGINE_FAILED = 137, 125
"""Exit codes of the client: its container was killed; there was none to wait for."""


@dataclass(frozen=True)
class Image:
    """What containers are made of."""

    name: str
    engine: str
    """The engine's address."""
    runtime: str = ""
    """The engine's runtime to use; empty: its default."""

    def command(
        self, name: str, inner: list[str], *, limits: Limits, arrangement: "Arrangement | None" = None
    ) -> list[str]:
        """Return the command line that runs `inner` in a container."""
        has = arrangement or Arrangement()
        room = f"size={has.folder_mb or limits.file_mb}m,nr_inodes={_INODES},{_OWNER}"
        memory = f"{limits.memory_mb}m"
        processes = limits.processes + (_RUNTIME_THREADS if self.runtime else 0)
        place = str(Path(MEETING).parent)
        meeting = [mount("bind", str(has.meeting), place, read_only=True)] if has.meeting else []
        return docker(
            *("run", "--interactive", "--pull=never", f"--name={name}", f"--label={OWNER_LABEL}={own_mark()}"),
            *([] if has.keep else ["--rm"]),
            *([f"--runtime={self.runtime}"] if self.runtime else []),
            *("--network=none", "--read-only", f"--user={_NOBODY}", "--cap-drop=ALL"),
            *("--security-opt=no-new-privileges", "--ipc=private", "--hostname=sandbox", "--log-driver=none"),
            *(f"--memory={memory}", f"--memory-swap={memory}", f"--pids-limit={processes}"),
            *("--ulimit=core=0", f"--ulimit=nofile={has.open_files}", f"--ulimit=fsize={limits.file_mb << 20}"),
            # Each of the two folders that can be written is memory, so both have a size and a number of files.
            *(f"--tmpfs={place}:rw,{kind},nosuid,nodev,{room}" for place, kind in _WRITABLE.items()),
            *(f"--workdir={has.begins}", "--no-healthcheck", "--entrypoint=", *meeting, *has.options),
            *(f"--env={key}={value}" for key, value in (_NO_PROXIES | environment(None) | {"PATH": _PATH}).items()),
            *(self.name, *inner),
        )


@dataclass(frozen=True)
class Arrangement:
    """What is peculiar to a container."""

    meeting: Path | None = None
    """The folder of the channel's socket."""
    keep: bool = False
    """Whether it stays when it has ended, to be asked about."""
    options: tuple[str, ...] = ("--cpus=1",)
    """More of the engine's command line: mounts, mainly."""
    begins: str = "/tmp"  # noqa: S108 - the container's own
    """The folder it begins in."""
    folder_mb: int = 0
    """How much each of the folders for temporary files may hold; 0: as much as one file."""
    open_files: int = OPEN_FILES


def mount(kind: str, source: str, target: str, *, read_only: bool = False) -> str:
    """Return an option that shows something in a container; its fields are those of a line of CSV."""
    fields = [f"type={kind}", f"source={source}", f"target={target}", *(["readonly"] if read_only else [])]
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(fields)
    return f"--mount={line.getvalue()}"


def container_name() -> str:
    """Return a name that no other container has, and that tells whose it is."""
    return f"{PREFIX}{own_mark()}-{secrets.token_hex(6)}"


class Container:
    """A container with the client that runs it, as what is outermost of its guest."""

    patience_s = 30.0
    only_from_outside = True
    """The client's own end by SIGKILL, that is; the guest's shows as a code."""

    def __init__(self, name: str, client: subprocess.Popen[bytes], accounts: EngineAccounts | None) -> None:
        self._name = name
        self._client = client
        self._accounts = accounts
        self._loop = asyncio.get_running_loop()
        self._killed = False
        self._kill: asyncio.Future[str] | None = None
        self.exited: asyncio.Future[int | None] = self._loop.create_task(self._follow())

    def kill(self, inner: int | None) -> None:
        """Have it killed by the engine, where its process is not ours to kill.

        Before the guest came it needs no killing: with nobody at the meeting place it ends by itself. To kill the
        client then could leave a container behind that the engine is about to make.
        """
        if inner is None or self.exited.done():
            return
        self._killed = True
        if self._accounts is not None:
            self._accounts.note()
            self._accounts.kill()
        if not is_needed() and self._kill is None:
            self._kill = self._loop.run_in_executor(None, ask_quietly, "kill", self._name)

    def kill_for_good(self) -> None:
        """End the client; the container is removed after it."""
        kill_group(self._client.pid)

    async def _follow(self) -> int | None:
        code = await exit_of(self._client)
        if self._kill is not None:
            await self._kill
        if self._accounts is not None:
            await asyncio.to_thread(self._accounts.settle, self._name)
        elif self._may_be_left(code):
            await asyncio.to_thread(remove, self._name)
        return code

    def _may_be_left(self, code: int | None) -> bool:
        """Say whether the client ended in another way than after its container.

        It does where it is killed, where the engine fails it, and where nobody takes what it passes on any more.
        """
        expected = code == _KILLED if self._killed else code != _ENGINE_FAILED
        return code is None or code < 0 or not expected
