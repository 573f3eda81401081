"""One guest in a container: started by the engine's client, which stays with it and passes on what it prints."""

import asyncio
import re
import secrets
import subprocess
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from benchwright.errors import SandboxError
from benchwright.records.execution import LimitName, Limits
from benchwright.sandboxes.cgroups import ControlGroups, groups_of
from benchwright.sandboxes.channel import Channel
from benchwright.sandboxes.containers import OWNER_LABEL, ask, docker, remove
from benchwright.sandboxes.guest import Accounts, Guest, Holdings
from benchwright.sandboxes.identities import is_needed
from benchwright.sandboxes.interpreter import BOOT, FLAGS, GuestPython
from benchwright.sandboxes.launch import (
    OPEN_FILES,
    RLimits,
    dying_with_us,
    environment,
    greeted,
    open_process,
    private_folder,
    rlimits,
)
from benchwright.sandboxes.ledgers import Ledger
from benchwright.sandboxes.outer import exit_of, kill_group
from benchwright.sandboxes.owner import PREFIX, own_mark
from benchwright.sandboxes.reaper import CONTAINER_SUFFIX
from benchwright.sandboxes.seccomp import filter_program

MEETING = "/run/channel/socket"
COME = """\
import ctypes, sys
from _socket import socket
s = socket(1, 1)
s.connect(sys.argv[1])
p = bytes.fromhex(sys.argv.pop(2))
b = ctypes.create_string_buffer(p)
f = (len(p) // 8).to_bytes(8, 'little') + ctypes.addressof(b).to_bytes(8, 'little')
if p and ctypes.CDLL(None).prctl(22, 2, f, 0, 0):
    raise SystemExit(71)
sys.argv[1] = str(s.detach())
del b, ctypes, f, p, s, socket
"""
"""How a guest begins: it gets its channel by coming to a socket (AF_UNIX, SOCK_STREAM), since it can inherit nothing
from us, and puts itself under our filter of system calls (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, struct sock_fprog)."""

_NOBODY = "65534:65534"
_OWNER = "uid=65534,gid=65534,mode=0700"
_PATH = "/usr/local/bin:/usr/bin:/bin"
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "ALL_PROXY", "NO_PROXY")
_NO_PROXIES = dict.fromkeys((*_PROXIES, *(name.lower() for name in _PROXIES)), "")
"""The client hands its user's proxies, with their passwords, to every container that has none set."""
_INODES = 20000
_RUNTIME_THREADS = 64
"""What a runtime with a kernel of its own may need for itself: its threads are counted with the program's."""
_KILLED, _ENGINE_FAILED = 137, 125
"""Exit codes of the client: its container was killed; there was none to wait for."""
_ID = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Image:
    """What containers are made of."""

    name: str
    runtime: str = ""
    """The engine's runtime to use; empty: its default."""

    def command(
        self, name: str, inner: list[str], *, limits: Limits, meeting: Path | None = None, keep: bool = False
    ) -> list[str]:
        """Return the command line that runs `inner` in a container; `meeting` is the folder of the channel's socket."""
        size = f"{limits.file_mb}m"
        memory = f"{limits.memory_mb}m"
        processes = limits.processes + (_RUNTIME_THREADS if self.runtime else 0)
        bind = [f"--mount=type=bind,source={meeting},target={Path(MEETING).parent},readonly"] if meeting else []
        return docker(
            *("run", "--interactive", "--pull=never", f"--name={name}", f"--label={OWNER_LABEL}={own_mark()}"),
            *([] if keep else ["--rm"]),
            *([f"--runtime={self.runtime}"] if self.runtime else []),
            *("--network=none", "--read-only", f"--user={_NOBODY}", "--cap-drop=ALL"),
            *("--security-opt=no-new-privileges", "--ipc=private", "--hostname=sandbox", "--log-driver=none"),
            *(f"--memory={memory}", f"--memory-swap={memory}", f"--pids-limit={processes}", "--cpus=1"),
            *("--ulimit=core=0", f"--ulimit=nofile={OPEN_FILES}", f"--ulimit=fsize={limits.file_mb << 20}"),
            # Each of the two folders that can be written is memory, so both have a size and a number of files.
            *(f"--shm-size={size}", f"--tmpfs=/tmp:rw,exec,nosuid,nodev,size={size},nr_inodes={_INODES},{_OWNER}"),
            *("--workdir=/tmp", "--no-healthcheck", "--entrypoint=", *bind),
            *(f"--env={key}={value}" for key, value in (_NO_PROXIES | environment(None) | {"PATH": _PATH}).items()),
            *(self.name, *inner),
        )


def container_name() -> str:
    """Return a name that no other container has, and that tells whose it is."""
    return f"{PREFIX}{own_mark()}-{secrets.token_hex(6)}"


