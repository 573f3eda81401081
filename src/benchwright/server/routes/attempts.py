"""`/api/runs/…/attempts` and `/api/attempts`: single tries."""

from typing import Annotated

from fastapi import APIRouter, Query

from benchwright.actions.browse_attempts import browse_attempts, view_attempt
from benchwright.records.attempt import Outcome
from benchwright.records.attempt_row import AttemptQuery, AttemptSort
from benchwright.server.context import Kept
from benchwright.server.paging import Cursor, Limit
from benchwright.server.shapes.attempt import AttemptDetail, AttemptLine, attempt_detail
from benchwright.server.shapes.shape import Paged

router = APIRouter(prefix="/api", tags=["attempts"])


@router.get("/runs/{run_id}/attempts", operation_id="listAttempts")
def list_all(
    kept: Kept,
    run_id: str,
    *,
    outcome: Annotated[tuple[Outcome, ...], Query(max_length=9, description="Any of these; none: all.")] = (),
    candidate: Annotated[str | None, Query(max_length=300)] = None,
    task_id: Annotated[str | None, Query(max_length=200)] = None,
    difficulty: Annotated[str | None, Query(max_length=50)] = None,
    language: Annotated[str | None, Query(max_length=50)] = None,
    search: Annotated[str | None, Query(max_length=200, description="Part of the task's id.")] = None,
    sort: AttemptSort = "task",
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Paged[AttemptLine]:
    """List a run's attempts, by task unless sorted otherwise."""
    query = AttemptQuery(
        outcomes=outcome,
        candidate=candidate,
        task_id=task_id,
        difficulty=difficulty,
        language=language,
        search=search,
        sort=sort,
        cursor=cursor,
        limit=limit,
    )
    page = browse_attempts(kept, run_id, query)
    return Paged[AttemptLine](items=tuple(map(AttemptLine.of, page.rows)), next_cursor=page.next_cursor)


@router.get("/attempts/{attempt_id}", operation_id="getAttempt")
def show(kept: Kept, attempt_id: str) -> AttemptDetail:
    """Show an attempt in full; long texts are cut, their files hold all of them."""
    return attempt_detail(view_attempt(kept, attempt_id))
