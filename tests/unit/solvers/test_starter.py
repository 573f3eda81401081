"""An answer's code and its task's starter make one program."""

import pytest

from benchwright.records.task import Case, FunctionTask
from benchwright.solvers.starter import as_body, join_starter

STARTER = '''import math
from typing import List


def helper(x):
    return x + 1


def f(xs: List[int]) -> int:
    """Count them."""
'''


def task(starter: str = STARTER) -> FunctionTask:
    return FunctionTask(id="t", prompt="p", entry_point="f", starter=starter, cases=(Case(input=([1],), expected=1),))


def run(code: str) -> object:
    names: dict[str, object] = {}
    exec(code, names)  # noqa: S102 (our own text)
    function = names["f"]
    assert callable(function)
    return function([1, 2, 3])


@pytest.mark.parametrize(
    "body",
    [
        "    n = len(xs)\n    return n\n",
        "n = len(xs)\nreturn n",
        "n = len(xs)\n    return n",
        "  n = len(xs)\n  return n",
        "\n\n        n = len(xs)\n        return n\n\n",
        "    return g(xs)\n\ndef g(xs):\n    return len(xs)",
    ],
)
def test_a_body_is_joined_however_it_is_indented(body: str) -> None:
    joined = join_starter(body, task())
    assert run(joined.code) == 3
    assert joined.step == "joined the starter and the code, which is only a body"


def test_a_body_is_joined_to_a_starter_that_is_only_a_signature() -> None:
    assert run(join_starter("return len(xs)", task("def f(xs):")).code) == 3


def test_a_helper_the_code_left_out_is_added() -> None:
    joined = join_starter("def f(xs):\n    return helper(2)\n", task())
    assert run(joined.code) == 3
    assert joined.step == "added from the starter what the code left out: helper"


def test_an_import_is_added_only_where_it_is_mentioned() -> None:
    joined = join_starter("def f(xs: List[int]):\n    return len(xs)\n", task())
    assert "from typing import List" in joined.code
    assert "import math" not in joined.code
    assert run(joined.code) == 3


def test_what_the_code_defines_itself_is_not_replaced() -> None:
    code = "def helper(x):\n    return 3\n\ndef f(xs):\n    return helper(2)\n"
    assert join_starter(code, task()) == (code, "")


def test_future_imports_and_the_docstring_stay_first() -> None:
    code = '"""Doc."""\nfrom __future__ import annotations\n\ndef f(xs: List[int]):\n    return helper(2)\n'
    assert run(join_starter(code, task()).code) == 3


def test_a_decorated_helper_is_added_with_its_decorator() -> None:
    starter = "import functools\n\n@functools.cache\ndef helper(x):\n    return x + 1\n\ndef f(xs):\n    '''Doc.'''\n"
    joined = join_starter("def f(xs):\n    return helper(2)\n", task(starter))
    assert run(joined.code) == 3
    assert "@functools.cache" in joined.code


def test_code_that_defines_something_else_is_kept_and_told() -> None:
    code = "def other():\n    return 1\n"
    assert join_starter(code, task("")) == (code, "the code does not define f")


def test_an_entry_point_under_a_condition_or_assigned_counts_as_defined() -> None:
    for code in ("if True:\n    def f(xs):\n        return 3\n", "f = lambda xs: 3\n", "from m import n as f\n"):
        assert join_starter(code, task("")) == (code, "")


def test_prose_is_no_body() -> None:
    assert as_body("I cannot do that, sorry.", task()) is None
