"""Answers that are given again while nothing in the database has changed, so that none is ever stale.

No list of what changes which answer is kept: any commit, of any process, makes all of them be worked out anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Engine

ResultT = TypeVar("ResultT")
MOST = 64
"""Answers that are kept; the one that was asked for longest ago goes first."""


class Remembered:
    """The answers that one process has worked out since the newest commit it knows of."""

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self._lock = Lock()
        self._watch: Any = None
        self._state: object = None
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()

    def answer(self, question: Hashable, work: Callable[[], ResultT]) -> ResultT:
        """Return what `work` makes of the database, or what it made where nothing was committed since.

        `question` names all that the answer depends on besides the database.
        """
        with self._lock:
            state = self._look()
            if state != self._state:
                self._state = state
                self._answers.clear()
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
        made = work()
        with self._lock:
            # The state was looked at before the work: what a commit changed meanwhile is newer than it, never older.
            if state == self._state:
                self._answers[question] = made
                if len(self._answers) > MOST:
                    self._answers.popitem(last=False)
        return made

    def close(self) -> None:
        """Give back the connection."""
        with self._lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None

    def _look(self) -> object:
        """Return what is another value after every commit."""
        if self._reader.dialect.name != "sqlite":
            # Which transactions are visible; a number alone could be handed out before its transaction has ended.
            with self._reader.connect() as connection:
                return connection.exec_driver_sql("SELECT CAST(pg_current_snapshot() AS text)").scalar()
        if self._watch is None:
            self._watch = self._reader.raw_connection()  # the number means something within one connection only
        return self._watch.driver_connection.execute("PRAGMA data_version").fetchone()[0]
