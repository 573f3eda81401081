"""Quality of the code itself, whether or not it works.

value = 0.5 · lint + 0.25 · complexity + 0.25 · maintainability

lint            max(0, 1 - (5 · mistakes + style) / max(10, lines)): ruff's findings, weighed as pylint's default
                `evaluation` weighs errors and the rest (pylint 3 documentation, "evaluation"); lines without blank ones
complexity      1 up to a cyclomatic complexity of 5, then falling evenly to 0 at 25; the worst function counts. 5 is
                where radon's rank A ends (radon 6 documentation, "cc")
maintainability radon's maintainability index / 100

0 where there is no code or it does not parse; withheld where ruff failed.
"""

import asyncio
from pathlib import Path

from benchwright.records.answer import Answer
from benchwright.records.execution import Execution
from benchwright.records.score import Score
from benchwright.records.task import FunctionTask, Task
from benchwright.scorers.complexity import Figures, Unreadable, measure_complexity
from benchwright.scorers.lint import RULES, Findings, LintFailed, find_ruff, lint

VERSION = "1"
LONG_CODE = 8_000
"""Characters from which on the code is analysed in a thread."""
MAX_BYTES = 64 * 1024
"""Larger programs are not analysed and score 0: no task here asks for one."""
_EASY_COMPLEXITY, _HOPELESS_COMPLEXITY = 5, 25
_SHORTEST = 10
_MISTAKE_WEIGHT = 5
_SHOWN_CODES = 3


class Quality:
    """Judges how the code is written."""

    name = "quality"
    dimension = "quality"
    version = VERSION
    decides = False

    def __init__(self, *, ruff: Path | None = None) -> None:
        self._ruff = ruff or find_ruff()

    def applies(self, task: Task) -> bool:
        """Only programs have code."""
        return isinstance(task, FunctionTask)

    async def score(self, task: Task, answer: Answer, execution: Execution | None) -> Score:  # noqa: ARG002 (contract)
        """Analyse the code without running it."""
        value, explanation = await self._judge(answer.code or "")
        return Score(
            dimension=self.dimension,
            value=value,
            explanation=explanation,
            scorer=self.name,
            version=self.version,
            parameters={"rules": list(RULES)},
        )

    async def _judge(self, code: str) -> tuple[float | None, str]:
        if not code.strip():
            return 0.0, "The answer holds no code."
        if len(code.encode("utf-8", "replace")) > MAX_BYTES:
            return 0.0, f"The code is larger than {MAX_BYTES // 1024} KB and was not analysed."
        figures = await _complexity(code)
        if isinstance(figures, Unreadable):
            return 0.0, f"The code was not analysed: {figures.reason}."
        findings = await lint(code, ruff=self._ruff)
        if isinstance(findings, LintFailed):
            return None, f"The lint part is missing: {findings.reason}."
        return _value(code, findings, figures), _told(findings, figures)


async def _complexity(code: str) -> Figures | Unreadable:
    if len(code) < LONG_CODE:
        return measure_complexity(code)
    return await asyncio.to_thread(measure_complexity, code)


def lint_part(mistakes: int, style: int, lines: int) -> float:
    """Turn findings into 0..1."""
    return max(0.0, 1 - (_MISTAKE_WEIGHT * mistakes + style) / max(_SHORTEST, lines))


def complexity_part(complexity: int) -> float:
    """Turn a cyclomatic complexity into 0..1."""
    return min(1.0, max(0.0, (_HOPELESS_COMPLEXITY - complexity) / (_HOPELESS_COMPLEXITY - _EASY_COMPLEXITY)))


def _value(code: str, findings: Findings, figures: Figures) -> float:
    lines = sum(1 for line in code.splitlines() if line.strip())
    maintainability = min(1.0, max(0.0, figures.maintainability / 100))
    linted = lint_part(findings.mistakes, findings.style, lines)
    return 0.5 * linted + 0.25 * complexity_part(figures.complexity) + 0.25 * maintainability


def _told(findings: Findings, figures: Figures) -> str:
    count = findings.mistakes + findings.style
    shown = ", ".join(findings.codes[:_SHOWN_CODES])
    found = f"{count} finding{'s' * (count != 1)} by ruff ({shown})" if count else "No findings by ruff"
    return (
        f"{found}; worst cyclomatic complexity {figures.complexity}; "
        f"maintainability index {figures.maintainability:.0f} of 100."
    )
