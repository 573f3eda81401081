"""Say what was paid."""

from datetime import UTC, datetime

from benchwright.records.spending import Spending
from benchwright.store.store import Store


def show_spending(store: Store) -> Spending:
    """Return what was paid today, this month and ever, calls without a known price counted apart."""
    return store.spending(datetime.now(UTC))
