"""Judging by cases: the solution gets inputs only, and what it returns is compared here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchwright.errors import TaskError
from benchwright.records.execution import CaseResult, LimitName
from benchwright.records.plain import NotPlain, decode
from benchwright.records.task import Case, FunctionTask
from benchwright.sandboxes.comparison import matches
from benchwright.sandboxes.pair import Pair, Timed
from benchwright.sandboxes.solution import Lost, Raised, Returned, Unusable, built_in

_SHOWN = 500


@dataclass(frozen=True)
class Findings:
    """What a judge found, one result for each that was planned."""

    results: tuple[CaseResult, ...]
    limit: LimitName | None = None
    tampered: str = ""
    load_error: str = ""


async def judge_cases(task: FunctionTask, pair: Pair) -> Findings:
    """Call the solution on every case; once it is lost, the cases that are left count as failed."""
    results: list[CaseResult] = []
    limit: LimitName | None = None
    tampered = ""
    lost: Lost | None = None
    for index, case in enumerate(task.cases):
        if lost is not None:
            results.append(not_run(index, case, lost.text))
            continue
        timed = await _call(task, case, pair)
        results.append(_result(index, case, timed))
        match timed.reply:
            case Lost():
                lost = timed.reply
                tampered = tampered or lost.tampered
            case Unusable():
                tampered = tampered or timed.reply.tampered
            case Raised() if not results[-1].passed:
                limit = limit or timed.reply.limit
            case _:
                pass
    return Findings(tuple(results), limit, tampered)


def not_run(index: int, case: Case, reason: str) -> CaseResult:
    """Return the result of a case that could not be run."""
    return CaseResult(
        index=index, passed=False, weight=case.weight, expected=expectation(case), error=f"not run: {reason}"
    )


def expectation(case: Case) -> str:
    """Write what a case expects as text."""
    return f"raises {case.raises}" if case.raises else shown(decode(case.expected))


def shown(value: object) -> str:
    """Write a value as text of limited length."""
    return repr(value)[:_SHOWN]


def arguments_of(case: Case) -> tuple[Sequence[object], Mapping[str, object]]:
    """Return a case's positional and keyword arguments."""
    if isinstance(case.input, dict):
        return (), {name: decode(value) for name, value in case.input.items()}
    return [decode(value) for value in case.input], {}


async def _call(task: FunctionTask, case: Case, pair: Pair) -> Timed:
    try:
        arguments, keywords = arguments_of(case)
    except NotPlain as error:
        raise TaskError(f"task {task.id}: an input can't be read: {error}") from error
    pair.candidate.guest.allow_cpu(case.timeout_s)
    return await pair.call(arguments, keywords)


def _result(index: int, case: Case, timed: Timed) -> CaseResult:
    passed, got, error = _judge(case, timed)
    about: dict[str, Any] = {"index": index, "weight": case.weight, "expected": expectation(case), "cpu_s": timed.cpu_s}
    return CaseResult(passed=passed, got=got, error=error, **about)


def _judge(case: Case, timed: Timed) -> tuple[bool, str, str]:
    match timed.reply:
        case Returned(value):
            right = case.raises is None and matches(
                decode(case.expected), value, case.comparison, tolerance=case.tolerance
            )
            return right, shown(value), ""
        case Raised(name=name, text=text):
            return _is_expected(case.raises, name), f"raises {name}", "" if _is_expected(case.raises, name) else text
        case Unusable(text=text) | Lost(text=text):
            return False, "", text


def _is_expected(expected: str | None, name: str) -> bool:
    """Say whether an exception is the expected one or a kind of it; what the sandbox says of it is one name only."""
    wanted, raised = built_in(expected or ""), built_in(name)
    return wanted is not None and raised is not None and issubclass(raised, wanted)
