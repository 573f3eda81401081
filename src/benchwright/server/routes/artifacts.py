"""`/artifacts`: stored files, shown as text and never executed."""

from pathlib import PurePath

from fastapi import APIRouter
from fastapi.responses import FileResponse

from benchwright.actions.find_artifact import find_artifact
from benchwright.server.context import Kept

router = APIRouter(prefix="/artifacts", tags=["artifacts"])

FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
_RUNS_IN_BROWSERS = frozenset({".html", ".htm", ".xhtml", ".svg", ".xml", ".pdf", ".mht", ".mhtml"})


@router.get(
    "/{run_id}/{attempt_id}/{name}",
    operation_id="getArtifact",
    response_class=FileResponse,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def download(kept: Kept, run_id: str, attempt_id: str, name: str) -> FileResponse:
    """Send a file of an attempt as plain text; what a browser would run is sent as a download."""
    path = find_artifact(kept, run_id, attempt_id, name)
    return FileResponse(
        path,
        media_type="text/plain; charset=utf-8",
        filename=path.name,
        content_disposition_type="attachment" if PurePath(name).suffix.lower() in _RUNS_IN_BROWSERS else "inline",
        headers={"content-security-policy": FILE_POLICY},
    )
