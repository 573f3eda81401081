"""What calls cost: the person's own prices first, then genai-prices' table as it is in the package, offline.

Covered: the standard rate for input, output and cached input. Not covered: batch and priority rates, what writing to a
cache costs, and the higher rate that some models have above a large input (the price's source then says so).
"""

from collections.abc import Mapping
from decimal import Decimal
from importlib.metadata import version
from typing import NamedTuple

import genai_prices
from genai_prices.types import PriceCalculation, TieredPrices

from benchwright.models.providers import OFFLINE_PROVIDERS, PROVIDERS
from benchwright.records.candidate import ModelCandidate
from benchwright.records.usage import Price

_TABLES: Mapping[str, str] = {"openai": "openai", "anthropic": "anthropic", "openrouter": "openrouter"}
"""Tables of genai-prices by our provider's name; others are found by their address, if at all."""
_FREE_LOCAL = Price(input_usd_per_mtok=0.0, output_usd_per_mtok=0.0, source="local")
_FREE_OFFLINE = Price(input_usd_per_mtok=0.0, output_usd_per_mtok=0.0, source="offline")


class GenaiPrices:
    """Prices by candidate; `overrides` go by `provider/model`."""

    def __init__(self, overrides: Mapping[str, Price] | None = None) -> None:
        self._overrides = dict(overrides or {})
        self._found: dict[tuple[str, str, str | None], Price | None] = {}

    def price(self, candidate: ModelCandidate) -> Price | None:
        """Return the price, or None where it is unknown."""
        key = (candidate.provider, candidate.model, candidate.base_url)
        if key not in self._found:
            self._found[key] = self._look_up(candidate)
        return self._found[key]

    def _look_up(self, candidate: ModelCandidate) -> Price | None:
        override = self._overrides.get(f"{candidate.provider}/{candidate.model}")
        if override is not None:
            return override
        if candidate.provider in OFFLINE_PROVIDERS:
            return _FREE_OFFLINE
        facts = PROVIDERS.get(candidate.provider)
        if facts is not None and facts.local:
            return _FREE_LOCAL
        found = _calculation(candidate)
        return None if found is None else _price(found)


def _calculation(candidate: ModelCandidate) -> PriceCalculation | None:
    nothing = genai_prices.Usage(input_tokens=0, output_tokens=0)
    table, model = _TABLES.get(candidate.provider), candidate.model
    if candidate.provider == "huggingface":
        # The router's models are priced by whoever serves them: `org/model:server`.
        model, _, server = model.partition(":")
        table = f"huggingface_{server}"
    try:
        if table is not None:
            return genai_prices.calc_price(nothing, model, provider_id=table)
        if candidate.base_url is None:
            return None
        return genai_prices.calc_price(nothing, model, provider_api_url=candidate.base_url)
    except LookupError:
        return None


class _Rate(NamedTuple):
    usd_per_mtok: float
    tiered: bool


def _price(found: PriceCalculation) -> Price | None:
    rates = {name: _rate(getattr(found.model_price, name, None)) for name in ("input_mtok", "output_mtok")}
    fresh, written = rates["input_mtok"], rates["output_mtok"]
    if fresh is None or written is None:
        return None
    cached = _rate(getattr(found.model_price, "cache_read_mtok", None))
    tiered = ", rate below its first threshold" if fresh.tiered or written.tiered else ""
    return Price(
        input_usd_per_mtok=fresh.usd_per_mtok,
        output_usd_per_mtok=written.usd_per_mtok,
        cached_usd_per_mtok=None if cached is None else cached.usd_per_mtok,
        source=f"genai-prices {version('genai-prices')}, {found.provider.id}/{found.model.id}{tiered}",
    )


def _rate(stated: Decimal | TieredPrices | None) -> _Rate | None:
    if stated is None:
        return None
    if isinstance(stated, TieredPrices):
        return _Rate(float(stated.base), tiered=True)
    return _Rate(float(stated), tiered=False)
