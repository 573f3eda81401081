"""Drives runs inside the server: each on a thread with an event loop of its own, on the engine's one path.

What it holds is only a handle on the work; how a run stands is read from the store, as for runs of other processes.
"""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from benchwright.actions.board import Board
from benchwright.errors import BenchwrightError, Caught
from benchwright.records.summary import RunSummary

_LOG = logging.getLogger("benchwright.server")
Work = Callable[[Board], Coroutine[Any, Any, RunSummary]]

PATIENCE_S = 10.0
"""How long the server waits for its runs to put down what they hold, when it is told to end."""


@dataclass
class _Drive:
    """One run's thread."""

    opened: Future[str] = field(default_factory=Future[str])
    """The run's id, once the store knows it; or why it could not be started."""
    board: Board = field(default_factory=Board)
    loop: asyncio.AbstractEventLoop | None = None
    task: asyncio.Task[RunSummary] | None = None
    thread: threading.Thread | None = None

    def cancel(self) -> None:
        if self.loop is not None and self.task is not None and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.task.cancel)


class Runner:
    """The runs that this server drives."""

    def __init__(self) -> None:
        self._drives: list[_Drive] = []
        self._lock = threading.Lock()

    def start(self, work: Work) -> str:
        """Begin the work and return the run's id as soon as it has one; raise what keeps it from being started."""
        drive = _Drive()
        drive.board.opened = drive.opened.set_result
        drive.thread = threading.Thread(target=self._drive, args=(drive, work), name="run")
        with self._lock:
            self._drives.append(drive)
        drive.thread.start()
        return drive.opened.result()

    def board(self, run_id: str) -> Board | None:
        """Return the board of a run that is driven here now; None for any other."""
        with self._lock:
            return next((drive.board for drive in self._drives if drive.board.run_id == run_id), None)

    def boards(self) -> list[Board]:
        """Return the boards of all runs that are driven here now."""
        with self._lock:
            return [drive.board for drive in self._drives if drive.board.run_id]

    def close(self) -> None:
        """Cancel everything that is under way and wait for it to be put down; `resume` goes on with it later."""
        with self._lock:
            drives = list(self._drives)
        for drive in drives:
            drive.cancel()
        for drive in drives:
            if drive.thread is not None:
                drive.thread.join(PATIENCE_S)

    def _drive(self, drive: _Drive, work: Work) -> None:
        with Caught() as caught:
            asyncio.run(_keep_hold(drive, work))
        with self._lock:
            self._drives.remove(drive)
        if caught.error is None:
            return
        if not drive.opened.done():
            drive.opened.set_exception(caught.error)
            return
        extra = {"run_id": drive.board.run_id}
        if isinstance(caught.error, BenchwrightError):
            _LOG.warning("a run ended early: %s", caught.error, extra=extra)
        else:
            _LOG.error("a run broke", exc_info=caught.error, extra=extra)


async def _keep_hold(drive: _Drive, work: Work) -> None:
    drive.loop = asyncio.get_running_loop()
    drive.task = asyncio.ensure_future(work(drive.board))
    try:
        await drive.task
    except asyncio.CancelledError:
        _LOG.warning("a run was cancelled before it was under way")
