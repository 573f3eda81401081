"""Money spent: the ledger of purchases, added up by run and day as they are entered."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Insert, func, select

from benchwright.records.spending import Day, Money, Spending
from benchwright.store.database import adding
from benchwright.store.tables import spending as entered

_DAY_S = 86_400
_DAYS = 31
_FIRST = date(1970, 1, 1)


def entry(engine: Engine) -> Insert:
    """Return the statement that adds a purchase to its run's sum of the day."""
    return adding(engine, entered, unique=("run_id", "day"))


def row(purchase: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the ledger as `entry` takes it: only what brought an answer is a call."""
    cost_usd = purchase["cost_usd"]
    return {
        "run_id": purchase["run_id"],
        "day": int(purchase["created_at"] // _DAY_S),
        "usd": cost_usd or 0.0,
        "calls": int(purchase["key"] != ""),
        "unpriced": int(cost_usd is None),
    }


def spending(connection: Connection, now: datetime) -> Spending:
    """Return what was paid on the day, in the month and in all the time before a moment."""
    today = now.astimezone(UTC).date()
    newest = select(entered.c.day, *_sums()).group_by(entered.c.day).order_by(entered.c.day.desc()).limit(_DAYS)
    return Spending(
        today=_paid(connection, since=today),
        month=_paid(connection, since=today.replace(day=1)),
        all=_paid(connection, since=_FIRST),
        days=tuple(
            Day(day=_FIRST + timedelta(days=day), money=_money(*sums)) for day, *sums in connection.execute(newest)
        ),
    )


def _paid(connection: Connection, *, since: date) -> Money:
    return _money(*connection.execute(select(*_sums()).where(entered.c.day >= (since - _FIRST).days)).one())


def _sums() -> tuple[ColumnElement[Any], ...]:
    return tuple(func.coalesce(func.sum(entered.c[name]), 0) for name in ("usd", "calls", "unpriced"))


def _money(usd: float, calls: int, unpriced: int) -> Money:
    return Money(usd=usd, calls=calls, unpriced=unpriced)
