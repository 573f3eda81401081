"""Drive a run: hand its attempts to the engine, keep what comes back, and sum it up."""

import asyncio
import time
from collections.abc import Collection
from datetime import UTC, datetime

from benchwright.actions.board import Board
from benchwright.actions.summarise_run import summarise_run
from benchwright.actions.workbench import Workbench
from benchwright.engine.budget import Budget
from benchwright.engine.execute import Group, execute
from benchwright.engine.gateway import Gateway, Purchase
from benchwright.engine.lane import Lane
from benchwright.engine.retry import RetryPolicy
from benchwright.records.run import Run, RunStatus
from benchwright.records.summary import RunSummary
from benchwright.store.store import Store


async def drive_run(run: Run, bench: Workbench, store: Store, board: Board, *, done: Collection[str]) -> RunSummary:
    """Make every attempt that is not done, store each as it finishes, and return what the run says."""
    board.started = time.monotonic()
    groups = _groups(run, bench, store, board, done)
    try:
        async for attempt in execute(groups, bench.bench(run), board.stop):
            await store.add(attempt)
            board.count(attempt)
    except asyncio.CancelledError:
        board.stop.asked = True
    finally:
        await asyncio.shield(store.flush())
    return finish(run, store, board)


def finish(run: Run, store: Store, board: Board) -> RunSummary:
    """Write how the run ended, with its summary."""
    summary = summarise_run(store, run)
    status, note = _ending(run, summary, board)
    store.finish_run(run.id, status, note=note)
    summary = summary.model_copy(update={"status": status.value, "note": note})
    store.write_summary(summary)
    return summary


def _ending(run: Run, summary: RunSummary, board: Board) -> tuple[RunStatus, str]:
    infra = summary.outcome_counts.get("infra_error", 0)
    if board.stop.budget is not None:
        return RunStatus.BUDGET_EXHAUSTED, str(board.stop.budget)
    if summary.finished < summary.planned:
        return (
            board.stopping or RunStatus.INTERRUPTED,
            f"{summary.planned - summary.finished} attempts are still to be made",
        )
    if infra > run.spec.engine.max_infra_error_rate * summary.finished:
        most = "; ".join(f"{times} times: {message}" for message, times in board.errors.most_common(2))
        return RunStatus.INVALID, f"{infra} of {summary.finished} attempts ended in infrastructure errors ({most})"
    return RunStatus.FINISHED, ""


def _groups(run: Run, bench: Workbench, store: Store, board: Board, done: Collection[str]) -> list[Group]:
    spec = bench.spec
    purchase = Purchase(
        calls=store.calls(run.id),
        budget=Budget(spec.max_cost_usd, spent_usd=store.spent_usd(run.id)),
        retry=RetryPolicy(max_tries=spec.engine.max_tries, max_wait_s=spec.engine.max_backoff_s),
        timeout_s=spec.engine.call_timeout_s,
        fresh=spec.fresh,
    )
    board.budget = purchase.budget
    lanes: dict[str, Lane] = {}
    groups: list[Group] = []
    for index, candidate in enumerate(spec.candidates):
        lane_name = f"{candidate.provider} {candidate.base_url or ''}".strip()
        lane = lanes.setdefault(lane_name, Lane(lane_name, width=spec.engine.provider_concurrency))
        gateway = Gateway(candidate, bench.models[index], lane=lane, price=bench.prices[index], purchase=purchase)
        width = spec.engine.provider_concurrency + (bench.sandbox_width if bench.sandbox else 0)
        groups.append(Group(candidate, bench.planned(index, done), gateway, width))
    board.lanes = tuple(lanes.values())
    return groups


def now() -> datetime:
    """Return the time, in UTC."""
    return datetime.now(UTC)
