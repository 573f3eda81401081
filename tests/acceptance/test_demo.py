"""`make demo` as a person has it: at a terminal, with Ctrl-C; and where there is neither."""

import os
import pty
import re
import select
import subprocess
import time
from collections.abc import Generator
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.acceptance.tool import REPO

DEMO = REPO / "scripts" / "demo"
ADDRESS = re.compile(r"Benchwright is at \S*?(http://127\.0\.0\.1:\d+)(/runs/run_\w+)")
PATIENCE_S = 200
CTRL_C = b"\x03"


class Terminal:
    """A command at a terminal of its own, which is its session's, so that keys reach it as signals."""

    def __init__(self, *command: str | Path, environment: dict[str, str]) -> None:
        self._keyboard, screen = pty.openpty()
        self._process = subprocess.Popen(
            ["setsid", "--ctty", *command], env=environment, stdin=screen, stdout=screen, stderr=screen
        )
        os.close(screen)
        self.shown = ""

    def wait_for(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """Read until the terminal shows what is looked for."""
        until = time.monotonic() + PATIENCE_S
        while (found := pattern.search(self.shown)) is None:
            assert time.monotonic() < until, f"not shown in {PATIENCE_S} s: {pattern.pattern}; but: {self.shown}"
            assert self._read(), f"it ended: {self.shown}"
        return found

    def press(self, key: bytes) -> None:
        os.write(self._keyboard, key)

    def exit_code(self) -> int:
        """Wait for the end."""
        while self._read():
            pass
        return self._process.wait(timeout=PATIENCE_S)

    def close(self) -> None:
        """Hang up, so that whatever still runs there is told."""
        os.close(self._keyboard)
        self._process.wait(timeout=PATIENCE_S)

    def _read(self) -> bool:
        """Take what is shown next, for a second at most; return whether there can be more."""
        if not select.select([self._keyboard], [], [], 1)[0]:
            return True
        try:
            shown = os.read(self._keyboard, 65536)
        except OSError:  # how a terminal says that nobody is left to write
            return False
        self.shown += shown.decode(errors="replace")
        return bool(shown)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Of a person without a display, and not of CI."""
    kept = {name: os.environ[name] for name in ("PATH", "DOCKER_HOST") if name in os.environ}
    return {**kept, "HOME": str(tmp_path), "TERM": "xterm", "COLUMNS": "120"}


@pytest.fixture
def demo(tmp_path: Path, environment: dict[str, str]) -> Generator[Terminal]:
    terminal = Terminal("make", "-C", REPO, "demo", f"FOLDER={tmp_path / 'runs'}", environment=environment)
    yield terminal
    terminal.close()


@pytest.mark.timeout(300)
def test_the_demo_ends_with_its_run_on_a_page_until_ctrl_c(demo: Terminal) -> None:
    address, path = demo.wait_for(ADDRESS).groups()
    with urlopen(address + path, timeout=30) as page:  # noqa: S310 - loopback
        assert '<div id="root">' in page.read().decode()
    with urlopen(f"{address}/api{path}", timeout=30) as run:  # noqa: S310 - loopback
        assert '"status":"finished"' in run.read().decode()
    demo.press(CTRL_C)
    assert demo.exit_code() == 0, demo.shown


@pytest.mark.timeout(300)
def test_without_a_terminal_the_demo_ends_by_itself(tmp_path: Path, environment: dict[str, str]) -> None:
    command = [DEMO, "page", tmp_path / "runs"]
    done = subprocess.run(
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"benchwright serve --output-dir {tmp_path / 'runs'}" in done.stdout
