"""Which settings OpenAI's model families take, checked before anything is spent.

Facts: OpenAI's guides "Reasoning models" and "Using the latest model" (developers.openai.com/api/docs/guides), the API
reference of `reasoning_effort`, and the API's own 400 messages as quoted in openai/openai-agents-python#2089 and
vercel/ai#10932. Where a family's rule is not known the setting passes: a provider's 400 costs nothing, a wrong refusal
here would bar a valid candidate.
"""

import re
from typing import Literal, NamedTuple

from benchwright.errors import BadInput
from benchwright.records.candidate import GenerationSettings


class Family(NamedTuple):
    """What a family of models takes."""

    reasoning: bool = True
    """Whether it thinks first: chat then wants `max_completion_tokens`."""
    efforts: tuple[str, ...] | None = None
    """Accepted reasoning efforts; None: not known; empty: takes none."""
    sampling: Literal["free", "without_effort", "never"] = "never"
    """When `temperature` and `top_p` are taken; without_effort: only at reasoning effort `none`."""
    verbosity: bool = True
    responses_only: bool = False
    """Whether Chat Completions refuses it."""


_LOW_TO_HIGH = ("low", "medium", "high")
_O_SERIES = Family(efforts=_LOW_TO_HIGH, verbosity=False)
_CLASSIC = Family(reasoning=False, efforts=(), sampling="free", verbosity=False)
_UNKNOWN = Family(reasoning=False, sampling="free")

_FAMILIES: tuple[tuple[re.Pattern[str], Family], ...] = tuple(
    (re.compile(pattern), family)
    for pattern, family in (
        (r"gpt-5-chat", Family(reasoning=False, efforts=(), sampling="free", verbosity=False)),
        (r"gpt-5\.\d+-chat", Family(sampling="free")),
        (r"gpt-5-pro", Family(efforts=("high",), responses_only=True)),
        (r"gpt-5-codex", Family(efforts=_LOW_TO_HIGH, responses_only=True)),
        (r"gpt-5(?![.\d])", Family(efforts=("minimal", *_LOW_TO_HIGH))),
        (r"gpt-5\.1-codex-max", Family(efforts=(*_LOW_TO_HIGH, "xhigh"), responses_only=True)),
        (r"gpt-5\.1-codex", Family(efforts=_LOW_TO_HIGH, responses_only=True)),
        (r"gpt-5\.1(?!\d)", Family(efforts=("none", *_LOW_TO_HIGH), sampling="without_effort")),
        (r"gpt-5\.\d+-codex", Family(efforts=(*_LOW_TO_HIGH, "xhigh"), responses_only=True)),
        (r"gpt-5\.\d+-pro", Family(efforts=("medium", "high", "xhigh"), responses_only=True)),
        (r"gpt-5\.\d+", Family(efforts=("none", *_LOW_TO_HIGH, "xhigh"), sampling="without_effort")),
        (r"gpt-[6-9]", Family(sampling="without_effort")),
        (r"o\d.*deep-research", Family(efforts=("medium",), verbosity=False, responses_only=True)),
        (r"o1-(mini|preview)", Family(efforts=(), verbosity=False)),
        (r"o\d-pro", _O_SERIES._replace(responses_only=True)),
        (r"o[1-9](-|$)", _O_SERIES),
        (r"gpt-[34]|chatgpt-", _CLASSIC),
    )
)


def family_of(model: str) -> Family:
    """Return the rules for a model name such as `gpt-5-mini` or `openai/gpt-5`; unknown names take everything."""
    name = model.rpartition("/")[2]
    return next((family for pattern, family in _FAMILIES if pattern.match(name)), _UNKNOWN)


def check_openai_settings(model: str, settings: GenerationSettings) -> Family:
    """Return the model's family; raise BadInput naming the setting and the fix where they don't fit."""
    family = family_of(model)
    _check_sampling(model, family, settings)
    _check_effort(model, family, settings)
    if settings.verbosity is not None and not family.verbosity:
        raise BadInput(f"{model} takes no `verbosity`: remove it from the settings")
    if settings.api == "chat" and family.responses_only:
        raise BadInput(f"{model} answers only on the Responses API: set `api: responses`")
    if settings.api == "responses" and settings.seed is not None:
        raise BadInput("the Responses API takes no `seed`: remove it, or set `api: chat`")
    return family


def _check_sampling(model: str, family: Family, settings: GenerationSettings) -> None:
    if family.sampling == "free" or (family.sampling == "without_effort" and settings.reasoning_effort == "none"):
        return
    hint = " (or set `reasoning_effort: none`)" if family.sampling == "without_effort" else ""
    for setting in ("temperature", "top_p"):
        if getattr(settings, setting) is not None:
            raise BadInput(f"{model} is a reasoning model and takes no `{setting}`: remove it from the settings{hint}")


def _check_effort(model: str, family: Family, settings: GenerationSettings) -> None:
    effort = settings.reasoning_effort
    if effort is None or family.efforts is None or effort in family.efforts:
        return
    if not family.efforts:
        raise BadInput(f"{model} takes no `reasoning_effort`: remove it from the settings")
    raise BadInput(f"{model} takes no `reasoning_effort: {effort}`: use one of {', '.join(family.efforts)}")
