"""From what the page asks for to a run's spec; what could reach further than the page should is refused here."""

from decimal import Decimal

from pydantic import ValidationError

from benchwright.actions.candidates import find_candidates
from benchwright.actions.show_suite import show_suite
from benchwright.errors import BadInput
from benchwright.records.candidate import ModelCandidate
from benchwright.records.run import RunSpec, Selection
from benchwright.records.workspace import Workspace
from benchwright.server.shapes.run import CandidateRequest, RunRequest


def spec_of(workspace: Workspace, asked: RunRequest) -> RunSpec:
    """Return the spec, with the workspace's limits; raise a UserMistake naming what can't be had."""
    show_suite(workspace, asked.suite)  # by name only: a path would let the page read any file
    concurrency = {} if asked.provider_concurrency is None else {"provider_concurrency": asked.provider_concurrency}
    profile = workspace.profile
    try:
        if asked.weights is not None:
            profile = type(profile).model_validate(profile.model_dump() | {"weights": asked.weights})
        return RunSpec(
            suite=asked.suite,
            candidates=_candidates(workspace, asked.candidates),
            samples=asked.samples,
            selection=Selection(**asked.selection.model_dump()),
            profile=profile,
            limits=workspace.limits,
            engine=workspace.engine.model_copy(update=concurrency),
            max_cost_usd=None if asked.max_cost_usd is None else float(Decimal(asked.max_cost_usd)),
            sandbox=asked.sandbox,
            fresh=asked.fresh,
        )
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadInput(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from error


def _candidates(workspace: Workspace, asked: tuple[CandidateRequest, ...]) -> tuple[ModelCandidate, ...]:
    found = tuple(_candidate(workspace, one) for one in asked)
    names = [candidate.name for candidate in found]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if doubled:
        raise BadInput(f"candidate '{doubled[0]}' is given twice; give its configs names in benchwright.yaml")
    return found


def _candidate(workspace: Workspace, asked: CandidateRequest) -> ModelCandidate:
    provider, _, source = asked.name.partition("/")
    if provider == "replay" and not source.startswith("run_"):
        raise BadInput(f"'{asked.name}': only a run can be replayed from here, as replay/run_…")
    (found,) = find_candidates(workspace, [asked.name], overrides=asked.settings.model_dump())
    return found
