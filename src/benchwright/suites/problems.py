"""What is wrong with a task's content, said so that a person can mend it: place, field, value, remedy."""

import builtins
import difflib
import keyword
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from benchwright.errors import BadInput
from benchwright.records import plain
from benchwright.records.record import Record
from benchwright.records.task import Case, FunctionTask, Task
from benchwright.suites.documents import Place, Steps

SHOWN = 5
"""Problems of one task that a message lists; more are counted."""
_SAID = {
    "missing": "this field is missing; add it",
    "string_type": "must be text; put it in quotes",
    "string_too_short": "must not be empty; write something",
    "tuple_type": "must be a list",
    "list_type": "must be a list",
    "dict_type": "must be a mapping",
    "model_type": "must be a mapping of fields",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "int_parsing": "must be a whole number",
}
"""What pydantic's kinds of error mean for a person who writes a task file; its own message for the others."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a field."""

    path: Steps
    text: str


def refusal(place: Place, problems: Sequence[Problem]) -> BadInput:
    """Return the error that names each problem with its file, line and field."""
    lines = [f"{place.at(p.path)}: {_dotted(p.path)}{p.text}" for p in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"… and {len(problems) - SHOWN} more problems in this place")
    return BadInput("\n".join(lines))


def misfits(model: type[BaseModel], content: object, error: ValidationError) -> list[Problem]:
    """Turn a failed validation into problems, one for each field."""
    found: dict[Steps, str] = {}
    for detail in error.errors(include_url=False, include_context=False):
        path = _real_path(content, detail)
        text = _text(model, content, path, detail)
        found[path] = f"{found[path]}; or: {text}" if path in found else text
    return [Problem(path, text) for path, text in found.items()]


def flaws(task: Task) -> Iterator[Problem]:
    """Yield what is wrong with a task whose fields all fit: values that can't be built, exceptions nobody knows."""
    if isinstance(task, FunctionTask):
        for index, case in enumerate(task.cases):
            yield from (Problem(("cases", index, *problem.path), problem.text) for problem in _case_flaws(case))
        if keyword.iskeyword(task.entry_point):
            yield Problem(("entry_point",), f"'{task.entry_point}' is a word of the language; name a function")


def _case_flaws(case: Case) -> Iterator[Problem]:
    if "expected" not in case.model_fields_set and case.raises is None:
        yield Problem((), "says neither `expected` nor `raises`; add one (`expected: null` where None must come back)")
    if case.raises is not None:
        yield from _raises_flaws(case)
    yield from _value_flaws("expected", case.expected)
    if isinstance(case.input, dict):
        yield from _keyword_flaws(case.input)
    else:
        yield from _value_flaws("input", list(case.input))


def _raises_flaws(case: Case) -> Iterator[Problem]:
    known = getattr(builtins, case.raises or "", None)
    if not (isinstance(known, type) and issubclass(known, BaseException)):
        yield Problem(("raises",), f"'{case.raises}' is no built-in exception; use one such as ValueError")
    if "expected" in case.model_fields_set:
        yield Problem(("raises",), "stands beside `expected`, but a call does one or the other; remove one of them")


def _keyword_flaws(arguments: dict[str, Any]) -> Iterator[Problem]:
    for name, value in arguments.items():
        if not name.isidentifier():
            yield Problem(("input", name), "is no argument name; write positional arguments as a list")
        yield from _value_flaws("input", value)


def _value_flaws(field: str, value: object) -> Iterator[Problem]:
    try:
        plain.decode(value)
    except (plain.NotPlain, RecursionError) as error:
        yield Problem((field,), f"not a plain value: {error}; got {_shown(value)}")


def _real_path(content: object, detail: ErrorDetails) -> Steps:
    """Drop the steps that pydantic adds for the members of a union: they name types, not fields."""
    path: list[str | int] = []
    for part in detail["loc"]:
        inner = _inner(content, part)
        if inner is _ABSENT:
            return (*path, part) if detail["type"] == "missing" else tuple(path)
        path.append(part)
        content = inner
    return tuple(path)


_ABSENT = object()


def _inner(content: Any, part: str | int) -> object:
    try:
        return content[part]
    except (KeyError, IndexError, TypeError):
        return _ABSENT


def _text(model: type[BaseModel], content: object, path: Steps, detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        return _unknown_field(str(path[-1]), _fields_at(model, path[:-1]))
    message = _SAID.get(detail["type"]) or _reworded(detail["msg"])
    if not path or detail["type"] == "missing":
        return message
    value = content
    for part in path:
        value = _inner(value, part)
    return f"{message}, got {_shown(value)}"


def _reworded(message: str) -> str:
    """Return pydantic's message in our words, such as `must be 'easy', 'medium', 'hard' or 'extreme'`."""
    text = message.removeprefix("Value error, ").replace("Input should be", "must be").replace("String should", "must")
    return text[:1].lower() + text[1:]


def _unknown_field(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    remedy = f"did you mean '{close[0]}'?" if close else "remove it or correct its name."
    return f"unknown field; {remedy} Known: {', '.join(known)}"


def _fields_at(model: type[BaseModel], path: Steps) -> list[str]:
    for part in path:
        if isinstance(part, str) and part in model.model_fields:
            model = _model_in(model.model_fields[part].annotation) or model
    return list(model.model_fields)


def _model_in(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _dotted(path: Steps) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")
    return f"{text}: " if text else ""


def _shown(value: object) -> str:
    try:
        text = repr(value)
    except RecursionError:
        return "a value that is nested too deep to be shown"
    return text if len(text) <= 80 else text[:77] + "..."  # noqa: PLR2004 - a line's worth
