"""HumanEval and HumanEval+ from their published JSONL files.

Formats: github.com/openai/human-eval (task_id, prompt, entry_point, canonical_solution, test) and
github.com/evalplus/evalplus, which adds contract, base_input, plus_input and atol.
"""

from pathlib import Path
from typing import Any

from benchwright.records import plain
from benchwright.records.task import CheckProgram, Difficulty, FunctionTask, Suite
from benchwright.suites.documents import Place
from benchwright.suites.guest_numpy import with_numpy
from benchwright.suites.problems import Problem, refusal
from benchwright.suites.published import PublishedRow, make_suite, make_task, read_published

SOURCE = "HumanEval (github.com/openai/human-eval), EvalPlus variants by github.com/evalplus/evalplus"
_MANY_RIGHT_ANSWERS = frozenset({"find_zero"})
"""Functions whose answer is one of many, so that a comparison with the reference's would be unfair."""

_COMPARE_WITH_REFERENCE = """

def _close(got, expected, atol):
    if isinstance(expected, (list, tuple)) and isinstance(got, type(expected)) and len(got) == len(expected):
        return all(_close(one, other, atol) for one, other in zip(got, expected))
    if isinstance(expected, float) and isinstance(got, (int, float)):
        return got == expected or abs(got - expected) <= max(atol, 1e-6) + 1e-7 * abs(expected)
    return got == expected


def _check_more_inputs(candidate):
    import copy
    nan, inf = float("nan"), float("inf")
    program = {{"__name__": "reference"}}
    exec({reference!r}, program)
    for arguments in {inputs!r}:
        expected = program[{entry_point!r}](*copy.deepcopy(arguments))
        got = candidate(*copy.deepcopy(arguments))
        assert _close(got, expected, {atol!r}), "differs from the reference for " + repr(arguments)[:200]


_check_published = globals().get("check")


def check(candidate):
    if _check_published is not None:
        _check_published(candidate)
    _check_more_inputs(candidate)
"""


class HumanEvalRow(PublishedRow):
    """A problem as it is published."""

    task_id: str
    prompt: str
    entry_point: str
    canonical_solution: str
    test: str = ""
    contract: str = ""
    base_input: tuple[Any, ...] = ()
    plus_input: tuple[Any, ...] = ()
    atol: float = 0.0


class HumanEval:
    """Reads HumanEval's format, and the files EvalPlus publishes in it."""

    def read(self, path: Path, *, name: str) -> Suite:
        """Read a published file; raise BadInput with line and field."""
        tasks = [(place, _task(place, row)) for place, row in read_published(path, HumanEvalRow)]
        return make_suite(name, path, SOURCE, tasks)


def _task(place: Place, row: HumanEvalRow) -> FunctionTask:
    test = _test(place, row)
    return make_task(
        place,
        {
            "id": row.task_id,
            "difficulty": Difficulty.MEDIUM,
            "prompt": row.prompt,
            "starter": row.prompt,
            "entry_point": row.entry_point,
            "check": CheckProgram(source=test, setup=with_numpy(row.prompt, test)) if test else None,
            "reference": row.prompt + row.canonical_solution,
            "tags": ("humaneval",),
            "metadata": {"contract": row.contract, "atol": row.atol} if row.contract else {},
        },
    )


def _test(place: Place, row: HumanEvalRow) -> str:
    """Return the published test; where it does not hold the further inputs, the reference is asked about those."""
    inputs = [*row.base_input, *row.plus_input]
    told = "results" in row.test or row.entry_point in _MANY_RIGHT_ANSWERS
    if not inputs or (row.test and told):
        return row.test
    reference = row.prompt + row.canonical_solution
    return row.test + _COMPARE_WITH_REFERENCE.format(
        reference=reference, inputs=_decoded(place, inputs), entry_point=row.entry_point, atol=row.atol
    )


def _decoded(place: Place, inputs: list[Any]) -> object:
    try:
        return plain.decode(inputs)
    except plain.NotPlain as error:
        raise refusal(place, [Problem(("plus_input",), f"not plain values: {error}")]) from error
