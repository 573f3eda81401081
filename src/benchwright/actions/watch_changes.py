"""What happened since, for pages that show it as it happens."""

from benchwright.records.feed import Feed
from benchwright.store.store import Store


def watch_changes(store: Store, since: int, *, limit: int = 500) -> Feed:
    """Return what happened after a number, whichever process made it happen; cheap to ask.

    A negative number: nothing of the past, only the number to go on from.
    """
    if since < 0:
        return store.feed(store.last_change(), limit=1)
    return store.feed(since, limit=limit)
