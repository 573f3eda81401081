"""What the importers share: rows of published JSONL formats, their fields checked, and the suite made of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from benchwright.errors import BadInput
from benchwright.records.task import FunctionTask, Suite
from benchwright.suites.documents import Place, Row, load_document, read_lines
from benchwright.suites.problems import Problem, misfits, refusal


class PublishedRow(BaseModel):
    """A row as others publish it: fields that mean nothing here are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


PublishedT = TypeVar("PublishedT", bound=PublishedRow)
_TASK_FIELDS = {"id": "task_id"}
"""Names that fields of a task have in the published rows."""


def read_published(path: Path, form: type[PublishedT]) -> Iterator[tuple[Place, PublishedT]]:
    """Yield the rows of a `.jsonl`, `.jsonl.gz` or `.json` file; raise BadInput with line and field."""
    for row in _rows(path):
        try:
            yield row.place, form.model_validate(row.content)
        except ValidationError as error:
            raise refusal(row.place, misfits(form, row.content, error)) from error


def make_task(place: Place, fields: dict[str, Any]) -> FunctionTask:
    """Make the task of a row; raise BadInput where a published value can't be used."""
    try:
        return FunctionTask.model_validate(fields)
    except ValidationError as error:
        problems = misfits(FunctionTask, fields, error)
        raise refusal(place, [Problem(_published(p.path), p.text) for p in problems]) from error


def make_suite(name: str, path: Path, source: str, tasks: Sequence[tuple[Place, FunctionTask]]) -> Suite:
    """Gather imported tasks; raise BadInput where there is none or two share an id."""
    places: dict[str, Place] = {}
    for place, task in tasks:
        if task.id in places:
            raise BadInput(f"{place.at()}: the task_id '{task.id}' is taken by {places[task.id].at()}; remove one")
        places[task.id] = place
    if not tasks:
        raise BadInput(f"{path}: no task in it; is it the published file?")
    title = source.partition(" (")[0]
    return Suite(name=name, title=title, source=source, location=str(path), tasks=tuple(task for _, task in tasks))


def _published(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    return tuple(_TASK_FIELDS.get(str(part), part) for part in path)


def _rows(path: Path) -> Iterator[Row]:
    if path.suffix != ".json":
        return read_lines(path)
    content = load_document(path)
    if not isinstance(content, list):
        raise BadInput(f"{path}: must be a list of tasks, got {type(content).__name__}")
    return (Row(Place(path, path=(i,)), row) for i, row in enumerate(cast("list[object]", content)))
