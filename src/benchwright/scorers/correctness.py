"""Correctness of a program: the weighted share of cases it passed.

value = weight of the passed cases / weight of all cases; of a check program 1 or 0.

A tampered execution scores 0, and so does one that lacks results without a limit that explains it. Where a limit ended
it, the cases passed before keep their weight; if every case had passed, the lightest counts as lost, as a full score is
what makes an attempt pass.
"""

from math import fsum

from benchwright.records.answer import Answer
from benchwright.records.execution import CaseResult, Execution
from benchwright.records.score import Score
from benchwright.records.task import FunctionTask, Task

VERSION = "1"
_SHOWN = 120


class Correctness:
    """Judges whether the program does what the task asks."""

    name = "correctness"
    dimension = "correctness"
    version = VERSION
    decides = True

    def applies(self, task: Task) -> bool:
        """Only programs can be run."""
        return isinstance(task, FunctionTask)

    async def score(self, task: Task, answer: Answer, execution: Execution | None) -> Score:
        """Judge what the execution found."""
        value, explanation = _judge(task, answer, execution)
        return Score(
            dimension=self.dimension, value=value, explanation=explanation, scorer=self.name, version=self.version
        )


def _judge(task: Task, answer: Answer, execution: Execution | None) -> tuple[float | None, str]:
    if not isinstance(task, FunctionTask):
        return None, "The task asks for no program."
    if not answer.code or not answer.code.strip():
        return 0.0, "The answer holds no program."
    if execution is None:
        return None, "The program was not executed."
    if execution.tampered:
        return 0.0, f"The program reached for the verdict ({execution.tampered}), so nothing it did counts."
    if execution.load_error:
        return 0.0, f"The program could not be loaded: {_cut(execution.load_error)}."
    return _check(execution) if task.check is not None else _cases(task, execution)


def _check(execution: Execution) -> tuple[float, str]:
    if execution.passed:
        return 1.0, "The check program passed."
    if execution.limit:
        return 0.0, f"The check program did not finish: the {execution.limit} limit was reached."
    failed = next((result for result in execution.results if not result.passed), None)
    return 0.0, f"The check program failed{_colon(_reason(failed)) if failed else ' without a result'}."


def _cases(task: FunctionTask, execution: Execution) -> tuple[float, str]:
    weights = [case.weight for case in task.cases]
    results = {result.index: result for result in execution.results if 0 <= result.index < len(weights)}
    if not execution.limit and (len(results) < len(weights) or len(execution.results) != execution.planned):
        return 0.0, f"Only {len(results)} of {len(weights)} cases gave a result, so none counts."
    passed = [weights[index] for index, result in results.items() if result.passed]
    lost = min(weights) if execution.limit and len(passed) == len(weights) else 0.0
    value = (fsum(passed) - lost) / fsum(weights)
    return min(1.0, max(0.0, value)), _told(weights, passed, results, execution)


def _told(weights: list[float], passed: list[float], results: dict[int, CaseResult], execution: Execution) -> str:
    share = "" if set(weights) == {1.0} else f" (weight {fsum(passed):.4g} of {fsum(weights):.4g})"
    told = f"{len(passed)} of {len(weights)} cases passed{share}"
    if execution.limit:
        told += f"; the {execution.limit} limit ended the program"
    failed = next((results[index] for index in sorted(results) if not results[index].passed), None)
    return f"{told}; case {failed.index + 1}: {_reason(failed)}." if failed else f"{told}."


def _reason(result: CaseResult) -> str:
    """Say why a case failed."""
    if result.error:
        return _cut(result.error)
    return f"got {_cut(result.got)}, expected {_cut(result.expected)}" if result.got or result.expected else ""


def _colon(reason: str) -> str:
    return f": {reason}" if reason else ""


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"
