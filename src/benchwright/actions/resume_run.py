"""Resume a run: make what is still to be made, and nothing else."""

from collections.abc import Mapping
from contextlib import AsyncExitStack, closing

from benchwright.actions.board import Board, Row
from benchwright.actions.drive_run import drive_run
from benchwright.actions.obey import obeying
from benchwright.actions.prove_tasks import prove_tasks
from benchwright.actions.rescore_run import rescore_stale
from benchwright.actions.workbench import Workbench, open_workbench
from benchwright.records.attempt import UNSCORED, Outcome
from benchwright.records.run import Run, RunStatus
from benchwright.records.summary import RunSummary
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store


async def resume_run(
    workspace: Workspace, name: str, board: Board, *, max_cost_usd: float | None = None, retry_errors: bool = False
) -> RunSummary:
    """Finish a run that was stopped or killed.

    Attempts whose task was edited since are made anew, and the stale ones no longer count. Scores of another version
    of their scorer are given anew from the stored answers.
    """
    async with AsyncExitStack() as stack:
        store = stack.enter_context(closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)))
        run = store.run(name)
        stack.enter_context(store.hold_run(run.id))
        spec = run.spec if run.sandbox is None else run.spec.model_copy(update={"sandbox": run.sandbox.backend})
        if max_cost_usd is not None:
            spec = spec.model_copy(update={"max_cost_usd": max_cost_usd})
        bench = open_workbench(workspace, spec)
        stack.push_async_callback(bench.close)
        await stack.enter_async_context(obeying(store, run.id, board))
        bench, quarantined = await prove_tasks(bench, store, board)
        done = _done(run, bench, store, retry_errors=retry_errors)
        run = run.model_copy(
            update={
                "spec": bench.spec,
                "suite_digest": bench.suite.digest,
                "quarantined": quarantined,
                "planned": bench.planned_count,
                "status": RunStatus.RUNNING,
                "finished_at": None,
            }
        )
        store.update_run(run)
        board.rows = _rows(bench, done)
        await rescore_stale(store, run, bench.by_id, bench.scorers)
        return await drive_run(run, bench, store, board, done=done)


def _done(run: Run, bench: Workbench, store: Store, *, retry_errors: bool) -> Mapping[str, Outcome]:
    """Return the finished attempts that the plan still holds, retiring those it no longer does."""
    finished = store.finished(run.id)
    planned = {attempt.key for index in range(len(bench.spec.candidates)) for attempt in bench.planned(index)}
    store.retire(run.id, finished.keys() - planned)
    return {
        key: outcome
        for key, outcome in finished.items()
        if key in planned and not (retry_errors and outcome in UNSCORED)
    }


def _rows(bench: Workbench, done: Mapping[str, Outcome]) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for index, candidate in enumerate(bench.spec.candidates):
        row = rows[candidate.name] = Row(candidate.name, planned=len(bench.tasks) * bench.spec.samples)
        for attempt in bench.planned(index):
            if attempt.key in done:
                row.count(done[attempt.key])
        row.before = row.done
    return rows
