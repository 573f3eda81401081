"""The application: routes, errors and the gate, put together for one workspace."""

import asyncio
import secrets
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, closing

from fastapi import FastAPI
from starlette.types import ASGIApp

from benchwright import __version__
from benchwright.actions.edit_run import purge_runs
from benchwright.actions.mend_runs import mend_runs
from benchwright.actions.open_store import open_store
from benchwright.records.workspace import Workspace
from benchwright.server.access import Access
from benchwright.server.api_docs import add_documentation
from benchwright.server.built_page import add_page
from benchwright.server.context import Context
from benchwright.server.gate import Gate
from benchwright.server.live_workspace import LiveWorkspace
from benchwright.server.log import RequestLog
from benchwright.server.openapi import describe
from benchwright.server.problems import answer_problems
from benchwright.server.routes import (
    artifacts,
    attempts,
    candidates,
    configs,
    events,
    exports,
    results,
    runs,
    settings,
    suites,
)
from benchwright.server.runner import Runner

BODY_LIMIT = 50 * 2**20
"""Bytes of a request's body."""
_ABOUT = """Measure what language models do, and say how sure it is.

Lists are walked by `cursor` and `limit`. Errors are RFC 9457 problem details. Money is a decimal number in a string, in
US dollars; times are UTC. Unknown is null, never zero. An edit carries the ETag it was made from in `If-Match`.
"""


def create_app(workspace: Workspace) -> FastAPI:
    """Return the application for a workspace, without its gate: what describes the API needs no more."""
    app = FastAPI(
        title="Benchwright",
        version=__version__,
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
        max_body_size=BODY_LIMIT,
    )
    app.state.workspace = workspace
    for part in (runs, attempts, results, exports, suites, candidates, configs, settings, artifacts, events):
        app.include_router(part.router)
    add_documentation(app)
    add_page(app)
    answer_problems(app)
    describe(app)
    return app


def guarded_app(workspace: Workspace, access: Access) -> ASGIApp:
    """Return the application behind its gate, which stands around its last handler of errors too."""
    return RequestLog(Gate(create_app(workspace), access))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncGenerator[None]:
    workspace: Workspace = app.state.workspace
    runner = Runner()
    with closing(open_store(workspace)) as store:
        mend_runs(store)
        purge_runs(store)
        app.state.context = Context(
            live=LiveWorkspace(workspace), store=store, runner=runner, name=secrets.token_hex(4)
        )
        yield
        await asyncio.to_thread(runner.close)
