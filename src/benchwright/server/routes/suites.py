"""`/api/suites`: what is asked."""

from typing import Annotated

from fastapi import APIRouter, Query

from benchwright.actions.list_suites import list_suites
from benchwright.actions.show_suite import TaskFilter, find_tasks, show_suite, show_task
from benchwright.actions.validate_task import known_validations, validate_task
from benchwright.server.context import Kept, Lab
from benchwright.server.paging import Cursor, Limit, page_of
from benchwright.server.shapes.shape import Paged
from benchwright.server.shapes.suite import (
    SuiteDetail,
    SuiteLine,
    TaskDetail,
    TaskLine,
    ValidationLine,
    ValidationRequest,
    suite_detail,
    suite_line,
    task_detail,
    task_line,
    validation_of,
)

router = APIRouter(prefix="/api/suites", tags=["suites"])


@router.get("", operation_id="listSuites")
def list_all(lab: Lab, cursor: Cursor = None, limit: Limit = 100) -> Paged[SuiteLine]:
    """List the workspace's suites and the shipped ones, by name."""
    found, following = page_of(list_suites(lab), cursor, limit)
    return Paged[SuiteLine](items=tuple(suite_line(entry) for entry in found), next_cursor=following)


@router.get("/{suite}", operation_id="getSuite")
def show(lab: Lab, suite: str) -> SuiteDetail:
    """Show a suite, with what its tasks can be chosen by."""
    return suite_detail(show_suite(lab, suite))


@router.get("/{suite}/tasks", operation_id="listTasks")
def list_tasks(
    lab: Lab,
    suite: str,
    *,
    difficulty: Annotated[str | None, Query(max_length=50)] = None,
    language: Annotated[str | None, Query(max_length=50)] = None,
    tag: Annotated[str | None, Query(max_length=100)] = None,
    search: Annotated[str | None, Query(max_length=200, description="Part of the id or of what is asked.")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Paged[TaskLine]:
    """List a suite's tasks in their order."""
    wanted = TaskFilter(difficulty=difficulty, language=language, tag=tag, search=search)
    tasks = find_tasks(lab, suite, wanted)
    found, following = page_of(tasks, cursor, limit)
    return Paged[TaskLine](items=tuple(task_line(task) for task in found), next_cursor=following)


@router.get("/{suite}/validations", operation_id="listValidations")
def list_validations(
    lab: Lab, kept: Kept, suite: str, cursor: Cursor = None, limit: Limit = 100
) -> Paged[ValidationLine]:
    """List the newest proofs of a suite's tasks as they are now; tasks nobody tried are left out."""
    found, following = page_of(known_validations(lab, kept, suite), cursor, limit)
    return Paged[ValidationLine](items=tuple(map(validation_of, found)), next_cursor=following)


@router.post("/{suite}/validations", operation_id="validateTask")
def validate(lab: Lab, kept: Kept, suite: str, asked: ValidationRequest) -> ValidationLine:
    """Prove a task now: its reference, nothing and every mutant run in the sandbox, which may take a minute."""
    return validation_of(validate_task(lab, kept, suite, asked.task_id))


@router.get("/{suite}/tasks/{task_id:path}", operation_id="getTask")
def show_one_task(lab: Lab, suite: str, task_id: str) -> TaskDetail:
    """Show a task in full; its reference is for people, no candidate is given it."""
    return task_detail(suite, show_task(lab, suite, task_id))
