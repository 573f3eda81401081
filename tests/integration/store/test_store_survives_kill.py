import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchwright.store.artifacts import attempt_folder
from benchwright.store.store import Store

ROOT = Path(__file__).parents[3]


def _start(folder: Path, run_id: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.integration.store.putting", str(folder), run_id]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _kill_after(process: subprocess.Popen[str], pause_s: float) -> set[tuple[str, str]]:
    """Let it write its first line, wait, kill it; return what it said was durable."""
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(pause_s)
    process.kill()
    lines = [first, *process.stdout.read().splitlines(keepends=True)]
    process.wait()
    process.stdout.close()
    whole = [line.split() for line in lines if line.endswith("\n")]
    return {(kind, name) for kind, name in whole}


def _open(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder}/bench.db", artifacts=folder / "runs")


@pytest.mark.parametrize("run_id", ["first", "second", "third"])
def test_what_was_said_to_be_durable_is_there_after_a_kill(tmp_path: Path, run_id: str) -> None:
    at_random = int.from_bytes(os.urandom(1)) / 255 * 0.4
    said = _kill_after(_start(tmp_path, run_id), at_random)
    assert said
    store = _open(tmp_path)
    calls = [name for kind, name in said if kind == "call"]
    stored = {attempt.id: attempt for attempt in store.attempts(run_id)}
    assert store.known_calls(calls) == set(calls)
    assert {name for kind, name in said if kind == "attempt"} <= stored.keys()
    assert all(attempt.scores for attempt in stored.values())
    # Files are written before the row is: no stored attempt is without them.
    assert all(
        (store.run_folder(run_id) / attempt_folder(one.task_id, one.candidate, one.sample) / "prompt.txt").is_file()
        for one in stored.values()
    )
    store.close()


def test_two_processes_write_to_one_new_database_at_once(tmp_path: Path) -> None:
    processes = {run_id: _start(tmp_path, run_id) for run_id in ("left", "right")}
    said = {run_id: _kill_after(process, 0.5) for run_id, process in processes.items()}
    store = _open(tmp_path)
    for run_id, lines in said.items():
        calls = [name for kind, name in lines if kind == "call"]
        assert len(calls) > 10
        assert store.known_calls(calls) == set(calls)
        assert store.run(run_id).id == run_id
    store.close()
