"""Rate limits, server errors, broken answers and budgets, over real HTTP."""

from collections.abc import Callable

import pytest

from tests.acceptance.tool import Tool, counts


@pytest.mark.parametrize("stream", ["--stream", "--no-stream"])
def test_no_attempt_is_lost_to_rate_limits_and_errors(tool: Tool, server: Callable[..., str], stream: str) -> None:
    url = server("--rate-limit", "0.1", "--error", "0.05", "--retry-after-s", "0.02")
    model = ["--model", "openai-compatible/scripted", "--base-url", f"{url}/v1", stream]
    done = tool("run", str(tool.write_questions(300)), *model, "--concurrency", "16", "--json")
    assert done.code == 0, done.err
    assert done.document["outcome_counts"] == {"passed": 300}
    asked = counts(url)
    assert asked["rate_limited"] > 10
    assert asked["errors"] > 3
    assert asked["calls"] == 300 + asked["rate_limited"] + asked["errors"]
    assert asked["peak_in_flight"] <= 16


def test_both_openai_apis_and_anthropic_are_spoken(tool: Tool, server: Callable[..., str]) -> None:
    url = server()
    suite = tool.write_questions(5)
    responses = ["--model", "openai-compatible/scripted", "--base-url", f"{url}/v1", "--api", "responses"]
    assert tool("run", str(suite), *responses, "--json").document["outcome_counts"] == {"passed": 5}
    claude = ["--model", "anthropic/claude-scripted", "--base-url", url]
    done = tool("run", str(suite), *claude, "--json", ANTHROPIC_API_KEY="sk-ant-test")
    assert done.document["outcome_counts"] == {"passed": 5}, done.err
    assert counts(url)["calls"] == 10


def test_a_budget_is_never_passed_and_the_run_goes_on_with_a_higher_one(tool: Tool, server: Callable[..., str]) -> None:
    url = server()
    tool.write(
        "benchwright.yaml",
        "models:\n- name: priced\n  provider: openai-compatible\n  model: scripted\n"
        f"  endpoint: {url}/v1\n  max_tokens: 50\n"
        "  price: {input_usd_per_mtok: 1000, output_usd_per_mtok: 1000, source: test}\n",
    )
    suite = tool.write_questions(50)
    done = tool("run", str(suite), "--max-cost", "0.5", "--json")
    assert done.code == 4, done.err
    (candidate,) = done.document["candidates"]
    assert 0 < candidate["cost_usd"] <= 0.5
    assert 0 < candidate["finished"] < 50
    assert done.document["status"] == "budget_exhausted"
    again = tool("resume", "latest", "--max-cost", "50", "--json")
    assert (again.code, again.document["finished"]) == (0, 50)
    assert counts(url)["calls"] == 50


def test_a_dead_provider_makes_the_result_invalid_not_zero(tool: Tool) -> None:
    tool.write("benchwright.yaml", "engine: {max_tries: 2, max_backoff_s: 0.01}\n")
    model = ["--model", "openai-compatible/x", "--base-url", "http://127.0.0.1:9/v1"]
    done = tool("run", str(tool.write_questions(4)), *model, "--json")
    assert done.code == 3, done.err
    (candidate,) = done.document["candidates"]
    assert (candidate["strict"], candidate["scored_only"], candidate["ci95"]) == (0.0, None, None)
    assert candidate["infra_error_rate"] == 1.0
    assert done.document["status"] == "invalid"


def test_the_key_is_nowhere_in_what_a_run_leaves(tool: Tool, server: Callable[..., str]) -> None:
    key = "sk-test-5f1c0c9e"
    url = server("--key", key)
    model = ["--model", "openai/gpt-4o-mini", "--base-url", f"{url}/v1"]
    done = tool("run", str(tool.write_questions(3)), *model, "--json", OPENAI_API_KEY=key)
    assert done.document["outcome_counts"] == {"passed": 3}, done.err
    left = [path for path in tool.folder.rglob("*") if path.is_file()]
    assert len(left) > 5
    assert not [path for path in left if key.encode() in path.read_bytes()]
    exported = tool("export", "latest", "--format", "json").out + tool("doctor", "--json", OPENAI_API_KEY=key).out
    assert key not in exported


def test_a_gate_fails_with_exit_code_1(tool: Tool, server: Callable[..., str]) -> None:
    model = ["--model", "openai-compatible/scripted", "--base-url", f"{server('--answer', '41')}/v1"]
    assert tool("run", str(tool.write_questions(3)), *model, "--fail-under", "0.5", "--json").code == 1
