"""One step of a program from start to end, under its limits; nothing of it is left when its result is there."""

import asyncio
import contextlib
import math
import os
import resource
import select
import shutil
import signal
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass

from benchwright.errors import MissingTool, SandboxError
from benchwright.records.execution import LimitName, Limits
from benchwright.records.program import Step, StepResult
from benchwright.sandboxes.cgroups import ControlGroups, Group
from benchwright.sandboxes.drain import Drain
from benchwright.sandboxes.outer import exit_of, kill_group
from benchwright.sandboxes.workroom import Gate, Start, Workroom

START_S = 30.0
_PATIENCE_S = 10.0
_SHORTEST_WATCH_S = 0.02
_OPEN_FILES = 1024
_BY_SIGNAL = 128
_TOO_LARGE, _TOO_LONG = _BY_SIGNAL + signal.SIGXFSZ, _BY_SIGNAL + signal.SIGXCPU


async def run_step(room: Workroom, step: Step, groups: ControlGroups | None, *, count: bool) -> StepResult:
    """Run a step in its workroom; raise SandboxError where the sandbox itself breaks.

    `count`: whether the number of its processes can be limited where there are no control groups.
    """
    await room.protect(step)
    with ExitStack() as undo:
        try:
            gate = Gate(step.stdin)
            undo.callback(gate.close)
            group = groups.create(step.limits) if groups else None
            if group is not None:
                undo.callback(group.discard)
            start = room.start(step, [*limiting(step.limits, of_tree=group is not None, count=count), *step.argv], gate)
            process, outputs = _open(start, gate)
        except OSError as error:
            raise SandboxError(f"the sandbox can't start a process: {error}") from error
        return await _Running(process, outputs, step, group).through(gate, tells=start.tells)


