import json

import pytest

from tests.acceptance.tool import Tool
from tests.foreign_server import llmock


@pytest.mark.parametrize("stream", ["--stream", "--no-stream"])
def test_a_run_against_a_server_that_is_not_ours(tool: Tool, stream: str) -> None:
    rows = [
        {"kind": "prompt", "id": f"q{n}", "prompt": f"hello {n}", "expected": f"hello {n}", "match": "contains"}
        for n in range(20)
    ]
    suite = tool.write("echo.jsonl", "".join(json.dumps(row) + "\n" for row in rows))
    with llmock() as url:
        model = ["--model", "openai-compatible/gpt-4o", "--base-url", f"{url}/v1", stream]
        done = tool("run", str(suite), *model, "--json")
    assert done.code == 0, done.err
    (candidate,) = done.document["candidates"]
    assert (candidate["passed"], candidate["attempts"]) == (20, 20)
    assert candidate["tokens"] > 0
    assert candidate["latency_s"]["p50"] > 0
