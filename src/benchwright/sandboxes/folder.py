# ruff: noqa: PTH103, PTH120, PTH123, PTH208 - the interpreter in the sandbox would pay for pathlib
# Also runs as another user, on the sandbox's interpreter: standard library only, nothing newer than Python 3.8.
"""A program's folder: files put in, protected ones put back, artifacts taken out, whatever a program has made of it.

Every step down is taken from an open folder and never through a link, so nothing outside can be reached, read or
removed by way of it. Only regular files are read, and never more of them than is allowed.
"""

from __future__ import annotations

import os
import stat

_DOWN = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_TAKE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
MOST_ARTIFACTS = 1000
MOST_LOOKED_AT = 10_000
MOST_DEEP = 50


def put(root: str, files: dict[str, bytes]) -> None:
    """Write files (path to bytes) into a folder that nobody else has had yet."""
    for path, content in files.items():
        os.makedirs(os.path.dirname(f"{root}/{path}"), exist_ok=True)
        with open(f"{root}/{path}", "wb") as file:
            file.write(content)


def clear(root: str, path: str, aside: str, *, folder: bool) -> None:
    """Leave an empty folder or file at a path, below real folders only; what was there is moved into `aside`.

    Moving takes one call however much there is and however deep it lies. `aside` has to be on the same file system.
    """
    *parents, name = path.split("/")
    at = os.open(root, _DOWN)
    away = os.open(aside, _DOWN)
    try:
        for part in parents:
            at = _swap(at, _real_folder(at, part, away))
        os.fchmod(at, 0o755)
        _move(at, name, away)
        if folder:
            os.mkdir(name, 0o755, dir_fd=at)
        else:
            os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644, dir_fd=at))
    finally:
        os.close(at)
        os.close(away)


def take(root: str, paths: list[str], *, cap: int) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the regular files at the paths, `cap` bytes at most of all, and for the others why they were refused."""
    return _Taking(cap).take(root, paths)


class _Taking:
    """What was taken so far, and what may still be."""

    def __init__(self, cap: int) -> None:
        self._cap = cap
        self._left = cap
        self._looked_at = 0
        self.files: dict[str, bytes] = {}
        self.refused: dict[str, str] = {}

    def take(self, root: str, paths: list[str]) -> tuple[dict[str, bytes], dict[str, str]]:
        """Look at every path."""
        top = os.open(root, _DOWN)
        try:
            for path in paths:
                self._try(top, path)
        finally:
            os.close(top)
        return self.files, self.refused

    def _try(self, top: int, path: str) -> None:
        *parents, name = path.split("/")
        at = os.dup(top)
        try:
            for part in parents:
                at = _swap(at, os.open(part, _DOWN, dir_fd=at))
            self._one(at, name, path)
        except OSError as error:
            self.refused[path] = _reason(error)
        finally:
            os.close(at)

    def _one(self, at: int, name: str, path: str) -> None:
        self._looked_at += 1
        if self._looked_at > MOST_LOOKED_AT or len(self.files) >= MOST_ARTIFACTS:
            self.refused[path] = "there are too many files"
            return
        kind = os.stat(name, dir_fd=at, follow_symlinks=False).st_mode
        if stat.S_ISDIR(kind):
            self._folder(at, name, path)
        elif not stat.S_ISREG(kind):
            self.refused[path] = f"it is a {_kind(kind)}, not a regular file"
        else:
            self._file(at, name, path)

    def _folder(self, at: int, name: str, path: str) -> None:
        if path.count("/") >= MOST_DEEP:
            self.refused[path] = "it lies too deep"
            return
        inner = os.open(name, _DOWN, dir_fd=at)
        try:
            for each in sorted(os.listdir(inner)):
                try:
                    self._one(inner, each, f"{path}/{each}")
                except OSError as error:
                    self.refused[f"{path}/{each}"] = _reason(error)
                if self._looked_at > MOST_LOOKED_AT:
                    return
        finally:
            os.close(inner)

    def _file(self, at: int, name: str, path: str) -> None:
        descriptor = os.open(name, _TAKE, dir_fd=at)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                self.refused[path] = "it is not a regular file"
            elif found.st_size > self._left:
                self.refused[path] = f"it has {found.st_size} bytes; {self._left} of {self._cap} allowed are left"
            else:
                content = _read(descriptor, found.st_size)
                self._left -= len(content)
                self.files[path] = content
        finally:
            os.close(descriptor)


def _read(descriptor: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size:
        chunk = os.read(descriptor, min(size, 1 << 20))
        if not chunk:
            break
        parts.append(chunk)
        size -= len(chunk)
    return b"".join(parts)


def _real_folder(at: int, name: str, away: int) -> int:
    """Open a folder, making it one first where it is none."""
    try:
        return os.open(name, _DOWN, dir_fd=at)
    except OSError:
        os.fchmod(at, 0o755)
        _move(at, name, away)
        os.mkdir(name, 0o755, dir_fd=at)
        return os.open(name, _DOWN, dir_fd=at)


def _move(at: int, name: str, away: int) -> None:
    try:
        os.rename(name, str(len(os.listdir(away))), src_dir_fd=at, dst_dir_fd=away)
    except FileNotFoundError:
        return


def _swap(old: int, new: int) -> int:
    os.close(old)
    return new


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "it is not there"
    return f"it can't be read: {error.strerror}"


def _kind(mode: int) -> str:
    kinds = {stat.S_IFLNK: "link", stat.S_IFIFO: "FIFO", stat.S_IFSOCK: "socket"}
    return kinds.get(stat.S_IFMT(mode), "device")
