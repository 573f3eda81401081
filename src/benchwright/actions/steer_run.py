"""Pause, cancel or give more money to a run that is under way, whichever process drives it."""

from typing import Literal

from benchwright.errors import BadInput, RunIdle
from benchwright.records.run import Wish
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


def raise_budget(store: Store, name: str, max_cost_usd: float) -> bool:
    """Raise a run's budget and say whether a process works on it now, which then goes on with the new one.

    Raise BadInput where the run has no budget, or one that is not lower.
    """
    run = store.run(name)
    if run.spec.max_cost_usd is None:
        raise BadInput(f"run {run.id} has no budget that could be raised")
    if max_cost_usd <= run.spec.max_cost_usd:
        raise BadInput(f"the budget of run {run.id} is ${run.spec.max_cost_usd:g}; give more than that")
    store.update_run(run.model_copy(update={"spec": run.spec.model_copy(update={"max_cost_usd": max_cost_usd})}))
    if store.is_under_way(run.id):
        store.leave_wish(run.id, Wish(max_cost_usd=max_cost_usd))
    return store.is_under_way(run.id)
