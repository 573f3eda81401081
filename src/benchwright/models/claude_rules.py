"""Which settings Claude models take, checked before anything is spent.

Facts: platform.claude.com/docs, "Effort", "Adaptive thinking" and the "What's new" pages of Opus 5, Opus 5.5 and
Sonnet 5, and the API's own 400 messages. Rules follow the version in the name, so that a later model of a known line is
covered; a name without one takes everything and leaves the verdict to the API.
"""

import re
from typing import Any, NamedTuple

from benchwright.errors import BadInput
from benchwright.records.candidate import GenerationSettings

DEFAULT_MAX_TOKENS = 16_000
"""The API has no default, so one is sent visibly: room for thinking and a long program."""
_OLD_MAX_TOKENS = 4_096
"""What the Claude 3 models can write at most."""
_MAX_TEMPERATURE = 1.0
_NAME = re.compile(r"claude-(?P<line>opus|sonnet|haiku|fable|mythos)-(?P<major>\d)(?:[-.](?P<minor>\d)(?!\d))?")
_ALWAYS_THINKING = ("fable", "mythos")


class Claude(NamedTuple):
    """A model's line and version, as its name says."""

    line: str
    version: tuple[int, int]


def claude_of(model: str) -> Claude | None:
    """Read line and version from a name such as `claude-opus-4-5-20251101`; None where it says neither."""
    name = model.rpartition("/")[2]
    if name.startswith("claude-mythos-preview"):
        return Claude("mythos", (4, 7))
    if found := _NAME.match(name):
        return Claude(found["line"], (int(found["major"]), int(found["minor"] or 0)))
    return Claude("old", (3, 0)) if re.match(r"claude-[23]", name) else None


def default_max_tokens(model: str) -> int:
    """Return the output limit that is sent where the settings name none."""
    claude = claude_of(model)
    return _OLD_MAX_TOKENS if claude and claude.version < (4, 0) else DEFAULT_MAX_TOKENS


def check_claude_settings(model: str, settings: GenerationSettings) -> None:
    """Raise BadInput naming the setting and the fix where the API would refuse it."""
    for setting in ("seed", "verbosity"):
        if getattr(settings, setting) is not None:
            raise BadInput(f"the Anthropic API takes no `{setting}`: remove it from the settings")
    if settings.temperature is not None and settings.temperature > _MAX_TEMPERATURE:
        raise BadInput(f"the Anthropic API takes a `temperature` of 0 to 1, not {settings.temperature}")
    claude = claude_of(model)
    if claude is not None:
        _check_sampling(model, claude, settings)


def _check_sampling(model: str, claude: Claude, settings: GenerationSettings) -> None:
    given = [name for name in ("temperature", "top_p") if getattr(settings, name) is not None]
    if given and claude.version >= (4, 7):
        raise BadInput(f"{model} takes no `{given[0]}`: remove it from the settings")
    if given and claude.version >= (4, 6) and settings.reasoning_effort not in {None, "none"}:
        raise BadInput(f"{model} takes no `{given[0]}` while it thinks: remove it or `reasoning_effort`")
    if len(given) > 1 and claude.version >= (4, 1):
        raise BadInput(f"{model} takes `temperature` or `top_p`, not both: remove one")


def thinking_fields(model: str, effort: str | None) -> dict[str, Any]:
    """Return the body's fields for a reasoning effort; raise BadInput where the model has no such level."""
    if effort is None:
        return {}
    claude = claude_of(model)
    if effort == "none":
        return _no_thinking(model, claude)
    efforts = _efforts(claude)
    if effort not in efforts:
        fix = f"use one of {', '.join(efforts)}" if efforts else "remove it from the settings"
        raise BadInput(f"{model} takes no `reasoning_effort: {effort}`: {fix}")
    fields: dict[str, Any] = {"output_config": {"effort": effort}}
    if claude is None or claude.version >= (4, 6):
        fields["thinking"] = {"type": "adaptive"}
    return fields


def _efforts(claude: Claude | None) -> tuple[str, ...]:
    low_to_high = ("low", "medium", "high")
    if claude is None or claude.version >= (4, 7):
        return (*low_to_high, "xhigh")
    if claude.version >= (4, 6) or claude == Claude("opus", (4, 5)):
        return low_to_high
    return ()


def _no_thinking(model: str, claude: Claude | None) -> dict[str, Any]:
    if claude is None:
        return {"thinking": {"type": "disabled"}}
    recent = claude.version >= (5, 5)
    if claude.line in _ALWAYS_THINKING or (claude.line == "opus" and recent):
        raise BadInput(f"{model} can't answer without thinking: use `reasoning_effort: low`")
    if claude.version < (5, 0):
        return {}
    return {"thinking": {"type": "between_tools" if claude.line == "sonnet" and recent else "disabled"}}
