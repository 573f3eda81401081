"""What the store's questions cost over a million attempts, asked in this process and of the server.

Each is asked again while nothing has changed, and after a change, when no remembered answer is of use. CPU is this
process's: on SQLite all there is, on PostgreSQL without what the server uses.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from itertools import count as counting
from pathlib import Path
from typing import Any

from benchmarks.filling import fill, settle
from benchmarks.servers import fetch, postgresql, served
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
from benchwright.records.run_row import RunEdit, RunQuery
from benchwright.records.suite_row import TaskQuery
from benchwright.store.store import Store

WANTED_MS = 100
WANTED_KB = 200
_TIMES = 30
_KINDS = ("sqlite", "postgresql")


def store_questions(folder: Path) -> None:
    """Print p50 and p95 of each question on each of $DATABASES (sqlite,postgresql): attempts from $ATTEMPTS.

    $STORE names a filled database instead, of this benchmark; nothing but a run's notes is changed in it.
    """
    count, kept = int(os.environ.get("ATTEMPTS", "1000000")), os.environ.get("STORE")
    if kept is not None:
        _measure(kept, folder, count)
        return
    kinds = os.environ.get("DATABASES", ",".join(_KINDS)).split(",")
    if unknown := sorted({*kinds} - {*_KINDS}):
        raise SystemExit(f"DATABASES names '{unknown[0]}'; there are: {', '.join(_KINDS)}")
    if "sqlite" in kinds:
        _measure(f"sqlite:///{folder}/store.db", folder, count)
    if "postgresql" in kinds:
        _measure_postgresql(folder, count)


def _measure_postgresql(folder: Path, count: int) -> None:
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
        kept = [run.id for run in reversed(store.runs(limit=1000))]
        runs = kept or fill(store, url, count)
        filled = time.perf_counter()
        store.leaderboard(None)
        folded, cpu_s = time.perf_counter(), time.process_time() - start_cpu
        print(f"\nstore: {store.database()}, {count:,} attempts in {len(runs)} runs; {_load()}")
        if not kept:
            summed_s = folded - filled
            print(f"filled in {filled - start:.0f} s, summed up in {summed_s:.0f} s, {cpu_s:.0f} s of CPU together")
            settle(url)
        change = _changing(store, runs[0])
        questions = _questions(store, runs[-1])
        _show_all("asked in this process", questions, change)
        with served(folder, url) as port, closing(HTTPConnection("127.0.0.1", port)) as connection:
            _show_all("asked of the server", _requests(connection, runs[-1]), change)
        if not kept:
            _show_live(store, runs[-1])
    finally:
        store.close()


def _load() -> str:
    return f"load {'/'.join(f'{each:.1f}' for each in os.getloadavg())} on {os.cpu_count()} cores"


def _changing(store: Store, run: str) -> Callable[[], object]:
    """Return what changes something that no figure depends on."""
    numbers = counting()
    return lambda: store.edit_run(run, RunEdit(notes=f"note {next(numbers)}"))


def _requests(connection: HTTPConnection, run: str) -> dict[str, Callable[[], Any]]:
    paths = {
        "leaderboard of all suites": "/api/leaderboard",
        "leaderboard of a suite": "/api/leaderboard?suite=suite-0",
        "leaderboard, hard only": "/api/leaderboard?suite=suite-0&difficulty=hard",
        "runs, newest 50": "/api/runs",
        "one run with totals": f"/api/runs/{run}",
        "charts of a run": f"/api/stats/runs/{run}",
        "charts of a suite": "/api/stats/suites/suite-0",
        "attempts, first 100": f"/api/runs/{run}/attempts",
        "attempts, dearest first": f"/api/runs/{run}/attempts?sort=-cost_usd",
        "suites": "/api/stats/suites",
        "tasks of a suite, first 100": "/api/stats/suites/suite-0/tasks",
        "money spent": "/api/stats/spending",
    }
    return {name: lambda path=path: fetch(connection, path) for name, path in paths.items()}


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


def _show_all(how: str, questions: Mapping[str, Callable[[], Any]], change: Callable[[], object]) -> None:
    print(f"{'':44}{'unchanged':>16}{'after a change':>24}\n{how + '; ' + _load():44}", flush=True)
    print(f"{'':44}{'p50 ms':>8}{'p95 ms':>8}{'p50 ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'KB':>8}")
    for name, question in questions.items():
        size = _bytes(question()) / 1000
        again, _ = _timed(question, lambda: None)
        anew, cpu_ms = _timed(question, change)
        p95 = max(_p95(again), _p95(anew))
        late = "" if p95 < WANTED_MS and size < WANTED_KB else f"  (wanted: below {WANTED_MS} ms, {WANTED_KB} KB)"
        figures = (again[_TIMES // 2], _p95(again), anew[_TIMES // 2], _p95(anew), cpu_ms, size)
        print(f"{name:44}{''.join(f'{figure:8.1f}' for figure in figures)}{late}", flush=True)


def _timed(question: Callable[[], Any], before: Callable[[], object]) -> tuple[list[float], float]:
    """Return how many milliseconds each of many answers took, sorted, and the mean of their CPU time."""
    taken: list[float] = []
    cpu_s = 0.0
    for _ in range(_TIMES):
        before()
        start, start_cpu = time.perf_counter(), time.process_time()
        question()
        taken.append(1000 * (time.perf_counter() - start))
        cpu_s += time.process_time() - start_cpu
    return sorted(taken), 1000 * cpu_s / _TIMES


def _p95(ordered: list[float]) -> float:
    return ordered[int(0.95 * len(ordered))]


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
    if isinstance(answer, bytes):
        return len(answer)
    if isinstance(answer, list | tuple):
        return sum(_bytes(one) for one in answer)  # pyright: ignore[reportUnknownVariableType]
    return len(answer.model_dump_json())
