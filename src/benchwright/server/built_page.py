"""The page as `make web` built it: its files as they are, and its start for every address that is one of its own."""

from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, Response
from starlette.exceptions import HTTPException

FOLDER = Path(__file__).parent / "page"
_NOT_PAGE = ("api/", "artifacts/", "docs/", "openapi.json", "health")
_MISSING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Benchwright</title></head><body>
<h1>Benchwright is running, without its page</h1>
<p>The page has not been built in this copy of the source. Build it once, with Node 20 or newer:</p>
<pre>make web</pre>
<p>Then reload. A wheel comes with the page built. The API is there already: <a href="/docs">/docs</a>.</p>
</body></html>
"""


def add_page(app: FastAPI, folder: Path = FOLDER) -> None:
    """Serve the page at every address that nothing else answers."""

    @app.get("/{path:path}", include_in_schema=False)
    def page(request: Request, path: str) -> Response:  # pyright: ignore[reportUnusedFunction] -- by the decorator
        if path.startswith(_NOT_PAGE) or path in ("api", "artifacts"):
            raise HTTPException(HTTPStatus.NOT_FOUND, f"there is nothing at {request.url.path[:200]}; see /docs")
        start = folder / "index.html"
        if not start.is_file():
            return HTMLResponse(_MISSING)
        file = _file(folder, path)
        if file is not None:
            return FileResponse(file, headers={"cache-control": _keep(path)})
        if "." in path.rpartition("/")[2]:
            raise HTTPException(HTTPStatus.NOT_FOUND, f"the page has no file {path[:200]}")
        return FileResponse(start, headers={"cache-control": "no-cache"})


def _file(folder: Path, path: str) -> Path | None:
    """Return a file of the page; None for what is none, or would lie outside of its folder."""
    if not path or "\0" in path:
        return None
    file = (folder / path).resolve()
    return file if file.is_file() and file.is_relative_to(folder.resolve()) else None


def _keep(path: str) -> str:
    """Files under `assets/` carry a digest in their name and never change."""
    return "public, max-age=31536000, immutable" if path.startswith("assets/") else "no-cache"
