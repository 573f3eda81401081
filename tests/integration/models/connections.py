"""Real connections to the scripted server, one for each wire and way of answering."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from benchwright.contracts import Model
from benchwright.models.anthropic import Anthropic
from benchwright.models.openai_compatible import OpenAICompatible

KEY = "sk-secret-0123456789"


class Way(NamedTuple):
    """A provider's wire and how it answers."""

    provider: str
    settings: dict[str, Any]


WAYS = {
    "chat": Way("openai", {}),
    "chat-stream": Way("openai", {"stream": True}),
    "responses": Way("openai", {"api": "responses"}),
    "responses-stream": Way("openai", {"api": "responses", "stream": True}),
    "messages": Way("anthropic", {}),
    "messages-stream": Way("anthropic", {"stream": True}),
}


def connect(provider: str, url: str) -> Model:
    """Return a model that talks to the server at an address without a path."""
    if provider == "anthropic":
        return Anthropic(base_url=url, api_key=KEY)
    return OpenAICompatible(provider, f"{url}/v1", KEY)


@asynccontextmanager
async def connected(provider: str, url: str) -> AsyncGenerator[Model]:
    """Connect, and give the connections back."""
    model = connect(provider, url)
    try:
        yield model
    finally:
        await model.close()
