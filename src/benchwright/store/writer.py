"""The one thread that writes: whatever was asked for since the last commit goes into one transaction (group commit)."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from benchwright.errors import BenchwrightError
from benchwright.store.database import Prepared, explained

Rows = Sequence[Mapping[str, Any]]
ResultT = TypeVar("ResultT")

PACE_S = 0.005
"""Commits start at least this far apart under load; the first one after a pause starts at once."""
LONG_BACKLOG = 256
"""Jobs that wait for a commit before `add` makes its caller wait."""


@dataclass(slots=True)
class Job:
    """Rows that are committed together."""

    identity: str
    """Jobs of the same identity are applied one after the other; empty: nothing else touches the same rows."""
    statements: tuple[tuple[Prepared, Rows], ...]
    files: Callable[[], None] | None = None
    """Writes what has to be on disk before the rows are."""
    waiter: asyncio.Future[None] | None = None
    """None: nobody waits; a failure is raised by the next `add`, `flush` or `close`."""
    written: bool = False
    error: Exception | None = None

    def problem(self) -> Exception | None:
        """Say why the job is not on disk; None where it is."""
        return None if self.written else self.error or BenchwrightError("the store stopped before writing")


class Writer:
    """Groups writes into transactions. Any thread may call it; a caller that leaves loses nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._lock = Lock()
        self._hurry = Event()
        self._queue: list[Job] = []
        self._scheduled = False
        self._failure: Exception | None = None
        self._last_commit = 0.0
        # The interpreter waits for executor threads when it ends, so that nothing queued is lost without a `close`.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-writer")

    async def put(self, job: Job) -> None:
        """Write a job; it is durable once this returns."""
        job.waiter = asyncio.get_running_loop().create_future()
        self._submit(job)
        await job.waiter

    async def add(self, job: Job) -> None:
        """Queue a job; waits only while the backlog is long. Raises what earlier jobs of nobody's failed with."""
        self._raise_failure()
        self._submit(job)
        if len(self._queue) > LONG_BACKLOG:
            await self.flush()

    async def flush(self) -> None:
        """Wait until all that was added is durable."""
        self._hurry.set()
        await self.put(Job("", ()))
        self._raise_failure()

    def run(self, work: Callable[[Connection], ResultT]) -> ResultT:
        """Do work in a transaction of its own, after everything that was queued before; durable on return."""
        self._hurry.set()
        return self._thread.submit(self._do, work).result()

    def close(self) -> None:
        """Write what is queued and end; raises where something that was added could not be written."""
        self._hurry.set()
        self._thread.submit(self._finish).result()
        self._thread.shutdown()
        self._raise_failure()

    def _submit(self, job: Job) -> None:
        with self._lock:
            self._queue.append(job)
            idle, self._scheduled = not self._scheduled, True
        if idle:
            self._thread.submit(self._drain_in_time)

    def _raise_failure(self) -> None:
        failure, self._failure = self._failure, None
        if failure is not None:
            raise failure

    # Everything below runs in the thread.

    def _drain_in_time(self) -> None:
        pause = self._last_commit + PACE_S - time.monotonic()
        if pause > 0 and len(self._queue) < LONG_BACKLOG:
            self._hurry.wait(pause)
        self._drain()

    def _drain(self) -> None:
        self._hurry.clear()
        with self._lock:
            jobs, self._queue = self._queue, []
            self._scheduled = False
        self._last_commit = time.monotonic()
        try:
            self._write([job for job in jobs if _files_written(job)])
        except Exception as error:
            # A fault of ours: the waiters must hear of it, it would end with this thread otherwise.
            for job in jobs:
                job.error = job.error or error
            raise
        finally:
            self._settle(jobs)

    def _write(self, jobs: list[Job]) -> None:
        try:
            if any(job.statements for job in jobs):
                connection = self._open()
                with connection.begin():
                    _apply(connection, jobs)
        except OperationalError as error:
            _mark(jobs, error)
        except SQLAlchemyError as error:
            # One job's rows don't fit: the others must not suffer for it.
            if len(jobs) == 1:
                _mark(jobs, error)
            else:
                for job in jobs:
                    self._write([job])
        else:
            _mark(jobs, None)

    def _do(self, work: Callable[[Connection], ResultT]) -> ResultT:
        self._drain()
        try:
            connection = self._open()
            with connection.begin():
                return work(connection)
        except SQLAlchemyError as error:
            raise explained(error) from error

    def _finish(self) -> None:
        self._drain()
        if self._connection is not None:
            self._connection.close()

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def _settle(self, jobs: list[Job]) -> None:
        by_loop: dict[asyncio.AbstractEventLoop, list[Job]] = {}
        for job in jobs:
            if job.waiter is not None:
                by_loop.setdefault(job.waiter.get_loop(), []).append(job)
            elif self._failure is None:
                self._failure = job.problem()
        for loop, waiting in by_loop.items():
            with suppress(RuntimeError):  # a closed loop: nobody waits any more
                loop.call_soon_threadsafe(_wake, waiting)


def _files_written(job: Job) -> bool:
    if job.files is None:
        return True
    try:
        job.files()
    except OSError as error:
        job.error = BenchwrightError(f"the artifacts can't be written: {error}. Free space, or mend the folder.")
        job.error.__cause__ = error
        return False
    return True


def _apply(connection: Connection, jobs: list[Job]) -> None:
    pending: dict[Prepared, list[Mapping[str, Any]]] = {}
    seen: set[str] = set()
    for job in jobs:
        if job.identity and job.identity in seen:
            _execute(connection, pending)
            pending, seen = {}, set()
        seen.add(job.identity)
        for statement, rows in job.statements:
            pending.setdefault(statement, []).extend(rows)
    _execute(connection, pending)


def _execute(connection: Connection, pending: Mapping[Prepared, Rows]) -> None:
    for statement, rows in pending.items():
        if rows:
            statement.execute(connection, rows)


def _mark(jobs: list[Job], error: SQLAlchemyError | None) -> None:
    problem = None if error is None else explained(error)
    for job in jobs:
        job.written = problem is None or not job.statements
        job.error = problem


def _wake(jobs: list[Job]) -> None:
    for job in jobs:
        problem = job.problem()
        if job.waiter is None or job.waiter.done():  # the caller was cancelled
            continue
        if problem is None:
            job.waiter.set_result(None)
        else:
            job.waiter.set_exception(problem)
