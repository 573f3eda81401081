"""Two runs that ask the same at the same time: every answer is bought once, and both have it."""

from collections.abc import Callable

from tests.acceptance.tool import Tool, counts

QUESTIONS = 60


def test_no_answer_is_bought_twice(tool: Tool, server: Callable[..., str]) -> None:
    url = server("--latency-s", "0.1")
    suite = tool.write_questions(QUESTIONS)
    model = ["--model", "openai-compatible/scripted", "--base-url", f"{url}/v1", "--concurrency", "4"]
    tool("runs")  # makes the workspace's database
    processes = [tool.start("run", str(suite), *model, "--json") for _ in range(2)]
    ended = [(process.communicate()[0], process.returncode) for process in processes]
    assert [code for _, code in ended] == [0, 0]
    assert counts(url)["calls"] == QUESTIONS
