# pyright: basic
# ruff: noqa: ANN001, ANN002, ANN201, ANN202, ANN204, PLR2004
# Runs inside the sandbox: standard library only, nothing newer than Python 3.8.
"""What a guest puts on itself for good, before it is sent any code: Landlock's rules and the filter of system calls.

Landlock (landlock(7), Linux 5.13 and newer) needs no right and can't be taken off again, by no one. Whatever the
kernel's version knows of is refused unless a rule allows it; what it does not know of yet stays open.
"""

import ctypes
import os
import sys
from stat import S_ISDIR

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
BENEATH_A_PATH = 1
NO_NEW_PRIVILEGES, SET_SECCOMP, SECCOMP_FILTER, BYTES_PER_STEP = 38, 22, 2, 8

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
MAKE_CHAR, MAKE_BLOCK = 1 << 6, 1 << 11
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
FILES_BY_VERSION = ((5, 0xFFFF), (3, 0x7FFF), (2, 0x3FFF), (1, 0x1FFF))
"""LANDLOCK_ACCESS_FS_… that versions know of: 2 brought REFER, 3 TRUNCATE, 5 IOCTL_DEV (linux/landlock.h)."""
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
"""The only ones that a rule for a file may name."""
TCP, SCOPES, SCOPED_SINCE = 0b11, 0b11, 6
"""Binding and connecting, since version 4; abstract Unix sockets and signals to the outside, since version 6."""

READ = EXECUTE | READ_FILE | READ_DIR
ALLOWED = {
    "read": READ,
    "write": 0xFFFF & ~(MAKE_CHAR | MAKE_BLOCK | IOCTL_DEV),
    "devices": READ | WRITE_FILE | TRUNCATE,
    "terminals": READ | WRITE_FILE | TRUNCATE | IOCTL_DEV,
}
"""What a rule of each kind allows beneath its path."""


class Confinement:
    """Everything laid out for the kernel, so that a guest has little left to do."""

    def __init__(self, version, rules, steps):
        libc = ctypes.CDLL(None, use_errno=True)
        self._prctl, self._syscall = libc.prctl, libc.syscall
        self._version = version
        self.scoped = version >= SCOPED_SINCE
        """Whether it keeps guests that share an empty network from each other's abstract sockets."""
        self._handled = next((bits for since, bits in FILES_BY_VERSION if version >= since), 0)
        self._rules = rules
        self._steps = ctypes.create_string_buffer(steps, len(steps))
        address = ctypes.addressof(self._steps)
        count = len(steps) // BYTES_PER_STEP
        self._filter = number(count, 2) + bytes(6) + number(address, 8) if steps else b""

    def put_in_force(self):
        """Bind this process and all it starts; raise OSError where the kernel refuses."""
        self._done(self._prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")
        if self._version:
            self._fence()
        if self._filter:
            self._done(self._prctl(SET_SECCOMP, SECCOMP_FILTER, self._filter, 0, 0), "seccomp")

    def _fence(self):
        attributes = [self._handled, TCP if self._version >= 4 else 0, SCOPES if self.scoped else 0]
        packed = b"".join(number(each, 8) for each in attributes)
        size = 24 if self.scoped else 16 if self._version >= 4 else 8
        ruleset = self._call(CREATE_RULESET, packed, size, 0)
        self._done(ruleset < 0, "landlock_create_ruleset")
        for path, kind in self._rules:
            self._allow(ruleset, path, ALLOWED[kind])
        self._done(self._call(RESTRICT_SELF, ruleset, 0, 0), "landlock_restrict_self")
        os.close(ruleset)

    def _allow(self, ruleset, path, rights):
        """Add a rule, where its path is there: what is not needs none."""
        try:
            place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except OSError:
            return
        rights &= self._handled if S_ISDIR(os.fstat(place).st_mode) else self._handled & OF_A_FILE
        rule = number(rights, 8) + number(place, 4)
        failed = self._call(ADD_RULE, ruleset, BENEATH_A_PATH, rule, 0)
        os.close(place)
        self._done(failed, "landlock_add_rule " + path)

    def _call(self, call, *arguments):
        return self._syscall(
            ctypes.c_long(call), *(each if isinstance(each, bytes) else ctypes.c_long(each) for each in arguments)
        )

    def _done(self, failed, what):
        if failed:
            raise OSError(ctypes.get_errno(), what)


def number(value, size):
    """Write a number as the kernel of this machine reads it."""
    return value.to_bytes(size, sys.byteorder)
