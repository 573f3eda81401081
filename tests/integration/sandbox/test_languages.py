# ruff: noqa: E501, ISC004 - programs stand as they are
"""What holds for every language, with the real tool chains of this machine, in each isolating sandbox."""

import hashlib
import os
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import NoReturn

import pytest

from benchwright.contracts import Sandbox
from benchwright.errors import MissingTool, NoSandbox
from benchwright.records.execution import Limits
from benchwright.records.program import Program, ProgramResult, Step
from benchwright.sandboxes.process import Process
from benchwright.sandboxes.toolchains.java import JUNIT, javac, junit
from benchwright.sandboxes.toolchains.known import LANGUAGES, toolchain
from benchwright.sandboxes.toolchains.warming import warmed
from tests.integration.sandbox.conftest import backend
from tests.integration.sandbox.sources import SOURCES, Sources

SANDBOXES = ("bubblewrap, warm", "docker")
TELLING = ("python", "go", "java")
"""Enough for what a container does to any program: it takes seconds to start one for every step."""
PAIRS = pytest.mark.parametrize(
    ("sandbox", "name"),
    [(kind, name) for kind in SANDBOXES for name in LANGUAGES if kind != "docker" or name in TELLING],
    indirect=["sandbox"],
)
COMPILED = [name for name, language in LANGUAGES.items() if language.compile]
REPO = Path(__file__).parents[3]
pytestmark = pytest.mark.timeout(400)  # the first to use a language may have to warm its cache


