"""What is known of each provider before anything is called: address, key, wire. Light: imports no SDK."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from benchwright.errors import MissingKey, UnknownName
from benchwright.records.record import Record

Wire = Literal["openai", "anthropic"]


class ProviderFacts(Record):
    """One provider's address and key."""

    name: str
    wire: Wire = "openai"
    """The API it speaks: `openai_compatible.py` or `anthropic.py`."""
    base_url: str | None
    """Its own address; None: there is none, the person must give one."""
    key_env: str
    """Environment variable that holds the key."""
    key_needed: bool = True
    base_url_env: str
    """Environment variable that overrides the address."""
    local: bool = False
    """Whether it runs on the person's own machine, so that calls cost no money."""


def _local(name: str, port: int, env: str) -> ProviderFacts:
    return ProviderFacts(
        name=name,
        base_url=f"http://127.0.0.1:{port}/v1",
        key_env=f"{env}_API_KEY",
        key_needed=False,
        base_url_env=f"{env}_BASE_URL",
        local=True,
    )


_KNOWN = (
    ProviderFacts(
        name="openai",
        base_url="https://api.openai.com/v1",
        key_env="OPENAI_API_KEY",
        base_url_env="OPENAI_BASE_URL",
    ),
    ProviderFacts(
        name="anthropic",
        wire="anthropic",
        base_url="https://api.anthropic.com",
        key_env="ANTHROPIC_API_KEY",
        base_url_env="ANTHROPIC_BASE_URL",
    ),
    ProviderFacts(
        name="openrouter",
        base_url="https://openrouter.ai/api/v1",
        key_env="OPENROUTER_API_KEY",
        base_url_env="OPENROUTER_BASE_URL",
    ),
    ProviderFacts(
        name="huggingface",
        base_url="https://router.huggingface.co/v1",
        key_env="HF_TOKEN",
        base_url_env="HUGGINGFACE_BASE_URL",
    ),
    _local("lmstudio", 1234, "LMSTUDIO"),
    _local("ollama", 11434, "OLLAMA"),
    _local("vllm", 8000, "VLLM"),
    ProviderFacts(
        name="openai-compatible",
        base_url=None,
        key_env="OPENAI_COMPATIBLE_API_KEY",
        key_needed=False,
        base_url_env="OPENAI_COMPATIBLE_BASE_URL",
    ),
)

PROVIDERS: Mapping[str, ProviderFacts] = MappingProxyType({facts.name: facts for facts in _KNOWN})
"""Every provider that is called over the network, by name."""

OFFLINE_PROVIDERS = ("baseline", "replay", "scripted")
"""Providers that answer from this machine's own memory."""


def facts_of(provider: str) -> ProviderFacts:
    """Return what is known of a provider; raise UnknownName."""
    if provider not in PROVIDERS:
        raise UnknownName("provider", provider, (*PROVIDERS, *OFFLINE_PROVIDERS))
    return PROVIDERS[provider]


def require_key(provider: str, api_key: str | None) -> None:
    """Raise MissingKey where a provider needs a key and none is given."""
    facts = facts_of(provider)
    if facts.key_needed and not api_key:
        raise MissingKey(f"{provider} needs a key: set {facts.key_env} in the environment or in .env")
