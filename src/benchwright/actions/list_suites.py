"""List the suites there are: the workspace's and the shipped ones."""

from benchwright.actions.workbench import CATALOG
from benchwright.records.workspace import Workspace
from benchwright.suites.find import SuiteEntry
from benchwright.suites.find import list_suites as list_in


def list_suites(workspace: Workspace) -> tuple[SuiteEntry, ...]:
    """Return every suite that can be named, sorted by name."""
    return list_in((*workspace.suite_folders, CATALOG))
