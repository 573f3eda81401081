"""OpenAI's Chat Completions as a wire: bodies, answers and streams, with what other servers add or leave out."""

from benchwright.errors import ProviderDown
from benchwright.models.exchange import Timing
from benchwright.models.json_parts import Json, count_in, object_in, objects_in, text_in
from benchwright.models.rules import Family
from benchwright.records.call import FinishReason, ModelRequest, ModelResponse
from benchwright.records.usage import Usage

_FINISH: dict[str | None, FinishReason] = {"stop": "stop", "length": "length", "content_filter": "refusal"}


def chat_body(request: ModelRequest, family: Family) -> Json:
    """Write the body of a request whose settings were checked."""
    settings = request.settings
    messages = [{"role": message.role, "content": message.content} for message in request.messages]
    if settings.system is not None:
        messages.insert(0, {"role": "system", "content": settings.system})
    limit = "max_completion_tokens" if family.reasoning else "max_tokens"
    optional = {
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        limit: settings.max_tokens,
        "seed": settings.seed,
        "reasoning_effort": settings.reasoning_effort,
        "verbosity": settings.verbosity,
    }
    body: Json = {"model": request.model, "messages": messages}
    body.update({name: value for name, value in optional.items() if value is not None})
    if settings.stream:
        body["stream"] = True
        body["stream_options"] = {"include_usage": True}
    return body


class ChatWire:
    """Chat Completions: how answers are read."""

    path = "/chat/completions"
    request_id_header = "x-request-id"

    def read(self, payload: Json, timing: Timing) -> ModelResponse:
        """Read an unstreamed answer."""
        choices = objects_in(payload, "choices")
        if not choices:
            raise ProviderDown("the server's answer holds no choices", maybe_billed=True)
        choice = choices[0]
        message = object_in(choice, "message")
        refusal = text_in(message, "refusal")
        return ModelResponse(
            text=_content(message) or refusal,
            reasoning=text_in(message, "reasoning_content") or text_in(message, "reasoning"),
            finish_reason="refusal" if refusal else _FINISH.get(choice.get("finish_reason"), "other"),
            usage=_usage(object_in(payload, "usage")),
            latency_s=timing.latency_s,
            first_token_s=timing.first_token_s,
            model_version=text_in(payload, "model"),
            request_id=timing.request_id or text_in(payload, "id"),
        )

    def collector(self) -> "ChatCollector":
        """Return a new collector for a streamed answer."""
        return ChatCollector()


class ChatCollector:
    """Puts the chunks of a streamed answer together."""

    def __init__(self) -> None:
        self._parts: dict[str, list[str]] = {"content": [], "reasoning_content": [], "refusal": []}
        self._finish: str | None = None
        self._usage: Json | None = None
        self._about: Json = {}

    def feed(self, event: Json) -> bool:
        """Take one chunk; say whether it carried text."""
        self._about = self._about or {name: event.get(name) for name in ("id", "model")}
        self._usage = event.get("usage") or self._usage
        had_text = False
        for choice in objects_in(event, "choices"):
            self._finish = choice.get("finish_reason") or self._finish
            had_text = self._take(object_in(choice, "delta")) or had_text
        return had_text

    def _take(self, delta: Json) -> bool:
        found = (
            ("content", _content(delta)),
            ("reasoning_content", text_in(delta, "reasoning_content") or text_in(delta, "reasoning")),
            ("refusal", text_in(delta, "refusal")),
        )
        for name, text in found:
            if text:
                self._parts[name].append(text)
        return any(text for _, text in found)

    def payload(self) -> Json | None:
        """Return the whole answer; None where no chunk said that it was finished."""
        if self._finish is None:
            return None
        message = {name: "".join(parts) for name, parts in self._parts.items()}
        return {
            **self._about,
            "choices": [{"message": message, "finish_reason": self._finish}],
            "usage": self._usage,
        }


def _content(message: Json) -> str:
    """Read a message's text, which some servers send as a list of parts."""
    return text_in(message, "content") or "".join(text_in(part, "text") for part in objects_in(message, "content"))


def _usage(counted: Json) -> Usage:
    if not counted:
        return Usage()
    return Usage(
        input_tokens=count_in(counted, "prompt_tokens"),
        output_tokens=count_in(counted, "completion_tokens"),
        reasoning_tokens=count_in(object_in(counted, "completion_tokens_details"), "reasoning_tokens"),
        cached_tokens=count_in(object_in(counted, "prompt_tokens_details"), "cached_tokens"),
    )
