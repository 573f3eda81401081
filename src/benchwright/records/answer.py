"""Answers: what a candidate gave back, and how the code was taken out of it."""

from benchwright.records.call import FinishReason
from benchwright.records.record import Record
from benchwright.records.usage import Usage


class Answer(Record):
    """What a candidate gave back for one attempt."""

    prompt: str
    """The prompt as it was sent, for the record."""
    text: str
    """The response as it came."""
    code: str | None = None
    """The program taken from the text; None where the task wants none or none was found."""
    steps: tuple[str, ...] = ()
    """How the code was found, step by step."""
    finish_reason: FinishReason = "stop"
    usage: Usage = Usage()
    cost_usd: float | None = None
    """None: unknown."""
    latency_s: float = 0.0
    first_token_s: float | None = None
    model_version: str = ""
    call_key: str = ""
    """The stored call that this answer comes from; empty for offline candidates."""
    cached: bool = False
    """Whether the call was answered from the cache, at no cost now."""
    tries: int = 1
