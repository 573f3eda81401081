"""Warm starts: guests that a zygote forks, each as alone as one that was started afresh, at a tenth of the cost.

Covered, as by a cold start: user, mount, process and IPC spaces of its own for every solution, with an empty /tmp of
limited size; no network (an empty one of its own, or a shared empty one under a scope of Landlock); no capabilities and
no further user spaces; its own control group, joined before any code is there; limits and environment are the same.
Guests can't reach the zygote, nor each other, and die with it.
Not covered: the guests of one zygote share a user id of the host (so its quotas, such as for pipe buffers) and the
layout of memory. A check, which is the task's own and trusted, keeps the zygote's process, IPC and network spaces.
"""

import asyncio
import os
from collections.abc import Iterator
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field
from itertools import count

from benchwright.errors import SandboxError
from benchwright.records.execution import Limits
from benchwright.sandboxes.cgroups import ControlGroups
from benchwright.sandboxes.channel import Channel
from benchwright.sandboxes.group_pool import GroupPool
from benchwright.sandboxes.guest import Guest, Holdings
from benchwright.sandboxes.interpreter import GuestPython
from benchwright.sandboxes.launch import Role, Wrapping, resource_limits
from benchwright.sandboxes.nursery import Zygote, start_zygote
from benchwright.sandboxes.spares import Spares

SPARES = 4
"""How many guests are kept ready at most."""
FORKS = 5_000
"""How many guests a zygote forks before a fresh one takes over."""


@dataclass
class _Home:
    """The zygotes of one event loop."""

    loop: asyncio.AbstractEventLoop
    spares: Spares
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    current: Zygote | None = None
    retired: list[Zygote] = field(default_factory=list[Zygote])
    under_way: dict[int, Guest] = field(default_factory=dict[int, Guest])
    """Guests that are not gone yet, by a number of their own."""
    numbers: Iterator[int] = field(default_factory=count)

    @property
    def zygotes(self) -> list[Zygote]:
        return [*self.retired, *([self.current] if self.current else [])]


class WarmLauncher:
    """Forks every guest from a zygote, which it starts when it needs one and ends when it is closed."""

    def __init__(
        self, python: GuestPython, wrapping: Wrapping, groups: ControlGroups | None, *, as_others: bool
    ) -> None:
        self.python = python
        self.groups = GroupPool(groups) if groups else None
        self._wrapping = wrapping
        self._as_others = as_others
        self._home: _Home | None = None

    async def start(self, limits: Limits, role: Role) -> Guest:
        """Return a guest that is ready for its first message."""
        home = self._find_home()
        guest = home.spares.take(limits) if role == "solution" else None
        if guest is None:
            guest = await self._prepare(home, limits, role)
        guest.begin()
        return guest

    async def _prepare(self, home: _Home, limits: Limits, role: Role) -> Guest:
        zygote = await self._zygote(home)
        try:
            groups = self.groups if role == "solution" else None
            guest = self._fork(home, zygote, limits, groups, role=role)
        except OSError as error:
            raise SandboxError(f"the sandbox can't start a process: {error}") from error
        try:
            await guest.prepare(b"", resource_limits(limits, of_tree=groups is not None, count=True))
        except BaseException:
            guest.kill()
            await guest.end()
            raise
        return guest

    def distrust(self) -> None:
        """Leave the spares; each execution that asks for one then finds none, or one that was started since."""
        if self._home is not None:
            self._home.spares.leave()

    async def close(self) -> None:
        """End all zygotes."""
        home, self._home = self._home, None
        if home is None:
            return
        if home.loop is asyncio.get_running_loop():
            await home.spares.close()
            try:
                await asyncio.gather(*(guest.vanished() for guest in home.under_way.values()))
            finally:
                await asyncio.gather(*(zygote.close() for zygote in home.zygotes))
        else:
            _abandon(home)
        if self.groups is not None:
            await self.groups.close()

    def _find_home(self) -> _Home:
        loop = asyncio.get_running_loop()
        if self._home is None or self._home.loop is not loop:
            if self._home is not None:
                _abandon(self._home)
            self._home = _Home(loop, Spares(self._prepare_solution, most=SPARES))
        return self._home

    async def _prepare_solution(self, limits: Limits) -> Guest:
        return await self._prepare(self._find_home(), limits, "solution")

    async def _zygote(self, home: _Home) -> Zygote:
        async with home.lock:
            await _clear(home)
            if home.current is None:
                home.current = await start_zygote(self.python, self._wrapping, as_other=self._as_others)
            return home.current

    def _fork(self, home: _Home, zygote: Zygote, limits: Limits, groups: GroupPool | None, *, role: Role) -> Guest:
        number = next(home.numbers)
        with ExitStack() as undo:
            group = groups.create(limits) if groups else None
            if group is not None:
                undo.callback(group.discard)
            channel = Channel()
            undo.callback(channel.close)
            outputs = _Outputs(kept=role == "solution")
            try:
                with group.doors() if group else nullcontext(()) as doors:
                    descriptors = (channel.guest_descriptor, *outputs.theirs, *doors)
                    outer = zygote.fork(descriptors, size=limits.file_mb << 20, alone=role == "solution")
            except BaseException:
                outputs.close()
                raise
            finally:
                channel.release_guest_end()
                outputs.release_guest_ends()
            undo.callback(home.under_way.pop, number, None)
            holdings = Holdings(limits, outputs.ours, group, undo.pop_all().close, joined=True, awaited=True)
            guest = home.under_way[number] = Guest(outer, channel, holdings)
            return guest


class _Outputs:
    """Pipes for stdout and stderr; what a check prints is read by nobody, so it goes nowhere."""

    def __init__(self, *, kept: bool) -> None:
        self.ours: tuple[int, ...] = ()
        if kept:
            out, err = os.pipe(), os.pipe()
            self.ours, self.theirs = (out[0], err[0]), (out[1], err[1])
        else:
            self.theirs = (os.open(os.devnull, os.O_WRONLY), os.open(os.devnull, os.O_WRONLY))

    def release_guest_ends(self) -> None:
        """Close our copies of what the guest has now."""
        for each in self.theirs:
            os.close(each)

    def close(self) -> None:
        """Close ours."""
        for each in self.ours:
            os.close(each)


async def _clear(home: _Home) -> None:
    """Put away what is dead or has done its share."""
    if home.current is not None and (not home.current.alive or home.current.forks >= FORKS):
        home.retired.append(home.current)
        home.current = None
    for zygote in [each for each in home.retired if each.idle]:
        home.retired.remove(zygote)
        await zygote.close()


def _abandon(home: _Home) -> None:
    for zygote in home.zygotes:
        zygote.abandon()
