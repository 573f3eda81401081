"""What the backends have in common: getting ready once, and starting guests with what was found."""

import asyncio
import subprocess
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from benchwright.errors import MissingTool, NoSandbox, SandboxError
from benchwright.records.execution import Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Program, ProgramResult
from benchwright.sandboxes.cgroups import find_control_groups
from benchwright.sandboxes.channel import ChannelClosed
from benchwright.sandboxes.execute import Work, execute
from benchwright.sandboxes.frames import BadFrame
from benchwright.sandboxes.identities import becoming, claim_identity, is_needed
from benchwright.sandboxes.interpreter import FLAGS, GuestPython, find_python
from benchwright.sandboxes.launch import (
    ColdLauncher,
    Launcher,
    Wrapping,
    environment,
    filter_handed_over,
    kill_all_of,
)
from benchwright.sandboxes.program import Site, run_program
from benchwright.sandboxes.reaper import reap
from benchwright.sandboxes.step import limiting
from benchwright.sandboxes.toolchains.known import toolchain
from benchwright.sandboxes.warm import WarmLauncher
from benchwright.sandboxes.workroom import OpensWorkrooms

TREE = "limits on the whole process tree"
_SHARED = ("a user id of the host for each program",)
_LIMITS = ("CPU time", "wall time", "memory", "file size", "output")


@dataclass(frozen=True)
class Description:
    """What a backend says of itself."""

    name: str
    isolated: bool
    covers: tuple[str, ...]
    lacks: tuple[str, ...]
    probe: str
    """A program that prints `isolated` inside, or what it found to be open."""
    mend: str


@dataclass(frozen=True)
class Wrappings:
    """What a backend puts around what it runs."""

    guest: Wrapping
    """Around a guest that is started afresh."""
    workroom: OpensWorkrooms
    """Around a program of files."""
    zygote: Wrapping | None = None
    """Around one that forks guests; None: it can't, or is not to."""


@dataclass(frozen=True)
class Prepared:
    """A backend that works here."""

    launcher: Launcher
    tier: SandboxTier
    detail: str
    """What it runs guests on, for people to read."""
    site: Site
    """What it runs programs of files on."""


class Backend:
    """One backend on this machine: prepared at first use, or with the reason why it can't be."""

    def __init__(self, description: Description, attempt: Callable[[], Prepared | str]) -> None:
        """Take what tries to get ready, and returns the reason where it can't."""
        self._description = description
        self._attempt = attempt
        self._state: Prepared | str | None = None
        self._preparing = threading.Lock()

    def readiness(self) -> Readiness:
        """Try it, once, and say what came of it."""
        name = self._description.name
        state = self._prepare()
        if isinstance(state, str):
            return Readiness(name=name, ready=False, detail=state, mend=self._description.mend)
        return Readiness(name=name, ready=True, detail=state.detail)

    def tier(self) -> SandboxTier:
        """Say what isolation is in force; raise NoSandbox where it can't be had."""
        return self._ready().tier

    async def execute(self, work: Work) -> Execution:
        """Run and judge; raise NoSandbox where it can't be had."""
        if self._state is None:
            await asyncio.to_thread(self._prepare)
        ready = self._ready()
        try:
            return await execute(ready.launcher, ready.tier, work)
        except SandboxError:
            # Once more: whatever went down with a zygote says nothing of the program. What hit it may have hit others.
            ready.launcher.distrust()
            return await execute(ready.launcher, ready.tier, work)

    async def run(self, program: Program) -> ProgramResult:
        """Run a program of files; raise NoSandbox where it can't be had, MissingTool where its language can't."""
        if self._state is None:
            await asyncio.to_thread(self._prepare)
        ready = self._ready()
        tools = await asyncio.to_thread(toolchain, program.language)
        image = f"{self._description.name}/{tools.name}-{tools.version}"
        lacks = tuple(each for each in ready.tier.lacks if each not in _SHARED)
        tier = ready.tier.model_copy(update={"start": "cold", "image": image, "lacks": lacks})
        return await run_program(ready.site, tier, program, tools)

    async def close(self) -> None:
        """End what serves several executions."""
        if isinstance(self._state, Prepared):
            await self._state.launcher.close()

    def _ready(self) -> Prepared:
        state = self._prepare()
        if isinstance(state, str):
            raise NoSandbox(
                f"the sandbox '{self._description.name}' can't be used here: {state}. {self._description.mend}"
            )
        return state

    def _prepare(self) -> Prepared | str:
        with self._preparing:
            if self._state is None:
                try:
                    self._state = self._attempt()
                except (MissingTool, SandboxError, OSError, subprocess.TimeoutExpired) as error:
                    self._state = str(error)
            return self._state


