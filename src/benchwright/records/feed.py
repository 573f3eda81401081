"""The feed of changes: what happened since a number, over all runs and whoever made it happen."""

from datetime import datetime
from typing import Literal

from benchwright.records.attempt_row import AttemptRow
from benchwright.records.record import Record

ChangeKind = Literal[
    "run_created", "run_changed", "run_deleted", "run_restored", "run_purged", "attempt_finished", "attempt_rescored",
    "attempts_retired",
]  # fmt: skip


class Change(Record):
    """One thing that happened."""

    number: int
    """Rises with every change of the database, in the order of the commits."""
    at: datetime
    kind: ChangeKind
    run_id: str
    attempt: AttemptRow | None = None
    """The attempt as it is now; None where the change is not about one, or it is gone."""


class Feed(Record):
    """Changes in their order."""

    changes: tuple[Change, ...]
    last: int
    """The number to ask from next."""
    gap: bool = False
    """Whether changes before the first one are no longer kept: what was read earlier must be read anew."""
    more: bool = False
    """Whether there is more to read at once."""
