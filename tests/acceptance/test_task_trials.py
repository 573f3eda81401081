import json

from tests.acceptance.tool import Tool

GOOD = {
    "id": "good",
    "prompt": "Add.",
    "entry_point": "add",
    "reference": "def add(a, b):\n    return a + b\n",
    "cases": [{"input": [1, 2], "expected": 3}],
}
BAD = GOOD | {"id": "bad", "reference": "def add(a, b):\n    return a - b\n"}
TRIVIAL = GOOD | {"id": "trivial", "starter": "def add(a, b):\n    return 3\n"}


def test_tasks_that_cannot_be_trusted_here_are_left_out_by_name(tool: Tool) -> None:
    suite = tool.write("suite.jsonl", "".join(json.dumps(task) + "\n" for task in (GOOD, BAD, TRIVIAL)))
    done = tool("run", str(suite), "-m", "baseline/reference", "--json")
    assert done.code == 0, done.err
    assert done.document["planned"] == 1
    assert done.document["quarantined"].keys() == {"bad", "trivial"}
    assert "got -1, not 3" in done.document["quarantined"]["bad"]
    assert "starter" in done.document["quarantined"]["trivial"]
    again = tool("resume", "latest", "--json").document
    assert (again["planned"], again["finished"], again["quarantined"]) == (1, 1, done.document["quarantined"])


def test_a_suite_of_broken_tasks_is_refused(tool: Tool) -> None:
    suite = tool.write("suite.jsonl", json.dumps(BAD) + "\n")
    done = tool("run", str(suite), "-m", "baseline/reference", "--json")
    assert done.code == 2
    assert "bad" in done.err
