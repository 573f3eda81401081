"""Which tasks of a suite take part in a run: the same on every machine, and stable when other tasks are added."""

import difflib
import hashlib
from collections import Counter
from collections.abc import Sequence

from benchwright.errors import UnknownName, UserMistake
from benchwright.records.run import Selection
from benchwright.records.task import Difficulty, Suite, Task

_LISTED = 30
"""Known names that an error lists at most."""


def select(suite: Suite, selection: Selection) -> tuple[Task, ...]:
    """Return the tasks that fit, in the suite's order; raise UnknownName for names no task has, UserMistake for none.

    A task fits where its id and its difficulty are among those asked for and it has every tag asked for.
    """
    _refuse_unknown("task", selection.task_ids, [task.id for task in suite.tasks])
    _refuse_unknown("difficulty", selection.difficulties, [level.value for level in Difficulty])
    _refuse_unknown("tag", selection.tags, sorted({tag for task in suite.tasks for tag in task.tags}))
    fitting = tuple(task for task in suite.tasks if _fits(task, selection))
    if not fitting:
        raise UserMistake(f"no task of suite '{suite.name}' fits the whole selection; drop one of its conditions")
    if selection.limit is None or selection.limit >= len(fitting):
        return fitting
    return _drawn(fitting, selection.limit, selection.seed)


def _refuse_unknown(kind: str, asked: Sequence[str], known: list[str]) -> None:
    there = set(known)
    for name in asked:
        if name not in there:
            close = difflib.get_close_matches(name, known, 1)
            hint = f"Did you mean '{close[0]}'?" if close else ""
            more = [f"… {len(known) - _LISTED} more"] if len(known) > _LISTED else []
            raise UnknownName(kind, name, [*known[:_LISTED], *more], hint)


def _fits(task: Task, selection: Selection) -> bool:
    return (
        (not selection.task_ids or task.id in selection.task_ids)
        and (not selection.difficulties or task.difficulty.value in selection.difficulties)
        and set(selection.tags).issubset(task.tags)
    )


def _drawn(tasks: tuple[Task, ...], limit: int, seed: int) -> tuple[Task, ...]:
    """Draw in turn from each difficulty, by rank: a new task can push out one other at most."""
    turns: Counter[Difficulty] = Counter()
    ranked: list[tuple[int, str, str]] = []
    for task in sorted(tasks, key=lambda task: _rank(task, seed)):
        ranked.append((turns[task.difficulty], _rank(task, seed), task.id))
        turns[task.difficulty] += 1
    chosen = {task_id for _, _, task_id in sorted(ranked)[:limit]}
    return tuple(task for task in tasks if task.id in chosen)


def _rank(task: Task, seed: int) -> str:
    return hashlib.sha256(f"{seed}\n{task.id}".encode()).hexdigest()
