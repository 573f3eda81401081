"""`/api/runs/…/export` and `/api/comparisons/export`: results as documents for people or machines."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse

from benchwright.actions.export_comparison import export_comparison
from benchwright.actions.export_run import export_run
from benchwright.actions.render import check_form
from benchwright.actions.view_run import view_run
from benchwright.records.comparison import Contender
from benchwright.server.context import Here, Kept
from benchwright.server.routes.artifacts import FILE_POLICY
from benchwright.server.routes.results import ComparisonRequest

router = APIRouter(prefix="/api", tags=["reports"])

Form = Literal["md", "html", "pdf", "csv", "json"]
Download = Annotated[bool, Query(description="Save it as a file; false: to look at.")]
_TYPES: dict[Form, str] = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
_STRING = {"schema": {"type": "string"}}
_SENT = {200: {"content": {kind.partition(";")[0]: _STRING for kind in _TYPES.values() if "json" not in kind}}}
_SENT[200]["content"]["application/json"] = {"schema": {}}
_POLICY = f"{FILE_POLICY}; style-src 'unsafe-inline'"


@router.get("/runs/{run_id}/export/{form}", operation_id="exportRun", response_class=Response, responses={**_SENT})
def export(here: Here, run_id: str, form: Form, *, download: Download = True) -> StreamingResponse:
    """Write a run as Markdown, one HTML page, PDF, CSV or JSON."""
    check_form(form)
    run = view_run(here.store, run_id).run
    pieces = export_run(here.workspace, run.id, form)
    return StreamingResponse(pieces, media_type=_TYPES[form], headers=_headers(f"{run.id}.{form}", download=download))


@router.post(
    "/comparisons/export/{form}", operation_id="exportComparison", response_class=Response, responses={**_SENT}
)
def export_compared(kept: Kept, form: Form, asked: ComparisonRequest, *, download: Download = True) -> Response:
    """Write a comparison as Markdown, one HTML page, PDF, CSV (task by task) or JSON."""
    contenders = [Contender(**one.model_dump()) for one in asked.contenders]
    written = export_comparison(kept, contenders, form)
    return Response(written, media_type=_TYPES[form], headers=_headers(f"comparison.{form}", download=download))


def _headers(name: str, *, download: bool) -> dict[str, str]:
    disposition = f'attachment; filename="{name}"' if download else "inline"
    return {"content-disposition": disposition, "content-security-policy": _POLICY}
