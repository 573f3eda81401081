"""Files into rows: raw content of tasks with the place it stands at. Knows no fields; `reading.py` does."""

import gzip
import json
import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NoReturn

from yaml import MarkedYAMLError, YAMLError

from benchwright.errors import BadInput
from benchwright.suites.plain_yaml import line_of, load_yaml, refuse_half_pairs

Steps = tuple[str | int, ...]
"""Steps into nested content: field names and list positions."""

YAML_SUFFIXES = (".yaml", ".yml")
FILE_SUFFIXES = (*YAML_SUFFIXES, ".json", ".jsonl")
"""What files of tasks end with."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands."""

    file: Path
    line: int | None = None
    """1-based line of a row in a JSONL file; None: found by the path where it is needed."""
    path: Steps = ()
    """Steps from the top of the file to the row."""

    def at(self, path: Steps = ()) -> str:
        """Return `file:line` of a field of the row, or the file alone where the line can't be known."""
        line = self.line or line_of(read_text(self.file), (*self.path, *path))
        return f"{self.file}:{line}" if line else str(self.file)


@dataclass(frozen=True, slots=True)
class Row:
    """One task's raw content."""

    place: Place
    content: object


def read_text(file: Path) -> str:
    """Return a file's text; raise BadInput where it can't be read."""
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(file, error) from error
    except OSError as error:
        raise _unreadable(file, error) from error


def load_document(file: Path) -> object:
    """Return the content of a whole YAML or JSON file; raise BadInput with the line where it is malformed."""
    text = read_text(file)
    if file.suffix in YAML_SUFFIXES:
        return _parse_yaml(text, file)
    return _parse_json(text, file)


def read_lines(file: Path) -> Iterator[Row]:
    """Yield the rows of a JSONL file, gzipped or not, one by one; raise BadInput with the line of a bad one."""
    try:
        with _open(file) as stream:
            for number, line in enumerate(stream, 1):
                if not line.isspace():
                    yield Row(Place(file, number), _parse_json(line.rstrip("\n"), file, number))
    except UnicodeDecodeError as error:
        raise _not_utf8(file, error) from error
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(file, error) from error


def _open(file: Path) -> IO[str]:
    if file.suffix == ".gz":
        return gzip.open(file, "rt", encoding="utf-8-sig", newline="\n")
    return file.open(encoding="utf-8-sig", newline="\n")


def _parse_yaml(text: str, file: Path) -> object:
    try:
        return load_yaml(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f":{mark.line + 1}" if mark else ""
        raise BadInput(f"{file}{line}: not valid YAML: {error.problem or error.context}") from error
    except YAMLError as error:
        raise BadInput(f"{file}: not valid YAML: {error}") from error


def _parse_json(text: str, file: Path, line: int | None = None) -> object:
    try:
        return json.loads(text, object_pairs_hook=_mapping, parse_constant=_non_finite, parse_float=_float)
    except json.JSONDecodeError as error:
        place = f"{file}:{line or error.lineno}"
        raise BadInput(f"{place}: not valid JSON: {error.msg} (column {error.colno})") from error
    except (ValueError, RecursionError) as error:
        place = f"{file}:{line}" if line else str(file)
        raise BadInput(f"{place}: not usable JSON: {error}") from error


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) != len(pairs):
        _refuse_twice(pairs)
    for name in mapping:
        if not name.isascii():
            refuse_half_pairs(name)
    return mapping


def _refuse_twice(pairs: list[tuple[str, Any]]) -> NoReturn:
    names = [name for name, _ in pairs]
    twice = next(name for name in names if names.count(name) > 1)
    raise ValueError(f"the key '{twice}' stands twice in one object; remove one of them")


def _float(text: str) -> float | dict[str, str]:
    """Build a float; one too large for it is infinite, and written as the notation for that."""
    value = float(text)
    return value if math.isfinite(value) else {"$float": repr(value)}


def _non_finite(text: str) -> dict[str, str]:
    return {"$float": {"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}[text]}


def _not_utf8(file: Path, error: UnicodeDecodeError) -> BadInput:
    return BadInput(f"{file}: not UTF-8 text ({error.reason} at byte {error.start}); save the file as UTF-8")


def _unreadable(file: Path, error: OSError | EOFError | zlib.error) -> BadInput:
    reason = getattr(error, "strerror", None) or str(error)
    return BadInput(f"{file}: can't be read: {reason}")
