"""What can be named as a candidate: saved configs, and the offline ones that need no key."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from benchwright.actions.list_providers import list_providers
from benchwright.records.candidate import ModelCandidate
from benchwright.records.record import Record
from benchwright.records.workspace import Workspace


class Offer(Record):
    """One candidate that a run can name."""

    name: str
    kind: Literal["saved", "baseline"]
    provider: str
    model: str
    description: str
    settings: dict[str, Any]
    """Only what is set."""
    usable: bool
    reason: str
    """Why it can't be used now; empty: it can."""


_BASELINES: Mapping[str, str] = MappingProxyType(
    {
        "reference": "answers with each task's reference: what a perfect candidate gets",
        "mutant": "answers with the reference and one seeded mistake in it",
        "empty": "answers with nothing: what a mute candidate gets",
    }
)


def offer_candidates(workspace: Workspace) -> tuple[Offer, ...]:
    """Return saved configs first, then the offline candidates; any `provider/model` can be named besides."""
    reasons = {provider.name: provider.reason for provider in list_providers(workspace)}
    saved = tuple(
        _saved(model.candidate, "" if model.api_key is not None else reasons.get(model.candidate.provider, ""))
        for model in workspace.models
    )
    return saved + tuple(_baseline(model, says) for model, says in _BASELINES.items())


def _saved(candidate: ModelCandidate, reason: str) -> Offer:
    return Offer(
        name=candidate.name,
        kind="saved",
        provider=candidate.provider,
        model=candidate.model,
        description="",
        settings=candidate.settings.model_dump(exclude_defaults=True),
        usable=not reason,
        reason=reason,
    )


def _baseline(model: str, description: str) -> Offer:
    return Offer(
        name=f"baseline/{model}",
        kind="baseline",
        provider="baseline",
        model=model,
        description=description,
        settings={},
        usable=True,
        reason="",
    )
