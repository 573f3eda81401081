"""The store: everything that outlives the process, behind one class whose methods speak records.

Writes go through one thread that groups them; reads see what is durable, so `flush` first to see what was just added.
"""

from collections.abc import Callable, Collection, Generator, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from benchwright.records.absence import Absence
from benchwright.records.analytics import Cell
from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.attempt_row import AttemptQuery, AttemptRow
from benchwright.records.call import StoredCall
from benchwright.records.comparison import Contender, TaskCount
from benchwright.records.feed import Feed
from benchwright.records.page import Page
from benchwright.records.plan import CallHistory
from benchwright.records.run import Proof, Run, RunStatus, Wish
from benchwright.records.run_row import RunEdit, RunQuery, RunRow
from benchwright.records.score import Score
from benchwright.records.spending import Spending
from benchwright.records.suite_row import SuiteRow, TaskQuery, TaskRow
from benchwright.records.summary import RunSummary, Tally
from benchwright.records.validation import KeptValidation
from benchwright.store import (
    absences,
    analytics,
    attempt_rows,
    attempts,
    calls,
    changes,
    contenders,
    lease,
    proofs,
    purge,
    recount,
    run_rows,
    runs,
    seen,
    spending,
    stale,
    tables,
    validations,
)
from benchwright.store import scores as judged_scores
from benchwright.store import wish as wishes
from benchwright.store.artifacts import Artifacts
from benchwright.store.calls import CallBook, RunCalls
from benchwright.store.cells import Place
from benchwright.store.claims import Claims, ServerClaims
from benchwright.store.database import Engines, Prepared, connect, insert_missing, upsert
from benchwright.store.folding import Folder
from benchwright.store.remembered import Remembered
from benchwright.store.schema import prepare
from benchwright.store.writer import Job, Writer

