"""What every model keeps to, the offline ones and those that speak over HTTP alike."""

import gc
import json
from collections.abc import AsyncIterator
from typing import NamedTuple

import pytest

from benchwright.contracts import Model
from benchwright.models.baseline import Baseline
from benchwright.models.replay import Replay
from benchwright.models.scripted import Scripted
from benchwright.models.scripted_server import ScriptedServer
from benchwright.records.call import ModelRequest
from tests.integration.models.connections import KEY, WAYS, connect
from tests.unit.models.model_requests import TASKS, request_of

OFFLINE = {
    "baseline-reference": "reference",
    "baseline-mutant": "mutant",
    "replay": "stored",
    "scripted": "reference",
}


class Ready(NamedTuple):
    """A model with a request that it answers."""

    model: Model
    request: ModelRequest


def offline_model(name: str) -> Model:
    if name == "replay":
        return Replay({"add": ["def add(a, b): return a + b"]})
    if name == "scripted":
        return Scripted(TASKS)
    return Baseline(TASKS, lambda program, seed: f"{program}# {seed}")


@pytest.fixture(params=[*WAYS, *OFFLINE])
async def ready(request: pytest.FixtureRequest) -> AsyncIterator[Ready]:
    name: str = request.param
    if name in OFFLINE:
        model = offline_model(name)
        yield Ready(model, request_of(OFFLINE[name]))
        await model.close()
        return
    way = WAYS[name]
    async with ScriptedServer() as server:
        model = connect(way.provider, server.url)
        yield Ready(model, request_of("scripted", **way.settings))
        await model.close()
        gc.collect()  # a connection that was not given back warns now, and warnings are errors


async def test_the_body_is_json_that_stays_the_same_and_holds_no_secret(ready: Ready) -> None:
    written = json.dumps(ready.model.body(ready.request))
    assert KEY not in written
    assert json.dumps(ready.model.body(ready.request)) == written


async def test_two_settings_never_share_a_body(ready: Ready) -> None:
    settings = ready.request.settings.model_copy(update={"system": "Answer in verse."})
    other = ready.request.model_copy(update={"settings": settings})
    assert ready.model.body(other) != ready.model.body(ready.request)


async def test_an_answer_has_text_finish_reason_usage_and_time(ready: Ready) -> None:
    response = await ready.model.generate(ready.request, timeout_s=5)
    assert response.text
    assert response.finish_reason == "stop"
    assert response.usage.total_tokens
    assert response.latency_s > 0
    assert response.model_version


async def test_an_answer_says_when_its_first_token_came_only_if_it_was_streamed(ready: Ready) -> None:
    response = await ready.model.generate(ready.request, timeout_s=5)
    if ready.request.settings.stream:
        assert response.first_token_s is not None
        assert 0 < response.first_token_s <= response.latency_s
    else:
        assert response.first_token_s is None


async def test_a_model_is_closed_more_than_once_without_harm(ready: Ready) -> None:
    await ready.model.generate(ready.request, timeout_s=5)
    await ready.model.close()
    await ready.model.close()