@pytest.fixture(autouse=True)
def tools_of_the_repository(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{REPO / 'web/node_modules/.bin'}:{REPO / '.venv/bin'}:{os.environ['PATH']}")


@pytest.fixture(params=SANDBOXES)
async def sandbox(request: pytest.FixtureRequest) -> AsyncIterator[Sandbox]:
    async with backend(request.param, request) as made:
        yield made


def there(name: str) -> str:
    """Return the name of a language that this machine has; without it skip, or fail in CI, with what installs it."""
    try:
        toolchain(name)
    except MissingTool as error:
        missing(str(error))
    return name


def missing(what: str) -> NoReturn:
    """Skip for want of it; fail in CI, which must have everything."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def program(name: str, source: str) -> Program:
    """Return a program whose run gets little, so that tests are short."""
    made = LANGUAGES[there(name)].program(source)
    tight = Limits(cpu_s=1, wall_s=30, memory_mb=256, processes=64, file_mb=8, output_kb=64)
    last = made.steps[-1].model_copy(update={"limits": tight})
    return made.model_copy(update={"steps": (*made.steps[:-1], last)})


def sources(name: str) -> Sources:
    return SOURCES[name]


def told(result: ProgramResult) -> str:
    return "\n".join(f"{step.name} {step.exit_code} {step.limit}: {step.stdout}{step.stderr}" for step in result.steps)


@pytest.mark.parametrize("name", LANGUAGES)
async def test_a_program_is_made_and_run(sandbox: Sandbox, name: str):
    await hello(sandbox, name)


@pytest.mark.parametrize("name", LANGUAGES)
async def test_a_program_is_made_and_run_without_isolation(name: str):
    there(name)
    sandbox = Process()
    hidden = any(folder.startswith("/root/") for folder in toolchain(name).folders.values())
    if os.geteuid() == 0 and hidden:
        with pytest.raises(NoSandbox, match="can't be read by the users that root's programs run as"):
            await sandbox.run(LANGUAGES[name].program(LANGUAGES[name].hello))
        return
    await hello(sandbox, name)


async def hello(sandbox: Sandbox, name: str) -> None:
    done = await sandbox.run(LANGUAGES[there(name)].program(LANGUAGES[name].hello))
    assert done.succeeded, told(done)
    assert done.steps[-1].stdout == "hello\n"
    assert done.sandbox.image == f"{sandbox.name}/{name}-{toolchain(name).version}"


@PAIRS
async def test_what_can_not_be_compiled_is_told_from_what_fails(sandbox: Sandbox, name: str):
    broken = await sandbox.run(program(name, sources(name).broken))
    fails = await sandbox.run(program(name, sources(name).fails))
    assert broken.steps[-1].name == ("compile" if name in COMPILED else "run"), told(broken)
    assert broken.steps[-1].exit_code not in {0, None}, told(broken)
    assert fails.steps[-1].name == "run", told(fails)
    assert fails.steps[-1].exit_code not in {0, None}, told(fails)
    assert [one.limit for one in (*broken.steps, *fails.steps)] == [None] * (len(broken.steps) + len(fails.steps))


@PAIRS
async def test_limits_that_are_hit_are_named(sandbox: Sandbox, name: str):
    for kind, limit in (("spins", "cpu"), ("hogs", "memory"), ("floods", "output")):
        made = program(name, getattr(sources(name), kind))
        if limit == "memory":  # time enough to take it
            last = made.steps[-1].model_copy(
                update={"limits": made.steps[-1].limits.model_copy(update={"cpu_s": 10.0})}
            )
            made = made.model_copy(update={"steps": (*made.steps[:-1], last)})
        done = await sandbox.run(made)
        assert (done.steps[-1].name, done.steps[-1].limit) == ("run", limit), told(done)[:2000]


@pytest.mark.parametrize("name", LANGUAGES)
async def test_neither_network_nor_host_files_are_in_reach(sandbox: Sandbox, name: str):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        done = await sandbox.run(program(name, sources(name).reaches.replace("PORT", str(port))))
    assert done.steps[-1].stdout == "refused\n" * 3, told(done)


BOMBS = {
    "templates without end": (
        "cpp",
        "template <int N> struct T { typedef typename T<N + 1>::type type; typename T<N * 2>::type a; };\n"
        "template <int A, int B> struct F { enum { v = F<A - 1, B>::v + F<A - 1, B + A>::v }; };\n"
        "template <int B> struct F<0, B> { enum { v = B }; };\nint main() { return F<800, 1>::v; }\n",
    ),
    "a header without end": ("c", '#include "/dev/random"\nint main(void) { return 0; }\n'),
    "a header that is a terminal": ("c", '#include "/dev/stdin"\nint main(void) { return nothing; }\n'),
    "a giant constant": ("c", "int a[1 << 28] = {1};\nint b[1 << 28] = {1};\nint main(void) { return a[0] + b[0]; }\n"),
    "macros that double": (
        "c",
        "#define A0 1+\n"
        + "".join(f"#define A{n} A{n - 1} A{n - 1}\n" for n in range(1, 33))
        + "int main(void) { return A32 0; }\n",
    ),
    "a constant that is computed for ever": (
        "rust",
        "#![allow(long_running_const_eval)]\nconst N: u64 = { let mut n = 0; while n < u64::MAX { n += 1; } n };\n"
        "fn main() { std::process::exit((N % 7) as i32); }\n",
    ),
    "a giant array in Go": ("go", "package main\n\nvar a = [1 << 33]byte{1}\n\nfunc main() { println(a[0]) }\n"),
}


@pytest.mark.parametrize("bomb", BOMBS)
async def test_a_compiler_bomb_ends_in_the_compile_step(sandbox: Sandbox, bomb: str):
    name, source = BOMBS[bomb]
    made = program(name, source)
    tight = Limits(cpu_s=3, wall_s=30, memory_mb=512, processes=64, file_mb=64)
    made = made.model_copy(update={"steps": (made.steps[0].model_copy(update={"limits": tight}), made.steps[1])})
    done = await sandbox.run(made)
    (step,) = done.steps
    assert step.name == "compile"
    assert not step.succeeded
    assert step.cpu_s is not None
    assert step.cpu_s < 4
    assert step.wall_s < 35


def digest_of(folder: str) -> str:
    total = hashlib.sha256()
    for place, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            path = Path(place, file)
            total.update(f"{path} {path.lstat().st_mode} ".encode() + path.read_bytes())
    return total.hexdigest()


POISON = """
import os
done = 0
for top in ('/toolchains', '/caches'):
    for place, folders, files in os.walk(top):
        for file in files:
            path = os.path.join(place, file)
            for act in (lambda: os.chmod(path, 0o777), lambda: open(path, 'wb').write(b'poison'),
                        lambda: os.unlink(path), lambda: open(path, 'wb').write(b'poison')):
                try: act(); done += 1
                except OSError: pass
print(done)
"""


@pytest.mark.parametrize("name", ["go", "java", "cpp"])
async def test_a_program_can_not_poison_the_cache_for_the_next(sandbox: Sandbox, name: str):
    made = program(name, LANGUAGES[name].hello)
    folders = warmed(toolchain(name))
    before = {place: digest_of(place) for place in folders.values()}
    roomy = Limits(cpu_s=20, wall_s=60, memory_mb=512, file_mb=8)
    poison = Step(name="poison", argv=("/usr/bin/python3", "-S", "-c", POISON), limits=roomy)
    done = await sandbox.run(made.model_copy(update={"steps": (poison,)}))
    assert done.succeeded, told(done)
    assert (int(done.steps[0].stdout) > 0) == (name == "go")  # it did what it could to the view it was given
    assert {place: digest_of(place) for place in folders.values()} == before
    again = await sandbox.run(made)
    assert again.succeeded, told(again)


async def test_go_finds_its_standard_library_compiled(sandbox: Sandbox):
    made = program("go", 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("hello") }\n')
    done = await sandbox.run(made)
    assert done.steps[0].cpu_s is not None
    assert done.steps[0].cpu_s < 3  # from nothing, fmt and what it needs take 8 s and more


@pytest.fixture
def junit_is_there() -> None:
    if not Path(JUNIT.split(":")[0]).exists():
        missing("JUnit is missing; apt-get install junit5")


@pytest.mark.usefixtures("junit_is_there")
async def test_junit_names_what_passed(sandbox: Sandbox):
    there("java")
    test = (
        "import org.junit.jupiter.api.Test;\nimport static org.junit.jupiter.api.Assertions.*;\n"
        "class SumTest { @Test void adds() { assertEquals(4, Sum.of(2, 2)); } @Test void fails() { fail(); } }\n"
    )
    files = {"Sum.java": "class Sum { static int of(int a, int b) { return a + b; } }", "SumTest.java": test}
    limits = Limits(cpu_s=20, wall_s=60, memory_mb=512, processes=64, file_mb=64)
    make = Step(name="compile", argv=javac("-cp", JUNIT, "-d", "out", *files), limits=limits)
    run = Step(name="test", argv=junit("out", memory_mb=512), limits=limits, protected=("SumTest.java",))
    done = await sandbox.run(Program(language="java", files=files, steps=(make, run), artifacts=("reports",)))
    assert [step.exit_code for step in done.steps] == [0, 1], told(done)
    reports = b"".join(one.content for one in done.artifacts).decode()
    assert 'name="adds()"' in reports
    assert reports.count("<failure") == 1


TESTS = {
    "go": ({"go.mod": "module m\n", "m_test.go": 'package m\n\nimport "testing"\n\nfunc TestIt(t *testing.T) {}\n'}, ["go", "test", "-json", "./..."], '"Action":"pass"'),
    "rust": ({"Cargo.toml": '[package]\nname = "m"\nversion = "0.1.0"\nedition = "2021"\n', "src/lib.rs": "#[test]\nfn it_works() {}\n"}, ["cargo", "test", "--offline"], "it_works ... ok"),
    "javascript": ({"a.test.js": "require('node:test')('it works', () => {});\n"}, ["node", "--test"], "it works"),
    "ruby": ({"t.rb": "require 'minitest/autorun'\nclass T < Minitest::Test\n  def test_it = assert(true)\nend\n"}, ["ruby", "t.rb", "--verbose"], "T#test_it"),
    "python": ({"test_it.py": "import unittest\nclass T(unittest.TestCase):\n    def test_it(self): pass\n"}, ["/usr/bin/python3", "-m", "unittest", "-v"], ""),
}  # fmt: skip


@pytest.mark.parametrize("name", TESTS)
async def test_the_languages_own_test_runners_work(sandbox: Sandbox, name: str):
    files, command, sign = TESTS[there(name)]
    limits = Limits(cpu_s=30, wall_s=120, memory_mb=1024, processes=128, file_mb=64)
    step = Step(name="test", argv=tuple(command), limits=limits)
    done = await sandbox.run(Program(language=name, files=files, steps=(step,)))
    assert done.succeeded, told(done)
    assert sign in done.steps[0].stdout
