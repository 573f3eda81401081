"""Write the prompts that a run would send, and call nobody."""

import secrets
from pathlib import Path

from benchwright.actions.drive_run import now
from benchwright.actions.workbench import open_workbench
from benchwright.records.call import ModelRequest
from benchwright.records.record import Record
from benchwright.records.run import RunSpec
from benchwright.records.workspace import Workspace
from benchwright.store.artifacts import Artifacts, attempt_folder


class DryRun(Record):
    """What a dry run wrote."""

    folder: Path
    prompts: int


def dry_run(workspace: Workspace, spec: RunSpec) -> DryRun:
    """Write prompt.txt for each attempt under a folder of its own."""
    bench = open_workbench(workspace, spec, dry=True)
    Artifacts(workspace.artifacts)  # refuses a folder that can't be written
    folder = workspace.artifacts / f"dry_run_{now():%Y%m%dT%H%M%SZ}_{secrets.token_hex(3)}"
    count = 0
    for sample in range(spec.samples):
        for candidate in bench.spec.candidates:
            for task in bench.tasks:
                _write(
                    folder / attempt_folder(task.id, candidate.name, sample),
                    bench.solver.request(task, candidate, sample),
                )
                count += 1
    return DryRun(folder=folder, prompts=count)


def _write(folder: Path, request: ModelRequest) -> None:
    folder.mkdir(parents=True)
    text = "\n\n".join(f"[{message.role}]\n{message.content}" for message in request.messages)
    (folder / "prompt.txt").write_text(text + "\n", encoding="utf-8", errors="replace")
