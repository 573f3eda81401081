"""The server as a person has it: `benchwright serve` in a folder of its own."""

import json
import signal
import subprocess
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.request import urlopen

from tests.acceptance.tool import Tool

PATIENCE_S = 60.0


@dataclass
class ServedLab:
    """A workspace and the server at it; `with` starts and ends the server."""

    tool: Tool
    url: str = ""
    """Address without a path, once it is served."""
    _process: subprocess.Popen[str] | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Serve: on any free port the first time, at the same address after that."""
        port = self.url.rpartition(":")[2] or "0"
        self._process = self.tool.start("serve", "--no-open", "--port", port)
        assert self._process.stderr is not None
        line = self._process.stderr.readline()
        assert "Benchwright is at" in line, line + self._process.stderr.read()
        self.url = line.partition("Benchwright is at")[2].split()[0]

    def ask(self, path: str) -> Any:
        """Return what the API says."""
        with urlopen(self.url + path, timeout=PATIENCE_S) as reply:  # noqa: S310 - loopback
            return json.loads(reply.read())

    def stop(self) -> None:
        """End the server as Ctrl-C does."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """End the server without giving it a chance to tidy up."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.send_signal(how)
        process.communicate(timeout=PATIENCE_S)
