"""What is configured and what works here; never a key."""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from benchwright import __version__
from benchwright.actions.list_prices import Priced
from benchwright.actions.list_providers import Provider
from benchwright.records.workspace import Workspace
from benchwright.server.shapes.shape import Question, Shape, Text, Usd


class Part(Shape):
    """Whether a part can be used on this machine, and how to mend it where not."""

    name: str
    ready: bool
    detail: Text
    mend: Text


class Doctor(Shape):
    """What is ready, by kind."""

    ready: bool
    sandboxes: tuple[Part, ...]
    toolchains: tuple[Part, ...]
    languages: tuple[Part, ...]
    """What programs besides function tasks can be written in."""
    keys: tuple[Part, ...]
    database: Part


class ProviderLine(Shape):
    """A provider and whether it can be used; its key is never shown."""

    name: str
    local: bool
    """Whether it runs on the person's own machine."""
    key_needed: bool
    key_set: bool
    key_variable: str
    """Environment variable to put the key into; empty where there is none."""
    address: Text
    """Where calls go; empty where the person has to give one."""
    usable: bool
    reason: Text
    """Why it can't be used now; empty: it can."""


class CandidateOffer(Shape):
    """A candidate that can be named in a run."""

    name: Text
    kind: Literal["saved", "baseline"]
    provider: Text
    model: Text
    description: Text
    settings: dict[str, object]
    usable: bool
    reason: Text
    """Why it can't be used now; empty: it can."""


class Settings(Shape):
    """What is configured."""

    version: str
    workspace: Text
    database: Text
    """Kind and place; never a password."""
    artifacts: Text
    suite_folders: tuple[Text, ...]
    weights: dict[str, float]
    limits: dict[str, float]
    provider_concurrency: int
    providers: tuple[ProviderLine, ...]


class ProviderTestRequest(Question):
    """A model to make one small call to."""

    model: str = Field(min_length=1, max_length=300)
    """The provider's own id of the model."""


class ProviderTest(Shape):
    """What came of one small call; it may have cost a fraction of a cent."""

    works: bool
    detail: Text
    latency_s: float | None
    cost_usd: Usd | None
    model_version: Text


class PriceLine(Shape):
    """What a candidate's calls cost."""

    candidate: Text
    input_usd_per_mtok: Usd | None
    """Null: the price is unknown."""
    output_usd_per_mtok: Usd | None
    cached_usd_per_mtok: Usd | None
    """Null: cached tokens cost what fresh ones do."""
    source: Text


class Health(Shape):
    """That the server answers."""

    status: Literal["ok"]
    version: str


def price_line(priced: Priced) -> PriceLine:
    """Return a candidate's price; unknown is null."""
    price = priced.price
    return PriceLine.model_validate(
        {
            "candidate": priced.candidate,
            "input_usd_per_mtok": None if price is None else price.input_usd_per_mtok,
            "output_usd_per_mtok": None if price is None else price.output_usd_per_mtok,
            "cached_usd_per_mtok": None if price is None else price.cached_usd_per_mtok,
            "source": "unknown" if price is None else price.source,
        }
    )


def settings_of(workspace: Workspace, providers: Sequence[Provider]) -> Settings:
    """Return what is configured; of the database only its kind and place."""
    kind, _, place = workspace.database_url.partition("://")
    return Settings(
        version=__version__,
        workspace=str(workspace.root),
        database=f"{kind}://{place.rpartition('@')[2].partition('?')[0]}",
        artifacts=str(workspace.artifacts),
        suite_folders=tuple(map(str, workspace.suite_folders)),
        weights=workspace.profile.weights,
        limits={name: float(value) for name, value in workspace.limits},
        provider_concurrency=workspace.engine.provider_concurrency,
        providers=tuple(map(ProviderLine.of, providers)),
    )
