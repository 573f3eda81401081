"""The quickstart is followed word by word: its `sh` blocks, in order, in one shell in an empty folder."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.acceptance.tool import BENCHWRIGHT, REPO, Tool

BLOCKS = re.findall(r"^```sh\n(.*?)^```", (REPO / "docs" / "quickstart.md").read_text(), flags=re.DOTALL | re.MULTILINE)


@pytest.mark.timeout(300)
def test_every_command_of_the_quickstart_works(tool: Tool) -> None:
    assert len(BLOCKS) >= 6
    env = tool.environment({"PATH": f"{Path(BENCHWRIGHT).parent}:{tool.environment({})['PATH']}"})
    script = "set -e\n" + "\n".join(BLOCKS)
    done = subprocess.run(
        ["bash", "-c", script], cwd=tool.folder, env=env, capture_output=True, text=True, timeout=290, check=False
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "baseline/reference" in (tool.folder / "lab" / "report.md").read_text()
    assert "1 of 1 tasks proved" in done.stdout
