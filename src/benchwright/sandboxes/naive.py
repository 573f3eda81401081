"""The harness that many benchmarks use: solution, tests and verdict in one process. Only ever run to be compared with.

It is as trusting as the published ones: expected values are variables of the test's frame, a skipped test is no
failure (unittest's `wasSuccessful`), the tests are a file in the folder that the solution may write to, and the verdict
is `all(details)` (evalplus, evaluate.py). It compares strictly, so that it passes nothing merely by being lenient.
"""

from benchwright.records.plain import decode
from benchwright.records.task import FunctionTask
from benchwright.sandboxes.cases import arguments_of

_FILE = "test_solution.py"

_CASES = """
def check(candidate):
    import unittest
    test = unittest.TestCase()
    for arguments, keywords, expected, raised in CASES:
        if raised is not None:
            with test.assertRaises(raised):
                candidate(*arguments, **keywords)
            continue
        value = candidate(*arguments, **keywords)
        test.assertEqual(value, expected)
        test.assertEqual(repr(value), repr(expected))
"""

_RUN = """
_tested = check

def check(candidate):
    import unittest

    class Tests(unittest.TestCase):
        def test_solution(self):
            _tested(candidate)

    result = unittest.TestResult()
    Tests("test_solution").run(result)
    details = [result.wasSuccessful()]
    assert all(details)
"""


def naive_program(task: FunctionTask, code: str) -> tuple[str, str]:
    """Return what runs before the solution, and the solution with its tests as one program."""
    tests = task.check.source if task.check is not None else _tests_of(task)
    setup = task.check.setup if task.check is not None else ""
    laid_out = f"{setup}\nwith open({_FILE!r}, 'w') as _file:\n    _file.write({tests!r})\n"
    loading = f"\nwith open({_FILE!r}) as _file:\n    exec(_file.read())\n"
    return laid_out, f"{code}\n{loading}\n{_RUN}"


def _tests_of(task: FunctionTask) -> str:
    rows = ", ".join(_row(task, index) for index in range(len(task.cases)))
    return f"nan, inf = float('nan'), float('inf')\nCASES = [{rows}]\n{_CASES}"


def _row(task: FunctionTask, index: int) -> str:
    case = task.cases[index]
    arguments, keywords = arguments_of(case)
    raised = case.raises or "None"
    return f"({list(arguments)!r}, {dict(keywords)!r}, {decode(case.expected)!r}, {raised})"
