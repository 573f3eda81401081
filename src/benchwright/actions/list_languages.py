"""Say which languages this machine has for sandboxed programs, and what a start of each costs."""

from collections.abc import AsyncIterator

from benchwright.actions.workbench import find_sandbox
from benchwright.contracts import Sandbox
from benchwright.errors import MissingTool
from benchwright.records.program import LanguageState
from benchwright.records.workspace import Workspace
from benchwright.sandboxes.toolchains.known import LANGUAGES, toolchain
from benchwright.sandboxes.toolchains.toolchain import Language


async def list_languages(workspace: Workspace, backend: str = "auto") -> AsyncIterator[LanguageState]:
    """Yield each language as it has been tried: with a program that says hello, twice, the second time counts."""
    sandbox = find_sandbox(backend, workspace)
    try:
        for language in LANGUAGES.values():
            yield await _try(sandbox, language)
    finally:
        await sandbox.close()


async def _try(sandbox: Sandbox, language: Language) -> LanguageState:
    try:
        version = toolchain(language.name).version
    except MissingTool as error:
        return LanguageState(language=language.name, ready=False, detail=str(error))
    program = language.program(language.hello)
    await sandbox.run(program)
    done = await sandbox.run(program)
    last = done.steps[-1]
    if not done.succeeded or last.stdout != "hello\n":
        said = (last.stderr or last.stdout).strip()[:500]
        detail = f"its {last.name} step ended with {last.limit or last.exit_code}: {said}"
        return LanguageState(language=language.name, version=version, ready=False, detail=detail)
    return LanguageState(language=language.name, version=version, ready=True, steps=done.steps)
