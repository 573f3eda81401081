"""`/api/runs/…/export`: a run as a document for people or machines."""

from collections.abc import Iterator
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from benchwright.actions.export_run import export_run
from benchwright.actions.view_run import view_run
from benchwright.server.context import Here

router = APIRouter(prefix="/api", tags=["reports"])

Form = Literal["md", "csv", "json"]
_TYPES: dict[Form, str] = {
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@router.get(
    "/runs/{run_id}/export/{form}",
    operation_id="exportRun",
    response_class=StreamingResponse,
    responses={200: {"content": {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in _TYPES.values()}}},
)
def export(
    here: Here, run_id: str, form: Form, *, download: Annotated[bool, Query(description="Save it as a file.")] = True
) -> StreamingResponse:
    """Write a run as Markdown, CSV or JSON."""
    run = view_run(here.store, run_id).run
    pieces: Iterator[str] = export_run(here.workspace, run.id, form)
    disposition = f'attachment; filename="{run.id}.{form}"' if download else "inline"
    return StreamingResponse(pieces, media_type=_TYPES[form], headers={"content-disposition": disposition})
