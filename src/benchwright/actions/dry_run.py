"""Write the prompts that a run would send, and call nobody."""

from pathlib import Path

from benchwright.actions.drive_run import now
from benchwright.actions.workbench import open_workbench
from benchwright.records.record import Record
from benchwright.records.run import RunSpec
from benchwright.records.workspace import Workspace
from benchwright.store.artifacts import attempt_folder_name, write_text


class DryRun(Record):
    """What a dry run wrote."""

    folder: Path
    prompts: int


def dry_run(workspace: Workspace, spec: RunSpec) -> DryRun:
    """Write prompt.txt for each attempt under a folder of its own."""
    bench = open_workbench(workspace, spec, dry=True)
    folder = workspace.artifacts / f"dry_run_{now():%Y%m%dT%H%M%SZ}"
    count = 0
    for sample in range(spec.samples):
        for candidate in bench.spec.candidates:
            for task in bench.tasks:
                request = bench.solver.request(task, candidate, sample)
                text = "\n\n".join(f"[{message.role}]\n{message.content}" for message in request.messages)
                name = attempt_folder_name(task.id, candidate.name, sample)
                write_text(folder / name / "prompt.txt", text + "\n")
                count += 1
    return DryRun(folder=folder, prompts=count)
