"""Landlock from the host's side: which version the kernel has, and what its rules are to leave a guest.

Covered, as far as the kernel's version goes: files that no rule allows, also where a mount or a descriptor would lead
to them; TCP (version 4); commands to devices (5); abstract Unix sockets and signals to the outside (6); and, in every
version, memory, environment and tracing of processes outside.
Not covered: UDP and other sockets, named Unix sockets, names and sizes of files, and what /proc tells of everyone.
"""

import ctypes
import marshal
from dataclasses import dataclass
from typing import Literal

from benchwright.sandboxes.frames import pack_bytes

Kind = Literal["read", "write", "devices", "terminals"]
"""read: read and run · write: that, and make and change files · devices: read and write · terminals: also control."""
Rule = tuple[str, Kind]
"""A path, and what is allowed beneath it; a path that is not there is passed over."""

SYSTEM: tuple[Rule, ...] = tuple(
    (place, "read")
    for place in ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc", "/proc", "/sys")
)
"""Folders that hold the system and nothing of its users."""
DEVICES: tuple[Rule, ...] = tuple((f"/dev/{name}", "devices") for name in ("null", "zero", "full", "random", "urandom"))
_CREATE_RULESET = 444
_ASK_FOR_VERSION = 1
_CLAIM_LANDLOCK = """
try:
    open('/proc/self/comm', 'r+').close()
    print('Landlock is not in force')
except OSError:
    pass
"""
_CLAIM_FILTER = """
if 'Seccomp:\\t2' not in open('/proc/self/status').read():
    print('system calls are not filtered')
"""
FILES_SINCE, SCOPES_SINCE = 1, 6
_PARTS = ((FILES_SINCE, "files"), (4, "TCP"), (5, "devices"), (SCOPES_SINCE, "signals and abstract sockets"))


@dataclass(frozen=True)
class Walls:
    """What a guest is to put on itself before it is sent any code."""

    rules: tuple[Rule, ...] = ()
    filter: bytes = b""
    """The filter of system calls, where nothing around the guest has put it in force."""
    version: int = 0
    """Landlock's; 0: do without."""

    def packed(self) -> bytes:
        """Write it for a guest's program."""
        return pack_bytes(marshal.dumps((self.version, self.rules, self.filter), 2))

    @property
    def probe(self) -> str:
        """Return a program that prints what it finds open within, if anything."""
        return (_CLAIM_LANDLOCK if self.version else "") + (_CLAIM_FILTER if self.filter else "")

    @property
    def covered(self) -> str:
        """What Landlock sees to, in words; empty where the kernel has none."""
        parts = [name for since, name in _PARTS if self.version >= since]
        return f"Landlock {self.version} ({', '.join(parts)})" if parts else ""


def landlock_version() -> int:
    """Return the version of Landlock that this kernel has in force; 0 for none."""
    libc = ctypes.CDLL(None, use_errno=True)
    return max(0, libc.syscall(_CREATE_RULESET, None, 0, _ASK_FOR_VERSION))
