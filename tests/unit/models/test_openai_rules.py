from typing import Any

import pytest

from benchwright.errors import BadInput
from benchwright.models.rules import check_openai_settings, family_of
from benchwright.records.candidate import GenerationSettings

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("gpt-5", {"temperature": 0.2}, "temperature"),
    ("openai/gpt-5-mini", {"top_p": 0.9}, "top_p"),
    ("gpt-5", {"reasoning_effort": "none"}, "minimal, low, medium, high"),
    ("gpt-5", {"reasoning_effort": "xhigh"}, "minimal, low, medium, high"),
    ("gpt-5-pro", {"reasoning_effort": "low", "api": "responses"}, "use one of high"),
    ("gpt-5-pro", {}, "api: responses"),
    ("gpt-5-codex", {}, "api: responses"),
    ("gpt-5.1", {"reasoning_effort": "minimal"}, "none, low, medium, high"),
    ("gpt-5.1", {"reasoning_effort": "xhigh"}, "none, low, medium, high"),
    ("gpt-5.1", {"temperature": 0.5}, "reasoning_effort: none"),
    ("gpt-5.4", {"temperature": 0.5, "reasoning_effort": "low"}, "temperature"),
    ("gpt-5.2-codex", {"reasoning_effort": "none", "api": "responses"}, "low, medium, high, xhigh"),
    ("o3-mini", {"reasoning_effort": "minimal"}, "low, medium, high"),
    ("o1", {"temperature": 1.0}, "temperature"),
    ("o4-mini", {"verbosity": "low"}, "verbosity"),
    ("o1-mini", {"reasoning_effort": "low"}, "remove it"),
    ("gpt-4o", {"reasoning_effort": "low"}, "remove it"),
    ("gpt-4.1-mini", {"verbosity": "low"}, "verbosity"),
    ("gpt-5-chat-latest", {"reasoning_effort": "low"}, "remove it"),
    ("some-model", {"seed": 1, "api": "responses"}, "seed"),
]

ACCEPTED: list[tuple[str, dict[str, Any]]] = [
    ("gpt-5", {"reasoning_effort": "minimal", "verbosity": "high"}),
    ("gpt-5-2025-08-07", {"reasoning_effort": "high"}),
    ("gpt-5-chat-latest", {"temperature": 0.2}),
    ("gpt-5.1", {"temperature": 0.5, "reasoning_effort": "none"}),
    ("gpt-5.2", {"reasoning_effort": "xhigh"}),
    ("gpt-5.1-codex-max", {"reasoning_effort": "xhigh", "api": "responses"}),
    ("gpt-6-sol", {"reasoning_effort": "xhigh"}),
    ("gpt-4o", {"temperature": 0.0, "top_p": 0.5, "seed": 7}),
    ("o3", {"reasoning_effort": "high"}),
    ("qwen3-coder", {"temperature": 0.2, "reasoning_effort": "low", "verbosity": "low"}),
    ("openai/gpt-oss-20b", {"temperature": 0.2, "reasoning_effort": "low"}),
]


@pytest.mark.parametrize(("model", "settings", "named"), REFUSED)
def test_a_setting_the_family_does_not_take_is_refused_with_its_name_and_the_fix(
    model: str, settings: dict[str, Any], named: str
) -> None:
    with pytest.raises(BadInput) as caught:
        check_openai_settings(model, GenerationSettings(**settings))
    assert named in str(caught.value)


@pytest.mark.parametrize(("model", "settings"), ACCEPTED)
def test_a_setting_the_family_takes_passes(model: str, settings: dict[str, Any]) -> None:
    check_openai_settings(model, GenerationSettings(**settings))


@pytest.mark.parametrize(
    ("model", "reasoning"),
    [
        ("gpt-5", True),
        ("gpt-5.1", True),
        ("o3", True),
        ("gpt-4o", False),
        ("gpt-5-chat-latest", False),
        ("llama", False),
    ],
)
def test_reasoning_families_are_told_from_others(model: str, *, reasoning: bool) -> None:
    assert family_of(model).reasoning is reasoning
