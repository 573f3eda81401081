import pytest

from benchwright.errors import BadInput, MissingKey, UnknownName
from benchwright.models.openai_compatible import OpenAICompatible
from benchwright.models.providers import PROVIDERS, facts_of, require_key


def test_an_unknown_provider_is_told_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="openrouter") as caught:
        facts_of("opnai")
    assert "baseline" in str(caught.value)


def test_a_missing_key_names_its_variable() -> None:
    with pytest.raises(MissingKey, match="OPENROUTER_API_KEY"):
        require_key("openrouter", None)


@pytest.mark.parametrize("provider", ["lmstudio", "ollama", "vllm", "openai-compatible"])
def test_a_local_server_needs_no_key(provider: str) -> None:
    require_key(provider, None)


def test_a_server_without_an_address_of_its_own_must_be_given_one() -> None:
    with pytest.raises(BadInput, match="OPENAI_COMPATIBLE_BASE_URL"):
        OpenAICompatible("openai-compatible")


def test_local_providers_stay_on_this_machine() -> None:
    local = [facts for facts in PROVIDERS.values() if facts.local]
    assert len(local) == 3
    assert all((facts.base_url or "").startswith("http://127.0.0.1:") for facts in local)
