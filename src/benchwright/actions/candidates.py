"""From the names a person gives to candidates and the models that answer for them."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from pydantic import ValidationError

from benchwright.actions import registry
from benchwright.actions.replies import replay_candidate, replay_model
from benchwright.contracts import Model
from benchwright.errors import BadInput, MissingKey, UnknownName
from benchwright.models.providers import OFFLINE_PROVIDERS, PROVIDERS
from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.task import Task
from benchwright.records.workspace import Workspace
from benchwright.suites.mutants import mutate


def find_candidates(
    workspace: Workspace, names: Sequence[str], *, overrides: Mapping[str, Any], base_url: str | None = None
) -> tuple[ModelCandidate, ...]:
    """Turn names into candidates: a saved model's name, or `provider/model`; all saved ones where no name is given."""
    saved = {model.candidate.label: model.candidate for model in workspace.models}
    if not names and not saved:
        raise BadInput("no model given: add --model provider/model (offline: --model baseline/reference)")
    found = [_find(name, saved) for name in names or saved]
    candidates = [_override(candidate, overrides, base_url or _address(candidate, workspace)) for candidate in found]
    doubled = {c.name for c in candidates if [d.name for d in candidates].count(c.name) > 1}
    if doubled:
        raise BadInput(f"model '{min(doubled)}' is given twice; give each of its configs a name in the config file")
    return tuple(candidates)


def _find(name: str, saved: Mapping[str, ModelCandidate]) -> ModelCandidate:
    if name in saved:
        return saved[name]
    provider, slash, model = name.partition("/")
    known = (*PROVIDERS, *OFFLINE_PROVIDERS)
    if not slash or not model or (provider not in known and provider not in registry.names("models")):
        raise UnknownName("model", name, (*saved, *(f"{one}/…" for one in known)), hint="Write provider/model.")
    return replay_candidate(model) if provider == "replay" else ModelCandidate(provider=provider, model=model)


def _override(candidate: ModelCandidate, overrides: Mapping[str, Any], base_url: str | None) -> ModelCandidate:
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        settings = GenerationSettings.model_validate(candidate.settings.model_dump() | given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadInput(f"--{first['loc'][0]} {first['input']!r}: {first['msg']}".replace("_", "-")) from error
    if base_url is not None:
        _check_address(candidate, base_url)
    update = {"settings": settings} | ({"base_url": base_url} if base_url else {})
    return candidate.model_copy(update=update)


def _check_address(candidate: ModelCandidate, base_url: str) -> None:
    parts = urlsplit(base_url)
    if candidate.provider in OFFLINE_PROVIDERS:
        raise BadInput(f"{candidate.name} is offline and has no address; leave --base-url out")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadInput(f"'{base_url}' is no address for {candidate.name}; one looks like http://127.0.0.1:8000/v1")


def _address(candidate: ModelCandidate, workspace: Workspace) -> str | None:
    """Return the address that the config or the environment gives: two servers are two candidates."""
    if candidate.base_url is not None or candidate.provider not in PROVIDERS:
        return candidate.base_url
    return workspace.variable(PROVIDERS[candidate.provider].base_url_env)


def connect(candidate: ModelCandidate, workspace: Workspace, tasks: Mapping[str, Task]) -> Model:
    """Return the model that answers for a candidate; raise MissingKey where its provider needs one."""
    match candidate.provider:
        case "baseline":
            return registry.load("models", "baseline")(tasks=tasks, mutate=mutate)
        case "scripted":
            return registry.load("models", "scripted")(tasks=tasks)
        case "replay":
            return replay_model(candidate, workspace)
        case _:
            return _dial(candidate, workspace)


def _dial(candidate: ModelCandidate, workspace: Workspace) -> Model:
    key = _key(candidate, workspace)
    facts = PROVIDERS.get(candidate.provider)
    if key is None and facts is not None and facts.key_needed:
        raise MissingKey(
            f"no key for {candidate.name}: set {facts.key_env} in the environment or in {workspace.root / '.env'}"
        )
    part = candidate.provider if facts is None else "anthropic" if facts.wire == "anthropic" else "openai-compatible"
    return registry.load("models", part)(provider=candidate.provider, base_url=candidate.base_url, api_key=key)


def _key(candidate: ModelCandidate, workspace: Workspace) -> str | None:
    """Return the key of the candidate's config, else of its provider's variable (a third party's: NAME_API_KEY)."""
    for saved in workspace.models:
        if saved.candidate.label == candidate.label and saved.api_key is not None:
            return saved.api_key.get_secret_value()
    facts = PROVIDERS.get(candidate.provider)
    return workspace.variable(facts.key_env if facts else f"{candidate.provider.upper().replace('-', '_')}_API_KEY")
