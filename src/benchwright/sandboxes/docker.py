"""Isolation by a container engine: a fresh container for every guest; Docker, or what answers to its command line.

Covered: no network; no file of the host, only the image's, read-only (programs of files: /usr and the tool chain of
their language, without this package); a private /tmp of limited size and number of
files; a clean environment; own process, IPC and host-name spaces; user 65534 without capabilities and without the way
to more rights; the engine's filter of system calls and our own (`seccomp.py`); where the kernel has Landlock, a second
wall around files, devices and signals (`landlock.py`); limits on CPU and wall time, memory, processes, file size and
output, of the whole tree; everything inside dies with its first process, and the container is removed.
Not covered: the kernel is shared, so a hole in it is a way out (unless the engine is told to use another runtime, such
as gVisor's runsc); some of the machine can be read, such as the processor's kind in /proc and /sys; side channels; how
much of the disk's or memory's bandwidth is used; the engine itself, which is root's, is trusted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from benchwright.errors import SandboxError
from benchwright.records.execution import ContainerOptions, Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Program, ProgramResult
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.backend import TREE, Backend, Description, Prepared, tier_of, try_out
from benchwright.sandboxes.cgroups import ControlGroups, find_control_groups
from benchwright.sandboxes.container import Image, container_name
from benchwright.sandboxes.container_room import Premises
from benchwright.sandboxes.containers import ask, engine_address, engine_facts, remove_those_of_the_dead
from benchwright.sandboxes.execute import Work
from benchwright.sandboxes.identities import becoming, claim_identity, is_needed
from benchwright.sandboxes.image import bare_image_name, build_bare_image, build_own_image, own_image_name
from benchwright.sandboxes.interpreter import GuestPython, find_python
from benchwright.sandboxes.landlock import Rule, Walls, landlock_version
from benchwright.sandboxes.launch_container import ContainerLauncher
from benchwright.sandboxes.program import Site
from benchwright.sandboxes.reaper import reap
from benchwright.sandboxes.seccomp import filter_program
from benchwright.sandboxes.shown import shown_of_this_machine
from benchwright.sandboxes.step import limiting
from benchwright.sandboxes.visit import PROBE, Visit, look_around
from benchwright.sandboxes.workroom import VIEWS, WORK

_RULES: tuple[Rule, ...] = (
    ("/", "read"),
    ("/tmp", "write"),  # noqa: S108
    ("/dev/shm", "write"),  # noqa: S108
    ("/dev", "devices"),
    ("/dev/pts", "terminals"),
)
"""Landlock's, over what the container shows."""
_PROGRAM_RULES: tuple[Rule, ...] = (*_RULES, (WORK, "write"), (VIEWS, "write"))
_SAY_NOTHING_ELSE = "print('isolated')\n"


class Docker:
    """The sandbox made of containers."""

    name = "docker"

    def __init__(self, *, options: ContainerOptions | None = None, hidden: Sequence[Path] = ()) -> None:
        """Hide folders, such as workspaces and suites, that lie where programs of files are shown the tool chains."""
        self._backend = Backend(_DESCRIPTION, _Attempt(options or ContainerOptions(), tuple(hidden)))

    def readiness(self) -> Readiness:
        """Start a container that looks around, and say what came of it."""
        return self._backend.readiness()

    def tier(self) -> SandboxTier:
        """Say what isolation is in force."""
        return self._backend.tier()

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        """Run code on a task's cases or check and judge it outside."""
        return await self._backend.execute(Work(task, code, limits, measure))

    async def run(self, program: Program) -> ProgramResult:
        """Run a program's steps."""
        return await self._backend.run(program)

    async def close(self) -> None:
        """Leave nothing behind: each execution has seen to that itself."""
        await self._backend.close()


_DESCRIPTION = Description(
    name="docker",
    isolated=True,
    covers=(
        "network",
        "host files",
        "environment",
        "other processes",
        "leftover processes",
        "capabilities",
        "a filter of system calls",
    ),
    lacks=("holes in the shared kernel", "facts about the machine in /proc and /sys", "side channels"),
    probe=PROBE,
    mend=(
        "install Docker, start its engine on this machine, and let your user reach it (`docker info` has to work); "
        "an image that is named in `execution.docker.image` has to be there already: docker pull IMAGE"
    ),
)