ResultT = TypeVar("ResultT")
OnePlace = tuple[str | None, str | None]
"""A difficulty and a language; None: over all."""


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
        self._note_stale = Prepared(insert_missing(engines.writer, tables.stale_tasks), engines.writer)
        self._folder = Folder(engines.reader, self._writer)
        self._remembered = Remembered(engines.reader)
        self._tell = Prepared(changes.INSERT, engines.writer)
        self._book = CallBook(engines.reader, self._writer)
        self._claims = ServerClaims(engines.reader)
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
            self._claims.close()
            self._book.close()
            self._remembered.close()
            self._engines.close()

    def database(self) -> str:
        """Return the kind and version of the database."""
        return self._engines.kind()

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
            (self._note_stale, (stale.row(attempt),)),
            (self._tell, (changes.row("attempt_finished", attempt.run_id, attempt.id),)),
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
        purchases = RunCalls(self._book, run_id, Claims(self._artifacts.folder, self._claims))
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

    def validations(self, digests: Sequence[str]) -> tuple[KeptValidation, ...]:
        """Return the newest proofs that are kept of tasks, by the digests of their content."""
        return self._read(partial(validations.stored, digests=digests))

    def keep_validation(self, made: KeptValidation) -> None:
        """Keep the proof of a task in place of the one before."""
        self._write(partial(validations.keep, made=made))

    def replace_scores(self, attempt_id: str, scores: Sequence[Score], overall: float | None, outcome: Outcome) -> None:
        """Let new scores count; the old ones are kept, and those that say the same stay."""
        self._write(partial(judged_scores.replace, attempt_id=attempt_id, new=scores, overall=overall, outcome=outcome))

    def tallies(self, run_id: str) -> list[Tally]:
        """Return the counts of each of a run's candidates, in the run's order."""
        return [cell.tally for cell in self.run_cells(run_id, (None, None))]

    def leaderboard(self, suite: str | None) -> list[tuple[str, Tally]]:
        """Return suite and counts of each candidate over all runs; None: of all suites."""
        suites = self.suites() if suite is None else [suite]
        cells = [cell for name in suites for cell in self.suite_cells(name, (None, None))]
        return [(cell.suite, cell.tally) for cell in cells]

    def run_cells(self, run_id: str, only: OnePlace | None = None) -> list[Cell]:
        """Return a run's figures by candidate: over all, by difficulty and by language; or of one place only."""
        run = self.run(run_id)
        return self._sum_up(partial(analytics.of_run, run=run, only=only and Place(*only)))

    def suite_cells(self, suite: str, only: OnePlace | None = None) -> list[Cell]:
        """Return the figures of a suite's leaderboard in the same cells."""
        return self._sum_up(partial(analytics.of_suite, suite=suite, only=only and Place(*only)))

    def best_runs(self, suite: str) -> list[tuple[str, Cell]]:
        """Return each candidate's run of a suite with the highest pass rate, by its id, with its figures there."""
        return self._sum_up(partial(analytics.best_runs, suite=suite))

    def suites(self) -> list[str]:
        """Return the names of the suites that there are runs of."""
        return self._read(seen.suites)

    def suite_rows(self) -> list[SuiteRow]:
        """Return the suites that runs were made of, by name."""
        return self._sum_up(seen.suite_rows)

    def task_rows(self, suite: str, query: TaskQuery) -> Page[TaskRow]:
        """Return a page of a suite's tasks, as runs have seen them."""
        return self._sum_up(partial(seen.task_rows, suite=suite, query=query))

    def task_counts(self, contender: Contender) -> tuple[TaskCount, ...]:
        """Return a contender's results by task."""
        return self._sum_up(partial(contenders.task_counts, contender=contender))

    def absences(self, suite: str) -> list[Absence]:
        """Return who took part in runs of a suite and is not on its leaderboard, and why."""
        return self._sum_up(partial(absences.absences, suite=suite))

    def run_rows(self, query: RunQuery) -> Page[RunRow]:
        """Return a page of runs."""
        return self._sum_up(partial(run_rows.page, query=query))

    def run_row(self, run_id: str) -> RunRow:
        """Return a run's row, deleted or not."""
        return self._sum_up(partial(run_rows.one, run_id=run_id))

    def edit_run(self, run_id: str, change: RunEdit, *, version: int | None = None) -> RunRow:
        """Change a run's name, notes or tags; raise EditConflict where its version is another one."""
        return self._write(partial(run_rows.edit, run_id=run_id, change=change, version=version))

    def raise_budget(self, run_id: str, max_cost_usd: float, *, version: int | None = None) -> RunRow:
        """Raise a run's budget; raise EditConflict for another version, NoBudget and BadInput where it can't be."""
        return self._write(
            partial(run_rows.raise_budget, run_id=run_id, max_cost_usd=max_cost_usd, version=version),
        )

    def delete_run(self, run_id: str, *, version: int | None = None) -> RunRow:
        """Take a run out of lists and figures until it is restored; raise RunBusy where a process works on it."""
        with self.hold_run(run_id):
            self._folder.hurry()
            return self._write(partial(run_rows.delete, run_id=run_id, version=version))

    def restore_run(self, run_id: str, *, version: int | None = None) -> RunRow:
        """Undo a deletion."""
        self._folder.hurry()
        return self._write(partial(run_rows.restore, run_id=run_id, version=version))

    def purge_runs(self, *, deleted_before: datetime) -> tuple[str, ...]:
        """Remove for ever the runs that were deleted before a moment, with their files; return their ids."""
        self._folder.fold()
        gone = self._write(partial(purge.purge, deleted_before=deleted_before))
        for run_id in gone:
            self._artifacts.remove_run(run_id)
        return gone

    def remember(self, question: Hashable, work: Callable[[], ResultT]) -> ResultT:
        """Return what `work` makes of what is stored, or what it made where nothing has changed since.

        `question` names all that the answer depends on besides what is stored.
        """
        self._folder.fold_in_time()
        return self._remembered.answer(question, work)

    def attempt_rows(self, run_id: str, query: AttemptQuery) -> Page[AttemptRow]:
        """Return a page of a run's attempts that count."""
        return self._read(partial(attempt_rows.page, run_id=run_id, query=query))

    def artifact_names(self, attempt: Attempt) -> tuple[str, tuple[str, ...]]:
        """Return the name of an attempt's folder, and those of the files in it."""
        return self._artifacts.names(attempt)

    def feed(self, since: int, *, limit: int = 500) -> Feed:
        """Return what happened after a number, over all runs and whoever made it happen."""
        return self._read(partial(changes.feed, since=since, limit=limit))

    def last_change(self) -> int:
        """Return the number of the newest change; 0 where there is none."""
        return self._read(changes.last)

    def spending(self, now: datetime) -> Spending:
        """Return what was paid on the day, in the month and in all the time before a moment, by UTC."""
        return self._read(partial(spending.spending, now=now))

    def drift(self) -> list[str]:
        """Return a line for each summary that is not what the attempts say; empty: all are right."""
        self._folder.fold()
        return self._read(recount.drift)

    def rebuild(self) -> None:
        """Make all summaries anew from the attempts."""
        self._write(recount.forget)
        self._folder.fold()

    def run_folder(self, run_id: str) -> Path:
        """Folder of a run's artifacts; it exists once something was written."""
        return self._artifacts.run_folder(run_id)

    @contextmanager
    def hold_run(self, run_id: str) -> Generator[None]:
        """Hold a run while working on it; entering raises RunBusy where another process does."""
        with lease.hold(self.run_folder(run_id), run_id), lease.hold_on_server(self._engines.reader, run_id):
            yield

    def is_under_way(self, run_id: str) -> bool:
        """Say whether a process works on the run now."""
        return lease.is_held(self.run_folder(run_id)) or lease.is_held_on_server(self._engines.reader, run_id)

    def leave_wish(self, run_id: str, wish: Wish) -> None:
        """Tell whoever works on the run what a person wants of it."""
        wishes.leave(self.run_folder(run_id), wish)

    def wish(self, run_id: str) -> Wish:
        """Return what a person wants of the run."""
        return wishes.read(self.run_folder(run_id))

    def forget_wish(self, run_id: str) -> None:
        """Take away what a person wanted of the run."""
        wishes.forget(self.run_folder(run_id))

    def write_summary(self, summary: RunSummary) -> None:
        """Write summary.json into the run's folder, and latest_summary.json beside the runs."""
        self._artifacts.write_summary(summary)

    def _read(self, question: Callable[[Connection], ResultT]) -> ResultT:
        with self._engines.reader.connect() as connection:
            return question(connection)

    def _sum_up(self, question: Callable[[Connection], ResultT]) -> ResultT:
        """Answer a question that is put to the summaries."""
        self._folder.fold_in_time()
        return self._read(question)

    def _write(self, work: Callable[[Connection], ResultT]) -> ResultT:
        return self._writer.run(work)
