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
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from benchwright.errors import MissingTool, SandboxError
from benchwright.records.execution import LimitName, Limits
from benchwright.records.program import Step, StepResult
from benchwright.sandboxes.cgroups import ControlGroups
from benchwright.sandboxes.drain import Drain
from benchwright.sandboxes.guest import Accounts
from benchwright.sandboxes.workroom import Start, Workroom

START_S = 30.0
_PATIENCE_S = 10.0
_SHORTEST_WATCH_S = 0.02
OPEN_FILES = 1024
_BY_SIGNAL = 128
_TOO_LARGE, _TOO_LONG = _BY_SIGNAL + signal.SIGXFSZ, _BY_SIGNAL + signal.SIGXCPU


async def run_step(
    room: Workroom, step: Step, groups: ControlGroups | None, bounding: Callable[[Limits], list[str]]
) -> StepResult:
    """Run a step in its workroom; raise SandboxError where the sandbox itself breaks.

    `bounding` starts a command line that puts limits on each process.
    """
    await room.protect(step)
    with ExitStack() as undo:
        try:
            group = groups.create(step.limits) if groups else None
            if group is not None:
                undo.callback(group.discard)
            start = room.start(step, [*bounding(step.limits), *step.argv], undo)
            process, outputs = _open(start)
        except OSError as error:
            raise SandboxError(f"the sandbox can't start a process: {error}") from error
        return await _Running(process, outputs, step, start, group or start.accounts).through()


def limiting(limits: Limits, *, of_tree: bool, count: bool, cpu: bool = True) -> list[str]:
    """Return the start of a command line that puts limits on each process: all there is without limits `of_tree`.

    Memory is counted as what is private and can be written (RLIMIT_DATA): Node, Go and Java reserve far more addresses
    than they use. `count`: whether to limit the number of its user's processes; `cpu`: whether to limit CPU time.
    """
    prlimit = shutil.which("prlimit", path="/usr/bin:/bin")
    if prlimit is None:
        raise MissingTool("prlimit is not installed; apt-get install util-linux")
    cpu_s = math.ceil(limits.cpu_s) + 1
    open_files = min(OPEN_FILES, resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    always = ["--core=0", f"--fsize={limits.file_mb << 20}", f"--nofile={open_files}"]
    always += [f"--cpu={cpu_s}:{cpu_s + 1}"] if cpu else []
    alone = [] if of_tree else [f"--data={limits.memory_mb << 20}", *([f"--nproc={limits.processes}"] if count else [])]
    return [prlimit, *always, *alone, "--"]


class _Running:
    """A step under way."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        outputs: tuple[int, int],
        step: Step,
        start: Start,
        counting: Accounts | None,
    ) -> None:
        self._process = process
        self._outer = start.outer(process)
        self._limits = step.limits
        self._name = step.name
        self._start = start
        self._counting = counting
        self._loop = asyncio.get_running_loop()
        self._first: int | None = None
        self._first_id: int | None = None
        self._limit: LimitName | None = None
        self._killed = False
        self._code: int | None = None
        self._cpu_s = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._began_s = self._loop.time()
        cap = step.limits.output_kb << 10
        self._drains = [Drain(output, cap, self._overflowed) for output in outputs]

    async def through(self) -> StepResult:
        """Let it begin, watch it, and wait until nothing of it is left."""
        gate = self._start.gate
        try:
            await self._adopt()
            self._began_s = self._loop.time()
            gate.open()
            self._watch()
            self._code = await gate.over(self._outer.exited)
            wall_s = self._loop.time() - self._began_s
        finally:
            await asyncio.shield(self._loop.create_task(self._clear_away()))
        return self._result(wall_s)

    async def _adopt(self) -> None:
        """Find the sandbox's first process, which waits at the gate, and have it counted."""
        pid = self._process.pid
        if self._start.tells:
            self._timer = self._loop.call_later(START_S, self._kill)
            found = await self._start.gate.first_process(self._outer.exited, within_s=START_S)
            pid = found or await self._failed_to_start()
            self._timer.cancel()
        self._first = os.pidfd_open(pid)
        self._first_id = pid
        if self._counting is not None:
            await self._loop.run_in_executor(None, self._counting.join, pid)

    async def _failed_to_start(self) -> int:
        code = await self._outer.exited
        for drain in self._drains:
            drain.finish()
        raise SandboxError(f"the sandbox did not start: {self._drains[1].text.strip()} (exit code {code})")

    def _watch(self) -> None:
        """Stop it where it has used up its time, else look again when that could be so at the earliest."""
        if self._outer.exited.done():
            return
        pause = wall_left = self._limits.wall_s - (self._loop.time() - self._began_s)
        if wall_left <= 0:
            self._stop("wall")
            return
        if self._counting is not None:
            cpu_left = self._limits.cpu_s - self._used_cpu_s(self._counting)
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
        if self._code is None:
            self._outer.kill(self._first_id)
        if self._first is not None:
            # A container's process may be someone else's, whom its engine is asked to kill.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                signal.pidfd_send_signal(self._first, signal.SIGKILL)

    async def _clear_away(self) -> None:
        """Kill what is left, wait until it is gone, and take in what it printed."""
        if self._timer is not None:
            self._timer.cancel()
        self._close_accounts()  # an engine's are gone with the container, but for what was seen of them
        self._kill()
        await asyncio.wait([self._outer.exited], timeout=self._outer.patience_s)
        if not self._outer.exited.done():
            self._outer.kill_for_good()
            await self._outer.exited
        if self._first is not None:
            gone = await self._loop.run_in_executor(None, _wait_for, self._first)
            os.close(self._first)
            if not gone:
                raise SandboxError(f"the first process of step '{self._name}' can't be killed")
        for drain in self._drains:
            drain.finish()
        self._accounts = self._close_accounts()
        if self._counting is not None:
            await self._counting.remove()

    def _used_cpu_s(self, counting: Accounts) -> float:
        """Return the CPU time used so far; some accounts are gone with what they counted."""
        self._cpu_s = max(self._cpu_s, counting.cpu_s())
        return self._cpu_s

    def _close_accounts(self) -> "_Accounts":
        if self._counting is None:
            return _Accounts(None, None, None)
        return _Accounts(self._used_cpu_s(self._counting), self._counting.memory_mb(), self._counting.hit())

    def _result(self, wall_s: float) -> StepResult:
        code, accounts = self._code, self._accounts
        limit = self._limit or accounts.hit
        if code is None and limit is None:
            raise SandboxError(f"the sandbox of step '{self._name}' ended before its program did")
        if limit is None and code is not None:
            limit = _told_by(code, counted=self._counting is not None)
        if limit is None and accounts.cpu_s is not None and accounts.cpu_s >= self._limits.cpu_s:
            limit = "cpu"
        return StepResult(
            name=self._name,
            exit_code=None if self._killed or code is None else _shell_code(code),
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
    code = _shell_code(code)
    if code == _TOO_LARGE:
        return "file_size"
    return "cpu" if code == _TOO_LONG and not counted else None


def _shell_code(code: int) -> int:
    return code if code >= 0 else _BY_SIGNAL - code


def _open(start: Start) -> tuple[subprocess.Popen[bytes], tuple[int, int]]:
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
        start.gate.release_inner_ends()
        os.close(out[1])
        os.close(err[1])
    return process, (out[0], err[0])


def _wait_for(pidfd: int) -> bool:
    """Wait until a process is dead, and with it the whole process space it was the first of; say whether it is."""
    waiting = select.poll()
    waiting.register(pidfd, select.POLLIN)
    return bool(waiting.poll(_PATIENCE_S * 1000))
