"""Findings of ruff on one piece of code: no configuration file is read, nothing is run, nothing is cached."""

import asyncio
import shutil
import sys
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, TypeAdapter, ValidationError

from benchwright.errors import MissingTool

RULES = ("E4", "E7", "E9", "F", "W6", "B", "C4", "PERF", "PIE", "PLE", "PLW", "RET", "SIM")
"""Selected rules: likely mistakes and clumsy code. Left out: layout, names and docstrings, which tasks prescribe."""
MISTAKES = ("E9", "F", "B", "PLE", "invalid-syntax")
"""Prefixes of the rules whose findings are likely mistakes; the others are style."""
_TIMEOUT_S = 20.0
_NO_FINDINGS, _FINDINGS = 0, 1


class _Finding(BaseModel):
    code: str | None = None


_READ = TypeAdapter(list[_Finding])


class Findings(NamedTuple):
    """What ruff found."""

    mistakes: int
    style: int
    codes: tuple[str, ...]
    """Rule codes, the most frequent first."""


class LintFailed(NamedTuple):
    """Why ruff gave no findings."""

    reason: str


def find_ruff() -> Path:
    """Return ruff's program, the one beside this Python first; raise MissingTool where there is none."""
    beside = Path(sys.executable).parent / "ruff"
    if beside.is_file():
        return beside
    found = shutil.which("ruff")
    if found is None:
        raise MissingTool("ruff, which scores the quality of code, was not found. Install it: pip install ruff")
    return Path(found)


async def lint(code: str, *, ruff: Path) -> Findings | LintFailed:
    """Lint code given as text."""
    process = await asyncio.create_subprocess_exec(
        ruff,
        *("check", "--isolated", "--no-cache", "--ignore-noqa", "--quiet", "--target-version", "py311"),
        *("--output-format", "json", "--select", ",".join(RULES), "--stdin-filename", "solution.py", "-"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        # Neither our keys nor RUFF_* variables; and no folder whose files could matter.
        env={},
        cwd="/",
    )
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            out, err = await process.communicate(code.encode("utf-8", "replace"))
    except TimeoutError:
        return LintFailed(f"ruff took longer than {_TIMEOUT_S:.0f} s")
    finally:
        # A cancelled attempt must not leave it running.
        if process.returncode is None:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()
    if process.returncode not in {_NO_FINDINGS, _FINDINGS}:
        return LintFailed(f"ruff ended with {process.returncode}: {err.decode('utf-8', 'replace').strip()[:200]}")
    return _counted(out)


def _counted(out: bytes) -> Findings | LintFailed:
    try:
        codes = Counter(finding.code or "invalid-syntax" for finding in _READ.validate_json(out))
    except ValidationError:
        return LintFailed("ruff's report could not be read")
    mistakes = sum(count for code, count in codes.items() if code.startswith(MISTAKES))
    return Findings(mistakes, codes.total() - mistakes, tuple(code for code, _ in codes.most_common()))
