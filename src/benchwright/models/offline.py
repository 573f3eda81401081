"""What models that call nobody have in common: the request they show, and answers as a model would write them."""

import re

from benchwright.errors import BadInput
from benchwright.models.json_parts import Json
from benchwright.records.call import ModelRequest
from benchwright.records.task import FunctionTask, Task
from benchwright.records.usage import Usage

_CHARACTERS_PER_TOKEN = 4
"""A rule of thumb for English and code; offline usage is an estimate."""


def offline_body(request: ModelRequest) -> Json:
    """Write what identifies an offline answer."""
    return {
        "model": request.model,
        "task_id": request.task_id,
        "sample": request.sample,
        "messages": [message.model_dump() for message in request.messages],
        "settings": request.settings.model_dump(mode="json", exclude_none=True),
    }


def estimated_usage(request: ModelRequest, text: str) -> Usage:
    """Estimate the tokens of a request and its answer from their length."""
    asked = sum(len(message.content) for message in request.messages) + len(request.settings.system or "")
    return Usage(input_tokens=_tokens(asked), output_tokens=_tokens(len(text)), reasoning_tokens=0, cached_tokens=0)


def _tokens(size: int) -> int:
    return -(-size // _CHARACTERS_PER_TOKEN)


def reference_of(task: Task) -> str:
    """Return what a perfect candidate would give: the reference program, or the expected text."""
    if isinstance(task, FunctionTask):
        if not task.reference:
            raise BadInput(f"task {task.id} has no reference program, so a baseline has nothing to answer with")
        return task.reference
    return task.expected


def as_answer(task: Task, solution: str) -> str:
    """Write a solution the way a model does: a program in a fence, a text as it is."""
    return fenced(solution) if isinstance(task, FunctionTask) else solution


def fenced(program: str) -> str:
    """Put a program into a Python fence that is longer than any in it."""
    longest = max((len(ticks) for ticks in re.findall(r"`{3,}", program)), default=2)
    fence = "`" * max(3, longest + 1)
    return f"{fence}python\n{program.rstrip()}\n{fence}\n"
