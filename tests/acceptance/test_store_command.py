"""The command line on each kind of database: runs, the leaderboard, and the check of the summaries."""

import json

from tests.acceptance.tool import Tool
from tests.unit.store import neighbour


def _suite(tool: Tool) -> str:
    tasks = [{"kind": "prompt", "id": f"q{number}", "prompt": "6 x 7?", "expected": "42"} for number in range(3)]
    return str(tool.write("questions.jsonl", "\n".join(map(json.dumps, tasks))))


def test_a_run_is_kept_ranked_and_a_wrong_summary_made_anew(tool: Tool, database_url: str) -> None:
    done = tool("run", _suite(tool), "-m", "baseline/reference", "--json", DATABASE_URL=database_url)
    assert (done.code, done.document["candidates"][0]["passed"]) == (0, 3)
    board = tool("leaderboard", "--json", DATABASE_URL=database_url)
    assert board.document[0]["candidates"][0]["scored_only"] == 1.0
    neighbour.do(database_url, "UPDATE suite_cells SET cost_usd = 9 WHERE difficulty = '*' AND language = '*'")
    wrong = tool("store", "check", "--json", DATABASE_URL=database_url)
    assert (wrong.code, wrong.document["drift"]) == (1, ["questions, baseline/reference, all, all"])
    assert tool("store", "rebuild", DATABASE_URL=database_url).code == 0
    right = tool("store", "check", DATABASE_URL=database_url)
    assert (right.code, "every summary is what the attempts say" in right.out) == (0, True)
    kind = "SQLite" if database_url.startswith("sqlite") else "PostgreSQL"
    assert kind in tool("doctor", "--json", DATABASE_URL=database_url).document["database"]["detail"]
