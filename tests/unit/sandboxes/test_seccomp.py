"""The filter is run here as the kernel would run it: by a small machine for classic BPF."""

import errno
import struct

import pytest

from benchwright.sandboxes.seccomp import REFUSED, filter_program

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE = {"x86_64": 56, "aarch64": 220}
SOCKET = {"x86_64": 41, "aarch64": 198}


def verdict(program: bytes, number: int, architecture: int, *arguments: int) -> int:
    """Return what a filter says of a system call."""
    content = struct.pack("=IIQ6Q", number, architecture, 0, *(*arguments, *[0] * 6)[:6])
    steps = [struct.unpack_from("=HBBI", program, at) for at in range(0, len(program), 8)]
    at = loaded = 0
    while True:
        code, yes, no, value = steps[at]
        match code:
            case 0x06:
                return value
            case 0x20:
                (loaded,) = struct.unpack_from("=I", content, value)
            case 0x54:
                loaded &= value
            case _:
                holds = {0x15: loaded == value, 0x35: loaded >= value, 0x45: bool(loaded & value)}[code]
                at += yes if holds else no
        at += 1


@pytest.fixture(params=ARCHITECTURES)
def machine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_refused_calls_fail_and_all_others_pass(machine: str):
    program, audit = filter_program(machine), ARCHITECTURES[machine]
    column = list(ARCHITECTURES).index(machine)
    refused = {numbers[column] for numbers in REFUSED.values()}
    for number in range(460):
        if number in refused:
            assert verdict(program, number, audit) == ERROR | errno.EPERM
    read_write_exit = {"x86_64": (0, 1, 60), "aarch64": (63, 64, 93)}[machine]
    assert all(verdict(program, number, audit) == ALLOW for number in read_write_exit)


def test_calls_of_another_architecture_end_the_program(machine: str):
    for audit in (0x40000003, 0x40000028, 0):
        assert verdict(filter_program(machine), 1, audit) == KILL
    assert verdict(filter_program(machine), 0x40000001, ARCHITECTURES[machine]) == KILL


@pytest.mark.parametrize("flag", [0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000])
def test_a_fork_passes_and_a_new_namespace_does_not(machine: str, flag: int):
    program, audit = filter_program(machine), ARCHITECTURES[machine]
    threads = 0x003D0F00
    assert verdict(program, CLONE[machine], audit, 17) == ALLOW
    assert verdict(program, CLONE[machine], audit, threads) == ALLOW
    assert verdict(program, CLONE[machine], audit, threads | flag) == ERROR | errno.EPERM
    assert verdict(program, 435, audit) == ERROR | errno.ENOSYS


def test_only_unix_sockets_pass(machine: str):
    program, audit = filter_program(machine), ARCHITECTURES[machine]
    for number in (SOCKET[machine], SOCKET[machine] + (12 if machine == "x86_64" else 1)):
        assert verdict(program, number, audit, 1) == ALLOW
        assert all(verdict(program, number, audit, family) == ERROR | errno.EPERM for family in (0, 2, 10, 16, 38, 40))


def test_what_dies_with_its_parent_can_not_take_that_back(machine: str):
    program, audit = filter_program(machine), ARCHITECTURES[machine]
    prctl = {"x86_64": 157, "aarch64": 167}[machine]
    assert verdict(program, prctl, audit, 1) == ERROR | errno.EPERM
    assert verdict(program, prctl, audit, 2) == ALLOW


@pytest.mark.parametrize(("kind", "passes"), [(0o10000, True), (0o100000, True), (0o20000, False), (0o60000, False)])
def test_fifos_and_files_can_be_made_and_devices_can_not(machine: str, kind: int, *, passes: bool):
    program, audit = filter_program(machine), ARCHITECTURES[machine]
    calls = {"x86_64": [(133, (1, kind | 0o666)), (259, (3, 1, kind | 0o666))], "aarch64": [(33, (3, 1, kind | 0o666))]}
    for number, arguments in calls[machine]:
        assert verdict(program, number, audit, *arguments) == (ALLOW if passes else ERROR | errno.EPERM)


@pytest.mark.parametrize(("priority", "passes"), [(5, True), (0, True), (-5, False), (-1, False)])
def test_a_priority_can_be_lowered_and_not_raised(machine: str, priority: int, *, passes: bool):
    program, number = filter_program(machine), {"x86_64": 141, "aarch64": 140}[machine]
    seen = verdict(program, number, ARCHITECTURES[machine], 0, 0, priority % 2**64)
    assert seen == (ALLOW if passes else ERROR | errno.EPERM)


def test_an_unknown_machine_has_no_filter():
    assert filter_program("riscv64") == b""