@dataclass(frozen=True)
class WrappedAttempt:
    """Gets a backend ready that puts something around an interpreter of this machine."""

    description: Description
    wrap: Callable[[GuestPython], Wrappings]
    python: str | None = None

    def __call__(self) -> Prepared | str:
        """Find an interpreter and see from inside that the isolation holds."""
        groups = find_control_groups()
        reap(groups)
        identity = claim_identity() if is_needed() else None
        uid = identity.uid if identity else None
        try:
            python = find_python(self.python, drop=becoming(uid) if uid is not None else [])
            wrappings = self.wrap(python)
            fault = _look_around(wrappings.guest, python, self.description.probe, uid)
        finally:
            if identity is not None:
                identity.release()
        if fault:
            return fault
        walls = wrappings.guest.walls
        cold = ColdLauncher(python.within(walls), wrappings.guest, groups, as_others=is_needed())
        tier = self._tier(cold)
        probe = self.description.probe
        site = Site(
            wrappings.workroom,
            python,
            groups,
            as_others=is_needed(),
            bounding=partial(limiting, of_tree=groups is not None, count=cold.limits_processes),
            clear_user=None if wrappings.guest.holds_processes else lambda uid: kill_all_of(uid, python),
        )
        if wrappings.zygote is not None:
            within = wrappings.zygote.walls
            warm = WarmLauncher(python.within(within), wrappings.zygote, groups, as_others=is_needed())
            if not try_out(warm, probe + within.probe):
                tier = tier.model_copy(update={"start": "warm", "lacks": tier.lacks + _SHARED})
                return _prepared(warm, tier, python, site)
        return try_out(cold, probe + walls.probe) or _prepared(cold, tier, python, site)

    def _tier(self, launcher: ColdLauncher) -> SandboxTier:
        in_force = {
            "number of processes": launcher.limits_processes,
            TREE: launcher.groups is not None,
            "a filter of system calls": bool(launcher.wrapping.filter or launcher.wrapping.walls.filter),
            launcher.wrapping.walls.covered or "Landlock": launcher.wrapping.walls.version > 0,
        }
        return tier_of(self.description, in_force, image=f"python-{launcher.python.version}")


def tier_of(description: Description, in_force: Mapping[str, bool], *, image: str) -> SandboxTier:
    """Say what isolation is in force; `in_force` tells of what not every machine has."""
    limits = {**dict.fromkeys(_LIMITS, True), **in_force}
    return SandboxTier(
        backend=description.name,
        isolated=description.isolated,
        covers=description.covers + tuple(name for name, holds in limits.items() if holds),
        lacks=description.lacks + tuple(name for name, holds in limits.items() if not holds),
        image=f"{description.name}/{image}",
    )


def _prepared(launcher: Launcher, tier: SandboxTier, python: GuestPython, site: Site) -> Prepared:
    tree = TREE if TREE in tier.covers else "limits on each process only"
    return Prepared(launcher, tier, f"Python {python.version} at {python.path}; {tree}; {tier.start} starts", site)


def try_out(launcher: Launcher, probe: str) -> str:
    """Return what the probe finds wrong with a guest, or nothing; in a thread, as this one may have a loop already."""
    with ThreadPoolExecutor(1) as aside:
        try:
            said = aside.submit(asyncio.run, _probe_guest(launcher, probe)).result()
        except (SandboxError, ChannelClosed, BadFrame, OSError) as error:
            return str(error)
    return "" if said == "isolated" else said


async def _probe_guest(launcher: Launcher, probe: str) -> str:
    try:
        guest = await launcher.start(Limits(), "solution")
        try:
            await guest.ask("load", probe, "")
        finally:
            ended = await guest.end()
        return ended.stdout.strip() or "the probe says nothing"
    finally:
        await launcher.close()


def _look_around(wrapping: Wrapping, python: GuestPython, probe: str, uid: int | None) -> str:
    """Run the probe inside; return what is wrong, or nothing."""
    inner = [python.path, *FLAGS, "-c", probe]
    with filter_handed_over(wrapping) as given:
        done = subprocess.run(
            wrapping.command(inner, uid=uid, limits=Limits(), filter_descriptor=given),
            capture_output=True,
            check=False,
            text=True,
            timeout=30,
            stdin=subprocess.DEVNULL,
            env=environment(None),
            cwd="/",
            pass_fds=[given] if given is not None else [],
        )
    said = done.stdout.strip()
    if done.returncode:
        return done.stderr.strip() or f"it ended with code {done.returncode}"
    return "" if said == "isolated" else said
