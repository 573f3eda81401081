"""The command line as a person has it: a process in a folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

BENCHWRIGHT = str(Path(sys.executable).parent / "benchwright")
REPO = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document on standard output."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Tool:
    """Runs `benchwright` in a folder, with a clean environment."""

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict[str, str])

    def __call__(self, *arguments: str, **env: str) -> Done:
        done = subprocess.run(
            [BENCHWRIGHT, *arguments],
            cwd=self.folder,
            env=self.environment(env),
            capture_output=True,
            text=True,
            timeout=110,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command, at the head of a process group, and leave it running."""
        return subprocess.Popen(
            [BENCHWRIGHT, *arguments],
            cwd=self.folder,
            env=self.environment({}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """Return the variables a command gets: nothing of a provider's."""
        engine = {name: os.environ[name] for name in ("DOCKER_HOST",) if name in os.environ}
        return {"PATH": os.environ["PATH"], **engine, "HOME": str(self.folder), "COLUMNS": "120", **self.env, **more}

    def write(self, name: str, text: str) -> Path:
        """Write a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def write_questions(self, count: int, *, name: str = "questions.jsonl", mark: str = "") -> Path:
        """Write a suite of one-question tasks; the scripted server answers 42."""
        rows = [
            {
                "kind": "prompt",
                "id": f"q{number}",
                "prompt": f"Question {number}{mark}: what is 6 x 7?",
                "expected": "42",
            }
            for number in range(count)
        ]
        return self.write(name, "".join(json.dumps(row) + "\n" for row in rows))


def humaneval_file() -> Path:
    """Return the published problems: `data/` in $BENCHWRIGHT_SHARED, else in `shared` beside the checkout."""
    named = os.environ.get("BENCHWRIGHT_SHARED")
    return (Path(named) if named else REPO.parent / "shared") / "data" / "HumanEval.jsonl.gz"


def counts(url: str) -> dict[str, int]:
    """Ask the scripted server what it was asked."""
    with urlopen(f"{url}/counts", timeout=5) as reply:  # noqa: S310 - loopback
        return json.loads(reply.read())
