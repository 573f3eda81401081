"""Live progress in the terminal, and a Ctrl-C that stops cleanly."""

import asyncio
import signal
from collections.abc import Coroutine
from typing import Any

from rich.console import Group, RenderableType
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from benchwright.actions.board import Board
from benchwright.cli.screen import duration, err
from benchwright.errors import Cancelled
from benchwright.records.summary import RunSummary

REFRESH_S = 0.25
PLAIN_EVERY_S = 10.0
"""How often a line is written where there is no terminal to draw on."""


def watch(work: Coroutine[Any, Any, RunSummary], board: Board, *, quiet: bool) -> RunSummary:
    """Run the work while its board is drawn on standard error; the first Ctrl-C stops cleanly, the second at once."""
    return asyncio.run(_watch(work, board, quiet=quiet))


async def _watch(work: Coroutine[Any, Any, RunSummary], board: Board, *, quiet: bool) -> RunSummary:
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, _stop, task, board)
    drawing = None if quiet else asyncio.ensure_future(_draw(board))
    try:
        return await task
    except asyncio.CancelledError:
        raise Cancelled("stopped at once; `benchwright resume latest` goes on where it was") from None
    finally:
        if drawing is not None:
            drawing.cancel()
            await asyncio.gather(drawing, return_exceptions=True)


def _stop(task: asyncio.Future[RunSummary], board: Board) -> None:
    if board.stop.asked:
        board.note = "stopping now"
        task.cancel()
        return
    board.stop.asked = True
    board.note = "stopping: waiting for the attempts under way; Ctrl-C again stops at once"


async def _draw(board: Board) -> None:
    if not err.is_terminal:
        await _write_lines(board)
        return
    with Live(render(board), console=err, auto_refresh=False, transient=True) as live:
        try:
            while True:
                live.update(render(board), refresh=True)
                await asyncio.sleep(REFRESH_S)
        finally:
            live.update(render(board), refresh=True)


async def _write_lines(board: Board) -> None:
    while True:
        await asyncio.sleep(PLAIN_EVERY_S)
        for row in board.rows.values():
            err.print(f"{row.candidate}: {row.done}/{row.planned} done, {row.passed} passed, {row.errors} errors")


def render(board: Board) -> RenderableType:
    """Lay out the board: a line for each candidate, rate limits and notes below."""
    table = Table.grid(padding=(0, 2))
    for row in board.rows.values():
        cost = "unknown" if row.cost_unknown else f"${row.cost_usd:.4f}"
        table.add_row(
            Text(row.candidate, style="bold"),
            ProgressBar(total=max(1, row.planned), completed=row.done, width=24),
            f"{row.done}/{row.planned}",
            Text(f"{row.passed} passed", style="green"),
            Text(f"{row.failed} failed", style="red" if row.failed else "dim"),
            Text(f"{row.errors} errors", style="yellow" if row.errors else "dim"),
            Text(f"{row.cached} stored", style="dim") if row.cached else Text(""),
            cost,
            f"ETA {duration(board.eta_s(row))}" if row.done < row.planned else Text("done", style="green"),
        )
    lines: list[RenderableType] = [table]
    lines += [
        Text(f"{name}: rate limited, waiting {left:.0f} s", style="yellow") for name, left in board.paused.items()
    ]
    if board.note:
        lines.append(Text(board.note, style="yellow"))
    return Group(*lines)
