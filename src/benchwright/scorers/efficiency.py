"""Efficiency of a correct program: its CPU time and memory beside the reference's, on the same calls.

time   = min(1, reference CPU / candidate CPU), and 1 where the difference can't be told from noise (timing.py)
memory = min(1, (reference peak + 8 MB) / (candidate peak + 8 MB))
value  = 0.7 · time + 0.3 · memory; time alone where a peak is unknown

The floor keeps the interpreter's own ups and downs from deciding among tiny programs.
A program that did not pass scores 0: a wrong answer has no efficiency. Without a measurement, or where it is too noisy,
the score is withheld, and so it is where a program started processes that nothing counts.
"""

from benchwright.records.answer import Answer
from benchwright.records.execution import TIMING_RESOLUTION_S, Execution, Measure
from benchwright.records.score import Score
from benchwright.records.task import FunctionTask, Task
from benchwright.scorers import timing

VERSION = "3"
MEMORY_FLOOR_MB = 8.0
TIME_WEIGHT = 0.7
_PARAMETERS = {
    "time_resolution_s": TIMING_RESOLUTION_S,
    "time_margin": timing.MARGIN,
    "interval_level": timing.LEVEL,
    "noise_bound": timing.NOISE_BOUND,
    "memory_floor_mb": MEMORY_FLOOR_MB,
    "time_weight": TIME_WEIGHT,
}


class Efficiency:
    """Judges what a correct program costs to run."""

    name = "efficiency"
    dimension = "efficiency"
    version = VERSION
    decides = False

    def applies(self, task: Task) -> bool:
        """Only programs can be run."""
        return isinstance(task, FunctionTask)

    async def score(self, task: Task, answer: Answer, execution: Execution | None) -> Score:  # noqa: ARG002 (contract)
        """Compare the measured use with the reference's."""
        value, explanation = _judge(answer, execution)
        return Score(
            dimension=self.dimension,
            value=value,
            explanation=explanation,
            scorer=self.name,
            version=self.version,
            parameters=dict(_PARAMETERS),
        )


def _judge(answer: Answer, execution: Execution | None) -> tuple[float | None, str]:
    if not answer.code or not answer.code.strip():
        return 0.0, "The answer holds no program."
    if execution is None:
        return None, "The program was not executed, so nothing was measured."
    if not execution.passed:
        return 0.0, "The program did not pass, and a wrong program has no efficiency."
    if execution.measure is None:
        return None, "The program was not measured beside the reference."
    return _compare(execution.measure)


def _compare(measure: Measure) -> tuple[float | None, str]:
    if measure.uncounted:
        return None, f"The program was not compared: {measure.uncounted}."
    compared = timing.compare(measure)
    time = compared.score
    if time is None:
        return None, f"{compared.reason}."
    theirs, ours = measure.candidate_memory_mb, measure.reference_memory_mb
    if theirs is None or ours is None:
        return time, f"{compared.reason}; memory is unknown, so time alone counts."
    memory = min(1.0, (ours + MEMORY_FLOOR_MB) / (theirs + MEMORY_FLOOR_MB))
    value = TIME_WEIGHT * time + (1 - TIME_WEIGHT) * memory
    return min(1.0, value), f"{compared.reason}; peak memory {theirs:.4g} MB, the reference {ours:.4g} MB."
