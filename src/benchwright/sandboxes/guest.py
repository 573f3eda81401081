"""One sandboxed process under way: its channel, its outputs, its watchdog and, whatever happens, its end."""

import asyncio
import os
import select
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from benchwright.errors import SandboxError
from benchwright.records.execution import LimitName, Limits
from benchwright.sandboxes.channel import Channel, ChannelClosed
from benchwright.sandboxes.drain import Drain
from benchwright.sandboxes.frames import BadFrame, Message, pack
from benchwright.sandboxes.outer import Outer
from benchwright.sandboxes.vitals import clock_s, may_have_children, peak_memory_mb

START_S = 30.0
"""How long a guest may take to be ready before the sandbox itself is called broken."""
_SHORTEST_WATCH_S = 0.02
_LONGEST_WATCH_S = 0.25
_PUNCTUAL_S = 0.05
"""How late the watchdog may come before the host counts as blocked."""
_OUT_OF_TIME = (-signal.SIGXCPU, -signal.SIGKILL)
"""How the kernel ends what is past its own limit of CPU time."""
_NEARLY = 0.9
_CORES = os.cpu_count() or 1


class Accounts(Protocol):
    """What the kernel counts for the guest with all it started."""

    def join(self, pid: int) -> None:
        """Count that process from now on. It may wait for the kernel for milliseconds."""
        ...

    def cpu_s(self) -> float:
        """Return the CPU seconds used since."""
        ...

    def memory_mb(self) -> float | None:
        """Return the peak of memory; None where it is not known."""
        ...

    def hit(self) -> LimitName | None:
        """Return the limit the kernel says was hit, if one was."""
        ...

    def has_one_left(self) -> bool:
        """Say whether at most one thread of one process is left, as far as the kernel tells; else it is not known."""
        ...

    async def remove(self) -> None:
        """Kill what is left and remove what was made for counting."""
        ...


@dataclass(frozen=True)
class Holdings:
    """What was set up for one guest and goes when it goes."""

    limits: Limits
    outputs: tuple[int, ...]
    """Our ends of its stdout and stderr; empty where nobody reads them."""
    group: Accounts | None
    release: Callable[[], None]
    """Gives back the rest, once the guest is gone."""
    joined: bool = False
    """Whether it joined its group by itself, before it was ready."""
    awaited: bool = False
    """Whether its launcher waits for its end when it is closed, so that nobody else has to."""


@dataclass(frozen=True)
class Ended:
    """What is known of a guest that is no more; times and sizes come from the kernel, never from the guest."""

    exit_code: int | None
    """None where we ended it; negative for a signal, as the kernel counts them."""
    limit: LimitName | None
    lost: bool
    """Whether it went down with what it lived in: nothing follows from it then."""
    cpu_s: float
    memory_mb: float | None
    """Of everything it started; None where that is not known."""
    counted: bool
    """Whether the CPU time is that of everything it started, as far as can be known."""
    stdout: str
    stderr: str


