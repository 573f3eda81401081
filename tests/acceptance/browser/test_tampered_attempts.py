"""A program that reached for the verdict has no passed test, in the terminal, the export and on the page."""

import csv
import io
import json

import pytest
from playwright.sync_api import expect

from tests.acceptance.browser.chromium import Visitor
from tests.acceptance.browser.served_lab import ServedLab
from tests.acceptance.tool import Tool

RIGHT_BUT_FORGING = """```python
import sys

def double(n):
    if n == 3:
        frame = sys._getframe()
        while "channel" not in frame.f_locals:
            frame = frame.f_back
        for _ in range(3):
            frame.f_locals["channel"].send({"value": 6})
    return 2 * n
```
"""


@pytest.mark.timeout(240)
def test_no_test_of_a_tampered_attempt_is_shown_as_passed(tool: Tool, lab: ServedLab, visitor: Visitor) -> None:
    cases = [{"input": [2], "expected": 4}, {"input": [3], "expected": 6}, {"input": [4], "expected": 8}]
    reference = "def double(n):\n    return 2 * n\n"
    task = {"id": "double", "prompt": "Write double.", "entry_point": "double", "cases": cases, "reference": reference}
    tool.write("suites/forged.jsonl", json.dumps(task) + "\n")
    done = tool("run", "forged", "--response-text", RIGHT_BUT_FORGING, "--json")
    assert done.code == 0, done.err
    run = done.document["run_id"]
    (attempt,) = lab.ask(f"/api/runs/{run}/attempts")["items"]
    assert attempt["outcome"] == "tampered"
    shown = tool("attempts", "show", attempt["id"]).out
    assert "void" in shown
    assert "pass" not in shown.split("correctness")[0].split("case")[-1]
    (row,) = csv.DictReader(io.StringIO(tool("export", run, "--format", "csv").out))
    assert (row["cases_passed"], row["cases_planned"]) == ("0", "3")
    assert row["tampered"]
    visitor.go(f"/runs/{run}/attempts/{attempt['id']}?part=tests")
    expect(visitor.page.get_by_text("VOID").first).to_be_visible()
    expect(visitor.page.get_by_text("PASS", exact=True)).to_have_count(0)
    expect(visitor.page.get_by_text("no test counts as passed")).to_be_visible()
