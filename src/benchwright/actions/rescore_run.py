"""Score stored answers anew: no model is called and nothing is executed."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, closing

from benchwright.actions.summarise_run import summarise_run
from benchwright.actions.workbench import CATALOG, scorers_for
from benchwright.contracts import Scorer
from benchwright.engine.execute import judge
from benchwright.errors import UserMistake
from benchwright.records.attempt import Attempt
from benchwright.records.record import Record
from benchwright.records.run import Run
from benchwright.records.summary import RunSummary
from benchwright.records.task import Task
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store
from benchwright.suites.find import find_suite


class Rescore(Record):
    """What scoring anew changed."""

    summary: RunSummary
    judged: int
    """Attempts scored anew."""
    changed: int
    """Attempts of which at least one score changed value or version."""
    skipped: int
    """Attempts whose task is gone or was edited since; resume the run to make them anew."""


async def rescore_run(workspace: Workspace, name: str) -> Rescore:
    """Score a run's stored answers with the scorers and weights of today; old scores are kept."""
    with ExitStack() as stack:
        store = stack.enter_context(closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)))
        run = store.run(name)
        stack.enter_context(store.hold_run(run.id))
        suite = find_suite(run.spec.suite, folders=(*workspace.suite_folders, CATALOG))
        run = run.model_copy(update={"spec": run.spec.model_copy(update={"profile": workspace.profile})})
        tasks = {task.id: task for task in suite.tasks}
        judged, changed, skipped = await _rescore(
            store, run, tasks, scorers_for(workspace.profile), store.attempts(run.id)
        )
        if judged == 0:
            raise UserMistake(f"run {run.id} has no attempt that can be scored anew; `benchwright resume {run.id}`")
        store.update_run(run)
        summary = summarise_run(store, run)
        store.write_summary(summary)
        return Rescore(summary=summary, judged=judged, changed=changed, skipped=skipped)


async def rescore_stale(
    store: Store, run: Run, tasks: Mapping[str, Task], scorers: Sequence[Scorer]
) -> tuple[int, int, int]:
    """Score anew only what was scored by another version of a scorer."""
    versions = {scorer.name: scorer.version for scorer in scorers}

    def stale(attempt: Attempt) -> bool:
        return any(versions.get(score.scorer, score.version) != score.version for score in attempt.scores)

    return await _rescore(store, run, tasks, scorers, filter(stale, store.attempts(run.id)))


async def _rescore(
    store: Store, run: Run, tasks: Mapping[str, Task], scorers: Sequence[Scorer], attempts: Iterable[Attempt]
) -> tuple[int, int, int]:
    """Score attempts anew; return how many were judged, changed and skipped."""
    judged = changed = skipped = 0
    for attempt in attempts:
        if attempt.answer is None or attempt.error is not None:
            continue
        task = tasks.get(attempt.task_id)
        if task is None or task.digest != attempt.task_digest:
            skipped += 1
            continue
        judged += 1
        scores, outcome = await judge(task, attempt.answer, attempt.execution, scorers)
        overall = run.spec.profile.overall(scores)
        if scores != attempt.scores or overall != attempt.overall:
            store.replace_scores(attempt.id, scores, overall, outcome)
            changed += 1
    return judged, changed, skipped
