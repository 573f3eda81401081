import shutil
import tempfile
from pathlib import Path

import pytest

from tests.acceptance.tool import Tool

SUM = '#include <stdio.h>\nint main(void) { puts("4"); return 0; }\n'


def test_a_program_is_compiled_and_run_and_its_exit_code_is_named(tool: Tool):
    tool.write("sum.c", SUM)
    done = tool("sandbox", "run", "sum.c", "--json")
    assert [step["name"] for step in done.document["steps"]] == ["compile", "run"]
    assert tool("sandbox", "run", "sum.c").err.startswith("compile: exit code 0")


def test_what_each_step_used_is_told_to_machines(tool: Tool):
    tool.write("hello.py", "print('hello')\n")
    done = tool("sandbox", "run", "hello.py", "--json")
    assert done.code == 0
    assert done.document["succeeded"] is True
    (step,) = done.document["steps"]
    assert step["stdout"] == "hello\n"
    assert step["exit_code"] == 0
    assert done.document["sandbox"]["isolated"] is True


def test_a_program_that_fails_is_an_exit_code_of_1(tool: Tool):
    tool.write("fails.py", "raise SystemExit(3)\n")
    done = tool("sandbox", "run", "fails.py")
    assert done.code == 1
    assert "run: exit code 3" in done.err


@pytest.mark.parametrize(
    ("file", "more", "says"),
    [
        ("notes.txt", (), "--language NAME"),
        ("missing.c", (), "No such file"),
        ("notes.txt", ("--language", "cobol"), "unknown language 'cobol'"),
    ],
)
def test_what_can_not_be_run_is_one_clear_error(tool: Tool, file: str, more: tuple[str, ...], says: str):
    tool.write("notes.txt", "notes")
    done = tool("sandbox", "run", file, *more)
    assert done.code == 2
    assert says in done.err
    assert "Traceback" not in done.err


@pytest.mark.timeout(400)
def test_a_language_that_is_missing_says_what_installs_it(tool: Tool):
    with tempfile.TemporaryDirectory(prefix="benchwright-test-") as few:
        Path(few).chmod(0o755)  # the guests' user looks into it too
        for name in ("bwrap", "setpriv", "nsenter", "prlimit", "python3", "gcc", "rm", "sleep"):
            Path(few, name).symlink_to(str(shutil.which(name, path="/usr/bin")))
        done = tool("sandbox", "languages", "--json", PATH=few)
    states = {one["language"]: one for one in done.document}
    assert states["python"]["ready"] is True
    assert states["c"]["steps"][0]["name"] == "compile"
    assert states["php"]["ready"] is False
    assert "apt-get install php-cli" in states["php"]["detail"]
