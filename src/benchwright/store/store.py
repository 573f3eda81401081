"""The store: everything that outlives the process, behind one class whose methods speak records.

Writes go through one thread that groups them; reads see what is durable, so `flush` first to see what was just added.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.call import StoredCall
from benchwright.records.plan import CallHistory
from benchwright.records.run import Proof, Run, RunStatus
from benchwright.records.score import Score
from benchwright.records.summary import RunSummary, Tally
from benchwright.store import attempts, calls, leaderboard, lease, proofs, runs, tables, tallies
from benchwright.store import scores as judged_scores
from benchwright.store.artifacts import Artifacts
from benchwright.store.calls import CallBook, RunCalls
from benchwright.store.claims import Claims
from benchwright.store.database import Engines, Prepared, connect, upsert
from benchwright.store.schema import prepare
from benchwright.store.writer import Job, Writer

ResultT = TypeVar("ResultT")


class Store:
    """Runs, attempts, calls, scores and artifacts. Get one by `open`; any number of processes may share the files."""

    def __init__(self, engines: Engines, artifacts: Artifacts) -> None:
        self._engines = engines
        self._artifacts = artifacts
        self._writer = Writer(engines.writer)
        attempt = upsert(engines.writer, tables.attempts, unique=("run_id", "key"))
        self._keep_attempt = Prepared(attempt, engines.writer)
        self._outdate_scores = Prepared(judged_scores.OUTDATE, engines.writer)
        self._keep_score = Prepared(judged_scores.INSERT, engines.writer)
        self._book = CallBook(engines.reader, self._writer)
        self._purchases: list[RunCalls] = []

    @classmethod
    def open(cls, url: str, *, artifacts: Path) -> "Store":
        """Open a database such as `sqlite:///benchwright.db`, made or migrated as needed, and the runs' folder."""
        engines = connect(url)
        try:
            prepare(engines)
            return cls(engines, Artifacts(artifacts))
        except BaseException:
            engines.close()
            raise

    def close(self) -> None:
        """Write what is queued and give back all connections."""
        try:
            self._writer.close()
        finally:
            for purchases in self._purchases:
                purchases.close()
            self._book.close()
            self._engines.close()

    def create_run(self, run: Run) -> None:
        """Keep a new run."""
        self._write(partial(runs.create, run=run))

    def update_run(self, run: Run) -> None:
        """Keep a changed run: a raised budget, another number of planned attempts."""
        self._write(partial(runs.replace, run=run))

    def finish_run(self, run_id: str, status: RunStatus, *, note: str = "") -> None:
        """Write where a run stands."""
        self._write(partial(runs.finish, run_id=run_id, status=status, note=note))

    def run(self, name: str) -> Run:
        """Return the run of that id, unique beginning of an id, or `latest`."""
        return self._read(partial(runs.find, name=name))

    def runs(self, *, limit: int = 50) -> list[Run]:
        """Return runs, the newest first."""
        return self._read(partial(runs.newest, limit=limit))

    async def add(self, attempt: Attempt) -> None:
        """Queue a finished attempt, its scores and artifacts; waits only while many are queued."""
        rows = [judged_scores.row(attempt.id, score) for score in attempt.scores]
        statements = (
            (self._keep_attempt, (attempts.row(attempt),)),
            (self._outdate_scores, ({"judged": attempt.id},)),
            (self._keep_score, rows),
        )
        await self._writer.add(Job(attempt.id, statements, files=partial(self._artifacts.write_attempt, attempt)))

    async def flush(self) -> None:
        """Wait until all that was added is durable."""
        await self._writer.flush()

    def finished(self, run_id: str) -> dict[str, Outcome]:
        """Return the outcomes of a run's current attempts by key."""
        return self._read(partial(attempts.finished, run_id=run_id))

    def retire(self, run_id: str, keys: Collection[str]) -> int:
        """Keep attempts but count them no more: their keys are no longer planned. Return how many were counted."""
        return self._write(partial(attempts.retire, run_id=run_id, keys=keys))

    def attempts(self, run_id: str, *, current_only: bool = True) -> Iterator[Attempt]:
        """Yield a run's attempts with their scores by candidate, task and sample; memory stays flat."""
        return attempts.stream(self._engines.reader, run_id, current_only=current_only)

    def attempt(self, id_or_prefix: str) -> Attempt:
        """Return an attempt with the scores that count."""
        return self._read(partial(attempts.find, name=id_or_prefix))

    def calls(self, run_id: str) -> RunCalls:
        """Return the response cache as a run uses it: what it buys goes on its account."""
        purchases = RunCalls(self._book, run_id, Claims(self._artifacts.folder))
        self._purchases.append(purchases)
        return purchases

    async def get(self, key: str) -> StoredCall | None:
        """Return a stored call, or None."""
        return self._book.find(key)

    async def put(self, call: StoredCall) -> None:
        """Keep a paid answer on nobody's account; durable once this returns."""
        await self._book.keep("", call)

    async def spend(self, run_id: str, cost_usd: float | None, reason: str) -> None:
        """Enter money that was, or may have been, spent without an answer; None: nobody knows how much."""
        await self._book.spend(run_id, cost_usd, reason)

    def known_calls(self, keys: Sequence[str]) -> set[str]:
        """Return those of the keys whose calls are stored."""
        return self._read(partial(calls.known, keys=keys))

    def spent_usd(self, run_id: str) -> float:
        """Return what a run has spent, purchases of unknown cost left out."""
        return self._read(partial(calls.spent_usd, run_id=run_id))

    def call_history(self, provider: str, model: str) -> CallHistory:
        """Return what a model's stored calls say about its next one."""
        return self._read(partial(calls.history, provider=provider, model=model))

    def proofs(self, keys: Sequence[str]) -> dict[str, Proof]:
        """Return what is known of tasks, by the proofs' keys."""
        return self._read(partial(proofs.stored, keys=keys))

    def keep_proofs(self, made: Mapping[str, Proof]) -> None:
        """Keep what was found out about tasks, by key."""
        self._write(partial(proofs.keep, made=made))

    def replace_scores(self, attempt_id: str, scores: Sequence[Score], overall: float | None, outcome: Outcome) -> None:
        """Let new scores count; the old ones are kept, and those that say the same stay."""
        self._write(partial(judged_scores.replace, attempt_id=attempt_id, new=scores, overall=overall, outcome=outcome))

    def tallies(self, run_id: str) -> list[Tally]:
        """Return the counts of each of a run's candidates."""
        return self._read(lambda connection: tallies.of_run(connection, runs.find(connection, run_id)))

    def leaderboard(self, suite: str | None) -> list[tuple[str, Tally]]:
        """Return suite and counts of each candidate over all runs; None: of all suites."""
        return self._read(partial(leaderboard.leaderboard, suite=suite))

    def run_folder(self, run_id: str) -> Path:
        """Folder of a run's artifacts; it exists once something was written."""
        return self._artifacts.run_folder(run_id)

    def hold_run(self, run_id: str) -> AbstractContextManager[None]:
        """Hold a run while working on it; entering raises BadInput where another process does."""
        return lease.hold(self.run_folder(run_id), run_id)

    def is_under_way(self, run_id: str) -> bool:
        """Say whether a process works on the run now."""
        return lease.is_held(self.run_folder(run_id))

    def write_summary(self, summary: RunSummary) -> None:
        """Write summary.json into the run's folder, and latest_summary.json beside the runs."""
        self._artifacts.write_summary(summary)

    def _read(self, question: Callable[[Connection], ResultT]) -> ResultT:
        with self._engines.reader.connect() as connection:
            return question(connection)

    def _write(self, work: Callable[[Connection], ResultT]) -> ResultT:
        return self._writer.run(work)
