"""Against a server that this project did not write: llmock, which is in the development requirements."""

import asyncio
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from benchwright.contracts import Model
from benchwright.errors import ProviderDown, ProviderError, ProviderTimeout, RateLimited
from benchwright.models.anthropic import Anthropic
from benchwright.models.openai_compatible import OpenAICompatible
from tests.unit.models.model_requests import request_of

STARTUP_S = 60.0
QUESTION = "hello world"
ECHO = "Hello! You said: hello world"


def find_llmock() -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    found = shutil.which("llmock", path=path)
    if found is None:
        pytest.fail("the program `llmock` is missing: install the development requirements (requirements-dev.lock)")
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_until_up(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + STARTUP_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{url}/health", timeout=5).close()  # noqa: S310 - loopback
        except OSError:
            assert process.poll() is None, "llmock ended before it answered"
            time.sleep(0.05)
        else:
            return
    pytest.fail(f"llmock did not answer within {STARTUP_S:g} s")


@contextmanager
def llmock(*options: str) -> Generator[str]:
    port = free_port()
    command = [find_llmock(), "serve", "--port", str(port), "--response-style", "echo", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until_up(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.kill()


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
