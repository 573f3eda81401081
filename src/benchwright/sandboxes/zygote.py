# pyright: basic, reportMissingImports=false, reportAttributeAccessIssue=false, reportOptionalMemberAccess=false
# ruff: noqa: ANN001, ANN201, ANN202, ANN204, BLE001, PTH208, S108, S302
# Runs inside the sandbox: standard library only, nothing newer than Python 3.8.
"""The zygote's program: an interpreter that has started and imported already, and forks a guest whenever it is asked.

It lives in the sandbox with no right that a guest has not. A guest gets user, mount, process and IPC spaces of its own,
and has given up every right in them before the host sends it any code. The network is the zygote's empty one where
Landlock keeps guests apart in it, else its own too. The zygote has no part in what guests are told: it sees descriptors
pass, and exit codes come back.
"""

import ctypes
import gc
import os
import select
import sys
from _signal import SIG_DFL, SIGCHLD, SIGKILL, set_wakeup_fd
from _signal import signal as set_handler
from _socket import AF_INET, SCM_RIGHTS, SOCK_DGRAM, SOL_SOCKET, socket
from fcntl import ioctl
from marshal import loads

PRELOADED = (
    *("typing", "re", "math", "cmath", "collections", "itertools", "functools", "operator", "heapq", "bisect"),
    *("string", "random", "copy", "json", "datetime", "time", "decimal", "fractions", "statistics", "hashlib"),
    *("array", "struct", "enum", "abc", "numbers", "contextlib", "resource"),
)
"""What solutions use most. None of them brings in a name that its importer alone would not have (a test compares)."""

USER, MOUNT, NETWORK = 0x10000000, 0x20000, 0x40000000
ALONE = 0x20000000 | 0x08000000
"""Processes and IPC."""
CLONE = {"x86_64": 56, "aarch64": 220, "riscv64": 220}
SET_THREAD_ID, CLEAR_THREAD_ID, GET_THREAD_ID_ADDRESS = 0x01000000, 0x00200000, 40
USER_ID, GROUP_ID = os.getuid(), os.getgid()
NO_SETUID_NO_DEVICES, NO_PROGRAMS = 6, 8
DROP_FROM_BOUNDING_SET, SET_INTERFACE_FLAGS = 24, 0x8914
LOOPBACK_UP = b"lo".ljust(16, b"\0") + b"\x41\0".ljust(24, b"\0")
CAPABILITIES_VERSION_3 = (0x20080522).to_bytes(4, sys.byteorder)
CHANNEL, FIRST_FREE, DESCRIPTORS = 3, 4, 64
MOST_FILES = 16_384
"""In each of a guest's own folders."""
BROKEN = 71


class Nursery:
    """The way to the host, and whose process is whose."""

    def __init__(self, descriptor):
        self._control = socket(fileno=descriptor)
        self._numbers = {}
        self._wakes, wake = os.pipe()
        for each in (self._wakes, wake):
            os.set_blocking(each, False)
        set_handler(SIGCHLD, lambda *_: None)
        set_wakeup_fd(wake)
        self._poll = select.poll()
        for each in (descriptor, self._wakes):
            self._poll.register(each, select.POLLIN)
        self._control.send(b"ready")

    def request(self):
        """Return the host's next request and its descriptors; report deaths until it comes."""
        while True:
            ready = {descriptor for descriptor, _ in self._poll.poll()}
            if self._wakes in ready:
                self._report()
            if self._control.fileno() in ready:
                return self._receive()

    def expect(self, pid, number):
        """Note whose guest this process is."""
        self._numbers[pid] = number

    def leave(self):
        """Forget all this, in a process that is to be a guest."""
        set_wakeup_fd(-1)
        set_handler(SIGCHLD, SIG_DFL)
        self._control.detach()

    def _receive(self):
        message, ancillary, _, _ = self._control.recvmsg(256, 256)
        if not message:
            os._exit(0)
        descriptors = []
        for level, kind, content in ancillary:
            if level == SOL_SOCKET and kind == SCM_RIGHTS:
                parts = [content[at : at + 4] for at in range(0, len(content), 4)]
                descriptors = [int.from_bytes(part, sys.byteorder) for part in parts]
        return loads(message), descriptors

    def _report(self):
        try:
            os.read(self._wakes, 1 << 12)
        except BlockingIOError:
            return
        for pid, status in ended():
            if pid in self._numbers:
                kill_session(pid)
                self._control.send(self._numbers.pop(pid).to_bytes(4, "little") + status.to_bytes(4, "little"))


class Forker:
    """Forks right into new spaces: one process where `unshare` and `fork` would need two."""

    def __init__(self):
        self._clone = CLONE[os.uname().machine]
        self._kernel = ctypes.PyDLL(None).syscall
        self._kernel.argtypes = [ctypes.c_long] * 6
        self._kernel.restype = ctypes.c_long
        self._id = ctypes.c_void_p()
        done(ctypes.CDLL(None, use_errno=True).prctl(GET_THREAD_ID_ADDRESS, ctypes.byref(self._id), 0, 0, 0), "prctl")

    def fork(self, spaces):
        """Do what `os.fork` does (the C library's part too: its note of the thread's id); return the same."""
        flags = spaces | SET_THREAD_ID | CLEAR_THREAD_ID | SIGCHLD
        place = self._id.value
        first, second = (place, 0) if os.uname().machine == "x86_64" else (0, place)
        ctypes.pythonapi.PyOS_BeforeFork()
        pid = self._kernel(self._clone, flags, 0, 0, first, second)
        if pid == 0:
            ctypes.pythonapi.PyOS_AfterFork_Child()
        else:
            ctypes.pythonapi.PyOS_AfterFork_Parent()
        return pid


