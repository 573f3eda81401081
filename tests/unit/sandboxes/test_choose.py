import pytest

from benchwright.errors import NoSandbox, UnknownName
from benchwright.records.execution import Execution, Limits, Readiness, SandboxTier
from benchwright.records.program import Program, ProgramResult
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.choose import choose


class Pretended:
    """A sandbox that only says whether it is ready."""

    def __init__(self, name: str, *, ready: bool) -> None:
        self.name = name
        self._ready = ready

    def readiness(self) -> Readiness:
        return Readiness(name=self.name, ready=self._ready, detail="so it is", mend="apt-get install it")

    def tier(self) -> SandboxTier:
        return SandboxTier(backend=self.name, isolated=False)

    async def execute(self, task: FunctionTask, code: str, *, limits: Limits, measure: bool) -> Execution:
        raise NotImplementedError(task.id, code, limits, measure)

    async def run(self, program: Program) -> ProgramResult:
        raise NotImplementedError(program)

    async def close(self) -> None:
        return


def test_auto_takes_the_strongest_that_is_ready():
    docker = Pretended("docker", ready=True)
    assert choose("auto", [Pretended("process", ready=True), docker, Pretended("bubblewrap", ready=False)]) is docker


def test_auto_never_takes_one_that_does_not_isolate_and_says_how_to_get_one():
    with pytest.raises(NoSandbox, match=r"apt-get install it.*--sandbox process"):
        choose("auto", [Pretended("process", ready=True), Pretended("bubblewrap", ready=False)])


def test_process_is_taken_by_name():
    process = Pretended("process", ready=True)
    assert choose("process", [process]) is process


def test_an_unknown_sandbox_lists_the_known_ones():
    with pytest.raises(UnknownName, match="auto, bubblewrap"):
        choose("docker", [Pretended("bubblewrap", ready=True)])


def test_a_named_sandbox_that_does_not_work_says_how_to_mend_it():
    with pytest.raises(NoSandbox, match="apt-get install it"):
        choose("bubblewrap", [Pretended("bubblewrap", ready=False)])
