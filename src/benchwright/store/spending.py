"""Money spent, from the ledger of purchases."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Integer, cast, func, select

from benchwright.records.spending import Day, Money, Spending
from benchwright.store.tables import purchases

_DAY_S = 86_400
_DAYS = 31


def spending(connection: Connection, now: datetime) -> Spending:
    """Return what was paid on the day, in the month and in all the time before a moment."""
    today = now.astimezone(UTC).date()
    days = _days(connection, since=today - timedelta(days=_DAYS))
    return Spending(
        today=_paid(connection, since=today),
        month=_paid(connection, since=today.replace(day=1)),
        all=_paid(connection),
        days=days[:_DAYS],
    )


def _paid(connection: Connection, *, since: date | None = None) -> Money:
    query = select(*_sums())
    if since is not None:
        query = query.where(purchases.c.created_at >= _start(since))
    return _money(*connection.execute(query).one())


def _days(connection: Connection, *, since: date) -> tuple[Day, ...]:
    number = cast(func.floor(purchases.c.created_at / _DAY_S), Integer).label("number")
    query = select(number, *_sums()).where(purchases.c.created_at >= _start(since))
    found = connection.execute(query.group_by(number).order_by(number.desc()))
    return tuple(Day(day=date(1970, 1, 1) + timedelta(days=row[0]), money=_money(*row[1:])) for row in found)


def _sums() -> tuple[ColumnElement[float], ColumnElement[int], ColumnElement[int]]:
    return func.coalesce(func.sum(purchases.c.cost_usd), 0.0), func.count(), func.count(purchases.c.cost_usd)


def _money(usd: float, calls: int, priced: int) -> Money:
    return Money(usd=usd, calls=calls, unpriced=calls - priced)


def _start(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()
