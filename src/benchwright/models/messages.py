"""Anthropic's Messages API as a wire: bodies, answers and streams."""

from benchwright.models.claude_rules import default_max_tokens, thinking_fields
from benchwright.models.exchange import Timing
from benchwright.models.json_parts import Json, count_in, object_in, objects_in, text_in
from benchwright.records.call import FinishReason, ModelRequest, ModelResponse
from benchwright.records.usage import Usage

_FINISH: dict[str | None, FinishReason] = {
    "end_turn": "stop",
    "stop_sequence": "stop",
    "max_tokens": "length",
    "model_context_window_exceeded": "length",
    "refusal": "refusal",
}


def messages_body(request: ModelRequest) -> Json:
    """Write the body of a request whose settings were checked; system prompts go on top."""
    settings = request.settings
    systems = [message.content for message in request.messages if message.role == "system"]
    if settings.system is not None:
        systems.insert(0, settings.system)
    turns = [message for message in request.messages if message.role != "system"]
    optional = {
        "system": "\n\n".join(systems) or None,
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        "stream": True if settings.stream else None,
    }
    body: Json = {
        "model": request.model,
        "max_tokens": settings.max_tokens or default_max_tokens(request.model),
        "messages": [{"role": message.role, "content": message.content} for message in turns],
    }
    body.update({name: value for name, value in optional.items() if value is not None})
    body.update(thinking_fields(request.model, settings.reasoning_effort))
    return body


class MessagesWire:
    """The Messages API: how answers are read."""

    path = "/v1/messages"
    request_id_header = "request-id"

    def read(self, payload: Json, timing: Timing) -> ModelResponse:
        """Read an unstreamed answer."""
        blocks = objects_in(payload, "content")
        text = "".join(text_in(block, "text") for block in blocks if block.get("type") == "text")
        finish = _FINISH.get(payload.get("stop_reason"), "other")
        if not text and finish == "refusal":
            text = text_in(object_in(payload, "stop_details"), "explanation")
        return ModelResponse(
            text=text,
            reasoning="".join(text_in(block, "thinking") for block in blocks if block.get("type") == "thinking"),
            finish_reason=finish,
            usage=_usage(object_in(payload, "usage")),
            latency_s=timing.latency_s,
            first_token_s=timing.first_token_s,
            model_version=text_in(payload, "model"),
            request_id=timing.request_id or text_in(payload, "id"),
        )

    def collector(self) -> "MessagesCollector":
        """Return a new collector for a streamed answer."""
        return MessagesCollector()


class MessagesCollector:
    """Puts the events of a streamed answer together."""

    def __init__(self) -> None:
        self._about: Json = {}
        self._usage: Json = {}
        self._parts: dict[str, list[str]] = {"text": [], "thinking": []}
        self._finished = False

    def feed(self, event: Json) -> bool:
        """Take one event; say whether it carried text."""
        kind = event.get("type")
        if kind == "content_block_delta":
            return self._take(object_in(event, "delta"))
        if kind == "message_start":
            self._about = object_in(event, "message")
            self._usage.update(object_in(self._about, "usage"))
        elif kind == "message_delta":
            self._about = {**self._about, **object_in(event, "delta")}
            counted = object_in(event, "usage")
            self._usage.update({name: count for name, count in counted.items() if count is not None})
        elif kind == "message_stop":
            self._finished = True
        return False

    def _take(self, delta: Json) -> bool:
        for name, parts in self._parts.items():
            if text := delta.get(name):
                parts.append(text)
                return True
        return False

    def payload(self) -> Json | None:
        """Return the whole answer; None where its last event never came."""
        if not self._finished:
            return None
        content = [{"type": name, name: "".join(parts)} for name, parts in self._parts.items()]
        return {**self._about, "content": content, "usage": self._usage}


def _usage(counted: Json) -> Usage:
    """Read token counts; here `input_tokens` leaves out what the cache gave or took, ours holds all."""
    if count_in(counted, "input_tokens") is None:
        return Usage()
    read = count_in(counted, "cache_read_input_tokens")
    written = count_in(counted, "cache_creation_input_tokens")
    return Usage(
        input_tokens=counted["input_tokens"] + (read or 0) + (written or 0),
        output_tokens=count_in(counted, "output_tokens"),
        reasoning_tokens=count_in(object_in(counted, "output_tokens_details"), "thinking_tokens"),
        cached_tokens=read,
    )
