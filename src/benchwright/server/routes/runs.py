"""`/api/runs` and `/api/plans`: what is run, what was run, and what can be done with it."""

from decimal import Decimal
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query, Response

from benchwright.actions.browse_runs import browse_runs
from benchwright.actions.edit_run import delete_run, edit_run, restore_run
from benchwright.actions.plan_run import plan_run
from benchwright.actions.rescore_run import rescore_run
from benchwright.actions.resume_run import resume_run
from benchwright.actions.start_run import start_run
from benchwright.actions.steer_run import raise_budget, stop_run
from benchwright.actions.view_run import view_run
from benchwright.records.run import RunStatus
from benchwright.records.run_row import RunEdit, RunQuery, RunSort
from benchwright.server.context import Context, Here, Kept, Lab
from benchwright.server.etags import IfMatch, etag, needed_version, version_of
from benchwright.server.paging import Cursor, Limit
from benchwright.server.request import spec_of
from benchwright.server.shapes.run import (
    BudgetRequest,
    Plan,
    RunDetail,
    RunEditRequest,
    RunLine,
    RunRequest,
    plan_of,
    run_detail,
)
from benchwright.server.shapes.shape import Paged

router = APIRouter(prefix="/api", tags=["runs"])


@router.post("/plans", operation_id="planRun")
def plan(lab: Lab, asked: RunRequest) -> Plan:
    """Say what a run would do and cost; nothing is spent and nothing is kept."""
    return plan_of(plan_run(lab, spec_of(lab, asked)))


@router.post("/runs", operation_id="startRun", status_code=HTTPStatus.CREATED)
def start(here: Here, asked: RunRequest, response: Response) -> RunDetail:
    """Start a run; it goes on in the server, and is answered as soon as it is under way."""
    spec = spec_of(here.workspace, asked)
    run_id = here.runner.start(lambda board: start_run(here.workspace, spec, board))
    response.headers["location"] = f"/api/runs/{run_id}"
    return _shown(here, run_id, response)


@router.get("/runs", operation_id="listRuns")
def list_all(
    kept: Kept,
    *,
    suite: Annotated[str | None, Query(max_length=300)] = None,
    status: RunStatus | None = None,
    tag: Annotated[str | None, Query(max_length=50)] = None,
    candidate: Annotated[str | None, Query(max_length=300)] = None,
    search: Annotated[str | None, Query(max_length=200, description="Part of id, name or suite.")] = None,
    deleted: Annotated[bool, Query(description="The deleted runs instead of the others.")] = False,
    sort: RunSort = "-created_at",
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Paged[RunLine]:
    """List runs, the newest first unless sorted otherwise."""
    query = RunQuery(
        suite=suite,
        status=status,
        tag=tag,
        candidate=candidate,
        search=search,
        deleted=deleted,
        sort=sort,
        cursor=cursor,
        limit=limit,
    )
    page = browse_runs(kept, query)
    return Paged[RunLine](items=tuple(map(RunLine.of, page.rows)), next_cursor=page.next_cursor)


@router.get("/runs/{run_id}", operation_id="getRun")
def show(here: Here, run_id: str, response: Response) -> RunDetail:
    """Show a run in full, by id, a unique beginning of an id, or `latest`; its ETag names its version."""
    return _shown(here, run_id, response)


@router.patch("/runs/{run_id}", operation_id="editRun")
def edit(here: Here, run_id: str, asked: RunEditRequest, response: Response, if_match: IfMatch = None) -> RunDetail:
    """Rename a run, or change its notes or tags; 412 where somebody else did meanwhile."""
    edit_run(here.store, run_id, RunEdit(**asked.model_dump()), version=needed_version(if_match))
    return _shown(here, run_id, response)


@router.delete("/runs/{run_id}", operation_id="deleteRun")
def delete(kept: Kept, run_id: str, response: Response, if_match: IfMatch = None) -> RunLine:
    """Delete a run; for 30 days it can be restored. 409 while it is under way."""
    row = delete_run(kept, run_id, version=version_of(if_match))
    response.headers["etag"] = etag(row.version)
    return RunLine.of(row)


@router.post("/runs/{run_id}/restore", operation_id="restoreRun")
def restore(here: Here, run_id: str, response: Response, if_match: IfMatch = None) -> RunDetail:
    """Take a deletion back."""
    restore_run(here.store, run_id, version=version_of(if_match))
    return _shown(here, run_id, response)


@router.post("/runs/{run_id}/pause", operation_id="pauseRun", status_code=HTTPStatus.ACCEPTED)
def pause(here: Here, run_id: str, response: Response) -> RunDetail:
    """Stop a run once the attempts under way are finished; no other call is made. 409 where it is not under way."""
    return _shown(here, stop_run(here.store, run_id, "pause"), response)


@router.post("/runs/{run_id}/cancel", operation_id="cancelRun", status_code=HTTPStatus.ACCEPTED)
def cancel(here: Here, run_id: str, response: Response) -> RunDetail:
    """Stop a run now and drop the attempts under way; what was finished is kept, and `resume` makes the rest."""
    return _shown(here, stop_run(here.store, run_id, "cancel"), response)


@router.post("/runs/{run_id}/resume", operation_id="resumeRun", status_code=HTTPStatus.ACCEPTED)
def resume(here: Here, run_id: str, response: Response) -> RunDetail:
    """Make what is still to be made, and nothing else. 409 while the run is under way."""
    return _shown(here, _resumed(here, run_id), response)


@router.post("/runs/{run_id}/retry-errors", operation_id="retryErrors", status_code=HTTPStatus.ACCEPTED)
def retry_errors(here: Here, run_id: str, response: Response) -> RunDetail:
    """Make attempts anew that ended in infrastructure errors, and what is missing."""
    return _shown(here, _resumed(here, run_id, retry_errors=True), response)


@router.put("/runs/{run_id}/budget", operation_id="raiseBudget", status_code=HTTPStatus.ACCEPTED)
def budget(here: Here, run_id: str, asked: BudgetRequest, response: Response, if_match: IfMatch = None) -> RunDetail:
    """Raise a run's budget; a run under way goes on with it, one that is not can then be resumed.

    409 where the run was started without one, 412 where it was changed since the ETag in `If-Match`.
    """
    raise_budget(here.store, run_id, float(Decimal(asked.max_cost_usd)), version=version_of(if_match))
    return _shown(here, run_id, response)


@router.post("/runs/{run_id}/rescore", operation_id="rescoreRun")
async def rescore(here: Here, run_id: str, response: Response) -> RunDetail:
    """Score stored answers with the scorers and weights of today; no model is called, old scores are kept."""
    await rescore_run(here.workspace, run_id)
    return _shown(here, run_id, response)


def _resumed(here: Context, run_id: str, *, retry_errors: bool = False) -> str:
    return here.runner.start(lambda board: resume_run(here.workspace, run_id, board, retry_errors=retry_errors))


def _shown(here: Context, run_id: str, response: Response) -> RunDetail:
    page = view_run(here.store, run_id)
    response.headers["etag"] = etag(page.row.version)
    return run_detail(page, here.runner.board(page.run.id))
