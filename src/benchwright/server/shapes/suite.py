"""Suites and tasks."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from pydantic import Field

from benchwright.actions.list_suites import SuiteEntry
from benchwright.records.task import Case, FunctionTask, PromptTask, Suite, Task
from benchwright.records.validation import KeptValidation
from benchwright.server.shapes.shape import LongText, Question, Shape, Text, long_text

LONGEST_VALUE = 2000
"""Characters of a test's input or expected value."""


class SuiteLine(Shape):
    """A suite as lists show it."""

    name: Text
    version: Text
    title: Text
    description: Text
    license: Text
    tasks: int
    """How many tasks there seem to be; a full reading may refuse some."""
    broken: bool
    """Whether it can't be read; the title says why."""


class Count(Shape):
    """How many tasks share a property."""

    name: Text
    tasks: int


class SuiteDetail(Shape):
    """A suite with what its tasks can be chosen by."""

    name: Text
    version: Text
    title: Text
    description: Text
    license: Text
    source: Text
    digest: str
    tasks: int
    kinds: tuple[Count, ...]
    difficulties: tuple[Count, ...]
    languages: tuple[Count, ...]
    tags: tuple[Count, ...]


class TaskLine(Shape):
    """A task as lists show it."""

    id: Text
    kind: str
    difficulty: str
    language: str
    tags: tuple[Text, ...]
    digest: str
    first_line: Text
    """Beginning of what is asked, at most 200 characters."""
    tests: int | None
    """Cases that an answer is tried on; null: the task is judged another way."""


class TaskTestShape(Shape):
    """One test of a task, as a person reads it."""

    __test__ = False

    input: Text
    expected: Text
    comparison: str
    weight: float


class TaskDetail(TaskLine):
    """A task in full; its reference is shown to the person, never to a candidate."""

    suite: Text
    prompt: LongText
    starter: LongText | None
    signature: Text | None
    test_cases: tuple[TaskTestShape, ...]
    check_program: LongText | None
    expected: LongText | None
    """The answer that is matched, for tasks that are answered in words."""
    reference: LongText | None
    hints: tuple[Text, ...]
    constraints: tuple[Text, ...]


class ValidationRequest(Question):
    """A task to prove."""

    task_id: str = Field(min_length=1, max_length=300)


class ValidationLine(Shape):
    """The newest proof of a task: that it tells right from wrong on this machine."""

    task_id: Text
    task_digest: str
    proved: bool
    """Whether the reference passed, nothing failed, and every mutant was killed."""
    reference_passed: bool
    empty_failed: bool
    mutants: int
    """Wrong programs that were tried."""
    killed: int
    survivors: tuple[Text, ...]
    """Ids of the wrong programs that passed."""
    errors: tuple[Text, ...]
    sandbox: str
    """Empty: none was needed."""
    validated_at: datetime


def validation_of(kept: KeptValidation) -> ValidationLine:
    """Return a proof with what it was made of."""
    found = kept.validation
    return ValidationLine(
        **found.model_dump(),
        proved=found.proved,
        task_digest=kept.task_digest,
        sandbox=kept.sandbox,
        validated_at=kept.validated_at,
    )


def suite_detail(suite: Suite) -> SuiteDetail:
    """Return a suite with its tasks counted by what they can be chosen by."""
    return SuiteDetail(
        name=suite.name,
        version=suite.version,
        title=suite.title,
        description=suite.description,
        license=suite.license,
        source=suite.source,
        digest=suite.digest,
        tasks=len(suite.tasks),
        kinds=_counts(task.kind for task in suite.tasks),
        difficulties=_counts(task.difficulty.value for task in suite.tasks),
        languages=_counts(task.language for task in suite.tasks),
        tags=_counts(tag for task in suite.tasks for tag in task.tags),
    )


def task_line(task: Task) -> TaskLine:
    """Return a task as lists show it."""
    return TaskLine(
        id=task.id,
        kind=task.kind,
        difficulty=task.difficulty,
        language=task.language,
        tags=task.tags,
        digest=task.digest,
        first_line=task.prompt.strip().partition("\n")[0][:200],
        tests=len(task.cases) or None if isinstance(task, FunctionTask) else None,
    )


def task_detail(suite: str, task: Task) -> TaskDetail:
    """Return a task in full."""
    function = task if isinstance(task, FunctionTask) else None
    words = task if isinstance(task, PromptTask) else None
    return TaskDetail(
        **task_line(task).model_dump(),
        suite=suite,
        prompt=long_text(task.prompt),
        starter=long_text(function.starter) if function and function.starter else None,
        signature=function.signature if function and function.signature else None,
        test_cases=tuple(_test(case) for case in function.cases) if function else (),
        check_program=long_text(function.check.source) if function and function.check else None,
        expected=long_text(words.expected) if words else None,
        reference=long_text(function.reference) if function and function.reference else None,
        hints=function.hints if function else (),
        constraints=function.constraints if function else (),
    )


def _test(case: Case) -> TaskTestShape:
    expected = f"raises {case.raises}" if case.raises else repr(case.expected)
    return TaskTestShape(
        input=repr(case.input)[:LONGEST_VALUE],
        expected=expected[:LONGEST_VALUE],
        comparison=case.comparison,
        weight=case.weight,
    )


def _counts(names: Iterable[str]) -> tuple[Count, ...]:
    return tuple(Count(name=name, tasks=tasks) for name, tasks in sorted(Counter(names).items()))


def suite_line(entry: SuiteEntry) -> SuiteLine:
    """Return a suite as lists show it."""
    return SuiteLine(
        name=entry.name,
        version=entry.version,
        title=entry.title,
        description=entry.description,
        license=entry.license,
        tasks=entry.tasks,
        broken=entry.title.startswith("can't be read"),
    )
