import json
from typing import Any

import pytest

from benchwright.errors import BadInput
from benchwright.models.anthropic import Anthropic
from benchwright.models.openai_compatible import OpenAICompatible
from benchwright.records.call import Message
from tests.unit.models.model_requests import request_of

KEY = "sk-secret-0123456789"


def openai_body(model: str, **settings: Any) -> dict[str, Any]:
    return OpenAICompatible("openai", api_key=KEY).body(request_of(model, **settings))


def test_a_plain_chat_request_holds_nothing_that_was_not_asked_for() -> None:
    assert openai_body("gpt-4o") == {"model": "gpt-4o", "messages": [{"role": "user", "content": "hello"}]}


def test_a_reasoning_model_gets_its_own_names_in_chat() -> None:
    body = openai_body("gpt-5", max_tokens=900, reasoning_effort="low", verbosity="high", system="Be brief.")
    assert body["max_completion_tokens"] == 900
    assert "max_tokens" not in body
    assert (body["reasoning_effort"], body["verbosity"]) == ("low", "high")
    assert body["messages"][0] == {"role": "system", "content": "Be brief."}


def test_another_model_gets_the_classic_names_in_chat() -> None:
    body = openai_body("gpt-4o", max_tokens=900, temperature=0.5, top_p=0.9, seed=3)
    assert (body["max_tokens"], body["temperature"], body["top_p"], body["seed"]) == (900, 0.5, 0.9, 3)


def test_streaming_asks_for_the_usage() -> None:
    assert openai_body("gpt-5", stream=True)["stream_options"] == {"include_usage": True}


def test_the_responses_api_gets_its_own_names() -> None:
    body = openai_body(
        "gpt-5",
        api="responses",
        max_tokens=900,
        reasoning_effort="low",
        verbosity="high",
        system="Be brief.",
        stream=True,
    )
    assert body == {
        "model": "gpt-5",
        "input": [{"role": "user", "content": "hello"}],
        "instructions": "Be brief.",
        "max_output_tokens": 900,
        "reasoning": {"effort": "low"},
        "text": {"verbosity": "high"},
        "stream": True,
    }


def test_anthropic_gets_a_visible_limit_and_the_system_prompts_on_top() -> None:
    request = request_of("claude-sonnet-4-5", system="Be brief.", temperature=0.5)
    request = request.model_copy(update={"messages": (Message(role="system", content="In French."), *request.messages)})
    assert Anthropic(api_key=KEY).body(request) == {
        "model": "claude-sonnet-4-5",
        "max_tokens": 16_000,
        "messages": [{"role": "user", "content": "hello"}],
        "system": "Be brief.\n\nIn French.",
        "temperature": 0.5,
    }


def test_extra_fields_are_sent_as_they_are() -> None:
    assert openai_body("gpt-4o", extra={"logit_bias": {"1": 2}})["logit_bias"] == {"1": 2}


@pytest.mark.parametrize("clash", ["model", "messages", "temperature"])
def test_an_extra_field_never_replaces_a_setting(clash: str) -> None:
    with pytest.raises(BadInput, match=clash):
        openai_body("gpt-4o", temperature=0.5, extra={clash: 1})


@pytest.mark.parametrize(("model", "settings"), [("gpt-5", {"temperature": 0.5}), ("o3", {"top_p": 0.5})])
def test_a_body_with_settings_the_model_refuses_is_never_made(model: str, settings: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match=model):
        openai_body(model, **settings)


def test_no_body_holds_the_key() -> None:
    request = request_of("claude-opus-4-5", stream=True)
    for body in (openai_body("gpt-5"), openai_body("gpt-5", api="responses"), Anthropic(api_key=KEY).body(request)):
        assert KEY not in json.dumps(body)
