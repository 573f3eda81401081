"""Find a stored file of an attempt. No part of a path comes from whoever asks: names are looked up."""

from pathlib import Path

from benchwright.errors import UnknownName
from benchwright.store.store import Store


def find_artifact(store: Store, run_id: str, attempt_id: str, name: str) -> Path:
    """Return the file of that name; raise UnknownName listing those there are."""
    attempt = store.attempt(attempt_id)
    if attempt.run_id != run_id or attempt.id != attempt_id:
        raise UnknownName("attempt of this run", attempt_id, ())
    folder, names = store.artifact_names(attempt)
    path = store.run_folder(run_id) / folder / name
    if name not in names or path.is_symlink():
        raise UnknownName("file", name, names)
    return path
