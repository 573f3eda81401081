"""Look at one suite that has a name here."""

from functools import lru_cache
from pathlib import Path

from benchwright.actions.list_suites import list_suites
from benchwright.errors import UnknownName
from benchwright.records.digest import digest_of
from benchwright.records.record import Record
from benchwright.records.task import Suite, Task
from benchwright.records.workspace import Workspace
from benchwright.suites.find import find_suite


class TaskFilter(Record):
    """Which tasks to find; None: any."""

    difficulty: str | None = None
    language: str | None = None
    tag: str | None = None
    search: str | None = None
    """Part of the id or of what is asked, upper and lower case alike."""

    def fits(self, task: Task) -> bool:
        """Say whether everything that is set holds for a task."""
        return (
            self.difficulty in (None, task.difficulty)
            and self.language in (None, task.language)
            and (self.tag is None or self.tag in task.tags)
            and (self.search or "").casefold() in f"{task.id}\n{task.prompt}".casefold()
        )


def show_suite(workspace: Workspace, name: str) -> Suite:
    """Return a suite of the workspace or a shipped one; a path, which `run` would take too, is no name."""
    places = {entry.name: entry.path for entry in list_suites(workspace)}
    if name not in places:
        raise UnknownName("suite", name, sorted(places))
    return _read(places[name], name, _stamp(Path(places[name])))


@lru_cache(maxsize=16)
def _read(place: str, name: str, stamp: str) -> Suite:
    """Read a suite once for each state of its files: a page asks for the same one again and again."""
    del stamp
    return find_suite(place, folders=()).model_copy(update={"name": name})


def _stamp(place: Path) -> str:
    files = sorted(place.rglob("*")) if place.is_dir() else [place]
    return digest_of([[str(file), file.stat().st_mtime_ns, file.stat().st_size] for file in files])


def show_task(workspace: Workspace, suite: str, task_id: str) -> Task:
    """Return one task of a suite."""
    tasks = {task.id: task for task in show_suite(workspace, suite).tasks}
    if task_id not in tasks:
        raise UnknownName("task", task_id, list(tasks)[:20])
    return tasks[task_id]


def find_tasks(workspace: Workspace, suite: str, wanted: TaskFilter) -> tuple[Task, ...]:
    """Return the tasks of a suite for which everything that is wanted holds."""
    return tuple(task for task in show_suite(workspace, suite).tasks if wanted.fits(task))
