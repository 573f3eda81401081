"""Run a program of one file in a sandbox."""

from pathlib import Path

from benchwright.actions.workbench import find_sandbox
from benchwright.errors import BadInput
from benchwright.records.program import ProgramResult
from benchwright.records.workspace import Workspace
from benchwright.sandboxes.toolchains.known import LANGUAGES, language_of
from benchwright.sandboxes.toolchains.known import language as language_named


async def run_program(
    workspace: Workspace, file: Path, *, language: str | None = None, backend: str = "auto", stdin: str = ""
) -> ProgramResult:
    """Compile, where the language is compiled, and run; raise a UserMistake for what can't work."""
    chosen = language_named(language) if language else language_of(file.name)
    if chosen is None:
        raise BadInput(f"{file}: its name does not tell its language; --language NAME does: {', '.join(LANGUAGES)}")
    sandbox = find_sandbox(backend, workspace)
    try:
        return await sandbox.run(chosen.program(_read(file), stdin=stdin))
    finally:
        await sandbox.close()


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file}: {error.strerror}; name a source file") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: it is no text in UTF-8 (byte {error.start}); name a source file") from error
