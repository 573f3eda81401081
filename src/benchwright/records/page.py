"""Pages of long lists, walked by a cursor: what is added meanwhile neither repeats nor hides a row."""

from typing import Generic, TypeVar

from benchwright.records.record import Record

RowT = TypeVar("RowT")

LONGEST_PAGE = 500
"""Rows that one page holds at most."""


class Page(Record, Generic[RowT]):
    """Some rows of a list, in the order asked for."""

    rows: tuple[RowT, ...]
    next_cursor: str | None = None
    """What to ask for next, in the same order and with the same filters; None: this is the end."""
