"""The workspace with its saved configs as the config file has them now, whoever changed it."""

from pathlib import Path
from threading import Lock

from benchwright.errors import BadInput
from benchwright.records.workspace import Workspace
from benchwright.settings import CONFIG_NAME, load_models

_Stamp = tuple[int, int, int] | None


class LiveWorkspace:
    """Everything else of a workspace is read once, when the server starts."""

    def __init__(self, workspace: Workspace) -> None:
        self.config_file = workspace.config_file or workspace.root / CONFIG_NAME
        self._workspace = workspace.model_copy(update={"config_file": self.config_file})
        self._lock = Lock()
        self._seen = _stamp(self.config_file)

    def now(self) -> Workspace:
        """Return the workspace; while the file is broken, with the configs it had before."""
        stamp = _stamp(self.config_file)
        with self._lock:
            if stamp != self._seen:
                self._seen = stamp
                try:
                    models = load_models(self._workspace)
                except BadInput:  # said by whoever asks for the configs themselves
                    return self._workspace
                self._workspace = self._workspace.model_copy(update={"models": models})
            return self._workspace


def _stamp(path: Path) -> _Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
