import pytest
from pydantic import ValidationError

from benchwright.records.execution import SandboxTier
from benchwright.records.program import Artifact, Program, ProgramResult, Step, StepResult

RUN = Step(name="run", argv=("python3", "main.py"))
TIER = SandboxTier(backend="here", isolated=False)


def program(**changed: object) -> Program:
    fields = {"language": "python", "files": {"main.py": "", "tests/a.py": "", "tests/b.py": ""}, "steps": (RUN,)}
    return Program.model_validate({**fields, **changed})


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../up", "a/../../up", "a//b", "./a", "a/", "", ".", "a\0b", "x" * 256]
)
def test_a_path_that_could_leave_the_folder_is_refused_and_named(path: str):
    with pytest.raises(ValidationError, match="is no path inside the program's folder"):
        program(files={path: ""})
    with pytest.raises(ValidationError, match="is no path inside the program's folder"):
        program(artifacts=(path,))


def test_a_file_can_not_lie_in_a_file():
    with pytest.raises(ValidationError, match=r"'a/b.py' lies in a file"):
        program(files={"a": "", "a/b.py": ""})


def test_two_steps_can_not_have_one_name():
    with pytest.raises(ValidationError, match="two steps have one name: run, run"):
        program(steps=(RUN, RUN))


def test_only_files_of_the_program_can_be_protected():
    assert program(steps=(RUN.model_copy(update={"protected": ("tests", "main.py")}),))
    with pytest.raises(ValidationError, match="protects 'test', which is none of the program's files"):
        program(steps=({"name": "run", "argv": ("a",), "protected": ("test",)},))


def test_a_folder_stands_for_its_files():
    assert program().holding("tests") == ("tests/a.py", "tests/b.py")
    assert program().holding("main.py") == ("main.py",)
    assert program().holding("main") == ()


def test_a_program_whose_last_step_is_missing_did_not_succeed():
    done = StepResult(name="compile", exit_code=0, wall_s=1)
    assert ProgramResult(sandbox=TIER, steps=(done,), planned=1).succeeded
    assert not ProgramResult(sandbox=TIER, steps=(done,), planned=2).succeeded


def test_a_step_that_hit_a_limit_did_not_succeed_whatever_its_exit_code():
    assert not StepResult(name="run", exit_code=0, limit="memory", wall_s=1).succeeded


def test_artifacts_of_any_bytes_go_through_json():
    artifact = Artifact(path="out.bin", content=bytes(range(256)))
    assert Artifact.model_validate_json(artifact.model_dump_json()) == artifact
