"""Import a published suite's file into the workspace."""

from pathlib import Path

from benchwright.actions import registry
from benchwright.errors import BadInput
from benchwright.records.record import Record
from benchwright.records.workspace import Workspace
from benchwright.suites.writing import write_suite


class Imported(Record):
    """What an import brought."""

    name: str
    folder: Path
    tasks: int
    digest: str


def import_suite(workspace: Workspace, form: str, path: Path, *, name: str, replace: bool = False) -> Imported:
    """Read a file in a published form and write it as a suite of the workspace."""
    if not path.is_file():
        raise BadInput(f"no file {path}")
    suite = registry.load("suites", form)().read(path, name=name)
    folder = workspace.suite_folders[0] / name
    write_suite(suite, folder, replace=replace)
    return Imported(name=name, folder=folder, tasks=len(suite.tasks), digest=suite.digest)
