"""Stored responses as a candidate: judge again what was answered elsewhere, without calling anyone."""

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

from benchwright.errors import BadInput, UnknownName
from benchwright.models.json_parts import Json
from benchwright.models.offline import estimated_usage, offline_body
from benchwright.records.call import ModelRequest, ModelResponse

_RESPONSE_KEYS = ("response", "completion", "text")
_SHOWN_IDS = 5


class Replay:
    """Answers by task id; sample n gets the n-th stored response, beginning anew after the last."""

    provider = "replay"
    paid = False

    def __init__(self, answers: Mapping[str, Sequence[str]], name: str = "replay", *, fixed: str | None = None) -> None:
        self._answers = answers
        self.name = name
        """Where the responses come from, for messages."""
        self._fixed = fixed

    def body(self, request: ModelRequest) -> Json:
        """Return what identifies the answer; raise UnknownName for a task without a stored response."""
        return {**offline_body(request), "response": self._text(request)}

    async def generate(self, request: ModelRequest, *, timeout_s: float) -> ModelResponse:
        """Answer at once."""
        del timeout_s
        began = time.perf_counter()
        text = self._text(request)
        return ModelResponse(
            text=text,
            usage=estimated_usage(request, text),
            latency_s=time.perf_counter() - began,
            model_version=request.model,
        )

    async def close(self) -> None:
        """Do nothing: there are no connections."""

    def _text(self, request: ModelRequest) -> str:
        stored = self._answers.get(request.task_id)
        if stored:
            return stored[request.sample % len(stored)]
        if self._fixed is not None:
            return self._fixed
        ids = tuple(self._answers)
        known = (*ids[:_SHOWN_IDS], f"… {len(ids) - _SHOWN_IDS} more") if len(ids) > _SHOWN_IDS else ids
        raise UnknownName(f"task of the responses in {self.name}", request.task_id, known)


def read_responses(path: Path) -> dict[str, tuple[str, ...]]:
    """Read JSONL lines `{"task_id", "response"}` (or `completion`, `text`); raise BadInput naming file and line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"can't read responses from {path}: {error}") from None
    answers: dict[str, list[str]] = {}
    for number, line in enumerate(lines, start=1):
        if line.strip():
            task_id, text = _read_line(line, where=f"{path}:{number}")
            answers.setdefault(task_id, []).append(text)
    if not answers:
        raise BadInput(f"{path} holds no responses")
    return {task_id: tuple(texts) for task_id, texts in answers.items()}


def _read_line(line: str, *, where: str) -> tuple[str, str]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise BadInput(f"{where}: not JSON: {error}") from None
    if not isinstance(row, dict):
        raise BadInput(f"{where}: want an object, not {type(row).__name__}")
    fields = cast("Json", row)
    task_id = fields.get("task_id")
    text = next((fields[key] for key in _RESPONSE_KEYS if key in fields), None)
    if not isinstance(task_id, str) or not task_id:
        raise BadInput(f"{where}: `task_id` must be a text")
    if not isinstance(text, str):
        raise BadInput(f"{where}: one of {', '.join(f'`{key}`' for key in _RESPONSE_KEYS)} must be a text")
    return task_id, text
