"""OpenAI's Responses API as a wire: bodies, answers and streams."""

from benchwright.models.exchange import Timing
from benchwright.models.json_parts import Json, count_in, object_in, objects_in, text_in
from benchwright.records.call import FinishReason, ModelRequest, ModelResponse
from benchwright.records.usage import Usage

_INCOMPLETE: dict[str | None, FinishReason] = {"max_output_tokens": "length", "content_filter": "refusal"}
_LAST_EVENTS = frozenset({"response.completed", "response.incomplete", "response.failed"})
_TEXT_EVENTS = frozenset(
    {"response.output_text.delta", "response.refusal.delta", "response.reasoning_summary_text.delta"}
)


def responses_body(request: ModelRequest) -> Json:
    """Write the body of a request whose settings were checked."""
    settings = request.settings
    optional = {
        "instructions": settings.system,
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        "max_output_tokens": settings.max_tokens,
        "reasoning": {"effort": settings.reasoning_effort} if settings.reasoning_effort else None,
        "text": {"verbosity": settings.verbosity} if settings.verbosity else None,
        "stream": True if settings.stream else None,
    }
    body: Json = {
        "model": request.model,
        "input": [{"role": message.role, "content": message.content} for message in request.messages],
    }
    body.update({name: value for name, value in optional.items() if value is not None})
    return body


class ResponsesWire:
    """The Responses API: how answers are read."""

    path = "/responses"
    request_id_header = "x-request-id"

    def read(self, payload: Json, timing: Timing) -> ModelResponse:
        """Read an unstreamed answer."""
        items = objects_in(payload, "output")
        parts = [part for item in items if item.get("type") == "message" for part in objects_in(item, "content")]
        refusal = "".join(text_in(part, "refusal") for part in parts)
        return ModelResponse(
            text="".join(text_in(part, "text") for part in parts) or refusal,
            reasoning=_reasoning(items),
            finish_reason="refusal" if refusal else _finish(payload),
            usage=_usage(object_in(payload, "usage")),
            latency_s=timing.latency_s,
            first_token_s=timing.first_token_s,
            model_version=text_in(payload, "model"),
            request_id=timing.request_id or text_in(payload, "id"),
        )

    def collector(self) -> "ResponsesCollector":
        """Return a new collector for a streamed answer."""
        return ResponsesCollector()


class ResponsesCollector:
    """Waits for the last event of a stream, which holds the whole answer."""

    def __init__(self) -> None:
        self._payload: Json | None = None

    def feed(self, event: Json) -> bool:
        """Take one event; say whether it carried text."""
        kind = event.get("type")
        if kind == "error":
            # This event has no `error` object: code and message stand beside its type.
            self._payload = {"error": event}
        elif kind in _LAST_EVENTS:
            self._payload = event.get("response")
        return kind in _TEXT_EVENTS

    def payload(self) -> Json | None:
        """Return the whole answer; None where its last event never came."""
        return self._payload


def _finish(payload: Json) -> FinishReason:
    if payload.get("status") == "completed":
        return "stop"
    return _INCOMPLETE.get(object_in(payload, "incomplete_details").get("reason"), "other")


def _reasoning(items: list[Json]) -> str:
    thoughts = [item for item in items if item.get("type") == "reasoning"]
    parts = [part for item in thoughts for part in (*objects_in(item, "summary"), *objects_in(item, "content"))]
    return "\n".join(text_in(part, "text") for part in parts)


def _usage(counted: Json) -> Usage:
    if not counted:
        return Usage()
    return Usage(
        input_tokens=count_in(counted, "input_tokens"),
        output_tokens=count_in(counted, "output_tokens"),
        reasoning_tokens=count_in(object_in(counted, "output_tokens_details"), "reasoning_tokens"),
        cached_tokens=count_in(object_in(counted, "input_tokens_details"), "cached_tokens"),
    )
