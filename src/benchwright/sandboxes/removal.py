"""Removes folders that programs had to themselves: they may be nested deeper than Python's own removal goes."""

import subprocess
from pathlib import Path


def remove_folder(folder: str | Path) -> None:
    """Remove a folder with all it holds, as far as that is possible; nobody may be using it."""
    subprocess.run(["rm", "-rf", "--", str(folder)], check=False, capture_output=True)
