"""A filter of system calls, as the program that the kernel runs before each of them (seccomp, classic BPF).

Covered: making namespaces and mounts, tracing and reading other processes, kernel keys, BPF, performance counters,
io_uring, userfaultfd, loading modules and kernels, file handles, clocks, host names, swap and quotas; sockets of every
family but Unix; device nodes; a higher priority; outliving the parent by taking back that its death is deadly; system
calls of another architecture than the machine's, which end the program.
Not covered: everything else, such as files, memory and signals: namespaces and limits see to those.

The list follows what container engines refuse by default (Docker, profiles/seccomp/default.json: what needs a
capability there is refused here), and what isolate 2.4 to 2.6 added against side channels: keys, vsock, io_uring and
calls of 32 bits. The numbers are those of Linux: arch/x86/entry/syscalls/syscall_64.tbl and
include/uapi/asm-generic/unistd.h.
"""

import errno
import platform
import stat
import struct
from dataclasses import dataclass

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _AND, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x54, 0x06
"""BPF_LD|W|ABS, BPF_JMP|JEQ|K, |JGE|K, |JSET|K, BPF_ALU|AND|K, BPF_RET|K (linux/bpf_common.h)."""
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT, _ARGUMENT_BYTES = 0, 4, 16, 8
"""Where struct seccomp_data holds them; the argument's lower half on a little-endian machine."""
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_X32 = 0x40000000
"""Bit that marks the calls of the x32 interface on x86_64."""
_NEW_NAMESPACES = 0x7E020000
"""CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET (linux/sched.h)."""
_AF_UNIX = 1
_BELOW_ZERO = 1 << 31
_SET_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG (linux/prctl.h)."""

REFUSED: dict[str, tuple[int, int]] = {
    "acct": (163, 89),
    "add_key": (248, 217),
    "bpf": (321, 280),
    "chroot": (161, 51),
    "clock_adjtime": (305, 266),
    "clock_settime": (227, 112),
    "delete_module": (176, 106),
    "fanotify_init": (300, 262),
    "finit_module": (313, 273),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fsopen": (430, 430),
    "fspick": (433, 433),
    "init_module": (175, 105),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "io_uring_setup": (425, 425),
    "kcmp": (312, 272),
    "kexec_file_load": (320, 294),
    "kexec_load": (246, 104),
    "keyctl": (250, 219),
    "memfd_secret": (447, 447),
    "migrate_pages": (256, 238),
    "mount": (165, 40),
    "mount_setattr": (442, 442),
    "move_mount": (429, 429),
    "move_pages": (279, 239),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428),
    "perf_event_open": (298, 241),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41),
    "process_madvise": (440, 440),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "ptrace": (101, 117),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "reboot": (169, 142),
    "request_key": (249, 218),
    "setdomainname": (171, 162),
    "sethostname": (170, 161),
    "setns": (308, 268),
    "settimeofday": (164, 170),
    "swapoff": (168, 225),
    "swapon": (167, 224),
    "syslog": (103, 116),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "userfaultfd": (323, 282),
}
"""System calls that fail with EPERM, with their numbers on x86_64 and on aarch64."""
_ONLY_X86_64 = (172, 173, 154, 153)
"""iopl, ioperm, modify_ldt, vhangup."""


@dataclass(frozen=True)
class _Machine:
    """What differs between architectures."""

    column: int
    audit: int
    """AUDIT_ARCH_… (linux/audit.h)."""
    clone: int
    clone3: int
    socket: int
    socketpair: int
    prctl: int
    mknodat: int
    setpriority: int
    mknod: int | None = None
    more: tuple[int, ...] = ()


_MACHINES = {
    "x86_64": _Machine(0, 0xC000003E, 56, 435, 41, 53, 157, mknodat=259, setpriority=141, mknod=133, more=_ONLY_X86_64),
    "aarch64": _Machine(1, 0xC00000B7, 220, 435, 198, 199, 167, mknodat=33, setpriority=140),
}


def filter_program(machine: str | None = None) -> bytes:
    """Return the filter for a machine, this one by default; empty where there is none for it."""
    facts = _MACHINES.get(machine or platform.machine())
    if facts is None:
        return b""
    refused = sorted({*(numbers[facts.column] for numbers in REFUSED.values()), *facts.more})
    return b"".join(
        (
            _step(_LOAD, _ARCHITECTURE),
            _unless(_EQUAL, facts.audit, _KILL),
            _step(_LOAD, _NUMBER),
            _when(_AT_LEAST, _X32, _KILL),
            *(_when(_EQUAL, number, _refuse(errno.EPERM)) for number in refused),
            # Its flags lie in memory, out of a filter's sight; libraries fall back to clone where it is not known.
            _when(_EQUAL, facts.clone3, _refuse(errno.ENOSYS)),
            _argument(facts.clone, _when(_ANY_BIT, _NEW_NAMESPACES, _refuse(errno.EPERM))),
            _argument(facts.socket, _unless(_EQUAL, _AF_UNIX, _refuse(errno.EPERM))),
            _argument(facts.socketpair, _unless(_EQUAL, _AF_UNIX, _refuse(errno.EPERM))),
            _argument(facts.prctl, _when(_EQUAL, _SET_PARENT_DEATH_SIGNAL, _refuse(errno.EPERM))),
            # A kernel that is no one's but the program's may allow what the machine's own refuses anyway.
            *((_argument(facts.mknod, _NO_DEVICES, place=1),) if facts.mknod is not None else ()),
            _argument(facts.mknodat, _NO_DEVICES, place=2),
            _argument(facts.setpriority, _when(_AT_LEAST, _BELOW_ZERO, _refuse(errno.EPERM)), place=2),
            _step(_RETURN, _ALLOW),
        )
    )


def _step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
    """Write one instruction (struct sock_filter); `yes` and `no` say how many to jump over."""
    return struct.pack("=HBBI", code, yes, no, value)


def _when(test: int, value: int, verdict: int) -> bytes:
    return _step(test, value, 0, 1) + _step(_RETURN, verdict)


def _unless(test: int, value: int, verdict: int) -> bytes:
    return _step(test, value, 1, 0) + _step(_RETURN, verdict)


def _argument(number: int, test: bytes, *, place: int = 0) -> bytes:
    """Judge one system call by one of its arguments."""
    inner = _step(_LOAD, _FIRST_ARGUMENT + place * _ARGUMENT_BYTES) + test + _step(_RETURN, _ALLOW)
    return _step(_EQUAL, number, 0, len(inner) // 8) + inner


def _refuse(number: int) -> int:
    return _ERROR | number


_NO_DEVICES = (
    _step(_AND, stat.S_IFMT(0o177777))
    + _when(_EQUAL, stat.S_IFCHR, _refuse(errno.EPERM))
    + _when(_EQUAL, stat.S_IFBLK, _refuse(errno.EPERM))
)
