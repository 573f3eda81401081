"""Look at one attempt that is stored."""

from contextlib import closing

from benchwright.records.attempt import Attempt
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store


def show_attempt(workspace: Workspace, name: str) -> Attempt:
    """Return an attempt by id or a unique part of its beginning."""
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        return store.attempt(name)
