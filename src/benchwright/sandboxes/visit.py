"""A look from inside a container before any guest is started: what is open, who came, what can be counted of it."""

import os
import select
import socket
import subprocess
import time
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial

from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.sandboxes.complaints import complaint
from benchwright.sandboxes.container import COME, MEETING, Arrangement, Image, container_name
from benchwright.sandboxes.containers import remove
from benchwright.sandboxes.engine_accounts import engine_groups_of
from benchwright.sandboxes.interpreter import FLAGS, GuestPython
from benchwright.sandboxes.ledgers import Files
from benchwright.sandboxes.meeting import Meeting, peer_of

PROBE = (
    COME
    + """\
import os, time
said = []
def claim(ok, text):
    if not ok:
        said.append(text)
networks = [line.split(':')[0].strip() for line in open('/proc/net/dev').readlines()[2:]]
claim(networks in ([], ['lo']), 'it has a network')
claim(os.getpid() < 3, 'it sees other processes')
claim(os.getuid() == os.geteuid() == 65534 and set(os.getgroups()) <= {65534}, 'it runs as someone else than nobody')
status = open('/proc/self/status').read()
claim('CapEff:\\t0000000000000000' in status, 'it has capabilities')
shared = ' '.join(os.uname()[2:4]) == sys.argv[2]
claim(not shared or 'NoNewPrivs:\\t1' in status, 'it can gain privileges')
claim(not shared or 'Seccomp:\\t2' in status, 'its system calls are not filtered')
for path in ('/usr/probe', '/probe', '/proc/sys/kernel/core_pattern', '/sys/probe', '/run/channel/probe'):
    try:
        open(path, 'r+' if path.startswith('/proc') else 'w').close()
        said.append(path + ' is writable')
    except OSError:
        pass
while time.process_time() < 0.2:
    pass
os.write(int(sys.argv[1]), b'.')
os.read(int(sys.argv[1]), 1)
print('; '.join(said) or ('isolated' if shared else 'isolated, with a kernel of its own'))
"""
)
"""Comes, looks around, uses some CPU time, says so, and waits to be let go."""
_SEEN_S = 0.02
"""CPU time that has to be counted for it; the clock of a kernel of its own may run faster than the host's."""
_SHARED, _OWN = "isolated", "isolated, with a kernel of its own"
_START_S = 60.0
_LOOK_S = 0.1


@dataclass(frozen=True)
class Visit:
    """What came of it."""

    fault: str = ""
    """What is wrong, if something is."""
    own_kernel: bool = False
    """Whether programs run on another kernel than the host's."""
    counted: bool = False
    """Whether the engine's control group tells what they use."""


def look_around(image: Image, python: GuestPython) -> Visit:
    """Run the probe in a container."""
    name = container_name()
    with ExitStack() as undo:
        meeting = Meeting(undo, image.engine)
        inner = [python.path, *FLAGS, "-c", PROBE, MEETING, " ".join(os.uname()[2:4])]
        client = subprocess.Popen(
            image.command(name, inner, limits=Limits(), arrangement=Arrangement(meeting.folder)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        undo.enter_context(client)
        undo.push(partial(_clear_away, name, client))
        visitor = _visitor(meeting.listener, client)
        counted = False
        if visitor is not None:
            with visitor:
                counted = _is_counted(visitor)
        out, err = client.communicate(timeout=_START_S)
    said = out.strip()
    if client.returncode:
        return Visit(complaint(err, f"it ended with code {client.returncode}"))
    return Visit("" if said in (_SHARED, _OWN) else said, own_kernel=said == _OWN, counted=counted)


def _clear_away(name: str, client: subprocess.Popen[str], kind: object, *_: object) -> None:
    """Where looking around broke off, see that the container goes too, and its client, which is waited for then."""
    if kind is not None:
        client.kill()
        with suppress(SandboxError):
            remove(name)


def _visitor(listener: socket.socket, client: subprocess.Popen[str]) -> socket.socket | None:
    """Wait for the visitor; None where it ends before it comes."""
    deadline_s = time.monotonic() + _START_S
    comes = select.poll()
    comes.register(listener, select.POLLIN)
    while client.poll() is None:
        if comes.poll(1000 * _LOOK_S):
            visitor, _ = listener.accept()
            visitor.settimeout(_START_S)
            return visitor
        if time.monotonic() > deadline_s:
            client.kill()
            raise SandboxError(f"no container was up within {_START_S:.0f} seconds")
    return None


def _is_counted(visitor: socket.socket) -> bool:
    """Say whether the CPU time it says it used is seen from here; raise SandboxError for one that can't be seen."""
    pid = peer_of(visitor)
    visitor.recv(1)
    found = engine_groups_of(pid)
    if found is None:
        return False
    folders, ledger = found
    with closing(Files(folders)) as files:
        return ledger.cpu_s(files) >= _SEEN_S
