"""Saved configs in the config file: the one place they are kept, whether a page or a hand wrote them."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from benchwright.configs import editing
from benchwright.configs.config import Config, SavedConfig, changes, saved_config, written
from benchwright.errors import BadInput, EditConflict, NameTaken, UnknownName
from benchwright.settings import ConfigFile, parse_config

Edit = Callable[[], str]


def list_configs(path: Path) -> tuple[SavedConfig, ...]:
    """Return the configs of a file in its order; none where there is no file. Raise BadInput for a broken one."""
    return tuple(saved_config(entry) for entry in _parsed(_text(path), path).models)


def find_config(path: Path, name: str) -> SavedConfig:
    """Return the config of a name; raise UnknownName where there is none."""
    found = list_configs(path)
    return found[_place(found, name)]


def create_config(path: Path, config: Config) -> SavedConfig:
    """Add a config; raise NameTaken where another one has its name. The file is made where there is none."""
    with _held(path):
        text, found = _text(path), list_configs(path)
        _check_name(config.name, (one.config.name for one in found))
        _write(path, [lambda: editing.added(text, written(config))], [*_entries(text), written(config)])
    return find_config(path, config.name)


def replace_config(path: Path, name: str, config: Config, *, version: str | None) -> SavedConfig:
    """Change a config, what only the file says kept; raise EditConflict where `version` is not its version."""
    with _held(path):
        text, found = _text(path), list_configs(path)
        place = _place(found, name)
        old = _unchanged(found[place], version)
        _check_name(config.name, (one.config.name for one in found if one is not old))
        entries = _entries(text)
        fields = changes(old.config, config, entries[place])
        entry = {field: value for field, value in entries[place].items() if field not in fields}
        entry |= {field: value for field, value in fields.items() if value is not None}
        ways = [lambda: editing.changed(text, place, fields), lambda: editing.rewritten(text, place, entry)]
        _write(path, ways, [*entries[:place], entry, *entries[place + 1 :]])
    return find_config(path, config.name)


def delete_config(path: Path, name: str, *, version: str | None) -> SavedConfig:
    """Take a config out of the file and return it; raise EditConflict where `version` is not its version."""
    with _held(path):
        text, found = _text(path), list_configs(path)
        place = _place(found, name)
        gone = _unchanged(found[place], version)
        entries = _entries(text)
        _write(path, [lambda: editing.removed(text, place)], [*entries[:place], *entries[place + 1 :]])
    return gone


def _place(found: Sequence[SavedConfig], name: str) -> int:
    names = [one.config.name for one in found]
    if name not in names:
        raise UnknownName("saved config", name, names)
    return names.index(name)


def _check_name(name: str, others: Iterable[str]) -> None:
    if name in others:
        raise NameTaken(
            "name", name, f"a config named '{name}' is there already; choose another name, or edit that one"
        )


def _unchanged(saved: SavedConfig, version: str | None) -> SavedConfig:
    if version is not None and version != saved.version:
        raise EditConflict(
            f"config '{saved.config.name}' was changed meanwhile: it has version {saved.version}, the edit was made "
            f"from {version}. Load it again and repeat the edit."
        )
    return saved


def _write(path: Path, ways: Iterable[Edit], wanted: Sequence[dict[str, Any]]) -> None:
    """Write the first text that says the same as before but for its models, which are those that are wanted."""
    before: dict[str, Any] = yaml.safe_load(_text(path)) or {}
    for way in ways:
        try:
            text = way()
            fits = yaml.safe_load(text) == before | {"models": list(wanted)}
        except (editing.Unfit, yaml.YAMLError, ValueError):
            continue
        if fits:
            _parsed(text, path)
            _replace(path, text)
            return
    raise BadInput(f"{path} is written in a way that can't be changed from here without loss; edit it by hand")


def _entries(text: str) -> list[dict[str, Any]]:
    content: Any = yaml.safe_load(text) or {}
    return list(content.get("models") or [])


def _parsed(text: str, path: Path) -> ConfigFile:
    return parse_config(text, path)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode() if path.is_file() else ""
    except (UnicodeDecodeError, OSError) as error:
        raise BadInput(f"can't read {path}: {error}") from error


def _replace(path: Path, text: str) -> None:
    """Put the text in place of the file at once, so that nobody ever reads half of it."""
    target = path.resolve()
    number, partial = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    try:
        with os.fdopen(number, "wb") as file:
            file.write(text.encode())
            os.fchmod(file.fileno(), target.stat().st_mode & 0o777 if target.exists() else 0o644)
        Path(partial).replace(target)
    except OSError as error:
        Path(partial).unlink(missing_ok=True)
        raise BadInput(f"can't write {path}: {error.strerror}; make its folder writable") from error


@contextmanager
def _held(path: Path) -> Generator[None]:
    """Let one at a time, of all processes, change the file."""
    try:
        folder = os.open(path.resolve().parent, os.O_RDONLY)
    except OSError as error:
        raise BadInput(f"can't open the folder of {path}: {error.strerror}") from error
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)
