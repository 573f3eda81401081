"""From a run to its attempts, lazily: 20,000 planned attempts cost no more memory than one."""

from collections.abc import Callable, Collection, Iterator, Sequence

from benchwright.records.attempt import PlannedAttempt, attempt_key
from benchwright.records.candidate import ModelCandidate
from benchwright.records.task import Task


def plan_candidate(
    tasks: Sequence[Task],
    candidate: tuple[int, ModelCandidate],
    *,
    samples: int,
    solver: str,
    image_of: Callable[[Task], str],
) -> Iterator[PlannedAttempt]:
    """Yield one candidate's attempts: all tasks for the first sample, then for the second, and so on.

    `candidate` is its index in the run and itself; `image_of` says what a task's code runs on, empty for none.
    """
    index, who = candidate
    for sample in range(samples):
        for task in tasks:
            key = attempt_key(
                task=task.digest, candidate=who.digest, sample=sample, solver=solver, image=image_of(task)
            )
            yield PlannedAttempt(key=key, task_id=task.id, candidate=index, sample=sample)


def without(planned: Iterator[PlannedAttempt], done: Collection[str]) -> Iterator[PlannedAttempt]:
    """Leave out what is done already: all there is to resuming."""
    return (attempt for attempt in planned if attempt.key not in done)
