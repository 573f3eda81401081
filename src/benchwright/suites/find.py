"""Suites by name or path, and what suites there are."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from benchwright.errors import BadInput, UnknownName
from benchwright.records.record import Record
from benchwright.records.task import Suite
from benchwright.suites.documents import FILE_SUFFIXES, load_document
from benchwright.suites.reading import HEADER, Header, read_header, read_suite, task_files

SHIPPED = Path(__file__).parents[1] / "catalog"
"""The folder of the suites that come with the package."""


class SuiteEntry(Record):
    """A suite as a list shows it: its header is read, its tasks are only counted."""

    name: str
    path: str
    version: str = "1"
    title: str = ""
    description: str = ""
    license: str = ""
    tasks: int
    """How many tasks there seem to be; a full reading may refuse some."""


def find_suite(name_or_path: str, *, folders: Sequence[Path]) -> Suite:
    """Read a suite by path, or by name from the first folder that has it; raise UnknownName listing the known ones."""
    path = Path(name_or_path)
    if path.exists() or os.sep in name_or_path:
        return read_suite(path)
    places = list(_places(folders))
    for place in places:
        if _name(place) == name_or_path:
            return read_suite(place, name=name_or_path)
    known = sorted({_name(place) for place in places})
    raise UnknownName("suite", name_or_path, known, "A path to a suite's folder or file works too.")


def list_suites(folders: Sequence[Path]) -> tuple[SuiteEntry, ...]:
    """Return the suites of the folders, sorted by name; of two with one name, the first folder's."""
    entries: dict[str, SuiteEntry] = {}
    for place in _places(folders):
        entry = _entry(place)
        entries.setdefault(entry.name, entry)
    return tuple(sorted(entries.values(), key=lambda entry: entry.name))


def _places(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from (path for path in sorted(folder.iterdir()) if _is_suite(path))


def _is_suite(path: Path) -> bool:
    if path.is_dir():
        return (path / HEADER).is_file()
    return path.suffix in FILE_SUFFIXES


def _name(place: Path) -> str:
    try:
        return _header(place).name or place.stem
    except BadInput:  # a broken suite must not stand in the way of the others
        return place.stem


def _header(place: Path) -> Header:
    return read_header(place) if place.is_dir() else Header()


def _entry(place: Path) -> SuiteEntry:
    try:
        header = _header(place)
        count = sum(map(_count, task_files(place) if place.is_dir() else (place,)))
    except BadInput as error:
        return SuiteEntry(name=place.stem, path=str(place), title=f"can't be read: {error}", tasks=0)
    shown = header.model_dump(include={"version", "title", "description", "license"})
    return SuiteEntry(name=header.name or place.stem, path=str(place), tasks=count, **shown)


def _count(file: Path) -> int:
    if file.suffix == ".jsonl":
        with file.open("rb") as stream:
            return sum(1 for line in stream if not line.isspace())
    if file.parent.name == "tasks":
        return 1
    return _length(load_document(file))


def _length(content: object) -> int:
    tasks = cast("dict[str, object]", content).get("tasks") if isinstance(content, dict) else content
    return len(cast("list[object]", tasks)) if isinstance(tasks, list) else 1