class Guest:
    """A guest: `greet` it, `ask` it, `end` it."""

    def __init__(self, outer: Outer, channel: Channel, holdings: Holdings) -> None:
        self._outer = outer
        self._channel = channel
        self._holdings = holdings
        self._loop = asyncio.get_running_loop()
        self._pid: int | None = None
        self._pidfd: int | None = None
        self._limit: LimitName | None = None
        self._killed = False
        self._cpu_s = 0.0
        self._cpu_before_s = 0.0
        self._group_before_s = holdings.group.cpu_s() if holdings.group else 0.0
        self._cpu_allowed_s = holdings.limits.cpu_s
        self._deadline = float("inf")
        self._due = float("inf")
        self._looked = 0.0
        self._grace_s = holdings.limits.wall_s
        self._timer: asyncio.TimerHandle | None = None
        self._ending: asyncio.Task[Ended] | None = None
        cap = holdings.limits.output_kb << 10
        self._drains = tuple(Drain(output, cap, self._overflowed) for output in holdings.outputs)

    @property
    def gone(self) -> bool:
        """Whether it has ended by itself or was ended."""
        return self._outer.exited.done() or self._ending is not None or _has_ended(self._pidfd)

    async def greet(self, program: bytes, rlimits: tuple[tuple[str, int], ...]) -> None:
        """Hand over the program (empty: it has it), wait until it runs, put it under its limits; else SandboxError."""
        await self.prepare(program, rlimits)
        self.begin()

    async def prepare(self, program: bytes, rlimits: tuple[tuple[str, int], ...]) -> None:
        """Do what `greet` does, but for letting its time begin."""
        self._timer = self._loop.call_later(START_S, self.kill)
        try:
            await self._channel.post(program + pack((self._channel.nonce, rlimits)))
            pid = await self._channel.greeting()
            await self._adopt(pid)
        except (ChannelClosed, BadFrame, OSError) as error:
            ended = await self.end(patience_s=0.5)
            said = ended.stderr.strip() or str(error)
            raise SandboxError(f"the sandbox did not start: {said} (exit code {ended.exit_code})") from error
        self._timer.cancel()

    def begin(self) -> None:
        """Let its wall time begin; what it used of the CPU to get ready is not counted."""
        if self._pid is not None:
            self._cpu_before_s = clock_s(self._pid)
        if self._holdings.group is not None:
            self._group_before_s = self._holdings.group.cpu_s()
        self._deadline = self._loop.time() + self._holdings.limits.wall_s
        self._watch()

    async def ask(self, *message: object) -> Message:
        """Send a message and return the answer; raise ChannelClosed or BadFrame where none comes."""
        return await self._channel.ask(*message)

    def allow_cpu(self, seconds: float | None) -> None:
        """Let the program use that much more CPU time until told otherwise, within its limit; None: all of it."""
        limit_s = self._holdings.limits.cpu_s
        self._cpu_allowed_s = limit_s if seconds is None else min(limit_s, self.cpu_s() + seconds)
        if seconds is not None:
            self._watch()

    def hold_on(self, core: int) -> bool:
        """Keep it, and what it starts from now on, on one core; say whether that worked."""
        if self._pid is None:
            return False
        try:
            os.sched_setaffinity(self._pid, {core})
        except OSError:
            return False
        return True

    def cpu_s(self) -> float:
        """Return the CPU seconds used since it was ready."""
        own = clock_s(self._pid) - self._cpu_before_s if self._pid else 0.0
        group = self._holdings.group
        tree = group.cpu_s() - self._group_before_s if group and not self._is_over() else 0.0
        self._cpu_s = max(self._cpu_s, own, tree)
        if own:
            self._looked = self._loop.time()
        return self._cpu_s

    def spoke_unasked(self) -> bool:
        """Say whether there are bytes on the channel that nobody asked for, while it lives."""
        return not self._killed and self._ending is None and self._channel.has_leftovers()

    def kill(self) -> None:
        """Kill everything it started, now; `end` then waits for it."""
        self._killed = True
        self._channel.hang_up()
        # First whoever is around it, who may have to take down what is gone with it.
        self._outer.kill(self._pid)
        if self._pidfd is not None:
            _quietly_signal(self._pidfd)

    async def end(self, *, patience_s: float = 0.0) -> Ended:
        """Leave nothing behind and say how it was; `patience_s` waits for it to end by itself first."""
        if self._ending is None:
            self._ending = self._loop.create_task(self._end(patience_s))
        return await asyncio.shield(self._ending)

    async def end_soon(self) -> Ended:
        """End it like `end`, but return as soon as nothing of it can run any more.

        That is so where one thread is left, and is being killed: it gets no further, and what it would start now the
        kernel refuses. Taking down its memory and its spaces takes longer than many programs run; nobody waits for it.
        """
        group = self._holdings.group
        if self._ending is not None or self._outer.exited.done() or group is None or not self._holdings.awaited:
            return await self.end()
        self.cpu_s()
        peak_mb, _ = self._own_accounts()
        self.kill()
        if not group.has_one_left():
            return await self.end()
        self._stop_listening()
        limit, memory_mb = self._final_accounts(peak_mb)
        ended = self._ended(None, limit=limit, memory_mb=memory_mb, lost=False, counted=True)
        self._ending = self._loop.create_task(self._vanish(ended))
        return ended

    async def vanished(self) -> None:
        """Wait until it is gone, where its end has begun."""
        if self._ending is not None:
            await asyncio.shield(self._ending)

    async def _adopt(self, pid: int) -> None:
        self._pid = pid
        self._pidfd = os.pidfd_open(pid)
        if self._holdings.group is not None and not self._holdings.joined:
            await self._loop.run_in_executor(None, self._holdings.group.join, pid)

    def _watch(self) -> None:
        """Stop it where it has used up its time, else look again when that could be so at the earliest."""
        if self._timer is not None:
            self._timer.cancel()
        if self._is_over():
            return
        self._forgive_lateness()
        wall_left = self._deadline - self._loop.time()
        cpu_left = self._cpu_allowed_s - self.cpu_s()
        if cpu_left <= 0 or wall_left <= 0:
            self._stop("cpu" if cpu_left <= 0 else "wall")
            return
        pause = min(wall_left, _LONGEST_WATCH_S, max(cpu_left / _CORES, _SHORTEST_WATCH_S))
        self._due = self._loop.time() + pause
        self._timer = self._loop.call_later(pause, self._watch)

    def _forgive_lateness(self) -> None:
        """Give back the wall time in which the host did not get to run, up to as much as the limit itself."""
        late_s = self._loop.time() - self._due
        if late_s > _PUNCTUAL_S:
            given_s = min(late_s, self._grace_s)
            self._grace_s -= given_s
            self._deadline += given_s
        self._due = float("inf")

    def _overflowed(self) -> None:
        self._stop("output")

    def _stop(self, limit: LimitName) -> None:
        self._limit = self._limit or limit
        self.kill()

    def _is_over(self) -> bool:
        return self._ending is not None and self._ending.done()

    async def _end(self, patience_s: float) -> Ended:
        if patience_s and not self._killed:
            await asyncio.wait([self._outer.exited], timeout=patience_s)
            if _has_ended(self._pidfd):
                # It went by itself; whoever is around it may need longer to notice.
                await asyncio.wait([self._outer.exited], timeout=self._outer.patience_s)
        left_alone = self._outer.exited.done() and not self._killed
        # Nobody reads what it prints or tells of its end any more, if what is around it ended first.
        deserted = left_alone and self._pidfd is not None and not _has_ended(self._pidfd)
        self.cpu_s()
        memory_mb, alone = self._own_accounts()
        self.kill()
        try:
            try:
                await self._outer_exit()
            finally:
                self._stop_listening()
            limit, memory_mb = self._final_accounts(memory_mb if alone else None)
        finally:
            await self._clear_away()
        exit_code = self._outer.exited.result()
        if limit is None and left_alone and exit_code in _OUT_OF_TIME and self._could_be_out_of_time():
            limit = "cpu"
        lost = exit_code is None or deserted or (left_alone and limit is None and self._killed_from_outside(exit_code))
        told = exit_code if left_alone else None
        return self._ended(told, limit=limit, memory_mb=memory_mb, lost=lost, counted=alone)

    async def _vanish(self, ended: Ended) -> Ended:
        try:
            await self._outer_exit()
        finally:
            await self._clear_away()
        return ended

    def _ended(
        self, exit_code: int | None, *, limit: LimitName | None, memory_mb: float | None, lost: bool, counted: bool
    ) -> Ended:
        return Ended(
            exit_code=exit_code,
            limit=limit,
            lost=lost,
            cpu_s=self._cpu_s,
            memory_mb=memory_mb,
            counted=counted,
            stdout=self._drains[0].text if self._drains else "",
            stderr=self._drains[1].text if self._drains else "",
        )

    async def _outer_exit(self) -> None:
        await asyncio.wait([self._outer.exited], timeout=self._outer.patience_s)
        if not self._outer.exited.done():
            self._outer.kill_for_good()
            await self._outer.exited

    def _stop_listening(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        for drain in self._drains:
            drain.finish()

    def _own_accounts(self) -> tuple[float | None, bool]:
        """Return the first process's peak of memory, and whether that is all there is; nothing is known of the dead.

        Where a control group counts everything, nobody needs to look.
        """
        if self._pid is None or self._pidfd is None:
            return None, True
        peak = peak_memory_mb(self._pid)
        if self._holdings.group is not None:
            return peak, True
        alone = not may_have_children(self._pid)
        return (None, False) if _has_ended(self._pidfd) else (peak, alone)

    def _could_be_out_of_time(self) -> bool:
        """Say whether it may have used up its time since somebody looked, where no control group tells."""
        since_s = self._loop.time() - self._looked if self._looked else 0.0
        return self._holdings.group is None and self._cpu_s + since_s >= _NEARLY * self._holdings.limits.cpu_s

    def _final_accounts(self, memory_mb: float | None) -> tuple[LimitName | None, float | None]:
        group = self._holdings.group
        limit = self._limit
        if group is not None:
            limit = limit or group.hit()
            # What it held before it joined is not in the group's account.
            tree_mb = group.memory_mb()
            memory_mb = max(memory_mb or 0.0, tree_mb) if tree_mb is not None else None
        if limit is None and self.cpu_s() >= self._cpu_allowed_s:
            limit = "cpu"
        return limit, memory_mb

    def _killed_from_outside(self, exit_code: int) -> bool:
        return self._outer.only_from_outside and exit_code == -signal.SIGKILL

    async def _clear_away(self) -> None:
        self._channel.close()
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None
        try:
            if self._holdings.group is not None:
                await self._holdings.group.remove()
        finally:
            self._holdings.release()


def _has_ended(pidfd: int | None) -> bool:
    """Say whether a process has ended: its descriptor can be read then (pidfd_open(2))."""
    if pidfd is None:
        return False
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    return bool(poll.poll(0))


def _quietly_signal(pidfd: int) -> None:
    try:
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # A container's process may be someone else's, whom its engine is asked to kill.
        return
