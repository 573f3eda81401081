"""Say which providers can be called from here; keys are only looked for, never shown."""

from urllib.parse import urlsplit

from benchwright.models.providers import PROVIDERS, ProviderFacts
from benchwright.records.record import Record
from benchwright.records.workspace import Workspace


class Provider(Record):
    """One provider as it is configured."""

    name: str
    local: bool
    """Whether it runs on the person's own machine."""
    key_needed: bool
    key_set: bool
    key_variable: str
    address: str
    """Where calls go, without credentials; empty where the person has to give one."""
    usable: bool
    reason: str
    """Why it can't be used now; empty: it can."""


def list_providers(workspace: Workspace) -> tuple[Provider, ...]:
    """Return every provider that is known by name."""
    return tuple(_provider(workspace, facts) for facts in PROVIDERS.values())


def _provider(workspace: Workspace, facts: ProviderFacts) -> Provider:
    key_set = workspace.variable(facts.key_env) is not None
    address = _bare(workspace.variable(facts.base_url_env) or facts.base_url or "")
    reason = "" if key_set or not facts.key_needed else f"put {facts.key_env}=… into .env"
    if not address:
        reason = f"put {facts.base_url_env}=… into .env, or `endpoint:` into benchwright.yaml"
    return Provider(
        name=facts.name,
        local=facts.local,
        key_needed=facts.key_needed,
        key_set=key_set,
        key_variable=facts.key_env,
        address=address,
        usable=not reason,
        reason=reason,
    )


def _bare(address: str) -> str:
    """Return an address without the credentials and the query that somebody may have written into it."""
    parts = urlsplit(address)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()
