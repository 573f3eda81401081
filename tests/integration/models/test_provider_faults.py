"""What each wire makes of a server's faults, over real HTTP."""

import asyncio

import pytest

from benchwright.errors import (
    AuthRejected,
    MissingKey,
    ProviderDown,
    ProviderError,
    ProviderTimeout,
    RateLimited,
    RequestRejected,
)
from benchwright.models.openai_compatible import OpenAICompatible
from benchwright.models.scripted_faults import Behaviour
from benchwright.models.scripted_replies import AnswerBook
from benchwright.models.scripted_server import ScriptedServer
from tests.integration.models.connections import KEY, WAYS, Way, connected
from tests.unit.models.model_requests import request_of

FAULTS: dict[str, type[ProviderError]] = {
    "limited": RateLimited,
    "down": ProviderDown,
    "broken": ProviderDown,
    "denied": AuthRejected,
    "missing": RequestRejected,
    "rejected": RequestRejected,
    "hang": ProviderTimeout,
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    return WAYS[request.param]


async def fail(way: Way, name: str) -> ProviderError:
    async with ScriptedServer() as server, connected(way.provider, server.url) as model:
        with pytest.raises(ProviderError) as caught:
            await model.generate(request_of(f"scripted-{name}", **way.settings), timeout_s=0.3)
    return caught.value


@pytest.mark.parametrize("name", FAULTS)
async def test_a_fault_becomes_the_error_that_says_what_to_do_next(way: Way, name: str) -> None:
    error = await fail(way, name)
    assert type(error) is FAULTS[name]
    assert KEY not in str(error)


async def test_an_answer_that_breaks_off_may_have_been_billed_and_a_refused_one_not(way: Way) -> None:
    assert (await fail(way, "broken")).maybe_billed
    assert not (await fail(way, "down")).maybe_billed


async def test_a_limit_says_how_long_to_wait(way: Way) -> None:
    error = await fail(way, "limited")
    assert isinstance(error, RateLimited)
    assert error.retry_after_s == 0.05


@pytest.mark.parametrize(("name", "reason"), [("refuse", "refusal"), ("truncate", "length")])
async def test_a_refusal_and_a_cut_answer_are_answers(way: Way, name: str, reason: str) -> None:
    async with ScriptedServer() as server, connected(way.provider, server.url) as model:
        response = await model.generate(request_of(f"scripted-{name}", **way.settings), timeout_s=5)
    assert response.finish_reason == reason
    assert response.text


async def test_text_of_every_kind_arrives_whole(way: Way) -> None:
    text = 'naïve "quoted"\n\u2028 line\u0085 😀 \\ end'
    async with ScriptedServer(book=AnswerBook({}, fixed=text)) as server, connected(way.provider, server.url) as model:
        response = await model.generate(request_of("scripted", **way.settings), timeout_s=5)
    assert response.text == text


async def test_a_server_that_nobody_runs_is_down_and_costs_nothing(way: Way) -> None:
    async with ScriptedServer() as server:
        url = server.url
    async with connected(way.provider, url) as model:
        with pytest.raises(ProviderDown, match="can't be reached") as caught:
            await model.generate(request_of("scripted", **way.settings), timeout_s=5)
    assert not caught.value.maybe_billed


async def test_a_wrong_key_is_refused_by_the_server(way: Way) -> None:
    async with ScriptedServer(Behaviour(key="another")) as server, connected(way.provider, server.url) as model:
        with pytest.raises(AuthRejected):
            await model.generate(request_of("scripted", **way.settings), timeout_s=5)


async def test_a_missing_key_is_named_before_anything_is_sent() -> None:
    async with ScriptedServer() as server:
        model = OpenAICompatible("openai", f"{server.url}/v1", None)
        with pytest.raises(MissingKey, match="OPENAI_API_KEY"):
            await model.generate(request_of("gpt-4o"), timeout_s=5)
        assert server.counts.calls == 0


async def test_connections_stay_usable_after_faults_and_streams(way: Way) -> None:
    names = ["limited", "broken", "hang", "refuse", "ok"] * 3
    async with ScriptedServer() as server, connected(way.provider, server.url) as model:
        results = await asyncio.gather(
            *(model.generate(request_of(f"scripted-{name}", **way.settings), timeout_s=0.5) for name in names),
            return_exceptions=True,
        )
        last = await model.generate(request_of("scripted", **way.settings), timeout_s=5)
    kinds = [type(result).__name__ for result in results[:5]]
    assert kinds == ["RateLimited", "ProviderDown", "ProviderTimeout", "ModelResponse", "ModelResponse"]
    assert last.text == "42"


async def reply_once(content: bytes, kind: bytes = b"application/json") -> asyncio.Server:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: %s\r\nconnection: close\r\n\r\n%s" % (kind, content))
        await writer.drain()
        writer.close()

    return await asyncio.start_server(answer, "127.0.0.1", 0)


@pytest.mark.parametrize(
    ("content", "kind", "error"),
    [
        (b"<html>hello</html>", b"text/html", RequestRejected),
        (b"[1, 2]", b"application/json", RequestRejected),
        (b'{"choices": [', b"application/json", ProviderDown),
        (b'{"error": {"code": 429, "message": "slow down"}}', b"application/json", RateLimited),
        (b'{"choices": [], "usage": {"prompt_tokens": "many"}}', b"application/json", ProviderDown),
    ],
)
async def test_an_answer_that_is_none_is_an_error(content: bytes, kind: bytes, error: type[Exception]) -> None:
    server = await reply_once(content, kind)
    port = server.sockets[0].getsockname()[1]
    async with server, connected("openai", f"http://127.0.0.1:{port}") as model:
        with pytest.raises(error):
            await model.generate(request_of("scripted"), timeout_s=5)


async def test_a_stream_that_ends_quietly_before_the_answer_does_has_broken_off() -> None:
    server = await reply_once(b'data: {"choices": [{"delta": {"content": "4"}}]}\n\n', b"text/event-stream")
    port = server.sockets[0].getsockname()[1]
    async with server, connected("openai", f"http://127.0.0.1:{port}") as model:
        with pytest.raises(ProviderDown, match="before the answer did") as caught:
            await model.generate(request_of("scripted", stream=True), timeout_s=5)
    assert caught.value.maybe_billed


@pytest.mark.parametrize(
    ("name", "event", "kind"),
    [
        ("chat-stream", b'{"error": {"code": 502, "message": "bad gateway"}}', ProviderDown),
        ("responses-stream", b'{"type": "error", "code": "rate_limit_exceeded", "message": "slow"}', RateLimited),
        (
            "responses-stream",
            b'{"type": "response.failed", "response": {"error": {"code": "server_error", "message": "oh"}}}',
            ProviderDown,
        ),
        (
            "messages-stream",
            b'{"type": "error", "error": {"type": "overloaded_error", "message": "busy"}}',
            ProviderDown,
        ),
    ],
)
async def test_an_error_inside_a_stream_is_noticed(name: str, event: bytes, kind: type[ProviderError]) -> None:
    server = await reply_once(b"event: any\ndata: %s\n\n" % event, b"text/event-stream")
    port = server.sockets[0].getsockname()[1]
    async with server, connected(WAYS[name].provider, f"http://127.0.0.1:{port}") as model:
        with pytest.raises(kind):
            await model.generate(request_of("scripted", **WAYS[name].settings), timeout_s=5)


async def test_a_stream_that_arrives_byte_by_byte_is_put_together() -> None:
    whole = (
        b'data: {"choices": [{"delta": {"content": "n\xc3\xa4"}, "finish_reason": "stop"}]}\r\n\r\ndata: [DONE]\r\n\r\n'
    )

    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        for byte in whole:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.002)
        writer.close()

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, connected("openai", f"http://127.0.0.1:{port}") as model:
        response = await model.generate(request_of("scripted", stream=True), timeout_s=5)
    assert response.text == "nä"
