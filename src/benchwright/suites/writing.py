"""Suites to disk: `suite.yaml` and `tasks.jsonl`, whole or not at all."""

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml

from benchwright.errors import BadInput
from benchwright.records.task import Suite, Task
from benchwright.suites.reading import HEADER, TASKS_FILES


def write_suite(suite: Suite, folder: Path, *, replace: bool = False) -> None:
    """Write a suite as a folder that `read_suite` reads back with the same digest.

    Raise BadInput where the folder holds anything, unless that is a suite and may be replaced, and where it can't be
    written.
    """
    _refuse_taken(folder, replace=replace)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-suite-", dir=folder.parent) as scratch:
            _fill(Path(scratch) / "new", suite)
            _swap(folder, Path(scratch))
    except OSError as error:
        raise BadInput(f"{folder}: can't be written: {error.strerror}; choose another place") from error


def _swap(folder: Path, scratch: Path) -> None:
    if not folder.exists():
        (scratch / "new").rename(folder)
        return
    folder.rename(scratch / "old")
    try:
        (scratch / "new").rename(folder)
    except OSError:
        (scratch / "old").rename(folder)
        raise


def _refuse_taken(folder: Path, *, replace: bool) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise BadInput(f"{folder}: is a file; choose another name")
    is_suite = (folder / HEADER).is_file()
    if any(folder.iterdir()) and not (replace and is_suite):
        remedy = "choose another name, or ask to replace it" if is_suite else "choose another name"
        raise BadInput(f"{folder}: there is something here already; {remedy}")


def _fill(folder: Path, suite: Suite) -> None:
    folder.mkdir()
    header = suite.model_dump(exclude={"tasks", "location"}, exclude_defaults=True)
    text = yaml.safe_dump(header | {"version": suite.version}, sort_keys=False, allow_unicode=True, width=100)
    (folder / HEADER).write_text(text, encoding="utf-8")
    with (folder / TASKS_FILES[0]).open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps(_fields(task)) + "\n" for task in suite.tasks)


def _fields(task: Task) -> dict[str, Any]:
    """Return what differs from the defaults; `kind`, and None as an expected value, are said aloud all the same."""
    fields = task.model_dump(mode="json", exclude_defaults=True)
    for case in fields.get("cases", ()):
        if "raises" not in case:
            case.setdefault("expected", None)
    return {"kind": task.kind, "id": task.id, **fields}
