"""What a candidate or a suite's author writes is shown, and never run by the browser."""

import json

import pytest
from playwright.sync_api import expect

from tests.acceptance.browser.chromium import Visitor
from tests.acceptance.browser.every_page import PARTS
from tests.acceptance.browser.served_lab import ServedLab
from tests.acceptance.tool import Tool

BITE = "<img src=x onerror=\"window.bitten=1;alert('bitten')\"><script>window.bitten=1</script>"
ANSWER = f"""{BITE}
```python
# {BITE}
print({BITE!r})
def double(n):
    return {BITE!r}
```
"""


@pytest.mark.timeout(240)
def test_html_and_script_in_an_answer_stay_text_everywhere(tool: Tool, lab: ServedLab, visitor: Visitor) -> None:
    task = {
        "id": "double",
        "prompt": f"Write double. {BITE}",
        "entry_point": "double",
        "cases": [{"input": [2], "expected": 4}],
        "reference": "def double(n):\n    return 2 * n\n",
        "tags": [BITE[:30]],
    }
    tool.write("suites/hostile.jsonl", json.dumps(task) + "\n")
    done = tool("run", "hostile", "--response-text", ANSWER, "--json")
    assert done.code == 0, done.err
    run = done.document["run_id"]
    (attempt,) = lab.ask(f"/api/runs/{run}/attempts")["items"]
    page = visitor.page
    for part in PARTS:
        visitor.go(f"/runs/{run}/attempts/{attempt['id']}?part={part}")
        assert page.evaluate("() => window.bitten") is None, part
    visitor.go(f"/runs/{run}/attempts/{attempt['id']}?part=response")
    expect(page.get_by_text('<img src=x onerror="window.bitten=1').first).to_be_visible()
    for path in (
        f"/runs/{run}",
        "/runs",
        "/",
        "/suites?suite=hostile&task=double",
        f"/reports?run={run}",
        "/analytics",
    ):
        visitor.go(path)
        assert page.evaluate("() => window.bitten") is None, path
    visitor.go(f"/reports?run={run}")
    for frame in page.frames:
        assert frame.evaluate("() => window.bitten") is None, "the preview of a report"
