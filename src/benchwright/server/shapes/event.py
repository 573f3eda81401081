"""Live events, as they stand in the `data:` of the stream."""

from datetime import datetime

from benchwright.records.feed import ChangeKind
from benchwright.server.shapes.attempt import AttemptLine
from benchwright.server.shapes.run import Progress
from benchwright.server.shapes.shape import Shape


class ChangeEvent(Shape):
    """One thing that happened, in whichever process; its number is the event's id."""

    number: int
    at: datetime
    kind: ChangeKind
    run_id: str
    attempt: AttemptLine | None
    """The attempt as it is now; null where the change is not about one."""


class HelloEvent(Shape):
    """Sent first: which server this is, and whether anything was missed."""

    server: str
    """Changes when the server is started anew."""
    last: int
    gap: bool
    """Whether changes were missed: what was read earlier must be read anew."""


class ProgressEvent(Shape):
    """How a run comes along that this server drives; sent while it is under way, without an id."""

    run_id: str
    progress: Progress
