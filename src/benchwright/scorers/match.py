"""Correctness of an answer in words: 1 where it matches the expected answer, else 0.

exact: equal once case and outer white space are dropped. contains: the expected text occurs, case aside, so that what
matches exactly is also contained. number: the last number of the answer equals the last of the expected text, as
decimal numbers; `1,234.50`, `$1234.5` and `1.2345e3` are the same number, and digits glued to a letter before them are
none. Reasoning at the start of the answer does not count as part of it; an answer without text scores 0.
"""

import re
from decimal import Decimal, DecimalException

from benchwright.records.answer import Answer
from benchwright.records.execution import Execution
from benchwright.records.score import Score
from benchwright.records.task import PromptTask, Task

VERSION = "1"
_SHOWN = 80
_LONGEST_NUMBER = 1000
"""Digits; more are no answer, and comparing them would only cost time."""
_NUMBER = re.compile(r"(?<!\w)[-+]?(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d{1,4}(?!\w))?")
_REASONING = re.compile(r"\s*<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.IGNORECASE | re.DOTALL)
_LONE_CLOSING = re.compile(r"^.*?</(?:think|thinking|reasoning)>", re.IGNORECASE | re.DOTALL)


class Match:
    """Judges whether an answer in words is the expected one."""

    name = "match"
    dimension = "correctness"
    """The same dimension as a program's: profiles weigh both alike."""
    version = VERSION
    decides = True

    def applies(self, task: Task) -> bool:
        """Only prompt tasks have an expected answer."""
        return isinstance(task, PromptTask)

    async def score(self, task: Task, answer: Answer, execution: Execution | None) -> Score:  # noqa: ARG002 (contract)
        """Compare the text with the expected answer."""
        value, explanation = _judge(task, answer.text)
        return Score(
            dimension=self.dimension, value=value, explanation=explanation, scorer=self.name, version=self.version
        )


def _judge(task: Task, text: str) -> tuple[float | None, str]:
    if not isinstance(task, PromptTask):
        return None, "The task has no expected answer."
    given = _without_reasoning(text).strip()
    if not given:
        return 0.0, "The answer is empty."
    expected = task.expected.strip()
    if task.match == "number":
        return _numbers(given, expected)
    if task.match == "contains":
        found = expected.casefold() in given.casefold()
        return float(found), f"The answer {'contains' if found else 'does not contain'} {_shown(expected)}."
    if given.casefold() == expected.casefold():
        return 1.0, f"The answer is {_shown(expected)}, as expected."
    return 0.0, f"The answer is {_shown(given)}, expected {_shown(expected)}."


def _numbers(given: str, expected: str) -> tuple[float | None, str]:
    wanted, got = _last_number(expected), _last_number(given)
    if wanted is None:
        return None, f"The expected answer {_shown(expected)} holds no number to compare with."
    if got is None:
        return 0.0, f"The answer holds no number, expected {_shown(str(wanted))}."
    if got == wanted:
        return 1.0, f"The last number of the answer is {_shown(str(got))}, as expected."
    return 0.0, f"The last number of the answer is {_shown(str(got))}, expected {_shown(str(wanted))}."


def _last_number(text: str) -> Decimal | None:
    found = _NUMBER.findall(text.replace("−", "-"))  # noqa: RUF001 (the typographic minus is what is replaced)
    if not found or len(found[-1]) > _LONGEST_NUMBER:
        return None
    try:
        return Decimal(found[-1].replace(",", ""))
    except DecimalException:
        return None


def _without_reasoning(text: str) -> str:
    if "<" not in text:
        return text
    opened = _REASONING.match(text)
    if opened:
        return text[opened.end() :]
    closing = _LONE_CLOSING.match(text)
    return text[closing.end() :] if closing else text


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _SHOWN else f"'{line[: _SHOWN - 1]}…'"
