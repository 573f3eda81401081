"""Pages by keyset: the cursor is where the last page ended, so that deep pages cost what the first one does."""

import base64
import binascii
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Double, Row, Select, cast, func, literal, tuple_

from benchwright.errors import BadInput

_LAST = 1e300
"""Stands for an unknown value where the smallest come first."""
_LEAST = -1.0
"""Stands for an unknown value where the largest come first; no figure here is negative."""


class Order(NamedTuple):
    """What a list is sorted by; the last column is different in every row."""

    columns: tuple[ColumnElement[Any], ...]
    descending: bool = False


class Found(NamedTuple):
    """The rows of a page."""

    rows: Sequence[Row[Any]]
    next_cursor: str | None


def known_first(column: ColumnElement[Any], *, descending: bool) -> ColumnElement[Any]:
    """Return what sorts a column so that unknown values come last."""
    return func.coalesce(cast(column, Double), literal(_LEAST if descending else _LAST))


def read(connection: Connection, query: Select[Any], order: Order, *, cursor: str | None, limit: int) -> Found:
    """Return a page of a query; raise BadInput for a cursor that is none of this order."""
    places = [column.label(f"place_{number}") for number, column in enumerate(order.columns)]
    query = query.add_columns(*places)
    if cursor is not None:
        here, there = tuple_(*order.columns), _decode(cursor, len(places))
        query = query.where(here < there if order.descending else here > there)
    query = query.order_by(*(column.desc() if order.descending else column for column in order.columns))
    rows = connection.execute(query.limit(limit + 1)).all()
    if len(rows) <= limit:
        return Found(rows, None)
    rows = rows[:limit]
    return Found(rows, _encode(rows[-1][-len(places) :]))


def _encode(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(list(values)).encode()).decode().rstrip("=")


def _decode(cursor: str, width: int) -> tuple[Any, ...]:
    try:
        values = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError) as error:
        raise _stray(cursor) from error
    if not isinstance(values, list) or len(values) != width:  # pyright: ignore[reportUnknownArgumentType]
        raise _stray(cursor)
    return tuple(values)  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _stray(cursor: str) -> BadInput:
    return BadInput(f"'{cursor[:100]}' is no cursor of this list; leave it out to start at the first page")
