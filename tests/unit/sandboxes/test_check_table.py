"""What is taken for a table, and that carrying it out comes to what Python comes to."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.records.task import CheckProgram
from benchwright.sandboxes.check_table import Table, as_table
from benchwright.sandboxes.inside import CHECK, describe

BODY = "def check(candidate):\n    {}\n"


def table_of(source: str, *, setup: str = "", entry_point: str = "solve") -> Table | None:
    return as_table(CheckProgram(source=source, setup=setup), entry_point)


def carried_out(table: Table, solve: Callable[..., Any]) -> str:
    """Return why the table does not hold of a function; nothing where it does."""
    steps = table.begin(None)
    try:
        arguments, keywords = next(steps)
        while True:
            try:
                value = solve(*arguments, **keywords)
            except Exception as error:  # noqa: BLE001 - whatever it raises
                arguments, keywords = steps.throw(error)
            else:
                arguments, keywords = steps.send(value)
    except StopIteration:
        return ""
    except Exception as error:  # noqa: BLE001 - whatever it raises
        return str(describe(error, table.source)["text"])


def executed(source: str, solve: Callable[..., Any]) -> str:
    """Return the same by executing the check as it is."""
    space: dict[str, Any] = {"__name__": "check"}
    exec(compile(source, CHECK, "exec"), space)  # noqa: S102 - the way that is compared
    try:
        space["check"](solve)
    except Exception as error:  # noqa: BLE001 - whatever it raises
        return str(describe(error, source)["text"])
    return ""


TABLES = [
    "assert candidate(1) == 2",
    "assert candidate(1) == 2, 'told'",
    "assert candidate(-1, 2.5, key=(1, [None])) == {'a': {1, 2}}",
    "assert candidate(1) is True",
    "assert candidate(1) is not None and not candidate(2)",
    "assert abs(candidate(1) - 3.5) < 1e-6",
    "assert len(candidate('x')) != 3",
    "assert candidate(10 ** 9, 2 * 3 + 1) in (1, 2)",
    "assert 1 < candidate(1) <= 3",
    "assert True, 'nothing'\n    assert candidate(1)",
    "'a docstring'\n    pass\n    assert candidate(1)",
    "f = candidate\n    assert f(1) == 2",
    "assert candidate(\n        1,\n    ) == (\n        2)",
    "assert candidate(1) == 2, str(candidate(1))",
    "assert candidate(1) == 2, 'told ' + str(len(candidate(2))) + '!'",
    "assert candidate('a' + 'b') == 'c' + 'd'",
    "print\n    assert candidate(1) == 2",
]


@pytest.mark.parametrize("body", TABLES)
def test_a_line_of_calls_and_literals_is_a_table(body: str):
    assert table_of(BODY.format(body))


@pytest.mark.parametrize(
    "body",
    [
        "assert candidate(x) == 2",
        "assert candidate(candidate(1)) == 2",
        "assert candidate(*[1]) == 2",
        "assert candidate(**{'x': 1}) == 2",
        "assert candidate(set()) == 2",
        "assert candidate({1, 2}) == 2",
        "assert candidate(lambda: 1) == 2",
        "assert candidate(1) == set()",
        "assert candidate(1) == 2, {1, 2}",
        "assert candidate(1) == 2, repr(candidate(1))",
        "assert candidate(1) == 2, str(x)",
        "assert candidate(1) == 2, candidate(1)",
        "assert candidate(1) is 2",
        "assert candidate is not None",
        "assert candidate(1) == candidate",
        "assert str(candidate(1)) == '2'",
        "assert candidate(1) * 2 == 4",
        "assert candidate(1).__class__ == int",
        "assert candidate(1)[0] == 2",
        "assert (x := candidate(1)) == 2",
        "assert [candidate(n) for n in (1, 2)]",
        "assert candidate(f'{1}') == 2",
        "assert candidate(9 ** 9 ** 9) == 2",
        "assert candidate('a' * 10 ** 12) == 2",
        "assert candidate(1 / 0) == 2",
        "assert candidate({[]: 1}) == 2",
        "assert candidate(10 ** 5000) == 2",
        "assert abs(candidate(1), 2)",
        "assert len(x=candidate(1))",
        "assert True",
        "candidate(1)",
        "for n in range(3): assert candidate(n)",
        "if candidate(1): return",
        "try:\n        candidate(1)\n    except ValueError: pass",
        "import math\n    assert candidate(1)",
        "global x\n    assert candidate(1)",
        "abs = candidate\n    assert abs(1) == 1",
        "str = candidate\n    assert str(1) == 1",
        "f = 3\n    assert candidate(1) == 1",
        "assert g(1)\n    g = candidate",
        "assert yield_(1)",
        "assert (yield candidate(1))",
        "assert print(candidate(1)) is None",
        "assert __import__('os').getpid() == candidate(1)",
    ],
)
def test_whatever_may_be_more_is_none(body: str):
    assert table_of(BODY.format(body)) is None


GOOD = BODY.format("assert candidate(1) == 2")


@pytest.mark.parametrize(
    "source",
    [
        GOOD + "check = None\n",
        GOOD + "solve = None\n",
        GOOD + "abs = 3\n",
        GOOD + GOOD,
        "@property\n" + GOOD,
        "import math\n" + GOOD,
        "from __future__ import annotations\n" + GOOD,
        "print('hello')\n" + GOOD,
        "async " + GOOD,
        GOOD.replace("candidate)", "candidate=1)"),
        GOOD.replace("candidate)", "*candidate)"),
        GOOD.replace("candidate)", "candidate, more)"),
        GOOD.replace("candidate)", "candidate: open('x'))"),
        GOOD.replace("):", ") -> open('x'):"),
        GOOD.replace("def check", "def examine"),
        GOOD.replace("candidate", "len"),
        "def check(candidate:\n",
        "",
    ],
)
def test_a_program_around_the_lines_that_has_a_say_is_none(source: str):
    assert table_of(source) is None


@pytest.mark.parametrize(
    ("setup", "known"),
    [
        (
            "from typing import List, Optional\ndef solve(x: List[int], y: Optional[str] = None): ''",
            True,
        ),
        ("import math\nFIX = 'text'\ndef helper(x):\n    return math.floor(x)\n", True),
        ("def solve(x: list, *more: int, key: dict = {}) -> None:\n    pass\n", True),
        ("'''a \\d docstring'''\n", True),
        ("from typing import Union\ndef solve(x: Union): pass\n", False),
        ("from typing import List\ndef solve(x: List[int, str]): pass\n", False),
        ("from typing import *\n", False),
        ("from typing import NoSuchName\n", False),
        ("from math import sqrt\n", False),
        ("import numpy\n", False),
        ("import math as len\n", False),
        ("def solve(x: list[int]): pass\n", False),
        ("def solve(x: nobody): pass\n", False),
        ("def int(): pass\ndef solve(x: int): pass\n", False),
        ("def solve(x=print('hello')): pass\n", False),
        ("def abs(x): pass\n", False),
        ("@staticmethod\ndef solve(x): pass\n", False),
        ("class Solve: pass\n", False),
        ("print('hello')\n", False),
        ("def solve(x):\n    return f'{x}'\n", False),
        ("def solve(x):\n    nonlocal y\n", False),
        ("def solve(x:\n", False),
    ],
)
def test_a_setup_that_could_fail_or_have_a_say_is_no_part_of_a_table(setup: str, known: bool):  # noqa: FBT001
    assert (table_of(GOOD, setup=setup) is not None) is known


def test_a_check_of_one_process_is_never_a_table():
    assert as_table(CheckProgram(source=GOOD, isolation="in_process"), "solve") is None


VALUES: list[Any] = [1, 2, 3.5, True, None, "x", [1], (1, 2), {"a": {1, 2}}, {1}, float("nan"), 10**400, 2j, b"2"]


def failing(error: Exception) -> Callable[..., Any]:
    def solve(*_: object, **__: object) -> object:
        raise error.with_traceback(None)

    return solve


def returning(value: object) -> Callable[..., Any]:
    def solve(*_: object, **__: object) -> object:
        return value

    return solve


@pytest.mark.parametrize("body", TABLES)
def test_a_table_fails_of_the_same_as_the_program(body: str):
    source = BODY.format(body)
    table = table_of(source)
    assert table
    functions = [returning(value) for value in VALUES]
    functions += [failing(error("told")) for error in (ValueError, KeyError, AssertionError, Exception)]
    told = [executed(source, function) for function in functions]
    assert [carried_out(table, function) for function in functions] == told
    assert any(told)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.tuples(inner) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(arguments=st.lists(PLAIN, min_size=1, max_size=3), expected=PLAIN, value=PLAIN)
def test_any_literals_pass_and_fail_as_in_the_program(arguments: list[Any], expected: Any, value: Any):
    given_ = ", ".join(map(repr, arguments))
    source = BODY.format(
        f"assert candidate({given_}) == {expected!r}\n    assert candidate({given_}) != {value!r}, 'no'"
    )
    table = table_of(source)
    assert table
    calls: list[tuple[Any, ...]] = []

    def solve(*got: Any) -> Any:
        calls.append(got)
        return expected

    assert carried_out(table, solve) == executed(source, solve)
    assert calls[: len(calls) // 2] == calls[len(calls) // 2 :]
    assert calls[0] == tuple(arguments)


def test_the_failing_line_is_told():
    table = table_of("\n" + BODY.format("assert candidate(1) == 1\n    assert candidate(2) == 3"))
    assert table
    assert re.fullmatch(r"AssertionError \(line 4\): assert candidate\(2\) == 3", carried_out(table, int))