class Container:
    """A container with the client that runs it, as what is outermost of its guest."""

    patience_s = 30.0

    def __init__(self, name: str, client: subprocess.Popen[bytes], accounts: "EngineAccounts | None") -> None:
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
        if not is_needed() and self._kill is None:
            self._kill = self._loop.run_in_executor(None, _ask_quietly, "kill", self._name)

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


class EngineAccounts:
    """The control group that the engine made for a container, read where we can make none of our own."""

    def __init__(self) -> None:
        self._found: tuple[tuple[Path, ...], Ledger] | None = None
        self._cpu_before_s = 0.0
        self._memory_mb: float | None = None
        self._hit: LimitName | None = None

    def join(self, pid: int) -> None:
        """Find the group that the process is in."""
        self._found = engine_groups_of(pid)
        if self._found is not None:
            self._cpu_before_s = self._read_cpu_s()

    def cpu_s(self) -> float:
        """Return the CPU seconds used since it joined."""
        return self._read_cpu_s() - self._cpu_before_s

    def memory_mb(self) -> float | None:
        """Return the peak of memory, as last seen."""
        return self._memory_mb

    def hit(self) -> LimitName | None:
        """Return the limit that was hit, as last seen."""
        return self._hit

    def note(self) -> None:
        """Take down what the group says while it is there: it goes with the last process."""
        if self._found is None:
            return
        folders, ledger = self._found
        with suppress(OSError):
            self._memory_mb = ledger.memory_mb(folders)
            self._hit = ledger.hit(folders) or self._hit

    def settle(self, name: str) -> None:
        """Ask the engine what it saw of the kernel's doings, and have the container removed."""
        self._found = None
        if _ask_quietly("inspect", "--format={{.State.OOMKilled}}", name) == "true":
            self._hit = "memory"
        remove(name)

    async def remove(self) -> None:
        """Leave it to the engine, which made it."""

    def _read_cpu_s(self) -> float:
        if self._found is None:
            return 0.0
        folders, ledger = self._found
        try:
            return ledger.cpu_s(ledger.cpu_file(folders).read_bytes())
        except OSError:
            return 0.0


def engine_groups_of(pid: int) -> tuple[tuple[Path, ...], Ledger] | None:
    """Return the control group that the engine made for the container of a process, where it can be read."""
    found = groups_of(pid)
    return found if found is not None and all(_ID.search(folder.name) for folder in found[0]) else None


@dataclass(frozen=True)
class ContainerLauncher:
    """Starts a fresh container for every guest."""

    python: GuestPython
    image: Image
    groups: ControlGroups | None
    own_kernel: bool = False

    async def start(self, limits: Limits) -> Guest:
        """Return a guest that is ready for its first message."""
        try:
            guest = self._spawn(limits)
        except OSError as error:
            raise SandboxError(f"the sandbox can't start a container: {error}") from error
        return await greeted(guest, self.python, self._rlimits(limits))

    def _rlimits(self, limits: Limits) -> RLimits:
        """Return what the guest sets on itself; gVisor's clock of CPU time runs on while others have the processor."""
        return tuple(one for one in rlimits(limits) if one[0] != "RLIMIT_CPU" or not self.own_kernel)

    def _spawn(self, limits: Limits) -> Guest:
        with ExitStack() as undo:
            meeting = meeting_folder(undo)
            group = self.groups.create(limits) if self.groups else None
            if group is not None:
                undo.callback(group.discard)
            channel = Channel(meeting / Path(MEETING).name)
            undo.callback(channel.close)
            name = container_name()
            inner = [self.python.path, *FLAGS, "-c", COME + BOOT, *coming()]
            command = self.image.command(name, inner, limits=limits, meeting=meeting, keep=group is None)
            client, outputs = open_process([*dying_with_us(), *command], environment=None, folder=None)
            theirs = EngineAccounts() if group is None else None
            accounts: Accounts | None = group or theirs
            return Guest(
                Container(name, client, theirs), channel, Holdings(limits, outputs, accounts, undo.pop_all().close)
            )


def coming() -> list[str]:
    """Return the arguments of a program that begins with COME."""
    return [MEETING, filter_program().hex()]


def meeting_folder(undo: ExitStack) -> Path:
    """Make a folder for the channel's socket that a container's user can enter, inside one that nobody else can."""
    folder = private_folder(undo, suffix=CONTAINER_SUFFIX) / "channel"
    folder.mkdir(mode=0o755)
    return folder


def _ask_quietly(*arguments: str) -> str:
    """Ask the engine about a container that may be gone."""
    try:
        return ask(*arguments)
    except SandboxError:
        return ""
