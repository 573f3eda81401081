"""One request to a model and what came back: the unit that is paid for, cached and never lost."""

from typing import Any, Literal, NamedTuple

from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.digest import digest_of
from benchwright.records.record import Record
from benchwright.records.usage import Usage

FinishReason = Literal["stop", "length", "refusal", "other"]


class Message(Record):
    """One turn of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


class ModelRequest(Record):
    """What a solver asks of a model."""

    model: str
    messages: tuple[Message, ...]
    settings: GenerationSettings
    task_id: str
    """For offline candidates and logs; never sent to a provider."""
    sample: int = 0
    """Sample number, 0-based: part of the call's identity, so that samples are not each other's cache hits."""


class ModelResponse(Record):
    """What a model gave back."""

    text: str
    reasoning: str = ""
    """Reasoning text where the provider shows it."""
    finish_reason: FinishReason = "stop"
    usage: Usage = Usage()
    latency_s: float = 0.0
    """From sending the request to the last byte of the answer, the try that succeeded only."""
    first_token_s: float | None = None
    """Until the first token; None where the answer was not streamed."""
    model_version: str = ""
    """The model as the provider named it in the answer."""
    request_id: str = ""
    raw: dict[str, Any] | None = None
    """The provider's answer as it came, where it is worth keeping beyond the fields above."""


class Generated(NamedTuple):
    """A response with what is known of the call around it."""

    response: ModelResponse
    cost_usd: float | None
    """None: the price or the usage is unknown."""
    call_key: str
    """Empty for offline candidates, whose calls are not stored."""
    cached: bool
    tries: int


class StoredCall(Record):
    """A response in the cache, with what it cost."""

    key: str
    """Digest of provider, base URL, full request and sample number."""
    provider: str
    model: str
    response: ModelResponse
    cost_usd: float | None
    """None: the price or the usage is unknown."""
    tries: int = 1
    """Requests it took, the failed ones included."""


def call_key(candidate: ModelCandidate, body: dict[str, Any], sample: int) -> str:
    """Digest of everything that decides a call's answer: provider, address, the full request, the sample number."""
    return digest_of([candidate.provider, candidate.base_url, body, sample])
