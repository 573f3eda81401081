"""A report before it has a form: facts, tables and bars as plain text, which each form writes in its own way."""

from benchwright.records.controls import without_controls
from benchwright.records.record import Record
from benchwright.records.summary import Interval

UNKNOWN = "unknown"
LONGEST_CELL = 300
"""Characters of a cell; the JSON export holds everything."""


class Table(Record):
    """Rows under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Bar(Record):
    """A rate with its interval, to be drawn."""

    label: str
    rate: float
    """0..1."""
    interval: Interval | None = None


class Section(Record):
    """A part of a report."""

    title: str
    table: Table
    note: str = ""
    bars: tuple[Bar, ...] = ()
    """For forms that can draw; they say nothing that the table does not."""


class Document(Record):
    """A report."""

    title: str
    facts: tuple[tuple[str, str], ...]
    """Name and value."""
    sections: tuple[Section, ...]


def plain(text: str) -> str:
    """Return text of whatever origin as one line that any form can hold: no control characters, cut at the longest."""
    flat = " ".join(without_controls(text.encode("utf-8", "replace").decode("utf-8")).split())
    return flat if len(flat) <= LONGEST_CELL else f"{flat[: LONGEST_CELL - 1]}…"


def percent(rate: float | None) -> str:
    """Write a rate of 0..1."""
    return UNKNOWN if rate is None else f"{100 * rate:.1f} %"


def points(score: float | None) -> str:
    """Write a score of 0..1 as 0 to 100."""
    return UNKNOWN if score is None else f"{100 * score:.1f}"


def interval(found: Interval | None) -> str:
    """Write an interval of rates."""
    return UNKNOWN if found is None else f"{100 * found.low:.1f} to {100 * found.high:.1f} %"


def seconds(taken: float | None) -> str:
    """Write a time in seconds."""
    return UNKNOWN if taken is None else f"{taken:.2f} s"
