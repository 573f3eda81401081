"""The scripted server: its rates, its counts, and the program it is."""

import asyncio
import json
import subprocess
import sys
import urllib.request
from collections import Counter
from pathlib import Path

import pytest

from benchwright.errors import BadInput, ProviderError
from benchwright.models.scripted_faults import Behaviour
from benchwright.models.scripted_replies import AnswerBook
from benchwright.models.scripted_server import ScriptedServer, read_book
from tests.integration.models.connections import connected
from tests.unit.models.model_requests import request_of


async def outcomes(server: ScriptedServer, count: int) -> Counter[str]:
    async with connected("openai", server.url) as model:
        results = await asyncio.gather(
            *(model.generate(request_of("scripted", prompt=f"question {n}"), timeout_s=30) for n in range(count)),
            return_exceptions=True,
        )
    assert all(not isinstance(result, BaseException) or isinstance(result, ProviderError) for result in results)
    return Counter(type(result).__name__ for result in results)


async def test_faults_come_at_their_rates_and_everything_is_counted() -> None:
    async with ScriptedServer(Behaviour(rate_limit=0.1, error=0.05, broken=0.05, seed=3)) as server:
        seen = await outcomes(server, 300)
        counts = server.counts
    assert (seen["RateLimited"], seen["ProviderDown"]) == (counts.rate_limited, counts.errors + counts.broken)
    assert seen["ModelResponse"] == counts.answered == len(counts.answered_by_body)
    assert counts.calls == 300
    assert 15 <= counts.rate_limited <= 50
    assert 3 <= counts.errors <= 30
    assert 3 <= counts.broken <= 30


async def test_the_peak_in_flight_is_what_the_callers_held_open_together() -> None:
    async with ScriptedServer(Behaviour(latency_s=0.2)) as server:
        await outcomes(server, 7)
        assert (server.counts.peak_in_flight, server.counts.in_flight) == (7, 0)


async def test_prompts_get_the_answers_they_are_given() -> None:
    book = AnswerBook({"exactly this": "one"}, (("part", "two"), ("particular", "three")), fixed="none")
    prompts = ["exactly this", "a particular thing", "else"]
    async with ScriptedServer(book=book) as server, connected("openai", server.url) as model:
        answers = [(await model.generate(request_of("m", prompt=prompt), timeout_s=5)).text for prompt in prompts]
    assert answers == ["one", "two", "none"]


@pytest.mark.parametrize("line", ["{oops", '{"marker": "x"}', '{"response": "x"}', "[1]"])
def test_a_malformed_answer_file_is_refused_with_the_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(f'{{"marker": "a", "response": "b"}}\n{line}\n', encoding="utf-8")
    with pytest.raises(BadInput, match=":2:"):
        read_book(path, fixed="")


async def test_it_runs_as_a_program_and_tells_its_counts(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"prompt": "hello", "response": "hi there"}\n', encoding="utf-8")
    command = [sys.executable, "-m", "benchwright.models.scripted_server", "--answer-file", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:  # noqa: ASYNC220 - read before any await
        assert program.stdout is not None
        url = program.stdout.readline().removeprefix("listening on ").strip()
        async with connected("openai", url) as model:
            response = await model.generate(request_of("m"), timeout_s=10)
        with urllib.request.urlopen(f"{url}/counts") as answer:  # noqa: ASYNC210, S310 - loopback, nothing else runs
            counts = json.load(answer)
        program.terminate()
    assert response.text == "hi there"
    assert (counts["calls"], counts["answered"], counts["distinct_answered"]) == (1, 1, 1)
    assert program.returncode == 0
