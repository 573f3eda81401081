"""What the host plants for an attack to find: a secret, an open folder, listeners, a process to harm."""

import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from benchwright.sandboxes.owner import PREFIX, own_mark

VARIABLE = "BENCHWRIGHT_ABUSE_SECRET"
"""The environment variable that stands for a key of the host."""
_PACKAGE = Path(__file__).resolve().parents[2]


@contextmanager
def planted_variable() -> Generator[None]:
    """Put a secret into this process's environment, as a person's keys would be."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = secrets.token_hex(8)
    try:
        yield
    finally:
        del os.environ[VARIABLE]
        if before is not None:
            os.environ[VARIABLE] = before


@dataclass(frozen=True)
class _Listeners:
    tcp: socket.socket
    udp: socket.socket
    abstract: socket.socket
    path: socket.socket


class Bait:
    """Everything planted for one program; gone when the block ends."""

    def __init__(self) -> None:
        self.mark = f"abuse{secrets.token_hex(8)}"
        """The name that whatever the program leaves behind has to bear."""
        self._undo = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as undo:
            self.folder = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix=f"{PREFIX}{own_mark()}-bait-")))
            self.folder.chmod(0o755)
            self.open_folder.mkdir()
            self.open_folder.chmod(0o777)  # as inviting as can be: only the sandbox keeps the program out
            self.secret.write_text("of the host\n")
            self.secret.chmod(0o644)
            self._listeners = _listen(undo, self.mark, self._socket_path)
            self._sibling = _start_sibling(undo)
            self._undo = undo.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._undo.close()

    @property
    def secret(self) -> Path:
        """A file that every user of the host may read."""
        return self.folder / "secret"

    @property
    def open_folder(self) -> Path:
        """A folder that every user of the host may write to."""
        return self.folder / "open"

    @property
    def _socket_path(self) -> Path:
        return self.open_folder / "socket"

    def given(self, attempt: int) -> dict[str, object]:
        """Return what the program is told."""
        return {
            "round": attempt,
            "mark": self.mark,
            "secret": str(self.secret),
            "folder": str(self.open_folder),
            "tcp": self._listeners.tcp.getsockname()[1],
            "udp": self._listeners.udp.getsockname()[1],
            "abstract": self.mark,
            "socket": str(self._socket_path),
            "sibling": self._sibling.pid,
            "variable": VARIABLE,
            "home": str(Path.home()),
            "package": str(_PACKAGE),
        }

    def harm(self) -> Iterator[str]:
        """Yield what the program reached of all this."""
        for name, listener in vars(self._listeners).items():
            if _was_contacted(listener):
                yield f"it reached the host's {name} listener"
        if self._sibling.poll() is not None:
            yield "it killed a process of the host"
        if self.secret.read_text() != "of the host\n":
            yield "it changed a file of the host"


def _listen(undo: ExitStack, mark: str, path: Path) -> _Listeners:
    tcp = undo.enter_context(socket.create_server(("127.0.0.1", 0)))
    udp = undo.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    udp.bind(("127.0.0.1", 0))
    abstract, named = (undo.enter_context(socket.socket(socket.AF_UNIX)) for _ in range(2))
    abstract.bind(f"\0{mark}")
    named.bind(str(path))
    path.chmod(0o777)
    for listener in (abstract, named):
        listener.listen()
    for listener in (tcp, udp, abstract, named):
        listener.setblocking(False)  # noqa: FBT003 - the socket module's own form
    return _Listeners(tcp, udp, abstract, named)


def _was_contacted(listener: socket.socket) -> bool:
    try:
        if listener.type == socket.SOCK_DGRAM:
            listener.recv(1)
        else:
            listener.accept()[0].close()
    except BlockingIOError:
        return False
    return True


def _start_sibling(undo: ExitStack) -> subprocess.Popen[bytes]:
    """Start a harmless process of our own user that holds the secret in its environment."""
    sibling = subprocess.Popen(
        [shutil.which("sleep") or "/bin/sleep", "600"],
        env={"PATH": os.defpath, VARIABLE: os.environ.get(VARIABLE, "")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    undo.callback(sibling.wait)
    undo.callback(sibling.kill)
    return sibling
