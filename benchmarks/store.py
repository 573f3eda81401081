"""What the store's questions cost over a million attempts, and how large the pages are that answer them.

CPU is this process's: on SQLite all there is, on PostgreSQL without what the server uses.
"""

import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.filling import fill
from benchmarks.servers import postgresql
from benchwright.actions.analyse import analyse_run, analyse_suite
from benchwright.actions.browse_attempts import browse_attempts, view_attempt
from benchwright.actions.browse_runs import browse_runs
from benchwright.actions.browse_suites import browse_suites, browse_tasks
from benchwright.actions.compare_candidates import compare_candidates
from benchwright.actions.rank_candidates import rank_candidates
from benchwright.actions.show_spending import show_spending
from benchwright.actions.view_run import view_run
from benchwright.actions.watch_changes import watch_changes
from benchwright.records.attempt import Outcome
from benchwright.records.attempt_row import AttemptQuery
from benchwright.records.comparison import Contender
from benchwright.records.run_row import RunQuery
from benchwright.records.suite_row import TaskQuery
from benchwright.store.store import Store

WANTED_MS = 100
WANTED_KB = 200
_TIMES = 30


def store_questions(folder: Path) -> None:
    """Print p50 and p95 of each question on each database: attempts from $ATTEMPTS."""
    count = int(os.environ.get("ATTEMPTS", "1000000"))
    _measure(f"sqlite:///{folder}/store.db", folder, count)
    with ExitStack() as stack:
        url = postgresql(stack)
        if url is None:
            print("\nstore: no PostgreSQL server can be started here (apt-get install postgresql)")
        else:
            _measure(url, folder, count)


def _measure(url: str, folder: Path, count: int) -> None:
    store = Store.open(url, artifacts=folder / "artifacts")
    try:
        start, start_cpu = time.perf_counter(), time.process_time()
        runs = fill(store, url, count)
        filled = time.perf_counter()
        store.leaderboard(None)
        folded, cpu_s = time.perf_counter(), time.process_time() - start_cpu
        print(f"\nstore: {store.database()}, {count:,} attempts in {len(runs)} runs; load {os.getloadavg()[0]:.1f}")
        print(f"filled in {filled - start:.0f} s, summed up in {folded - filled:.0f} s, {cpu_s:.0f} s of CPU together")
        print(f"{'':44}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'KB':>8}")
        for name, question in _questions(store, runs[-1]).items():
            _show(name, question)
        _show_live(store, runs[-1])
    finally:
        store.close()


def _questions(store: Store, run: str) -> dict[str, Callable[[], Any]]:
    suite = "suite-0"
    contenders = [Contender(candidate=f"openai/model-{number:02}", run_id=run) for number in (1, 5, 9, 13)]
    standing = [contender.model_copy(update={"run_id": None, "suite": suite}) for contender in contenders[:2]]
    attempt = browse_attempts(store, run, AttemptQuery()).rows[0].id
    deep = browse_attempts(store, run, AttemptQuery(sort="-cost_usd", limit=500)).next_cursor
    failed = AttemptQuery(outcomes=(Outcome.FAILED,), candidate="openai/model-07", difficulty="hard")
    by_name = RunQuery(candidate="openai/model-03", sort="name")
    return {
        "leaderboard of all suites": lambda: rank_candidates(store, None),
        "leaderboard of a suite": lambda: rank_candidates(store, suite),
        "leaderboard, hard only": lambda: rank_candidates(store, suite, difficulty="hard"),
        "leaderboard, rust only": lambda: rank_candidates(store, suite, language="rust"),
        "runs, newest 50": lambda: browse_runs(store, RunQuery()),
        "runs with a candidate, by name": lambda: browse_runs(store, by_name),
        "one run with totals": lambda: view_run(store, run),
        "charts of a run": lambda: analyse_run(store, run),
        "charts of a suite": lambda: analyse_suite(store, suite),
        "attempts, first 100": lambda: browse_attempts(store, run, AttemptQuery()),
        "attempts, failed and hard of one candidate": lambda: browse_attempts(store, run, failed),
        "attempts, dearest first": lambda: browse_attempts(store, run, AttemptQuery(sort="-cost_usd")),
        "attempts, dearest first, far down": lambda: browse_attempts(
            store, run, AttemptQuery(sort="-cost_usd", cursor=deep)
        ),
        "one attempt": lambda: view_attempt(store, attempt),
        "suites": lambda: browse_suites(store),
        "tasks of a suite, first 100": lambda: browse_tasks(store, suite, TaskQuery()),
        "four candidates of a run, task by task": lambda: compare_candidates(store, contenders),
        "two candidates of a leaderboard": lambda: compare_candidates(store, standing),
        "money spent": lambda: show_spending(store),
        "changes, nothing new": lambda: watch_changes(store, store.last_change()),
    }


def _show(name: str, question: Callable[[], Any]) -> None:
    answer = question()
    taken: list[float] = []
    start_cpu = time.process_time()
    for _ in range(_TIMES):
        start = time.perf_counter()
        question()
        taken.append(1000 * (time.perf_counter() - start))
    cpu_ms = 1000 * (time.process_time() - start_cpu) / _TIMES
    taken.sort()
    size = _bytes(answer) / 1000
    p95 = taken[int(0.95 * _TIMES)]
    late = "" if p95 < WANTED_MS and size < WANTED_KB else f"  (wanted: below {WANTED_MS} ms, {WANTED_KB} KB)"
    print(f"{name:44}{taken[_TIMES // 2]:8.1f}{p95:8.1f}{cpu_ms:8.1f}{size:8.1f}{late}", flush=True)


def _show_live(store: Store, run: str) -> None:
    """Print what the first question after a change waits for: one attempt, and the deletion of a whole run."""
    attempt = store.attempt(browse_attempts(store, run, AttemptQuery()).rows[0].id)
    changes: dict[str, Callable[[], object]] = {
        "leaderboard after an attempt was scored anew": lambda: store.replace_scores(
            attempt.id, attempt.scores, 0.5, Outcome.FAILED
        ),
        "leaderboard after a run was deleted": lambda: store.delete_run(run),
        "leaderboard after it was restored": lambda: store.restore_run(run),
    }
    for name, change in changes.items():
        start = time.perf_counter()
        change()
        changed = time.perf_counter()
        store.leaderboard("suite-0")
        print(f"{name:44}{1000 * (time.perf_counter() - changed):8.1f}  (the change: {1000 * (changed - start):.1f})")


def _bytes(answer: Any) -> int:
    if isinstance(answer, list | tuple):
        return sum(_bytes(one) for one in answer)  # pyright: ignore[reportUnknownVariableType]
    return len(answer.model_dump_json())
