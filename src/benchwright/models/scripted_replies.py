"""What the scripted server says: answers and refusals as bytes, in the three wires' own forms."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from benchwright.models.json_parts import Json, object_in, objects_in, text_in

WireName = Literal["chat", "responses", "messages"]
PATHS: Mapping[str, WireName] = {
    "/v1/chat/completions": "chat",
    "/v1/responses": "responses",
    "/v1/messages": "messages",
}
REFUSAL = "I can't help with that."
_PIECES = 4
_BYTES_PER_TOKEN = 4


class Reply(NamedTuple):
    """One answer before it takes a wire's form."""

    model: str
    text: str
    finish: Literal["stop", "length", "refusal"]
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True)
class AnswerBook:
    """Which answer belongs to which prompt."""

    by_prompt: Mapping[str, str]
    """Answers by the whole last message of the user."""
    by_marker: Sequence[tuple[str, str]] = ()
    """Answers by a text that occurs in it; the first that fits."""
    fixed: str = "42"
    """The answer to everything else."""

    def answer(self, prompt: str) -> str:
        """Return the answer to a prompt."""
        found = self.by_prompt.get(prompt)
        if found is None and self.by_marker:
            found = next((answer for marker, answer in self.by_marker if marker in prompt), None)
        return self.fixed if found is None else found


def prompt_of(body: Json) -> str:
    """Return the last message of a request, in any of the three forms."""
    asked = body.get("input")
    if isinstance(asked, str):
        return asked
    turns = objects_in(body, "messages") or objects_in(body, "input")
    if not turns:
        return ""
    return text_in(turns[-1], "content") or "".join(text_in(part, "text") for part in objects_in(turns[-1], "content"))


def reply_to(body: Json, size: int, book: AnswerBook) -> Reply:
    """Answer a request: from the book, or as the model's name ends (`-refuse`, `-truncate`)."""
    model = text_in(body, "model")
    text = book.answer(prompt_of(body))
    manner = model.rpartition("-")[2]
    if manner == "refuse":
        return Reply(model, REFUSAL, "refusal", _tokens(size), _tokens(len(REFUSAL)))
    if manner == "truncate":
        text = text[: len(text) // 2]
        return Reply(model, text, "length", _tokens(size), _tokens(len(text)))
    return Reply(model, text, "stop", _tokens(size), _tokens(len(text)))


def _tokens(size: int) -> int:
    return max(1, size // _BYTES_PER_TOKEN)


def whole(wire: WireName, reply: Reply) -> bytes:
    """Write an unstreamed answer."""
    return _dump({"chat": _chat, "responses": _responses, "messages": _messages}[wire](reply))


def events(wire: WireName, reply: Reply, body: Json) -> list[bytes]:
    """Write a streamed answer, one server-sent event each."""
    size = max(1, -(-len(reply.text) // _PIECES))
    pieces = [reply.text[start : start + size] for start in range(0, len(reply.text), size)] or [""]
    if wire == "chat":
        counted = object_in(body, "stream_options").get("include_usage") is True
        return [*(b"data: %s\n\n" % _dump(event) for event in _chat_chunks(reply, pieces, counted=counted)), _DONE]
    typed = _responses_events(reply, pieces) if wire == "responses" else _messages_events(reply, pieces)
    return [b"event: %s\ndata: %s\n\n" % (str(event["type"]).encode(), _dump(event)) for event in typed]


def refusal_body(wire: WireName, kind: str, message: str) -> bytes:
    """Write the body of an HTTP error."""
    error: Json = {"type": kind, "message": message}
    if wire == "messages":
        return _dump({"type": "error", "error": error})
    return _dump({"error": {**error, "param": None, "code": kind}})


_DONE = b"data: [DONE]\n\n"


def _dump(content: Json) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()


def _chat_usage(reply: Reply) -> Json:
    total = reply.input_tokens + reply.output_tokens
    return {
        "prompt_tokens": reply.input_tokens,
        "completion_tokens": reply.output_tokens,
        "total_tokens": total,
        "prompt_tokens_details": {"cached_tokens": 0},
        "completion_tokens_details": {"reasoning_tokens": 0},
    }


def _chat(reply: Reply) -> Json:
    refused = reply.finish == "refusal"
    message = {
        "role": "assistant",
        "content": None if refused else reply.text,
        "refusal": reply.text if refused else None,
    }
    return {
        "id": "chatcmpl-scripted",
        "object": "chat.completion",
        "created": 0,
        "model": reply.model,
        "choices": [{"index": 0, "message": message, "finish_reason": "stop" if refused else reply.finish}],
        "usage": _chat_usage(reply),
    }


def _chat_chunks(reply: Reply, pieces: list[str], *, counted: bool) -> list[Json]:
    about: Json = {"id": "chatcmpl-scripted", "object": "chat.completion.chunk", "created": 0, "model": reply.model}
    refused = reply.finish == "refusal"
    field = "refusal" if refused else "content"
    chunks: list[Json] = [
        {**about, "choices": [{"index": 0, "delta": {field: piece}, "finish_reason": None}]} for piece in pieces
    ]
    finish = "stop" if refused else reply.finish
    chunks.append({**about, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
    if counted:
        chunks.append({**about, "choices": [], "usage": _chat_usage(reply)})
    return chunks


def _responses(reply: Reply) -> Json:
    refused = reply.finish == "refusal"
    part = {"type": "refusal", "refusal": reply.text} if refused else {"type": "output_text", "text": reply.text}
    cut = reply.finish == "length"
    return {
        "id": "resp_scripted",
        "object": "response",
        "created_at": 0,
        "model": reply.model,
        "status": "incomplete" if cut else "completed",
        "incomplete_details": {"reason": "max_output_tokens"} if cut else None,
        "error": None,
        "output": [{"type": "message", "id": "msg_scripted", "role": "assistant", "content": [part]}],
        "usage": {
            "input_tokens": reply.input_tokens,
            "output_tokens": reply.output_tokens,
            "total_tokens": reply.input_tokens + reply.output_tokens,
            "input_tokens_details": {"cached_tokens": 0},
            "output_tokens_details": {"reasoning_tokens": 0},
        },
    }


def _responses_events(reply: Reply, pieces: list[str]) -> list[Json]:
    kind = "response.refusal.delta" if reply.finish == "refusal" else "response.output_text.delta"
    last = "response.incomplete" if reply.finish == "length" else "response.completed"
    deltas: list[Json] = [{"type": kind, "output_index": 0, "content_index": 0, "delta": piece} for piece in pieces]
    return [*deltas, {"type": last, "response": _responses(reply)}]


def _messages(reply: Reply) -> Json:
    stop = {"stop": "end_turn", "length": "max_tokens", "refusal": "refusal"}[reply.finish]
    return {
        "id": "msg_scripted",
        "type": "message",
        "role": "assistant",
        "model": reply.model,
        "content": [{"type": "text", "text": reply.text}],
        "stop_reason": stop,
        "usage": {
            "input_tokens": reply.input_tokens,
            "output_tokens": reply.output_tokens,
            "cache_read_input_tokens": 0,
            "cache_creation_input_tokens": 0,
        },
    }


def _messages_events(reply: Reply, pieces: list[str]) -> list[Json]:
    complete = _messages(reply)
    start: Json = {**complete, "content": [], "stop_reason": None}
    deltas: list[Json] = [
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}} for piece in pieces
    ]
    return [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *deltas,
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": complete["stop_reason"]}, "usage": complete["usage"]},
        {"type": "message_stop"},
    ]
