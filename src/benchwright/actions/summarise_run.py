"""Sum up a run: the store's counts, turned into figures with their uncertainty."""

from collections import Counter

from benchwright.records.run import Run, RunStatus
from benchwright.records.summary import RunSummary
from benchwright.stats.summarise import summarise
from benchwright.store.store import Store


def summarise_run(store: Store, run: Run) -> RunSummary:
    """Return what a run says so far."""
    candidates = tuple(summarise(tally) for tally in store.tallies(run.id))
    counts: Counter[str] = Counter()
    for candidate in candidates:
        counts.update(candidate.outcome_counts)
    return RunSummary(
        run_id=run.id,
        suite=run.suite,
        status=_status(store, run).value,
        sandbox=_sandbox(run),
        planned=run.planned,
        finished=sum(candidate.finished for candidate in candidates),
        outcome_counts=dict(counts),
        candidates=candidates,
        spent_usd=store.spent_usd(run.id),
        quarantined={proof.task_id: proof.flaw for proof in run.quarantined},
        note=run.note,
    )


def _status(store: Store, run: Run) -> RunStatus:
    """Return how a run stands: one that nobody works on any more was interrupted, whatever it last said."""
    if run.status is RunStatus.RUNNING and not store.is_under_way(run.id):
        return RunStatus.INTERRUPTED
    return run.status


def _sandbox(run: Run) -> str:
    if run.sandbox is None:
        return "none"
    return run.sandbox.backend if run.sandbox.isolated else f"{run.sandbox.backend} (does not isolate)"
