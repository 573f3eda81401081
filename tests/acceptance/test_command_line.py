import csv
import io
import json
import subprocess
import sys

import pytest

from benchwright.cli.lazy import COMMANDS, real_command
from tests.acceptance.tool import BENCHWRIGHT, Tool


def test_help_lists_every_command_and_loads_nothing_heavy() -> None:
    command = [sys.executable, "-X", "importtime", BENCHWRIGHT, "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    for name in COMMANDS:
        assert name in done.stdout
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert not loaded & {"pydantic", "sqlalchemy", "openai", "anthropic", "yaml", "asyncio", "jinja2"}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says_of_itself(name: str) -> None:
    command = real_command(name)
    assert command.help.partition("\n")[0] == COMMANDS[name]


def test_init_writes_what_is_missing_and_overwrites_nothing(tool: Tool) -> None:
    mine = tool.write("lab/benchwright.yaml", "models: []\n")
    assert tool("init", "lab").code == 0
    assert mine.read_text() == "models: []\n"
    assert (tool.folder / "lab" / ".env.example").is_file()
    (tool.folder / "lab" / ".env.example").write_text("changed")
    tool("init", "lab")
    assert (tool.folder / "lab" / ".env.example").read_text() == "changed"


def test_what_init_writes_can_be_run(tool: Tool) -> None:
    tool("init")
    assert tool("run", "assistant", "-m", "baseline/reference", "--limit", "1", "--json").code == 0


def test_doctor_says_what_is_ready_and_never_shows_a_key(tool: Tool) -> None:
    done = tool("doctor", "--json", OPENAI_API_KEY="sk-secret")
    assert done.code == 0, done.out
    found = done.document
    assert {one["name"]: one["ready"] for one in found["sandboxes"]}["bubblewrap"]
    assert next(one for one in found["keys"] if one["name"].startswith("openai "))["detail"] == "present"
    assert "sk-secret" not in done.out


def test_suites_are_listed_shown_and_sampled(tool: Tool) -> None:
    (entry,) = tool("suites", "list", "--json").document
    assert entry["name"] == "assistant"
    assert entry["tasks"] >= 20
    tasks = tool("suites", "show", "assistant", "--json").document
    assert {task["difficulty"] for task in tasks} == {"easy", "medium", "hard", "extreme"}
    first = tool("suites", "sample", "assistant", "--limit", "4", "--seed", "7", "--json").document
    assert len(first) == 4
    assert tool("suites", "sample", "assistant", "--limit", "4", "--seed", "7", "--json").document == first
    assert tool("suites", "show", "assistant", "--task", first[0]).document[0]["id"] == first[0]


@pytest.mark.timeout(600)
def test_every_shipped_task_is_proved(tool: Tool) -> None:
    process = tool.start("suites", "validate", "assistant", "--json")
    out, err = process.communicate(timeout=590)
    proofs = json.loads(out)
    assert len(proofs) >= 20
    assert [proof["task_id"] for proof in proofs if not proof["proved"]] == [], err
    assert sum(proof["mutants"] for proof in proofs) > 1000
    assert process.returncode == 0


def test_a_run_can_be_looked_at_from_every_side(tool: Tool) -> None:
    models = ["-m", "baseline/reference", "-m", "baseline/mutant"]
    run = tool("run", "assistant", *models, "--limit", "4", "--samples", "2", "--json").document
    assert run["candidates"][0]["pass_at_k"].keys() == {"1", "2"}
    assert [one["run_id"] for one in tool("runs", "list", "--json").document] == [run["run_id"]]
    assert tool("runs", "show", "latest", "--json").document["candidates"] == run["candidates"]
    assert "baseline/mutant" in tool("runs", "show", "latest").out
    (board,) = tool("leaderboard", "assistant", "--json").document
    assert [one["candidate"] for one in board["candidates"]] == ["baseline/reference", "baseline/mutant"]
    exported = json.loads(tool("export", "latest", "--format", "json").out)
    assert len(exported["attempts"]) == 16
    rows = list(csv.DictReader(io.StringIO(tool("export", "latest", "--format", "csv").out)))
    assert len(rows) == 16
    assert "| baseline/reference" in tool("export", "latest").out
    attempt = tool("attempts", "show", exported["attempts"][0]["id"], "--json").document
    assert {score["dimension"] for score in attempt["scores"]} == {"correctness", "speed", "quality", "efficiency"}
    assert tool("attempts", "show", exported["attempts"][0]["id"]).code == 0


def test_empty_states_say_what_to_do_next(tool: Tool) -> None:
    assert "benchwright run assistant" in tool("runs", "list").err
    assert "benchwright run assistant" in tool("leaderboard").err


def test_weights_come_from_the_config_file(tool: Tool) -> None:
    tool.write("benchwright.yaml", "scoring:\n  weights: {correctness: 1.0}\n")
    run = tool("run", "assistant", "-m", "baseline/mutant", "--limit", "3", "--json").document
    (candidate,) = run["candidates"]
    assert candidate["scores"].keys() == {"correctness"}
    assert candidate["overall"] == pytest.approx(candidate["scores"]["correctness"])
