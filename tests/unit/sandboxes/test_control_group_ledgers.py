"""Both versions on folders that look like the kernel's: no machine has both."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright.records.execution import Limits
from benchwright.sandboxes.ledgers import Files, Ledger, Version1, Version2

LIMITS = Limits(memory_mb=100, processes=7)


OPENED: list[Files] = []


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def opened(folders: tuple[Path, ...]) -> Files:
    OPENED.append(Files(folders))
    return OPENED[-1]


def files(folder: Path, **content: str) -> Path:
    folder.mkdir()
    for name, text in content.items():
        (folder / name.replace("__", ".")).write_text(text)
    return folder


@pytest.fixture
def first(tmp_path: Path) -> tuple[Path, ...]:
    memory = files(
        tmp_path / "memory",
        memory__limit_in_bytes="",
        memory__max_usage_in_bytes="3145728\n",
        memory__oom_control="oom_kill_disable 0\nunder_oom 0\noom_kill 0\n",
    )
    pids = files(tmp_path / "pids", pids__max="", pids__events="max 0\n")
    return memory, pids, files(tmp_path / "cpuacct", cpuacct__usage="1500000000\n")


@pytest.fixture
def second(tmp_path: Path) -> tuple[Path, ...]:
    named = {
        "memory__max": "",
        "memory__swap__max": "",
        "memory__peak": "3145728\n",
        "memory__events": "low 0\nhigh 0\nmax 4\noom 0\noom_kill 0\noom_group_kill 0\n",
        "pids__max": "",
        "pids__events": "max 0\n",
        "cpu__stat": "usage_usec 1500000\nuser_usec 1\nsystem_usec 2\n",
    }
    return (files(tmp_path / "unified", **named),)


def told(ledger: Ledger, folders: tuple[Path, ...]) -> tuple[float, float | None]:
    return ledger.cpu_s(opened(folders)), ledger.memory_mb(opened(folders))


def test_the_first_version_writes_limits_and_reads_accounts(first: tuple[Path, ...]):
    ledger = Version1()
    ledger.limit(opened(first), LIMITS)
    assert (first[0] / "memory.limit_in_bytes").read_text() == str(100 << 20)
    assert (first[1] / "pids.max").read_text() == "7"
    assert told(ledger, first) == (1.5, 3.0)
    assert ledger.hit(opened(first)) is None


def write_usage(folders: tuple[Path, ...], *, usage: int, current: int) -> None:
    (folders[0] / "memory.limit_in_bytes").write_text(str(100 << 20))
    (folders[0] / "memory.usage_in_bytes").write_text(f"{usage}\n")
    (folders[1] / "pids.current").write_text(f"{current}\n")


def test_an_empty_group_of_the_first_version_is_renewed(first: tuple[Path, ...]):
    write_usage(first, usage=1 << 16, current=0)
    (first[0] / "memory.max_usage_in_bytes").write_text("9")
    assert Version1().renew(opened(first))
    assert (first[0] / "memory.max_usage_in_bytes").read_text() == "0"


@pytest.mark.parametrize(("usage", "current", "kills"), [(1 << 20, 0, 0), (0, 1, 0), (0, 0, 1)])
def test_a_group_with_anything_left_or_a_limit_hit_is_not_renewed(
    first: tuple[Path, ...], usage: int, current: int, kills: int
):
    write_usage(first, usage=usage, current=current)
    (first[0] / "memory.oom_control").write_text(f"oom_kill {kills}\n")
    assert not Version1().renew(opened(first))


def test_threads_are_counted(first: tuple[Path, ...], second: tuple[Path, ...]):
    (first[1] / "pids.current").write_text("3\n")
    (second[0] / "pids.current").write_text("2\n")
    assert Version1().count(opened(first)) == 3
    assert Version2().count(opened(second)) == 2


def test_a_group_of_the_second_version_is_made_anew_each_time(second: tuple[Path, ...]):
    assert not Version2().renew(opened(second))


def test_the_second_version_writes_limits_and_reads_accounts(second: tuple[Path, ...]):
    ledger = Version2()
    ledger.limit(opened(second), LIMITS)
    assert (second[0] / "memory.max").read_text() == str(100 << 20)
    assert (second[0] / "memory.swap.max").read_text() == "0"
    assert (second[0] / "pids.max").read_text() == "7"
    assert told(ledger, second) == (1.5, 3.0)
    assert ledger.hit(opened(second)) is None


def test_a_kernel_that_keeps_no_peak_leaves_it_unknown(second: tuple[Path, ...]):
    (second[0] / "memory.peak").unlink()
    assert Version2().memory_mb(opened(second)) is None


def test_the_kernels_counters_name_the_limit_that_was_hit(first: tuple[Path, ...], second: tuple[Path, ...]):
    (first[1] / "pids.events").write_text("max 3\n")
    (second[0] / "pids.events").write_text("max 3\n")
    assert Version1().hit(opened(first)) == Version2().hit(opened(second)) == "processes"
    (first[0] / "memory.oom_control").write_text("oom_kill_disable 0\nunder_oom 0\noom_kill 2\n")
    (second[0] / "memory.events").write_text("oom 1\noom_kill 1\n")
    assert Version1().hit(opened(first)) == Version2().hit(opened(second)) == "memory"