@dataclass(frozen=True)
class _Attempt:
    """Gets the backend ready: engine, leftovers, image, interpreter, and a container that looks around."""

    options: ContainerOptions
    hidden: tuple[Path, ...]

    def __call__(self) -> Prepared | str:
        facts = engine_facts()
        groups = find_control_groups()
        reap(groups)
        remove_those_of_the_dead()
        image = Image(self._image(facts), engine_address(), self.options.runtime)
        python = find_python("python3", drop=image.command(container_name(), [], limits=Limits()), environment=None)
        visit = look_around(image, python)
        if visit.fault:
            return visit.fault
        if visit.own_kernel:
            # What its kernel does is not done by the process that can be moved: only the engine's group has it all.
            groups = None
        whole_tree = groups is not None or visit.counted
        if visit.own_kernel and not whole_tree:
            return f"what programs use can't be counted under the runtime {image.runtime}; it has to use control groups"
        walls = Walls(_RULES, filter_program(), 0 if visit.own_kernel else landlock_version())
        launcher = ContainerLauncher(python.within(walls), image, groups, visit.own_kernel)
        fault = try_out(launcher, _SAY_NOTHING_ELSE + walls.probe)
        if fault:
            return fault
        in_force = {
            # gVisor's own threads are in the group too, and it makes more for the program as it likes.
            "number of processes": whole_tree and not visit.own_kernel,
            TREE: whole_tree,
            walls.covered or "Landlock": walls.version > 0,
        }
        tier = tier_of(_described(visit), in_force, image=f"python-{python.version}{self._suffix(image)}")
        runtime = self.options.runtime or facts.get("DefaultRuntime", "default")
        engine = f"engine {facts.get('ServerVersion')}, runtime {runtime}"
        site = self._site(image, groups, own_kernel=visit.own_kernel)
        return Prepared(launcher, tier, f"Python {python.version} in {image.name}; {engine}", site)

    def _site(self, image: Image, groups: ControlGroups | None, *, own_kernel: bool) -> Site:
        """Return what programs of files run on: this machine's tool chains, in containers that hold nothing else."""
        python = _host_python()
        shown = shown_of_this_machine(python, self.hidden)
        walls = Walls(_PROGRAM_RULES, filter_program(), 0 if own_kernel else landlock_version())
        bare = replace(image, name=bare_image_name(shown.links))
        if not ask("image", "ls", "--quiet", bare.name):
            build_bare_image(shown.links)
        premises = Premises(bare, python, shown, walls, counts=groups is not None)
        # The engine counts processes; gVisor's clock of CPU time runs on while others have the processor.
        bounding = partial(limiting, of_tree=True, count=False, cpu=not own_kernel)
        return Site(premises.open, python, groups, as_others=False, bounding=bounding)

    def _image(self, facts: dict[str, Any]) -> str:
        """Return the name of an image that is there, if need be made now."""
        runtime = self.options.runtime
        if runtime and runtime not in facts.get("Runtimes", {}):
            known = ", ".join(facts.get("Runtimes", {}))
            raise SandboxError(f"the engine has no runtime '{runtime}' (it has {known})")
        if self.options.image:
            ask("image", "inspect", "--format={{.Id}}", self.options.image)
            return self.options.image
        host = _host_python()
        name = own_image_name(host)
        if not ask("image", "ls", "--quiet", name):
            build_own_image(host)
        return name

    def _suffix(self, image: Image) -> str:
        """Return what tells a chosen image from another of the same Python; one made here is told by its version."""
        if not self.options.image:
            return ""
        return "@" + ask("image", "inspect", "--format={{.Id}}", image.name).removeprefix("sha256:")[:12]


def _described(visit: Visit) -> Description:
    """Return the description, for a runtime whose kernel is not the host's where one was seen."""
    if not visit.own_kernel:
        return _DESCRIPTION
    return replace(_DESCRIPTION, covers=(*_DESCRIPTION.covers, "the host's kernel"), lacks=("side channels",))


def _host_python() -> GuestPython:
    identity = claim_identity() if is_needed() else None
    try:
        return find_python(None, drop=becoming(identity.uid) if identity else [])
    finally:
        if identity is not None:
            identity.release()
