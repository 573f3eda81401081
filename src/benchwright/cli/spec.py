"""From a command's options to a run's spec."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from benchwright.actions.candidates import find_candidates
from benchwright.actions.replies import reply_candidate
from benchwright.errors import BadInput
from benchwright.records.run import RunSpec, Selection
from benchwright.records.task import Difficulty
from benchwright.records.workspace import Workspace


@dataclass(frozen=True)
class Choice:
    """What a person chose on the command line."""

    suite: str
    models: Sequence[str]
    samples: int
    selection: Selection
    overrides: dict[str, Any]
    base_url: str | None
    sandbox: str
    max_cost_usd: float | None = None
    fresh: bool = False
    response_file: Path | None = None
    response_text: str | None = None
    concurrency: int | None = None


def selection_of(
    task_ids: Sequence[str] | None,
    difficulties: Sequence[str] | None,
    *,
    tags: Sequence[str] | None,
    limit: int | None,
    seed: int,
) -> Selection:
    """Return the selection of tasks; raise BadInput for a difficulty there is not."""
    for difficulty in difficulties or ():
        if difficulty not in list(Difficulty):
            raise BadInput(f"--difficulty {difficulty}: must be one of {', '.join(Difficulty)}")
    return Selection(
        task_ids=tuple(task_ids or ()),
        difficulties=tuple(difficulties or ()),
        tags=tuple(tags or ()),
        limit=limit,
        seed=seed,
    )


def spec_of(workspace: Workspace, choice: Choice) -> RunSpec:
    """Return the spec of a choice, with the workspace's limits and weights."""
    if choice.response_file is not None or choice.response_text is not None:
        if choice.models:
            raise BadInput("--response-file and --response-text stand in for a model; leave --model out")
        candidates = (reply_candidate(choice.response_file, choice.response_text),)
    else:
        candidates = find_candidates(workspace, choice.models, overrides=choice.overrides, base_url=choice.base_url)
    try:
        return RunSpec(
            suite=choice.suite,
            candidates=candidates,
            samples=choice.samples,
            selection=choice.selection,
            profile=workspace.profile,
            limits=workspace.limits,
            engine=workspace.engine.model_copy(
                update={} if choice.concurrency is None else {"provider_concurrency": choice.concurrency}
            ),
            max_cost_usd=choice.max_cost_usd,
            sandbox=choice.sandbox,
            fresh=choice.fresh,
        )
    except ValidationError as error:
        raise BadInput(str(error)) from error
