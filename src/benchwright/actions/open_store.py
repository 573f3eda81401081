"""Open the store of a workspace. A door that answers many questions keeps one open for as long as it runs."""

from benchwright.records.workspace import Workspace
from benchwright.store.store import Store


def open_store(workspace: Workspace) -> Store:
    """Return the workspace's store, made or migrated as needed; any thread may use it, `close` gives it back."""
    return Store.open(workspace.database_url, artifacts=workspace.artifacts)
