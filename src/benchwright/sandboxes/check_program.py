"""Judging by a check program: it runs in one sandbox, the solution in another, and the host passes on the calls.

So the solution never sees the check, and the verdict comes on a channel that the solution has no end of.
"""

from dataclasses import dataclass
from typing import Any

from benchwright.errors import TaskError
from benchwright.records.execution import CaseResult, LimitName
from benchwright.records.plain import NotPlain, decode
from benchwright.records.task import CheckProgram, FunctionTask
from benchwright.sandboxes.cases import Findings
from benchwright.sandboxes.check_table import Asked, Steps, Table
from benchwright.sandboxes.frames import Message
from benchwright.sandboxes.inside import describe, rebuilt
from benchwright.sandboxes.pair import Pair
from benchwright.sandboxes.solution import Lost, Raised, Reply, Returned, Solution, Unusable


@dataclass(frozen=True)
class _Stopped:
    """Why the check was not carried to its end: the candidate's reply can't be passed on."""

    reply: Unusable | Lost


_CONTROL_FLOW = ("StopIteration", "StopAsyncIteration", "GeneratorExit", "SystemExit", "KeyboardInterrupt")
"""Exceptions that would end a check's loop early, or the check itself, as if all were well."""


async def judge_check(task: FunctionTask, check: CheckProgram, *, pair: Pair, checker: Solution) -> Findings:
    """Run the check, passing its calls to the solution and the replies back."""
    limit: LimitName | None = None
    replied = False
    message = await checker.ask("check", check.setup, None, check.source, task.entry_point)
    while isinstance(message, dict) and "call" in message:
        reply = await pair.reply_to(*_call(task, message))
        if isinstance(reply, Raised):
            limit = limit or reply.limit
        if isinstance(reply, Unusable | Lost):
            return _stopped(reply)
        message = await checker.ask(*_passed_on(reply))
        replied = True
    if replied and isinstance(message, dict) and "broken" in message:
        # The check passes on what the solution gave it: past the first reply its trouble may be the solution's doing.
        return Findings((_one(passed=False, error=f"the check broke off: {message['broken']}"),), limit)
    return _verdict(task, message, limit)


async def judge_table(table: Table, *, pair: Pair) -> Findings:
    """Carry out a check that is nothing but a table; the findings are those that `judge_check` would come to."""
    limit: LimitName | None = None
    steps = table.begin(None)
    asked = _next(table, steps, None)
    while isinstance(asked, tuple):
        reply = await pair.reply_to(*asked)
        if isinstance(reply, Unusable | Lost):
            return _stopped(reply)
        if isinstance(reply, Raised):
            limit = limit or reply.limit
        asked = _next(table, steps, reply)
    return Findings((_one(passed=not asked, error=asked),), limit if asked else None)


def _next(table: Table, steps: Steps, reply: Returned | Raised | None) -> Asked | str:
    """Return the next call; else why the check fails, which is nothing where it passes."""
    try:
        if reply is None:
            return next(steps)
        kind, first, second = _passed_on(reply)
        return steps.send(first) if kind == "value" else steps.throw(rebuilt(first, second))
    except StopIteration:
        return ""
    except (KeyboardInterrupt, SystemExit):  # never the solution's: see _CONTROL_FLOW
        raise
    except BaseException as error:  # noqa: BLE001 - whatever the solution raised, the check fails of it
        return str(describe(error, table.source)["text"])


async def judge_in_process(task: FunctionTask, check: CheckProgram, code: str, *, guest: Solution) -> Findings:
    """Run check and solution in one process: for tasks whose values can't be passed, and only as strong as that."""
    message = await guest.ask("check", check.setup, code, check.source, task.entry_point)
    if isinstance(message, dict) and "load_error" in message:
        text = str(message["load_error"])
        return Findings((_one(passed=False, error=f"not run: {text}"),), load_error=text)
    if isinstance(message, dict) and "exit" in message:
        return _stopped(Lost("the program exits instead of returning", "early-exit"))
    if isinstance(message, Lost):
        return _stopped(message)
    if message.get("passed") is True:
        return await _confirmed(guest)
    return _verdict(task, message, None)


async def _confirmed(guest: Solution) -> Findings:
    """Believe a pass only of a guest that is alive, has said nothing more, and is back to waiting for messages."""
    if guest.guest.spoke_unasked():
        return _stopped(Lost("it wrote to the sandbox's own channel", "forged-frame"))
    message = await guest.ask("idle")
    if isinstance(message, Lost):
        return _stopped(message)
    if message != {"idle": True}:
        return _stopped(Lost("it wrote to the sandbox's own channel", "forged-frame"))
    return Findings((_one(passed=True),))


def _call(task: FunctionTask, message: Message) -> tuple[list[object], dict[str, object]]:
    try:
        arguments, keywords = message["call"]
        return [decode(value) for value in arguments], {str(name): decode(value) for name, value in keywords}
    except (NotPlain, TypeError, ValueError, RecursionError) as error:
        raise TaskError(f"task {task.id}: its check makes a call that can't be read: {error}") from error


def _passed_on(reply: Reply) -> tuple[str, Any, Any]:
    match reply:
        case Returned(value):
            return "value", value, None
        case Raised(name=name, message=message):
            return "raise", "RuntimeError" if name in _CONTROL_FLOW else name, message
        case Unusable(text=text) | Lost(text=text):
            return "raise", "RuntimeError", text


def _verdict(task: FunctionTask, message: Message | Lost, limit: LimitName | None) -> Findings:
    if isinstance(message, Lost):
        return Findings((_one(passed=False, error=f"the check gave no verdict: {message.text}"),), limit)
    if "broken" in message:
        raise TaskError(f"task {task.id}: its check can't be run: {message['broken']}")
    if message.get("passed") is True:
        return Findings((_one(passed=True),))
    return Findings((_one(passed=False, error=str(message.get("failed", "the check exits"))),), limit)


def _stopped(reply: Unusable | Lost) -> Findings:
    return Findings((_one(passed=False, error=reply.text),), None, reply.tampered)


def _one(*, passed: bool, error: str = "") -> CaseResult:
    return CaseResult(index=0, passed=passed, error=error)
