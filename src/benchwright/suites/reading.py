"""Suites from disk: a folder with `suite.yaml` and tasks, or one file of tasks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, cast

from pydantic import ConfigDict, Field, ValidationError

from benchwright.errors import BadInput
from benchwright.records.record import Record
from benchwright.records.task import FunctionTask, PromptTask, Suite, Task
from benchwright.suites.documents import FILE_SUFFIXES, Place, Row, load_document, read_lines
from benchwright.suites.problems import Problem, flaws, misfits, refusal

HEADER = "suite.yaml"
TASKS_FOLDER = "tasks"
TASKS_FILES = ("tasks.jsonl", "tasks.json", "tasks.yaml", "tasks.yml")
_ONE_TASK_SUFFIXES = frozenset({".yaml", ".yml", ".json"})
_KINDS: dict[str, type[FunctionTask] | type[PromptTask]] = {"function": FunctionTask, "prompt": PromptTask}


class Header(Record):
    """What a suite says of itself, in `suite.yaml` or beside `tasks:` in a single file."""

    model_config = ConfigDict(coerce_numbers_to_str=True)

    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,119}$")] | None = None
    """None: the folder's or file's name."""
    version: str = "1"
    title: str = ""
    description: str = ""
    license: str = ""
    source: str = ""


def read_suite(path: Path, *, name: str | None = None) -> Suite:
    """Read and check a suite; raise BadInput naming file, line and field of whatever is wrong with it."""
    header, rows = _open_suite(path)
    tasks = _checked(rows)
    if not tasks:
        raise BadInput(f"{path}: the suite has no tasks; add a file to {TASKS_FOLDER}/ or lines to {TASKS_FILES[0]}")
    fields = header.model_dump(exclude={"name"})
    return Suite(name=name or header.name or path.stem, location=str(path), tasks=tuple(tasks), **fields)


def read_header(folder: Path) -> Header:
    """Read a suite folder's `suite.yaml`; a folder without one has an empty header."""
    file = folder / HEADER
    return _header(load_document(file), Place(file)) if file.exists() else Header()


def task_files(folder: Path) -> tuple[Path, ...]:
    """Return the files of a suite folder that hold tasks, sorted by name; empty where it is no suite."""
    whole = [folder / name for name in TASKS_FILES if (folder / name).is_file()]
    inner = folder / TASKS_FOLDER
    single = sorted(f for f in inner.iterdir() if f.suffix in _ONE_TASK_SUFFIXES) if inner.is_dir() else []
    if len(whole) + bool(single) > 1:
        raise BadInput(f"{folder}: tasks stand in {', '.join(f.name for f in [*whole, inner][:3])}; keep one of them")
    return tuple(whole or single)


def _open_suite(path: Path) -> tuple[Header, Iterator[Row]]:
    if path.is_dir():
        return _open_folder(path)
    if not path.exists():
        raise BadInput(f"{path}: no such suite file or folder; check the path")
    if path.suffix not in FILE_SUFFIXES:
        raise BadInput(f"{path}: a file of tasks ends with one of {', '.join(FILE_SUFFIXES)}; rename or convert it")
    if path.suffix == ".jsonl":
        return Header(), read_lines(path)
    return _open_document(path)


def _open_folder(folder: Path) -> tuple[Header, Iterator[Row]]:
    files = task_files(folder)
    if not files and not (folder / HEADER).exists():
        raise BadInput(f"{folder}: not a suite; it needs {HEADER} and {TASKS_FOLDER}/*.yaml or {TASKS_FILES[0]}")
    return read_header(folder), (row for file in files for row in _rows(file))


def _rows(file: Path) -> Iterator[Row]:
    return read_lines(file) if file.suffix == ".jsonl" else _open_document(file)[1]


def _open_document(file: Path) -> tuple[Header, Iterator[Row]]:
    content = load_document(file)
    if isinstance(content, dict) and "tasks" in content:
        whole = cast("dict[str, object]", content)
        header = _header({key: value for key, value in whole.items() if key != "tasks"}, Place(file))
        return header, _listed(whole["tasks"], file, ("tasks",))
    if isinstance(content, list):
        return Header(), _listed(cast("list[object]", content), file, ())
    return Header(), iter([Row(Place(file), cast("object", content))])


def _listed(tasks: object, file: Path, path: tuple[str, ...]) -> Iterator[Row]:
    if not isinstance(tasks, list):
        raise refusal(Place(file), [Problem(path, "must be a list of tasks")])
    listed = cast("list[object]", tasks)
    return (Row(Place(file, path=(*path, index)), content) for index, content in enumerate(listed))


def _header(content: object, place: Place) -> Header:
    try:
        return Header.model_validate({} if content is None else content)
    except ValidationError as error:
        raise refusal(place, misfits(Header, content, error)) from error


def _checked(rows: Iterator[Row]) -> list[Task]:
    tasks: list[Task] = []
    places: dict[str, Place] = {}
    for row in rows:
        task = _task(row)
        if task.id in places:
            text = f"the id '{task.id}' is taken by {places[task.id].at(('id',))}; give one of them another id"
            raise refusal(row.place, [Problem(("id",), text)])
        places[task.id] = row.place
        tasks.append(task)
    return tasks


def _task(row: Row) -> Task:
    content = row.content
    if not isinstance(content, dict):
        text = f"a task must be a mapping of fields, got {type(content).__name__}"
        raise refusal(row.place, [Problem((), text)])
    fields = cast("dict[str, object]", content)
    model = _model(fields, row.place)
    try:
        task = model.model_validate(fields)
    except ValidationError as error:
        raise refusal(row.place, misfits(model, fields, error)) from error
    problems = list(flaws(task))
    if problems:
        raise refusal(row.place, problems)
    return task


def _model(fields: dict[str, object], place: Place) -> type[FunctionTask] | type[PromptTask]:
    """Return the kind of task; where it is not said, only prompt tasks have an `expected` of their own."""
    kind = fields.get("kind", "prompt" if "expected" in fields else "function")
    model = _KINDS.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise refusal(place, [Problem(("kind",), f"unknown kind {kind!r}; use one of {', '.join(_KINDS)}")])
    return model
