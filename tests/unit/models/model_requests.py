"""Requests and tasks that the models' tests share."""

from typing import Any

from benchwright.records.call import Message, ModelRequest
from benchwright.records.candidate import GenerationSettings
from benchwright.records.task import Case, FunctionTask, PromptTask, Task

ADD = FunctionTask(
    id="add",
    prompt="Add two numbers.",
    entry_point="add",
    cases=(Case(input=(1, 2), expected=3),),
    reference="def add(a, b):\n    return a + b\n",
)
CAPITAL = PromptTask(id="capital", prompt="Capital of France?", expected="Paris")
TASKS: dict[str, Task] = {"add": ADD, "capital": CAPITAL}


def request_of(
    model: str, *, task_id: str = "add", sample: int = 0, prompt: str = "hello", **settings: Any
) -> ModelRequest:
    """Return a request of one message."""
    return ModelRequest(
        model=model,
        messages=(Message(role="user", content=prompt),),
        settings=GenerationSettings(**settings),
        task_id=task_id,
        sample=sample,
    )
