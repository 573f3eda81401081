"""Parts by name: a short name, an entry point of a third party, or a full dotted path `module:Name`.

The one place that imports while running, so that starting up stays quick and a provider's SDK is loaded only when used.
"""

import importlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from benchwright.errors import UnknownName

_SANDBOXES = {
    "bubblewrap": "benchwright.sandboxes.bubblewrap:Bubblewrap",
    "docker": "benchwright.sandboxes.docker:Docker",
    "process": "benchwright.sandboxes.process:Process",
}
_SCORERS = {
    "correctness": "benchwright.scorers.correctness:Correctness",
    "match": "benchwright.scorers.match:Match",
    "speed": "benchwright.scorers.speed:Speed",
    "quality": "benchwright.scorers.quality:Quality",
    "efficiency": "benchwright.scorers.efficiency:Efficiency",
}
_MODELS = {
    "openai-compatible": "benchwright.models.openai_compatible:OpenAICompatible",
    "anthropic": "benchwright.models.anthropic:Anthropic",
    "baseline": "benchwright.models.baseline:Baseline",
    "replay": "benchwright.models.replay:Replay",
    "scripted": "benchwright.models.scripted:Scripted",
}
PARTS: dict[str, dict[str, str]] = {
    "sandboxes": _SANDBOXES,
    "scorers": _SCORERS,
    "models": _MODELS,
    "prices": {"genai": "benchwright.models.prices:GenaiPrices"},
    "solvers": {"completion": "benchwright.solvers.completion:Completion"},
    "suites": {
        "humaneval": "benchwright.suites.humaneval:HumanEval",
        "mbpp": "benchwright.suites.mbpp:Mbpp",
    },
}


@cache
def names(group: str) -> tuple[str, ...]:
    """List the short names of a group, third parties' included."""
    return (*PARTS[group], *(point.name for point in entry_points(group=f"benchwright.{group}")))


@cache
def load(group: str, name: str) -> Any:
    """Return the part of that name; raise UnknownName listing the known ones."""
    if ":" in name:
        return _import(name)
    if name in PARTS[group]:
        return _import(PARTS[group][name])
    for point in entry_points(group=f"benchwright.{group}", name=name):
        return point.load()
    raise UnknownName(group.removesuffix("s"), name, names(group))


@cache
def action(name: str) -> Callable[..., Any]:
    """Return the action of that name: the function it is named after, in the file it is named after."""
    return getattr(importlib.import_module(f"benchwright.actions.{name}"), name)


def _import(path: str) -> Any:
    module, _, attribute = path.partition(":")
    try:
        return getattr(importlib.import_module(module), attribute)
    except (ImportError, AttributeError) as error:
        raise UnknownName("part", path, ()) from error
