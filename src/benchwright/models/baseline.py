"""Offline candidates with known worth: the reference, nothing at all, and the reference with one seeded mistake."""

import time
from collections.abc import Callable, Mapping

from benchwright.errors import BadInput, UnknownName
from benchwright.models.json_parts import Json
from benchwright.models.offline import as_answer, estimated_usage, offline_body, reference_of
from benchwright.records.call import ModelRequest, ModelResponse
from benchwright.records.digest import digest_of
from benchwright.records.task import Task

BASELINES = ("reference", "empty", "mutant")
"""Names of the models: a perfect candidate, a mute one, a subtly wrong one."""


class Baseline:
    """Answers from the tasks themselves; `mutate(program, seed)` makes the wrong ones."""

    provider = "baseline"
    paid = False

    def __init__(self, tasks: Mapping[str, Task], mutate: Callable[[str, int], str]) -> None:
        self._tasks = tasks
        self._mutate = mutate

    def body(self, request: ModelRequest) -> Json:
        """Return what identifies the answer; raise UnknownName for another model than the three."""
        if request.model not in BASELINES:
            raise UnknownName("baseline model", request.model, BASELINES)
        if request.task_id not in self._tasks:
            raise BadInput(f"baseline/{request.model}: task '{request.task_id}' is not in the suite")
        if request.model != "empty":
            reference_of(self._tasks[request.task_id])
        return offline_body(request)

    async def generate(self, request: ModelRequest, *, timeout_s: float) -> ModelResponse:
        """Answer at once."""
        del timeout_s
        began = time.perf_counter()
        self.body(request)
        text = self._text(request, self._tasks[request.task_id])
        return ModelResponse(
            text=text,
            usage=estimated_usage(request, text),
            latency_s=time.perf_counter() - began,
            model_version=request.model,
        )

    async def close(self) -> None:
        """Do nothing: there are no connections."""

    def _text(self, request: ModelRequest, task: Task) -> str:
        if request.model == "empty":
            return ""
        solution = reference_of(task)
        if request.model == "mutant":
            solution = self._mutate(solution, _seed(request))
        return as_answer(task, solution)


def _seed(request: ModelRequest) -> int:
    return int(digest_of([request.task_id, request.sample, request.settings.seed])[:8], 16)