def limiting(limits: Limits, *, of_tree: bool, count: bool) -> list[str]:
    """Return the start of a command line that puts limits on each process: all there is without control groups.

    Memory is counted as what is private and can be written (RLIMIT_DATA): Node, Go and Java reserve far more addresses
    than they use.
    """
    prlimit = shutil.which("prlimit", path="/usr/bin:/bin")
    if prlimit is None:
        raise MissingTool("prlimit is not installed; apt-get install util-linux")
    cpu_s = math.ceil(limits.cpu_s) + 1
    open_files = min(_OPEN_FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    always = ["--core=0", f"--cpu={cpu_s}:{cpu_s + 1}", f"--fsize={limits.file_mb << 20}", f"--nofile={open_files}"]
    alone = [] if of_tree else [f"--data={limits.memory_mb << 20}", *([f"--nproc={limits.processes}"] if count else [])]
    return [prlimit, *always, *alone, "--"]


class _Running:
    """A step under way."""

    def __init__(
        self, process: subprocess.Popen[bytes], outputs: tuple[int, int], step: Step, group: Group | None
    ) -> None:
        self._process = process
        self._limits = step.limits
        self._name = step.name
        self._group = group
        self._loop = asyncio.get_running_loop()
        self._exited = exit_of(process)
        self._first: int | None = None
        self._limit: LimitName | None = None
        self._killed = False
        self._timer: asyncio.TimerHandle | None = None
        self._began_s = self._loop.time()
        cap = step.limits.output_kb << 10
        self._drains = [Drain(output, cap, self._overflowed) for output in outputs]

    async def through(self, gate: Gate, *, tells: bool) -> StepResult:
        """Let it begin, watch it, and wait until nothing of it is left."""
        try:
            await self._adopt(gate, tells=tells)
            self._began_s = self._loop.time()
            gate.open()
            self._watch()
            await self._exited
            wall_s = self._loop.time() - self._began_s
        finally:
            await asyncio.shield(self._loop.create_task(self._clear_away()))
        return self._result(wall_s)

    async def _adopt(self, gate: Gate, *, tells: bool) -> None:
        """Find the sandbox's first process, which waits at the gate, and put it into the control group."""
        pid = self._process.pid
        if tells:
            self._timer = self._loop.call_later(START_S, self._kill)
            pid = await self._loop.run_in_executor(None, gate.first_process) or await self._failed_to_start()
            self._timer.cancel()
        self._first = os.pidfd_open(pid)
        if self._group is not None:
            await self._loop.run_in_executor(None, self._group.join, pid)

    async def _failed_to_start(self) -> int:
        code = await self._exited
        for drain in self._drains:
            drain.finish()
        raise SandboxError(f"the sandbox did not start: {self._drains[1].text.strip()} (exit code {code})")

    def _watch(self) -> None:
        """Stop it where it has used up its time, else look again when that could be so at the earliest."""
        if self._exited.done():
            return
        pause = wall_left = self._limits.wall_s - (self._loop.time() - self._began_s)
        if wall_left <= 0:
            self._stop("wall")
            return
        if self._group is not None:
            cpu_left = self._limits.cpu_s - self._group.cpu_s()
            if cpu_left <= 0:
                self._stop("cpu")
                return
            pause = min(wall_left, max(cpu_left / (os.cpu_count() or 1), _SHORTEST_WATCH_S))
        self._timer = self._loop.call_later(pause, self._watch)

    def _overflowed(self) -> None:
        self._stop("output")

    def _stop(self, limit: LimitName) -> None:
        self._limit = self._limit or limit
        self._killed = True
        self._kill()

    def _kill(self) -> None:
        if self._first is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._first, signal.SIGKILL)
        elif not self._exited.done():
            kill_group(self._process.pid)

    async def _clear_away(self) -> None:
        """Kill what is left, wait until it is gone, and take in what it printed."""
        if self._timer is not None:
            self._timer.cancel()
        self._kill()
        await asyncio.wait([self._exited], timeout=_PATIENCE_S)
        if not self._exited.done():
            kill_group(self._process.pid)
            await self._exited
        if self._first is not None:
            gone = await self._loop.run_in_executor(None, _wait_for, self._first)
            os.close(self._first)
            if not gone:
                raise SandboxError(f"the first process of step '{self._name}' can't be killed")
        for drain in self._drains:
            drain.finish()
        self._accounts = self._close_accounts()
        if self._group is not None:
            await self._group.remove()

    def _close_accounts(self) -> "_Accounts":
        if self._group is None:
            return _Accounts(None, None, None)
        return _Accounts(self._group.cpu_s(), self._group.memory_mb(), self._group.hit())

    def _result(self, wall_s: float) -> StepResult:
        code = self._process.wait()  # it has been waited for: this only tells
        accounts = self._accounts
        limit = self._limit or accounts.hit or _told_by(code, counted=self._group is not None)
        if limit is None and accounts.cpu_s is not None and accounts.cpu_s >= self._limits.cpu_s:
            limit = "cpu"
        return StepResult(
            name=self._name,
            exit_code=None if self._killed else (code if code >= 0 else _BY_SIGNAL - code),
            limit=limit,
            cpu_s=accounts.cpu_s,
            wall_s=wall_s,
            memory_mb=accounts.memory_mb,
            stdout=self._drains[0].text,
            stderr=self._drains[1].text,
        )


@dataclass(frozen=True)
class _Accounts:
    """What the kernel counted of a whole process tree; None where it did not."""

    cpu_s: float | None
    memory_mb: float | None
    hit: LimitName | None


def _told_by(code: int, *, counted: bool) -> LimitName | None:
    """Name the limit of a single process that the kernel ended it for."""
    code = code if code >= 0 else _BY_SIGNAL - code
    if code == _TOO_LARGE:
        return "file_size"
    return "cpu" if code == _TOO_LONG and not counted else None


def _open(start: Start, gate: Gate) -> tuple[subprocess.Popen[bytes], tuple[int, int]]:
    """Start the process and return it with our ends of its outputs."""
    out, err = os.pipe(), os.pipe()
    try:
        process = subprocess.Popen(
            start.command,
            stdin=start.stdin,
            stdout=out[1],
            stderr=err[1],
            pass_fds=start.descriptors,
            cwd=start.folder,
            env=start.environment,
            start_new_session=True,
        )
    except OSError:
        os.close(out[0])
        os.close(err[0])
        raise
    finally:
        gate.release_inner_ends()
        os.close(out[1])
        os.close(err[1])
    return process, (out[0], err[0])


def _wait_for(pidfd: int) -> bool:
    """Wait until a process is dead, and with it the whole process space it was the first of; say whether it is."""
    waiting = select.poll()
    waiting.register(pidfd, select.POLLIN)
    return bool(waiting.poll(_PATIENCE_S * 1000))
