from typing import Any

import pytest

from benchwright.errors import BadInput
from benchwright.models.claude_rules import (
    Claude,
    check_claude_settings,
    claude_of,
    default_max_tokens,
    thinking_fields,
)
from benchwright.records.candidate import GenerationSettings


@pytest.mark.parametrize(
    ("model", "claude"),
    [
        ("claude-opus-4-5-20251101", Claude("opus", (4, 5))),
        ("claude-opus-4-20250514", Claude("opus", (4, 0))),
        ("anthropic/claude-sonnet-4.6", Claude("sonnet", (4, 6))),
        ("claude-sonnet-5", Claude("sonnet", (5, 0))),
        ("claude-mythos-preview", Claude("mythos", (4, 7))),
        ("claude-3-haiku-20240307", Claude("old", (3, 0))),
        ("scripted", None),
    ],
)
def test_line_and_version_are_read_from_the_name(model: str, claude: Claude | None) -> None:
    assert claude_of(model) == claude


@pytest.mark.parametrize(
    ("model", "settings", "named"),
    [
        ("claude-opus-4-7", {"temperature": 0.5}, "temperature"),
        ("claude-sonnet-5", {"top_p": 0.5}, "top_p"),
        ("claude-sonnet-4-5", {"temperature": 0.5, "top_p": 0.5}, "not both"),
        ("claude-opus-4-6", {"temperature": 0.5, "reasoning_effort": "low"}, "while it thinks"),
        ("claude-sonnet-4-5", {"temperature": 1.5}, "0 to 1"),
        ("claude-sonnet-4-5", {"seed": 1}, "seed"),
        ("claude-sonnet-4-5", {"verbosity": "low"}, "verbosity"),
    ],
)
def test_settings_that_the_api_would_refuse_are_refused_before_spending(
    model: str, settings: dict[str, Any], named: str
) -> None:
    with pytest.raises(BadInput) as caught:
        check_claude_settings(model, GenerationSettings(**settings))
    assert named in str(caught.value)


@pytest.mark.parametrize(
    ("model", "settings"),
    [
        ("claude-sonnet-4-5", {"temperature": 0.5}),
        ("claude-opus-4-0", {"temperature": 0.5, "top_p": 0.5}),
        ("claude-opus-4-6", {"temperature": 0.5, "reasoning_effort": "none"}),
        ("claude-opus-4-7", {"reasoning_effort": "high"}),
    ],
)
def test_settings_that_the_api_takes_pass(model: str, settings: dict[str, Any]) -> None:
    check_claude_settings(model, GenerationSettings(**settings))


@pytest.mark.parametrize(
    ("model", "effort", "fields"),
    [
        ("claude-opus-4-5", "high", {"output_config": {"effort": "high"}}),
        ("claude-sonnet-5", "xhigh", {"output_config": {"effort": "xhigh"}, "thinking": {"type": "adaptive"}}),
        ("claude-opus-4-6", "low", {"output_config": {"effort": "low"}, "thinking": {"type": "adaptive"}}),
        ("claude-opus-4-7", "none", {}),
        ("claude-opus-5", "none", {"thinking": {"type": "disabled"}}),
        ("claude-sonnet-5-5", "none", {"thinking": {"type": "between_tools"}}),
        ("claude-haiku-5-5", "none", {"thinking": {"type": "disabled"}}),
        ("claude-opus-5-5", None, {}),
    ],
)
def test_effort_becomes_what_the_model_understands(model: str, effort: str | None, fields: dict[str, Any]) -> None:
    assert thinking_fields(model, effort) == fields


@pytest.mark.parametrize(
    ("model", "effort"),
    [
        ("claude-sonnet-4-5", "low"),
        ("claude-opus-4-6", "xhigh"),
        ("claude-opus-5", "minimal"),
        ("claude-opus-5-5", "none"),
        ("claude-fable-5", "none"),
    ],
)
def test_an_effort_that_the_model_lacks_is_refused(model: str, effort: str | None) -> None:
    with pytest.raises(BadInput, match=model):
        thinking_fields(model, effort)


def test_old_models_get_a_default_limit_they_can_meet() -> None:
    assert default_max_tokens("claude-3-haiku-20240307") == 4096
    assert default_max_tokens("claude-opus-5") == 16_000
