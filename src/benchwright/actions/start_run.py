"""Start a run: candidates x tasks x samples, every finished attempt kept."""

import secrets
from contextlib import AsyncExitStack, closing

from benchwright.actions.board import Board, Row
from benchwright.actions.drive_run import drive_run, now
from benchwright.actions.obey import obeying
from benchwright.actions.prove_tasks import prove_tasks
from benchwright.actions.workbench import ABUSE, Workbench, open_workbench
from benchwright.records.run import Run, RunSpec
from benchwright.records.summary import RunSummary
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store
from benchwright.suites.abuse import digest_abuse


async def start_run(workspace: Workspace, spec: RunSpec, board: Board) -> RunSummary:
    """Run a spec to its end, or until the board asks to stop; raise a UserMistake before anything is spent."""
    bench = open_workbench(workspace, spec)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(bench.close)
        store = stack.enter_context(closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)))
        run = new_run(bench)
        stack.enter_context(store.hold_run(run.id))
        store.create_run(run)
        await stack.enter_async_context(obeying(store, run.id, board))
        bench, quarantined = await prove_tasks(bench, store, board)
        run = run.model_copy(update={"quarantined": quarantined, "planned": bench.planned_count})
        store.update_run(run)
        per_candidate = len(bench.tasks) * bench.spec.samples
        board.rows = {c.name: Row(c.name, planned=per_candidate) for c in bench.spec.candidates}
        return await drive_run(run, bench, store, board, done=())


def new_run(bench: Workbench) -> Run:
    """Return the record of a run that starts now; its id sorts by time."""
    created_at = now()
    return Run(
        id=f"run_{created_at:%Y%m%dT%H%M%SZ}_{secrets.token_hex(3)}",
        spec=bench.spec,
        suite=bench.suite.name,
        suite_digest=bench.suite.digest,
        solver=bench.solver_name,
        sandbox=bench.sandbox.tier() if bench.sandbox else None,
        abuse_digest=digest_abuse(ABUSE) if bench.sandbox else "",
        planned=bench.planned_count,
        created_at=created_at,
    )
