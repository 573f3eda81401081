"""Money spent, over all runs."""

from datetime import date

from benchwright.records.record import Record


class Money(Record):
    """What was paid in some time."""

    usd: float
    """Sum of the known prices."""
    calls: int
    unpriced: int
    """Calls whose price nobody knows: not in `usd`."""


class Day(Record):
    """What was paid on one day, in UTC."""

    day: date
    money: Money


class Spending(Record):
    """What was paid today, this month and ever; days and months are those of UTC."""

    today: Money
    month: Money
    all: Money
    days: tuple[Day, ...]
    """The last days on which anything was paid, the newest first; 31 at most."""
