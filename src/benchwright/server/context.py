"""What routes are given: the workspace, its open store, and the runner of this server."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from benchwright.actions.open_store import Store
from benchwright.records.workspace import Workspace
from benchwright.server.runner import Runner


@dataclass(frozen=True)
class Context:
    """One server's things."""

    workspace: Workspace
    store: Store
    runner: Runner
    name: str
    """Another one each time a server is started, so that a page notices."""


def _context(request: Request) -> Context:
    return request.app.state.context


def _workspace(request: Request) -> Workspace:
    return _context(request).workspace


def _store(request: Request) -> Store:
    return _context(request).store


Here = Annotated[Context, Depends(_context)]
"""All of the server's own things."""
Lab = Annotated[Workspace, Depends(_workspace)]
"""Where this server works."""
Kept = Annotated[Store, Depends(_store)]
"""What is stored."""
