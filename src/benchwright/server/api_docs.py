"""`/docs` and `/redoc`: the API's own documentation, with assets from the package, so that it works offline."""

from pathlib import Path

import fastapi_offline
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

_VENDOR = Path(fastapi_offline.__file__).parent / "static"
_OWN = Path(__file__).parent / "api_docs_files"

_SWAGGER = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Benchwright API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/vendor/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/docs/vendor/swagger-ui-bundle.js"></script>
<script src="/docs/own/swagger.js"></script></body></html>
"""
_REDOC = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Benchwright API</title>
<link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><redoc spec-url="/openapi.json" hide-logo disable-search></redoc>
<script src="/docs/vendor/redoc.standalone.js"></script></body></html>
"""


def add_documentation(app: FastAPI) -> None:
    """Add both pages; neither loads anything from elsewhere, and no script stands in the page itself."""
    app.mount("/docs/vendor", StaticFiles(directory=_VENDOR))
    app.mount("/docs/own", StaticFiles(directory=_OWN))

    @app.get("/docs", include_in_schema=False)
    def swagger() -> HTMLResponse:  # pyright: ignore[reportUnusedFunction] -- registered by the decorator
        return HTMLResponse(_SWAGGER)

    @app.get("/redoc", include_in_schema=False)
    def redoc() -> HTMLResponse:  # pyright: ignore[reportUnusedFunction] -- registered by the decorator
        return HTMLResponse(_REDOC)
