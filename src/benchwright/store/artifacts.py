"""What a person can read without the database: a folder of text files for each attempt, a summary for each run.

`<run>/<task>__<candidate>__sample00/` holds prompt.txt, response.txt, solution.py (where there is code), stdout.log and
stderr.log (where code ran). The database holds the same and is what counts, so the files are not forced to disk.
"""

import os
import re
import shutil
from pathlib import Path
from tempfile import TemporaryFile

from benchwright.errors import BadInput
from benchwright.records.attempt import Attempt
from benchwright.records.digest import digest_of
from benchwright.records.summary import RunSummary

_LONGEST = 200
"""Bytes of a folder name; file systems take 255."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._/-]|^\.|_(?=_)|(?<=_)_|^_|_$")
_SUFFIXES = {"text": "txt", "javascript": "js", "typescript": "ts", "rust": "rs", "go": "go", "cpp": "cpp"}


def path_safe(name: str) -> str:
    """Write a name so that it is one folder's name: `/` as `~`, anything unusual as `=XX`. Different names stay so."""
    escaped = _UNSAFE.sub(_escape, name).replace("/", "~")
    return escaped if len(escaped) <= _LONGEST else f"{escaped[: _LONGEST - 20]}=={digest_of(name)[:16]}"


def attempt_folder(task_id: str, candidate: str, sample: int) -> str:
    """Name of an attempt's folder; `__` occurs only between its parts."""
    name = f"{path_safe(task_id)}__{path_safe(candidate)}__sample{sample:02d}"
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 20]}=={digest_of(name)[:16]}"


class Artifacts:
    """The folder with one folder for each run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: set[str] = set()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise BadInput(
                f"the output folder {folder} can't be written ({error.strerror or error}). "
                "Make it writable, or choose another one."
            ) from error

    @property
    def folder(self) -> Path:
        """The folder itself."""
        return self._folder

    def run_folder(self, run_id: str) -> Path:
        """Folder of a run; it exists once something was written."""
        return self._folder / path_safe(run_id)

    def names(self, attempt: Attempt) -> tuple[str, tuple[str, ...]]:
        """Return the name of an attempt's folder, and those of the files in it, sorted; none where it is gone."""
        name = attempt_folder(attempt.task_id, attempt.candidate, attempt.sample)
        folder = self.run_folder(attempt.run_id) / name
        return name, tuple(sorted(path.name for path in folder.iterdir())) if folder.is_dir() else ()

    def remove_run(self, run_id: str) -> None:
        """Remove a run's folder, if there is one."""
        shutil.rmtree(self.run_folder(run_id), ignore_errors=True)
        self._known.discard(os.fspath(self.run_folder(run_id)))

    def write_attempt(self, attempt: Attempt) -> None:
        """Write an attempt's files; the folder appears whole, and replaces the one from an earlier try."""
        texts = _texts(attempt)
        if not texts:
            return
        run = os.fspath(self.run_folder(attempt.run_id))
        if run not in self._known:
            Path(run).mkdir(exist_ok=True)
            self._known.add(run)
        partial = f"{run}/.partial-{attempt.id}"
        _make_empty(partial)
        for name, text in texts:
            _write(f"{partial}/{name}", text.encode("utf-8", "replace"))
        _put_in_place(partial, f"{run}/{attempt_folder(attempt.task_id, attempt.candidate, attempt.sample)}")

    def write_summary(self, summary: RunSummary) -> None:
        """Write a run's summary.json, and latest_summary.json beside the runs."""
        text = (summary.model_dump_json(indent=2) + "\n").encode()
        folder = self.run_folder(summary.run_id)
        folder.mkdir(exist_ok=True)
        for path in (folder / "summary.json", self._folder / "latest_summary.json"):
            partial = path.with_name(f".{path.name}-{os.getpid()}")
            partial.write_bytes(text)
            partial.replace(path)


def _texts(attempt: Attempt) -> list[tuple[str, str]]:
    texts: list[tuple[str, str]] = []
    if attempt.answer is not None:
        texts += [("prompt.txt", attempt.answer.prompt), ("response.txt", attempt.answer.text)]
        if attempt.answer.code:
            texts.append((f"solution.{_SUFFIXES.get(attempt.language, 'py')}", attempt.answer.code))
    if attempt.execution is not None:
        texts += [("stdout.log", attempt.execution.stdout), ("stderr.log", attempt.execution.stderr)]
    return texts


def _make_empty(folder: str) -> None:
    try:
        os.mkdir(folder)  # noqa: PTH102 -- once for each attempt: plain paths cost a fraction of Path objects
    except FileExistsError:
        # Left by a process that was killed; nobody else writes this attempt.
        shutil.rmtree(folder)
        Path(folder).mkdir()


def _write(path: str, text: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        written = os.write(file, text)
        while written < len(text):  # a full disk shows as a short write first, and as an error on the next
            written += os.write(file, text[written:])
    finally:
        os.close(file)


def _put_in_place(partial: str, folder: str) -> None:
    try:
        os.rename(partial, folder)  # noqa: PTH104 -- as above
    except OSError:
        if not Path(folder).is_dir():
            raise
        shutil.rmtree(folder)
        Path(partial).rename(folder)


def _escape(found: re.Match[str]) -> str:
    return "".join(f"={byte:02X}" for byte in found.group().encode("utf-8", "surrogatepass"))
