"""A fake that ships: it answers, delays and fails by script, the same way every time.

The model's name is a list of words joined by `+`: at most one answer and any number of manners.

Answers: `fixed` (a fenced program that returns 42; the default) · `reference` (the task's own reference) · `empty` ·
`refuse` (a refusal) · `truncate` (half of the reference or the fixed answer, finish reason `length`).
Manners: `slow` (50-150 ms) · `flaky` (10 % RateLimited, 5 % ProviderDown, 5 % a broken stream) · `limited` (the first
two tries meet RateLimited) · `recovering` (the first try meets ProviderDown) · `broken` (the first try breaks off) ·
`down` (always ProviderDown) · `denied` (AuthRejected) · `rejected` (RequestRejected) · `hanging` (ProviderTimeout).

What happens depends on task, sample, `settings.seed` and how often this very request was tried, on nothing else.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

from benchwright.errors import (
    AuthRejected,
    BadInput,
    ProviderDown,
    ProviderError,
    ProviderTimeout,
    RateLimited,
    RequestRejected,
    UnknownName,
)
from benchwright.models.json_parts import Json
from benchwright.models.offline import as_answer, estimated_usage, fenced, offline_body, reference_of
from benchwright.records.call import FinishReason, ModelRequest, ModelResponse
from benchwright.records.digest import digest_of
from benchwright.records.task import Task

ANSWERS = ("fixed", "reference", "empty", "refuse", "truncate")
REFUSAL = "I can't help with that."
FIXED = fenced("def solution(*args, **kwargs):\n    return 42")
RETRY_AFTER_S = 0.01
_SLOW_S = (0.05, 0.15)
_LIMITED_TRIES = 2

Manner = Callable[[float, int], ProviderError | None]
"""Decides by a number drawn from 0..1 and the try (0-based) whether a request fails, and how."""


def _limited() -> RateLimited:
    return RateLimited("scripted: too many requests", retry_after_s=RETRY_AFTER_S)


def _broken() -> ProviderDown:
    return ProviderDown("scripted: the answer broke off", maybe_billed=True)


def _down() -> ProviderDown:
    return ProviderDown("scripted: the server had an error")


def _flaky(drawn: float, tried: int) -> ProviderError | None:
    del tried
    faults = ((0.10, _limited), (0.15, _down), (0.20, _broken))
    return next((fault() for below, fault in faults if drawn < below), None)


MANNERS: Mapping[str, Manner] = MappingProxyType(
    {
        "slow": lambda _drawn, _tried: None,
        "flaky": _flaky,
        "limited": lambda _drawn, tried: _limited() if tried < _LIMITED_TRIES else None,
        "recovering": lambda _drawn, tried: _down() if tried == 0 else None,
        "broken": lambda _drawn, tried: _broken() if tried == 0 else None,
        "down": lambda _drawn, _tried: _down(),
        "denied": lambda _drawn, _tried: AuthRejected("scripted: the key is wrong"),
        "rejected": lambda _drawn, _tried: RequestRejected("scripted: the request is malformed"),
        "hanging": lambda _drawn, _tried: ProviderTimeout("scripted: no answer in time"),
    }
)


class Scripted:
    """Plays the script that the model's name spells; with `paid` the engine caches and budgets it like a real one."""

    provider = "scripted"

    def __init__(self, tasks: Mapping[str, Task], *, paid: bool = False) -> None:
        self.paid = paid
        self.calls = 0
        """Requests so far, the failed ones included."""
        self.in_flight = 0
        self.peak_in_flight = 0
        self._tasks = tasks
        self._tries: dict[str, int] = {}

    def body(self, request: ModelRequest) -> Json:
        """Return what identifies the answer; raise UnknownName or BadInput for a name that spells no script."""
        _read_name(request.model)
        return offline_body(request)

    async def generate(self, request: ModelRequest, *, timeout_s: float) -> ModelResponse:
        """Answer or fail by the script."""
        answer, manners = _read_name(request.model)
        key = digest_of([request.model, request.task_id, request.sample, request.settings.seed])
        tried = self._tries.get(key, 0)
        self._tries[key] = tried + 1
        began = time.perf_counter()
        self._enter()
        try:
            await self._behave(manners, _draw(key, tried), tried, timeout_s)
        finally:
            self.in_flight -= 1
        text, finish_reason = self._answer(answer, request)
        latency_s = time.perf_counter() - began
        return ModelResponse(
            text=text,
            finish_reason=finish_reason,
            usage=estimated_usage(request, text),
            latency_s=latency_s,
            first_token_s=latency_s / 2 if request.settings.stream else None,
            model_version=f"{request.model}-1",
            request_id=f"scripted-{key[:12]}-{tried}",
        )

    async def close(self) -> None:
        """Do nothing: there are no connections."""

    def _enter(self) -> None:
        self.calls += 1
        self.in_flight += 1
        self.peak_in_flight = max(self.peak_in_flight, self.in_flight)

    async def _behave(self, manners: tuple[str, ...], drawn: float, tried: int, timeout_s: float) -> None:
        if "slow" in manners:
            low, high = _SLOW_S
            await asyncio.sleep(min(timeout_s, low + drawn * (high - low)))
        if "hanging" in manners:
            await asyncio.sleep(timeout_s)
        for manner in manners:
            failure = MANNERS[manner](drawn, tried)
            if failure is not None:
                raise failure

    def _answer(self, answer: str, request: ModelRequest) -> tuple[str, FinishReason]:
        if answer == "refuse":
            return REFUSAL, "refusal"
        if answer == "empty":
            return "", "stop"
        task = self._tasks.get(request.task_id)
        if answer == "fixed" or (answer == "truncate" and task is None):
            text = FIXED
        elif task is None:
            raise BadInput(f"scripted/{request.model}: task '{request.task_id}' is not in the suite")
        else:
            text = as_answer(task, reference_of(task))
        return (text[: len(text) // 2], "length") if answer == "truncate" else (text, "stop")


def _draw(key: str, tried: int) -> float:
    return int(digest_of([key, tried])[:8], 16) / 2**32


def _read_name(model: str) -> tuple[str, tuple[str, ...]]:
    words = model.split("+")
    answers = [word for word in words if word in ANSWERS]
    manners = tuple(word for word in words if word in MANNERS)
    for word in words:
        if word not in ANSWERS and word not in MANNERS:
            raise UnknownName("scripted model", word, (*ANSWERS, *MANNERS), "Join several with '+'.")
    if len(answers) > 1:
        raise BadInput(f"scripted/{model}: {' and '.join(answers)} are two answers; name one")
    return (answers[0] if answers else "fixed"), manners
