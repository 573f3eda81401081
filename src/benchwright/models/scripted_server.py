"""A small real HTTP server that speaks Chat Completions, Responses and Anthropic Messages, with faults on purpose.

For tests and benchmarks, on loopback only: `python -m benchwright.models.scripted_server --port 8089 --rate-limit 0.1`.
It says `listening on http://127.0.0.1:PORT` once it does; `GET /counts` tells what it was asked. Beside the rates, the
end of a model's name decides: `-refuse`, `-truncate`, `-limited` (429), `-down` (500), `-broken` (the answer breaks
off), `-denied` (401), `-missing` (404), `-rejected` (400), `-hang` (no answer).
"""

import argparse
import asyncio
import json
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Self, cast

from benchwright.errors import BadInput
from benchwright.models.json_parts import Json, text_in
from benchwright.models.scripted_faults import FAULTS, Behaviour, Counts, Dice
from benchwright.models.scripted_replies import PATHS, AnswerBook, WireName, events, refusal_body, reply_to, whole

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_KEY = re.compile(rb"(?i)\r\n(?:authorization: *bearer|x-api-key:) +([^\r\n]+)")


class ScriptedServer:
    """The server; `async with` starts it on a free port and stops it."""

    def __init__(self, behaviour: Behaviour | None = None, book: AnswerBook | None = None) -> None:
        self.behaviour = behaviour or Behaviour()
        self.book = book or AnswerBook({})
        self.counts = Counts()
        self.url = ""
        """Address without a path, once started; OpenAI's clients want `/v1` after it."""
        self.dice = Dice(self.behaviour)
        self._server: asyncio.Server | None = None
        self._connections: set[_Connection] = set()

    async def start(self, port: int = 0) -> None:
        """Listen on loopback; port 0 picks a free one."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connection, "127.0.0.1", port, backlog=1024)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        """Stop listening and drop every connection."""
        if self._server is not None:
            self._server.close()
            for connection in tuple(self._connections):
                connection.drop()
            await self._server.wait_closed()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _connection(self) -> "_Connection":
        return _Connection(self, self._connections)


class _Connection(asyncio.Protocol):
    """One keep-alive connection: cuts requests out of the bytes and answers them in turn."""

    def __init__(self, server: ScriptedServer, connections: "set[_Connection]") -> None:
        self._server = server
        self._connections = connections
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self._transport = None
        self._connections.discard(self)
        self._settle()

    def drop(self) -> None:
        """Close at once."""
        if self._transport is not None:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0 or self._busy:
            return
        head = self._buffer[:end]
        found = _LENGTH.search(head)
        size = int(found[1]) if found else 0
        if len(self._buffer) < end + 4 + size:
            return
        content = self._buffer[end + 4 : end + 4 + size]
        self._buffer = self._buffer[end + 4 + size :]
        self._take(head, content)

    def _take(self, head: bytes, content: bytes) -> None:
        path = head.split(b" ", 2)[1].decode("latin-1")
        wire = PATHS.get(path)
        if wire is None:
            self._tell(path)
            return
        self._busy = True
        counts = self._server.counts
        counts.calls += 1
        counts.in_flight += 1
        counts.peak_in_flight = max(counts.peak_in_flight, counts.in_flight)
        latency_s = self._server.behaviour.latency_s
        if latency_s:
            asyncio.get_running_loop().call_later(latency_s, self._answer, wire, head, content)
        else:
            self._answer(wire, head, content)

    def _tell(self, path: str) -> None:
        if path == "/counts":
            self._send(_http(b"200 OK", json.dumps(self._server.counts.summary()).encode()))
        elif path == "/v1/models":
            self._send(_http(b"200 OK", b'{"object":"list","data":[{"id":"scripted","object":"model"}]}'))
        else:
            self._send(_http(b"404 Not Found", b'{"error":{"message":"no such path"}}'))

    def _answer(self, wire: WireName, head: bytes, content: bytes) -> None:
        try:
            body: Json = json.loads(content)
        except ValueError:
            self._refuse(wire, "rejected")
            return
        key = _KEY.search(head)
        fault = self._server.dice.fault(text_in(body, "model"), key[1].decode("latin-1") if key else "")
        if fault in FAULTS:
            self._refuse(wire, fault)
        elif fault != "hang":
            self._reply(wire, body, content, broken=fault == "broken")

    def _refuse(self, wire: WireName, name: str) -> None:
        fault = FAULTS[name]
        limited = name == "limited"
        if limited:
            self._server.counts.rate_limited += 1
        else:
            self._server.counts.errors += 1
        wait = b"retry-after: %g\r\n" % self._server.behaviour.retry_after_s if limited else b""
        self._finish(_http(fault.status, refusal_body(wire, fault.kind, fault.message), wait))

    def _reply(self, wire: WireName, body: Json, content: bytes, *, broken: bool) -> None:
        reply = reply_to(body, len(content), self._server.book)
        counts = self._server.counts
        if body.get("stream") is True:
            pieces = events(wire, reply, body)
            message = _stream(pieces[: len(pieces) // 2] if broken else pieces, end=not broken)
        else:
            message = _http(b"200 OK", whole(wire, reply))
            message = message[: len(message) - 20] if broken else message
        if broken:
            counts.broken += 1
        else:
            counts.answered += 1
            identity = hash(content)
            counts.answered_by_body[identity] = counts.answered_by_body.get(identity, 0) + 1
        self._finish(message)
        if broken and self._transport is not None:
            self._transport.close()

    def _finish(self, message: bytes) -> None:
        self._send(message)
        self._settle()
        if self._buffer:
            self.data_received(b"")

    def _settle(self) -> None:
        if self._busy:
            self._busy = False
            self._server.counts.in_flight -= 1

    def _send(self, message: bytes) -> None:
        if self._transport is not None:
            self._transport.write(message)


def _http(status: bytes, body: bytes, more: bytes = b"") -> bytes:
    head = (
        b"HTTP/1.1 %s\r\ncontent-type: application/json\r\nx-request-id: req_scripted\r\nrequest-id: req_scripted\r\n"
    )
    return (head + b"%scontent-length: %d\r\n\r\n%s") % (status, more, len(body), body)


def _stream(pieces: Sequence[bytes], *, end: bool) -> bytes:
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    return head + b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + (b"0\r\n\r\n" if end else b"")


def read_book(path: Path, *, fixed: str) -> AnswerBook:
    """Read JSONL lines `{"prompt"|"marker": …, "response": …}`; raise BadInput naming file and line."""
    by_prompt: dict[str, str] = {}
    by_marker: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row: Json = json.loads(line)
            if "prompt" in row:
                by_prompt[str(row["prompt"])] = str(row["response"])
            else:
                by_marker.append((str(row["marker"]), str(row["response"])))
        except (ValueError, KeyError, TypeError) as error:
            raise BadInput(f'{path}:{number}: want {{"prompt" or "marker", "response"}}: {error}') from None
    return AnswerBook(by_prompt, tuple(by_marker), fixed)


async def serve(server: ScriptedServer, port: int) -> None:
    """Run until interrupted."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await server.start(port)
    sys.stdout.write(f"listening on {server.url}\n")
    sys.stdout.flush()
    await stopped.wait()
    await server.stop()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the server as a program."""
    parser = argparse.ArgumentParser(description="An HTTP server that answers like model providers, with faults.")
    parser.add_argument("--port", type=int, default=0, help="port on loopback; 0 picks a free one")
    for name in ("rate-limit", "error", "broken", "latency-s", "retry-after-s"):
        default = getattr(Behaviour, name.replace("-", "_"))
        parser.add_argument(f"--{name}", type=float, default=default, help=f"default {default}")
    parser.add_argument("--key", default="", help="the key that callers must show")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--answer", default="42", help="the answer where no other fits")
    parser.add_argument("--answer-file", type=Path, help='JSONL of {"prompt" or "marker", "response"}')
    given = vars(parser.parse_args(arguments))
    port, fixed, path = given.pop("port"), given.pop("answer"), given.pop("answer_file")
    book = read_book(path, fixed=fixed) if path else AnswerBook({}, fixed=fixed)
    asyncio.run(serve(ScriptedServer(Behaviour(**given), book), port))


if __name__ == "__main__":
    main()
