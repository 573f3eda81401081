"""Draw tasks from a suite, or show all of them."""

from benchwright.actions.workbench import CATALOG
from benchwright.records.run import Selection
from benchwright.records.task import Suite
from benchwright.records.workspace import Workspace
from benchwright.suites.find import find_suite
from benchwright.suites.sampling import select


def sample_suite(workspace: Workspace, name: str, selection: Selection) -> Suite:
    """Return a suite with only the tasks of a selection, as `run` would take them."""
    suite = find_suite(name, folders=(*workspace.suite_folders, CATALOG))
    return suite.model_copy(update={"tasks": select(suite, selection)})
