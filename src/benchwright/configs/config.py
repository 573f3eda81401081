"""A saved config as people change it: an entry of the config file without its address and its key."""

from collections.abc import Mapping
from typing import Any, Literal

from benchwright.records.digest import digest_of
from benchwright.records.record import Record
from benchwright.settings import ModelEntry

_VERSION_LENGTH = 16


class OwnPrice(Record):
    """What calls cost, in USD per million tokens."""

    input_usd_per_mtok: float
    output_usd_per_mtok: float
    cached_usd_per_mtok: float | None = None
    """None: cached tokens cost what fresh ones do."""


class Config(Record):
    """A model with its settings, under a name; None: left to the provider's default."""

    name: str
    provider: str
    model: str
    """The provider's own id of it."""
    temperature: float | None = None
    top_p: float | None = None
    max_tokens: int | None = None
    seed: int | None = None
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None = None
    verbosity: Literal["low", "medium", "high"] | None = None
    system: str | None = None
    api: Literal["chat", "responses"] = "chat"
    stream: bool = False
    price: OwnPrice | None = None
    """None: that of the price book."""


class SavedConfig(Record):
    """A config as the file holds it."""

    config: Config
    version: str
    """Another one whenever anything in the entry is changed."""
    only_in_file: tuple[str, ...]
    """What the entry says besides: addresses and keys are changed by hand alone."""


def saved_config(entry: ModelEntry) -> SavedConfig:
    """Return what an entry of the file says."""
    values: dict[str, Any] = {name: getattr(entry, name) for name in Config.model_fields if name != "price"}
    price = None if entry.price is None else OwnPrice(**entry.price.model_dump(exclude={"source"}))
    others = entry.model_dump(exclude=set(Config.model_fields), exclude_defaults=True)
    return SavedConfig(
        config=Config.model_validate(values | {"model": entry.model or entry.name, "price": price}),
        version=digest_of(entry.model_dump(mode="json"))[:_VERSION_LENGTH],
        only_in_file=tuple(others),
    )


def written(config: Config) -> dict[str, Any]:
    """Return the fields of a config's entry: what is not a default."""
    fields = config.model_dump(exclude_defaults=True)
    if config.price is not None:
        fields["price"] = config.price.model_dump(exclude_defaults=True)
    if config.model == config.name:
        del fields["model"]
    return fields


def changes(old: Config, new: Config, present: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of an entry that differ, None for those to be taken out; `present` is what it says now."""
    before, after = written(old), written(new)
    changed = {name: after.get(name) for name in {**before, **after} if before.get(name) != after.get(name)}
    return {name: value for name, value in changed.items() if value is not None or name in present}
