"""One request over one wire: sends the body, reads the answer whole or as a stream, times it. Knows no provider SDK."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, cast

import httpx2

from benchwright.errors import ProviderTimeout
from benchwright.models.failures import Failures
from benchwright.models.json_parts import Json
from benchwright.records.call import ModelResponse

Post = Callable[[str, Json], Awaitable[httpx2.Response]]
"""Sends a body to a path with the provider's SDK; where `stream` is set in the body the answer is not read yet."""


class Collector(Protocol):
    """Puts a streamed answer together."""

    def feed(self, event: Json) -> bool:
        """Take one event; say whether it carried text."""
        ...

    def payload(self) -> Json | None:
        """Return the answer as it would have come unstreamed; None where the stream ended before the answer did."""
        ...


@dataclass(frozen=True, slots=True)
class Timing:
    """What is known of an answer beside its content."""

    latency_s: float
    first_token_s: float | None
    request_id: str


class Wire(Protocol):
    """One API's form of requests and answers."""

    path: str
    request_id_header: str

    def read(self, payload: Json, timing: Timing) -> ModelResponse:
        """Read an unstreamed answer."""
        ...

    def collector(self) -> Collector:
        """Return a new collector for a streamed answer."""
        ...


async def exchange(post: Post, wire: Wire, body: Json, *, failures: Failures, timeout_s: float) -> ModelResponse:
    """Make one request; raise ProviderTimeout or what `failures` makes of an answer that broke off."""
    began = time.perf_counter()
    first_token_s = None
    try:
        async with asyncio.timeout(timeout_s):
            response = await post(wire.path, body)
            if body.get("stream"):
                payload, first_token_s = await _collect(response, wire.collector(), failures, began)
            else:
                payload = _parse(response, failures)
    except TimeoutError:
        raise ProviderTimeout(f"no answer within {timeout_s:g} s") from None
    except httpx2.HTTPError as error:
        raise failures.broken(str(error)) from None
    latency_s = time.perf_counter() - began
    if error := payload.get("error"):
        raise failures.of_answer(error)
    timing = Timing(latency_s, first_token_s, response.headers.get(wire.request_id_header, ""))
    try:
        return wire.read(payload, timing)
    except ValueError as error:
        raise failures.not_an_api(str(error)) from None


def _parse(response: httpx2.Response, failures: Failures) -> Json:
    try:
        payload = json.loads(response.content)
    except ValueError:
        if "html" in response.headers.get("content-type", ""):
            raise failures.not_an_api(response.text[:80]) from None
        raise failures.broken("the answer is not JSON") from None
    if not isinstance(payload, dict):
        raise failures.not_an_api(response.text[:80])
    return cast("Json", payload)


async def _collect(
    response: httpx2.Response, collector: Collector, failures: Failures, began: float
) -> tuple[Json, float | None]:
    first_token_s = None
    try:
        async for event in _events(response):
            if event.get("error"):
                raise failures.of_answer(event["error"])
            if collector.feed(event) and first_token_s is None:
                first_token_s = time.perf_counter() - began
    except ValueError:
        raise failures.broken("an event of the stream is not JSON") from None
    finally:
        await response.aclose()
    payload = collector.payload()
    if payload is None:
        raise failures.broken("the stream ended before the answer did")
    return payload, first_token_s


async def _events(response: httpx2.Response) -> AsyncIterator[Json]:
    """Yield the events of a server-sent stream; these APIs put each into one `data:` line and its type inside."""
    rest = b""
    async for chunk in response.aiter_bytes():
        *lines, rest = (rest + chunk).split(b"\n")
        for line in lines:
            if line.startswith(b"data:") and (event := line[5:].strip()) != b"[DONE]":
                yield json.loads(event)
