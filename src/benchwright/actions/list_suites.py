"""List the suites there are: the workspace's and the shipped ones."""

from benchwright.actions.workbench import CATALOG
from benchwright.records.workspace import Workspace
from benchwright.suites import find


def list_suites(workspace: Workspace) -> tuple[find.SuiteEntry, ...]:
    """Return every suite that can be named, sorted by name."""
    return find.list_suites((*workspace.suite_folders, CATALOG))
