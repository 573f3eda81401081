"""Saved configs: what the page shows of them and may change; never a key, and never where calls go."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from benchwright.configs.config import Config, OwnPrice, SavedConfig
from benchwright.server.shapes.run import SettingsRequest
from benchwright.server.shapes.shape import Question, Shape, Text, Usd

Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100, pattern=r"^[^./\x00-\x1f][^/\x00-\x1f]*$"),
]
"""What a config is called; a slash is left to `provider/model`."""
UsdAmount = Annotated[str, Field(pattern=r"^[0-9]{1,9}(\.[0-9]{1,12})?$", examples=["1.25"])]


class ConfigPriceRequest(Question):
    """What calls cost, in US dollars per million tokens."""

    input_usd_per_mtok: UsdAmount
    output_usd_per_mtok: UsdAmount
    cached_usd_per_mtok: UsdAmount | None = None
    """Null: cached tokens cost what fresh ones do."""


class ConfigRequest(Question):
    """A config to save: a model with its settings, under a name."""

    name: Name
    provider: str = Field(min_length=1, max_length=100)
    model: str = Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f]+$")
    """The provider's own id of the model."""
    settings: SettingsRequest = SettingsRequest()
    price: ConfigPriceRequest | None = None
    """Null: that of the price book."""

    def config(self) -> Config:
        """Return the config that is asked for."""
        given = self.settings.model_dump(exclude_none=True)
        given = {name: value for name, value in given.items() if value != ""}
        price = None if self.price is None else self.price.model_dump(exclude_none=True)
        return Config(
            name=self.name,
            provider=self.provider,
            model=self.model,
            price=None if price is None else OwnPrice(**{name: float(Decimal(usd)) for name, usd in price.items()}),
            **given,
        )


class ConfigSettings(Shape):
    """How the model is called; null: left to the provider's default."""

    temperature: float | None
    top_p: float | None
    max_tokens: int | None
    seed: int | None
    reasoning_effort: Literal["none", "minimal", "low", "medium", "high", "xhigh"] | None
    verbosity: Literal["low", "medium", "high"] | None
    system: Text | None
    api: Literal["chat", "responses"]
    stream: bool


class ConfigPrice(Shape):
    """What calls cost, in US dollars per million tokens."""

    input_usd_per_mtok: Usd
    output_usd_per_mtok: Usd
    cached_usd_per_mtok: Usd | None


class ConfigLine(Shape):
    """A saved config, in lists."""

    name: Text
    provider: Text
    model: Text
    version: str
    only_in_file: tuple[str, ...]
    """Fields of its entry that are changed in the config file alone, such as `endpoint` and `api_key`."""


class ConfigDetail(ConfigLine):
    """A saved config in full."""

    settings: ConfigSettings
    price: ConfigPrice | None
    """Null: that of the price book."""


def config_line(saved: SavedConfig) -> ConfigLine:
    """Return a config as lists show it."""
    return ConfigLine.model_validate(_line(saved))


def config_detail(saved: SavedConfig) -> ConfigDetail:
    """Return a config in full."""
    config = saved.config
    price = None if config.price is None else ConfigPrice.of(config.price)
    return ConfigDetail.model_validate(_line(saved) | {"settings": ConfigSettings.of(config), "price": price})


def _line(saved: SavedConfig) -> dict[str, object]:
    config = saved.config
    return {
        "name": config.name,
        "provider": config.provider,
        "model": config.model,
        "version": saved.version,
        "only_in_file": saved.only_in_file,
    }
