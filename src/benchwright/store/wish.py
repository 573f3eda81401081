"""What a person wants of a run that another process drives: a file in its folder, which whoever drives it reads.

A process on another machine reads it only where the runs' folder is shared with it.
"""

import os
from pathlib import Path

from pydantic import ValidationError

from benchwright.records.run import Wish

_NAME = ".wish"


def leave(folder: Path, wish: Wish) -> None:
    """Leave a wish, in place of any earlier one."""
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{_NAME}-{os.getpid()}"
    partial.write_text(wish.model_dump_json(), encoding="utf-8")
    partial.replace(folder / _NAME)


def read(folder: Path) -> Wish:
    """Return what is wanted; an empty wish where nothing is."""
    try:
        return Wish.model_validate_json((folder / _NAME).read_text(encoding="utf-8"))
    except (OSError, ValidationError):
        return Wish()


def forget(folder: Path) -> None:
    """Take the wish away, so that it does not stop the run once more when it is resumed."""
    (folder / _NAME).unlink(missing_ok=True)
