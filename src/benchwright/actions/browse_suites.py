"""Look through the suites and tasks that runs were made of."""

from benchwright.errors import UnknownName
from benchwright.records.page import Page
from benchwright.records.suite_row import SuiteRow, TaskQuery, TaskRow
from benchwright.store.store import Store


def browse_suites(store: Store) -> list[SuiteRow]:
    """Return the suites that there are runs of, by name."""
    return store.suite_rows()


def browse_tasks(store: Store, suite: str, query: TaskQuery) -> Page[TaskRow]:
    """Return a page of a suite's tasks with their figures over all candidates."""
    return store.remember(("tasks", suite, query), lambda: store.task_rows(known_suite(store, suite), query))


def known_suite(store: Store, suite: str) -> str:
    """Return the suite's name; raise UnknownName where no run was made of it."""
    known = store.suites()
    if suite not in known:
        raise UnknownName("suite with runs", suite, known)
    return suite
