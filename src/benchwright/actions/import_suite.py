"""Import a published suite's file into the workspace."""

import re
from pathlib import Path

from benchwright.actions import registry
from benchwright.errors import BadInput
from benchwright.records.record import Record
from benchwright.records.workspace import Workspace
from benchwright.suites.writing import write_suite

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")


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
    if not _NAME.match(name):
        raise BadInput(f"--as {name}: a suite's name is letters, digits, dots, dashes and underscores")
    suite = registry.load("suites", form)().read(path, name=name)
    folder = workspace.suite_folders[0] / name
    write_suite(suite, folder, replace=replace)
    return Imported(name=name, folder=folder, tasks=len(suite.tasks), digest=suite.digest)
