"""Say what is ready on this machine, and how to mend what is not."""

import shutil
import sys
from contextlib import closing
from pathlib import Path

from benchwright.actions.workbench import sandboxes
from benchwright.errors import Caught, MissingTool
from benchwright.models.providers import PROVIDERS
from benchwright.records.execution import Readiness
from benchwright.records.record import Record
from benchwright.records.workspace import Workspace
from benchwright.sandboxes.toolchains.known import LANGUAGES, toolchain
from benchwright.store.store import Store


class Diagnosis(Record):
    """What is ready, by kind."""

    ready: bool
    """Whether everything that runs need is there; keys and unsafe backends aside."""
    sandboxes: tuple[Readiness, ...]
    toolchains: tuple[Readiness, ...]
    languages: tuple[Readiness, ...]
    """What programs besides function tasks can be written in; `sandbox languages` tries them."""
    keys: tuple[Readiness, ...]
    database: Readiness


def doctor(workspace: Workspace) -> Diagnosis:
    """Try every part; keys are only looked for, never shown."""
    tried = tuple(sandbox.readiness() for sandbox in sandboxes(workspace))
    isolating = [one for one in tried if one.name != "process"]
    toolchains, database = _toolchains(), _database(workspace)
    return Diagnosis(
        ready=any(one.ready for one in isolating) and database.ready and all(one.ready for one in toolchains),
        sandboxes=tried,
        toolchains=toolchains,
        languages=tuple(map(_language, LANGUAGES)),
        keys=tuple(_key(workspace, name) for name in PROVIDERS),
        database=database,
    )


def _toolchains() -> tuple[Readiness, ...]:
    python = Readiness(name="python", ready=True, detail=sys.version.split()[0])
    beside = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff")
    ruff = Readiness(
        name="ruff", ready=beside is not None, detail=beside or "not found", mend="" if beside else "pip install ruff"
    )
    return python, ruff


def _language(name: str) -> Readiness:
    try:
        return Readiness(name=name, ready=True, detail=toolchain(name).version)
    except MissingTool as error:
        return Readiness(name=name, ready=False, detail="not found", mend=str(error))


def _key(workspace: Workspace, provider: str) -> Readiness:
    facts = PROVIDERS[provider]
    present = workspace.variable(facts.key_env) is not None
    ready = present or not facts.key_needed
    detail = "present" if present else ("not needed" if ready else "not set")
    return Readiness(
        name=f"{provider} ({facts.key_env})",
        ready=ready,
        detail=detail,
        mend="" if ready else f"put {facts.key_env}=… into .env",
    )


def _database(workspace: Workspace) -> Readiness:
    where = workspace.database_url.rpartition("@")[2].partition("?")[0] or workspace.database_url
    with Caught() as caught, closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        runs = len(store.runs(limit=1))
        detail = f"{where} ({store.database()}, {'has runs' if runs else 'empty'})"
        return Readiness(name="database", ready=True, detail=detail)
    return Readiness(name="database", ready=False, detail=str(caught.error), mend="check DATABASE_URL or --output-dir")
