"""What isolating sandboxes show of this machine: the system's programs and libraries, and the interpreter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchwright.errors import SandboxError
from benchwright.sandboxes.interpreter import GuestPython

_PACKAGE = Path(__file__).resolve().parents[1]
_LIBRARY_LINKS = ("bin", "sbin", "lib", "lib32", "lib64", "libx32")
_USR = Path("/usr")
_LOCAL = Path("/usr/local")


@dataclass(frozen=True)
class Shown:
    """Places that a sandbox has in common with this machine."""

    folders: tuple[str, ...]
    """Shown read-only where they are here."""
    links: Mapping[str, str]
    """Path to target, as they are here."""
    emptied: tuple[str, ...]
    """Folders in those that are empty inside."""


def shown_of_this_machine(python: GuestPython, hidden: Sequence[Path] = ()) -> Shown:
    """Return the places of the tool chain: /usr, the interpreter's own folder if it is elsewhere, nothing of ours.

    Raise SandboxError where what is to be hidden holds the tool chain itself.
    """
    folders, links, emptied = [_USR], dict[str, str](), list[Path]()
    for path in (Path("/", name) for name in _LIBRARY_LINKS):
        if path.is_symlink():
            links[str(path)] = str(path.readlink())
        elif path.is_dir():
            folders.append(path)
    prefix = Path(python.prefix).resolve()
    if not prefix.is_relative_to(_LOCAL) and _LOCAL.is_dir():
        emptied.append(_LOCAL)
    if not prefix.is_relative_to(_USR):
        folders.append(prefix)
    for folder in sorted({_PACKAGE, *(each.resolve() for each in hidden)}):
        if any(folder.is_relative_to(root) for root in (_USR, prefix)):
            emptied += _hiding(folder, python)
    return Shown(tuple(map(str, folders)), links, tuple(map(str, emptied)))


def _hiding(folder: Path, python: GuestPython) -> list[Path]:
    if any(Path(each).resolve().is_relative_to(folder) for each in (python.prefix, python.path)):
        raise SandboxError(f"{folder} holds the Python that programs run on; keep workspaces and suites elsewhere")
    return [folder] if folder.is_dir() else []
