"""Every page of a lab, by a name and an address."""

import json
from typing import NamedTuple
from urllib.parse import quote

from tests.acceptance.browser.served_lab import ServedLab

EMPTY = {
    "home": "/",
    "launch": "/launch",
    "runs": "/runs",
    "leaderboard": "/leaderboard",
    "compare": "/compare",
    "analytics": "/analytics",
    "suites": "/suites",
    "reports": "/reports",
    "settings": "/settings",
    "lost": "/no-such-page",
}
"""The pages of a lab where nothing has been measured."""


PARTS = ("overview", "tests", "code", "prompt", "response", "output", "files", "repeat")
"""What an attempt's page is divided into."""
SECTIONS = ("providers", "configs", "machine", "prices", "page", "about")
"""What the page of settings is divided into."""


class Measured(NamedTuple):
    """A finished run, for the pages that show one."""

    run_id: str
    attempt_id: str
    """One whose code ran and failed."""
    task_id: str
    candidates: tuple[str, ...]


def measure(lab: ServedLab, *more: str) -> Measured:
    """Run the shipped suite against the offline baselines, to its end."""
    names = ("baseline/reference", "baseline/mutant", "baseline/empty")
    models = [part for name in names for part in ("--model", name)]
    done = lab.tool("run", "assistant", *models, "--json", *more)
    assert done.code == 0, done.err
    run_id: str = done.document["run_id"]
    failed = lab.ask(f"/api/runs/{run_id}/attempts?outcome=failed&candidate=baseline/mutant")["items"]
    return Measured(run_id, failed[0]["id"], failed[0]["task_id"], names)


def full(measured: Measured) -> dict[str, str]:
    """Return the pages of a lab that has measured something, each where there is most to see."""
    run = measured.run_id
    compared = json.dumps([f"{run}|{name}" for name in measured.candidates])
    attempt = f"/runs/{run}/attempts/{measured.attempt_id}"
    return {
        **{name: path for name, path in EMPTY.items() if name not in ("settings", "lost")},
        "launch": "/launch?suite=assistant&with=baseline%2Freference&budget=1",
        "run": f"/runs/{run}?about=open",
        **{f"attempt-{part}": f"{attempt}?part={part}" for part in PARTS},
        "compare": f"/compare?with={quote(compared)}&task={quote(measured.task_id)}",
        "suite": "/suites?suite=assistant",
        "task": f"/suites?suite=assistant&task={quote(measured.task_id)}",
        "report": f"/reports?run={run}",
        **{f"settings-{section}": f"/settings?section={section}" for section in SECTIONS},
    }
