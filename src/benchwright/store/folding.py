"""When summaries are brought up to date: whenever they are asked for, within a share of the time."""

import time
from functools import partial
from threading import Lock

from sqlalchemy import Engine

from benchwright.store import stale, summaries
from benchwright.store.writer import Writer

_FEW = 20
"""So many candidates of runs are folded each time."""
_SHARE = 10
"""Otherwise the next one waits this many times as long as the last one took, so that it costs a tenth of the time."""


class Folder:
    """Folds what is stale, in transactions so short that no other process waits long."""

    def __init__(self, reader: Engine, writer: Writer) -> None:
        self._reader = reader
        self._writer = writer
        self._lock = Lock()
        self._rested_at = 0.0

    def fold_in_time(self) -> None:
        """Fold what is stale, unless the last time was much work and is not long ago."""
        if time.monotonic() >= self._rested_at and self._is_anything():
            self.fold()

    def hurry(self) -> None:
        """Let the next question be answered with all that has changed: a person waits to see it."""
        self._rested_at = 0.0

    def fold(self) -> None:
        """Fold all that is stale now."""
        with self._lock:
            start = time.monotonic()
            with self._reader.connect() as connection:
                slices = stale.slices(connection)
            for part in slices:
                self._writer.run(partial(summaries.fold_slice, part=part))
            with self._reader.connect() as connection:
                standings = stale.standings(connection)
            for suite, who in standings:
                self._writer.run(partial(summaries.fold_standing, suite=suite, who=who))
            end = time.monotonic()
            few = len(slices) + len(standings) <= _FEW
            self._rested_at = end if few else end + _SHARE * (end - start)

    def _is_anything(self) -> bool:
        with self._reader.connect() as connection:
            return stale.is_anything(connection)
