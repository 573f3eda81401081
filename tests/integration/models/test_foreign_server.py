"""Against a server that this project did not write: llmock, which is in the development requirements."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from benchwright.contracts import Model
from benchwright.errors import ProviderDown, ProviderError, ProviderTimeout, RateLimited
from benchwright.models.anthropic import Anthropic
from benchwright.models.openai_compatible import OpenAICompatible
from tests.foreign_server import llmock
from tests.unit.models.model_requests import request_of

QUESTION = "hello world"
ECHO = "Hello! You said: hello world"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with llmock() as url:
        yield url


async def ask(model: Model, *, timeout_s: float = 10, **settings: Any) -> Any:
    try:
        return await model.generate(request_of("gpt-4o", prompt=QUESTION, **settings), timeout_s=timeout_s)
    finally:
        await model.close()


@pytest.mark.parametrize("settings", [{}, {"stream": True}, {"api": "responses"}, {"api": "responses", "stream": True}])
async def test_openais_wires_are_spoken_with_a_foreign_server(address: str, settings: dict[str, Any]) -> None:
    response = await ask(OpenAICompatible("openai-compatible", f"{address}/v1"), **settings)
    assert (response.text, response.finish_reason, response.model_version) == (ECHO, "stop", "gpt-4o")
    assert response.usage.output_tokens
    assert response.request_id


@pytest.mark.parametrize("settings", [{}, {"stream": True}])
async def test_anthropics_wire_is_spoken_with_a_foreign_server(address: str, settings: dict[str, Any]) -> None:
    response = await ask(Anthropic(base_url=f"{address}/anthropic", api_key="any"), **settings)
    assert (response.text, response.finish_reason) == (ECHO, "stop")
    assert response.usage.output_tokens


@pytest.mark.parametrize(("status", "kind"), [("429", RateLimited), ("503", ProviderDown)])
async def test_a_foreign_servers_errors_are_understood(status: str, kind: type[ProviderError]) -> None:
    with llmock("--error-rate", f"{status}=1.0") as url, pytest.raises(kind):
        await ask(OpenAICompatible("openai-compatible", f"{url}/v1"))


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("disconnect", ProviderDown),
        ("truncate", ProviderDown),
        ("malformed", ProviderDown),
        ("stall", ProviderTimeout),
    ],
)
async def test_a_foreign_servers_broken_streams_are_noticed(fault: str, kind: type[ProviderError]) -> None:
    with llmock("--stream-fault", f"{fault}=1.0") as url, pytest.raises(kind) as caught:
        await ask(OpenAICompatible("openai-compatible", f"{url}/v1"), stream=True, timeout_s=1.5)
    assert caught.value.maybe_billed


async def test_many_calls_at_once_all_come_back(address: str) -> None:
    model = OpenAICompatible("openai-compatible", f"{address}/v1")
    asked = [request_of("gpt-4o", prompt=f"number {number}", stream=number % 2 == 0) for number in range(40)]
    responses = await asyncio.gather(*(model.generate(request, timeout_s=30) for request in asked))
    await model.close()
    assert [response.text for response in responses] == [f"Hello! You said: number {number}" for number in range(40)]
