import pytest

from benchwright.models.prices import GenaiPrices
from benchwright.records.candidate import ModelCandidate
from benchwright.records.usage import Price, Usage


def price_of(
    provider: str, model: str, base_url: str | None = None, overrides: dict[str, Price] | None = None
) -> Price | None:
    return GenaiPrices(overrides).price(ModelCandidate(provider=provider, model=model, base_url=base_url))


def test_a_known_model_has_a_price_with_its_source() -> None:
    price = price_of("openai", "gpt-5")
    assert price is not None
    assert price.source.startswith("genai-prices ")
    # OpenAI's price list for gpt-5: $1.25 in, $0.125 cached, $10 out per million tokens.
    cost = price.cost_usd(Usage(input_tokens=1_000_000, cached_tokens=200_000, output_tokens=100_000))
    assert cost == pytest.approx(0.8 * 1.25 + 0.2 * 0.125 + 0.1 * 10)


@pytest.mark.parametrize(
    ("provider", "model"),
    [("anthropic", "claude-opus-4-5"), ("openrouter", "openai/gpt-5"), ("openai", "gpt-5-2025-08-07")],
)
def test_each_paid_provider_finds_its_models(provider: str, model: str) -> None:
    price = price_of(provider, model)
    assert price is not None
    assert price.output_usd_per_mtok > price.input_usd_per_mtok > 0


@pytest.mark.parametrize(
    ("provider", "model"),
    [("openai", "gpt-unheard-of"), ("huggingface", "org/model"), ("openai-compatible", "gpt-5"), ("third-party", "m")],
)
def test_an_unknown_price_stays_unknown(provider: str, model: str) -> None:
    assert price_of(provider, model) is None


def test_a_server_is_priced_by_its_address() -> None:
    price = price_of("openai-compatible", "deepseek-chat", "https://api.deepseek.com/v1")
    assert price is not None
    assert "deepseek/" in price.source


@pytest.mark.parametrize(
    ("provider", "source"),
    [("lmstudio", "local"), ("ollama", "local"), ("vllm", "local"), ("baseline", "offline"), ("scripted", "offline")],
)
def test_what_runs_here_costs_nothing_and_says_why(provider: str, source: str) -> None:
    price = price_of(provider, "any")
    assert price is not None
    assert (price.input_usd_per_mtok, price.output_usd_per_mtok, price.source) == (0.0, 0.0, source)


def test_the_persons_own_price_comes_first() -> None:
    own = Price(input_usd_per_mtok=1.0, output_usd_per_mtok=2.0, source="config")
    assert price_of("openai", "gpt-5", overrides={"openai/gpt-5": own}) == own
