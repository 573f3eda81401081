"""Pause, cancel or give more money to a run that is under way, whichever process drives it."""

from typing import Literal

from benchwright.errors import RunIdle
from benchwright.store.store import Store


def stop_run(store: Store, name: str, how: Literal["pause", "cancel"]) -> str:
    """Ask for a stop and return the run's id; raise RunIdle where no process works on it.

    `pause` finishes the attempts under way, `cancel` drops them. Neither begins another call.
    """
    run = store.run(name)
    if not store.is_under_way(run.id):
        raise RunIdle(f"run {run.id} is not under way, so there is nothing to {how}")
    store.leave_wish(run.id, store.wish(run.id).model_copy(update={"stop": how}))
    return run.id


def raise_budget(store: Store, name: str, max_cost_usd: float, *, version: int | None = None) -> bool:
    """Raise a run's budget and say whether a process works on it now, which then goes on with the new one.

    Raise NoBudget where it has none, BadInput where it is not lower, EditConflict where `version` is not the run's.
    """
    run = store.run(name)
    store.raise_budget(run.id, max_cost_usd, version=version)
    under_way = store.is_under_way(run.id)
    if under_way:
        store.leave_wish(run.id, store.wish(run.id).model_copy(update={"max_cost_usd": max_cost_usd}))
    return under_way
