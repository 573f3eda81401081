"""Lists that are held in memory, walked page by page with the same cursor as those of the store."""

import base64
import binascii
from collections.abc import Sequence
from typing import Annotated, TypeVar

from fastapi import Query

from benchwright.errors import BadInput

ItemT = TypeVar("ItemT")

Cursor = Annotated[
    str | None, Query(max_length=1000, description="`next_cursor` of the page before; left out: the first page.")
]
Limit = Annotated[int, Query(gt=0, le=500, description="Items on a page.")]


def page_of(items: Sequence[ItemT], cursor: str | None, limit: int) -> tuple[Sequence[ItemT], str | None]:
    """Return a page of a list and the cursor of the next; raise BadInput for a cursor that none of ours is."""
    start = 0 if cursor is None else _read(cursor)
    end = start + limit
    return items[start:end], _write(end) if end < len(items) else None


def _write(start: int) -> str:
    return base64.urlsafe_b64encode(f"from {start}".encode()).decode()


def _read(cursor: str) -> int:
    try:
        word, _, start = base64.urlsafe_b64decode(cursor.encode()).decode().partition(" ")
    except (binascii.Error, ValueError):
        word, start = "", ""
    if word != "from" or not (start.isascii() and start.isdecimal()) or len(start) > 12:  # noqa: PLR2004
        raise BadInput(f"'{cursor}' is no cursor of this list; start without one")
    return int(start)