def serve(descriptor, confinement):
    """Fork guests until the host hangs up; only a guest returns, with its channel."""
    for name in PRELOADED:
        __import__(name)
    nursery, forker = Nursery(alone_and_low(descriptor)), Forker()
    libc = ctypes.CDLL(None, use_errno=True)
    spaces = USER | MOUNT | ALONE | (0 if confinement.scoped else NETWORK)
    gc.collect()
    gc.freeze()
    while True:
        (number, size, alone), descriptors = nursery.request()
        pid = forker.fork(spaces if alone else USER | MOUNT)
        if pid == 0:
            nursery.leave()
            return become_guest(libc, confinement, descriptors, size=size, alone=alone)
        if pid < 0:
            os._exit(BROKEN)
        nursery.expect(pid, number)
        for each in descriptors:
            os.close(each)


def alone_and_low(descriptor):
    """Close everything but the standard streams and this descriptor; give it the lowest number there is.

    The host may have had very many open, so that it came with a high one: guests close those below DESCRIPTORS.
    """
    for each in map(int, os.listdir("/proc/self/fd")):
        if each >= CHANNEL and each != descriptor:
            close_quietly(each)
    low = os.dup(descriptor)
    os.close(descriptor)
    return low


def close_quietly(descriptor):
    """Close a descriptor that may be gone."""
    try:
        os.close(descriptor)
    except OSError:
        return


def become_guest(libc, confinement, descriptors, *, size, alone):
    """Turn this fresh fork into a guest, or end it with the reason on its stderr."""
    try:
        channel, out, err, *doors = descriptors
        join(doors)
        keep_identity()
        furnish(libc, size, alone=alone, network=not confinement.scoped)
        give_up_rights(libc)
        keep_only(channel, out, err)
        confinement.put_in_force()
    except BaseException as error:
        os.write(descriptors[2], b"the sandbox could not be set up: " + repr(error).encode())
        os._exit(BROKEN)
    return CHANNEL


def join(doors):
    """Put this process into its control groups, by their files that the host has opened."""
    for door in doors:
        os.write(door, b"0")


def keep_identity():
    """Be who the zygote is, in the new user space too; none can be made within it."""
    write("/proc/self/setgroups", b"deny")
    write("/proc/self/uid_map", b"%d %d 1" % (USER_ID, USER_ID))
    write("/proc/self/gid_map", b"%d %d 1" % (GROUP_ID, GROUP_ID))
    write("/proc/sys/user/max_user_namespaces", b"0")


def furnish(libc, size, *, alone, network):
    """Mount empty folders over those that are shared, and what shows the new spaces."""
    os.setsid()
    options = b"mode=755,size=%d,nr_inodes=%d" % (size, MOST_FILES)
    mount(libc, b"tmpfs", b"/tmp", NO_SETUID_NO_DEVICES, options)
    mount(libc, b"tmpfs", b"/dev/shm", NO_SETUID_NO_DEVICES, options)
    if alone:
        mount(libc, b"devpts", b"/dev/pts", 2 | NO_PROGRAMS, b"newinstance,ptmxmode=0666,mode=620")
        mount(libc, b"proc", b"/proc", NO_SETUID_NO_DEVICES | NO_PROGRAMS, None)
    if alone and network:
        ioctl(socket(AF_INET, SOCK_DGRAM), SET_INTERFACE_FLAGS, LOOPBACK_UP)
    os.chdir("/tmp")


def give_up_rights(libc):
    """Drop every capability for good; no_new_privs is in force since the zygote was started."""
    number = 0
    while libc.prctl(DROP_FROM_BOUNDING_SET, number, 0, 0, 0) == 0:
        number += 1
    done(libc.capset(CAPABILITIES_VERSION_3 + bytes(4), bytes(24)), "capset")


def keep_only(channel, out, err):
    """Take these for its own and close everything else."""
    os.dup2(out, 1)
    os.dup2(err, 2)
    if channel != CHANNEL:
        os.dup2(channel, CHANNEL)
    os.closerange(FIRST_FREE, DESCRIPTORS)


def ended():
    """Yield the children that have ended, with their status."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, status


def kill_session(pid):
    """Kill what is left of a guest that had no process space of its own."""
    try:
        os.killpg(pid, SIGKILL)
    except OSError:
        return


def mount(libc, kind, place, flags, options):
    """Mount a file system."""
    done(libc.mount(kind, place, kind, flags, options), "mount " + place.decode())


def write(path, content):
    """Write to a control file."""
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, content)
    finally:
        os.close(descriptor)


def done(result, what):
    """Raise where a system call failed."""
    if result:
        raise OSError(ctypes.get_errno(), what)
