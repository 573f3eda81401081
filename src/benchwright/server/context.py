"""What routes are given: the workspace, its open store, and the runner of this server."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from fastapi import Depends, Request

from benchwright.actions.open_store import Store
from benchwright.records.workspace import Workspace
from benchwright.server.live_workspace import LiveWorkspace
from benchwright.server.runner import Runner


@dataclass(frozen=True)
class Context:
    """One server's things."""

    live: LiveWorkspace
    store: Store
    runner: Runner
    name: str
    """Another one each time a server is started, so that a page notices."""

    @property
    def workspace(self) -> Workspace:
        """Where this server works, with the configs that are saved now."""
        return self.live.now()

    @property
    def config_file(self) -> Path:
        """Where saved configs are kept."""
        return self.live.config_file


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
