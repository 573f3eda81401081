"""MBPP and MBPP+ from their published JSONL and JSON files.

Formats: github.com/google-research/google-research/tree/master/mbpp (full: text, code, test_list, test_setup_code,
challenge_test_list; sanitized: prompt, test_imports) and github.com/evalplus/evalplus (entry_point,
canonical_solution, assertion, test, contract, base_input, plus_input, atol).
As in the paper (Austin et al. 2021, arxiv.org/abs/2108.07732) the prompt shows the task's tests: they name the
function.
"""

import ast
import builtins
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import AliasChoices, Field

from benchwright.errors import BadInput
from benchwright.records.task import CheckProgram, Difficulty, FunctionTask, Suite
from benchwright.suites.documents import Place
from benchwright.suites.guest_numpy import with_numpy
from benchwright.suites.problems import Problem, refusal
from benchwright.suites.published import PublishedRow, make_suite, make_task, read_published

SOURCE = "MBPP (github.com/google-research/google-research, folder mbpp), MBPP+ by github.com/evalplus/evalplus"


class MbppRow(PublishedRow):
    """A problem as it is published."""

    task_id: int | str
    text: str = Field(validation_alias=AliasChoices("text", "prompt"))
    code: str = Field(validation_alias=AliasChoices("code", "canonical_solution"))
    test_list: tuple[str, ...] = ()
    test_setup_code: str = ""
    test_imports: tuple[str, ...] = ()
    challenge_test_list: tuple[str, ...] = ()
    """Further tests that the prompt does not show; they count."""
    entry_point: str = ""
    assertion: str = ""
    test: str = ""
    """A whole test program, further inputs included."""
    contract: str = ""
    plus_input: tuple[Any, ...] = ()
    """Kept, but not run: in JSON its tuples have become lists."""
    atol: float = 0.0


class Mbpp:
    """Reads MBPP's formats, and the files EvalPlus publishes in them."""

    def read(self, path: Path, *, name: str) -> Suite:
        """Read a published file; raise BadInput with line and field."""
        tasks = [(place, _task(place, row)) for place, row in read_published(path, MbppRow)]
        return make_suite(name, path, SOURCE, tasks)


def _task(place: Place, row: MbppRow) -> FunctionTask:
    asserts = _statements(place, row)
    code = _parsed(place, "code", row.code)
    entry_point = row.entry_point or _entry_point(place, asserts, code)
    setup = "\n".join([*row.test_imports, row.test_setup_code]).strip()
    shared = _foreign(asserts, _parsed(place, "test_setup_code", setup)) & _bound(code.body) - {entry_point}
    return make_task(
        place,
        {
            "id": row.task_id if isinstance(row.task_id, str) else f"MBPP/{row.task_id}",
            "difficulty": Difficulty.EASY,
            "prompt": _prompt(row),
            "entry_point": entry_point,
            "check": _check(row, entry_point, _lines(place, asserts), setup, shared=bool(shared)),
            "reference": row.code,
            "tags": ("mbpp",),
            "metadata": _kept(row),
        },
    )


def _statements(place: Place, row: MbppRow) -> list[ast.stmt]:
    listed: list[ast.stmt] = []
    for field, tests in (("test_list", row.test_list), ("challenge_test_list", row.challenge_test_list)):
        for test in tests:
            listed += _parsed(place, field, test).body
    if not listed:
        listed = _parsed(place, "assertion", row.assertion).body
    if not listed and not row.test:
        raise refusal(place, [Problem(("test_list",), "there is no test; add one")])
    return listed


def _parsed(place: Place, field: str, source: str) -> ast.Module:
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise _no_python(place, field, source, error) from error


def _no_python(place: Place, field: str, source: str, error: Exception) -> BadInput:
    reason = error.msg if isinstance(error, SyntaxError) else str(error) or "nested too deep"
    return refusal(place, [Problem((field,), f"is no Python ({reason}), got {source[:80]!r}")])


def _entry_point(place: Place, asserts: Sequence[ast.stmt], code: ast.Module) -> str:
    """Return the first function that the tests call and the reference defines, outermost calls first."""
    defined = _bound(code.body)
    called = [
        node.func.id
        for statement in asserts
        for node in ast.walk(statement)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    found = next((name for name in called if name in defined), None)
    if found is None:
        raise refusal(
            place, [Problem(("test_list",), "calls no function that `code` defines; name it in `entry_point`")]
        )
    return found


def _prompt(row: MbppRow) -> str:
    tests = "\n".join(row.test_list) or row.assertion.strip()
    text = row.text.strip()
    return f"{text}\n\nThe function must pass these tests:\n\n```python\n{tests}\n```" if tests else text


def _lines(place: Place, asserts: Sequence[ast.stmt]) -> str:
    try:
        return "\n".join(f"    {ast.unparse(statement)}" for statement in asserts)
    except RecursionError as error:
        raise refusal(place, [Problem(("test_list",), "a test is nested too deep")]) from error


def _check(row: MbppRow, entry_point: str, lines: str, setup: str, *, shared: bool) -> CheckProgram:
    if row.test:
        source = (
            f"_TEST = {row.test!r}\n\n\ndef check(candidate):\n"
            f"    exec(compile(_TEST, 'test', 'exec'), dict(globals(), {entry_point}=candidate))\n"
        )
        return CheckProgram(source=source, setup=with_numpy(setup, row.test))
    # Tests that use the solution's own classes can't be kept apart from the solution.
    isolation = "in_process" if shared else "proxy"
    source = f"def check(candidate):\n    {entry_point} = candidate\n{lines}\n"
    return CheckProgram(source=source, setup=setup, isolation=isolation)


def _foreign(statements: Sequence[ast.stmt], setup: ast.Module) -> set[str]:
    """Return the names that tests use and neither Python nor their setup defines."""
    names = {node.id for statement in statements for node in ast.walk(statement) if isinstance(node, ast.Name)}
    return {name for name in names if not hasattr(builtins, name)} - _bound(setup.body)


def _bound(body: Sequence[ast.stmt]) -> set[str]:
    return {name for statement in body for name in _names(statement)}


def _names(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield statement.name
    elif isinstance(statement, ast.Import | ast.ImportFrom):
        yield from ((alias.asname or alias.name).partition(".")[0] for alias in statement.names)
    elif isinstance(statement, ast.Assign):
        yield from (target.id for target in statement.targets if isinstance(target, ast.Name))


def _kept(row: MbppRow) -> dict[str, Any]:
    fields = {"contract": row.contract, "plus_input": list(row.plus_input), "atol": row.atol}
    return {name: value for name, value in fields.items() if value}
