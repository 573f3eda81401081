"""Candidates: who is measured."""

from functools import cached_property
from typing import Any, Literal

from pydantic import Field

from benchwright.records.digest import digest_of
from benchwright.records.record import Record


class GenerationSettings(Record):
    """Everything about a call that can change its answer; None: left to the provider's default."""

    temperature: float | None = Field(default=None, ge=0, le=2)
    top_p: float | None = Field(default=None, gt=0, le=1)
    max_tokens: int | None = Field(default=None, gt=0)
    """Upper bound of output tokens, reasoning included."""
    seed: int | None = None
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None = None
    verbosity: Literal["low", "medium", "high"] | None = None
    system: str | None = None
    """System prompt; None: none is sent."""
    api: Literal["chat", "responses"] = "chat"
    """Which of the OpenAI-style APIs to speak; ignored by providers that have one."""
    stream: bool = False
    extra: dict[str, Any] = Field(default_factory=dict)
    """Further fields of the request body, sent as they are."""


class ModelCandidate(Record):
    """A model with its settings."""

    kind: Literal["model"] = "model"
    provider: str = Field(min_length=1)
    model: str = Field(min_length=1)
    base_url: str | None = None
    """None: the provider's own address."""
    settings: GenerationSettings = GenerationSettings()
    label: str = ""
    """A saved config's name; empty: provider/model."""

    @property
    def name(self) -> str:
        """How the candidate is called in tables: its label, else provider/model."""
        return self.label or f"{self.provider}/{self.model}"

    @cached_property
    def digest(self) -> str:
        """Digest of everything that decides what it answers; the label does not."""
        return digest_of(self.model_dump(mode="json", exclude={"label"}))


Candidate = ModelCandidate
