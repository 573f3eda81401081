"""Quality as ruff and radon see it, with the real programs."""

import asyncio
from pathlib import Path

import pytest

from benchwright.records.answer import Answer
from benchwright.records.score import Score
from benchwright.records.task import CheckProgram, FunctionTask
from benchwright.scorers.lint import RULES, Findings, find_ruff, lint
from benchwright.scorers.quality import Quality

TASK = FunctionTask(id="t", prompt="p", entry_point="f", check=CheckProgram(source="def check(c): ..."))
CLEAN = 'def f(numbers):\n    """Return the largest of the numbers."""\n    return max(numbers)\n'
MISTAKEN = "import os\n\n\ndef f(numbers, found=[]):\n    return others\n"


async def judged(code: str, scorer: Quality | None = None) -> Score:
    return await (scorer or Quality()).score(TASK, Answer(prompt="p", text="t", code=code), None)


async def test_clean_code_scores_high_and_says_why() -> None:
    score = await judged(CLEAN)
    assert score.value is not None
    assert score.value > 0.9
    assert score.explanation.startswith("No findings by ruff; worst cyclomatic complexity 1; maintainability index")
    assert score.parameters == {"rules": list(RULES)}


async def test_mistakes_are_found_named_and_cost_more_than_style() -> None:
    assert await lint(MISTAKEN, ruff=find_ruff()) == Findings(3, 0, ("F401", "B006", "F821"))
    mistaken, clumsy = await judged(MISTAKEN), await judged("def f(x):\n    y = x + 1\n    return y\n")
    assert mistaken.value is not None
    assert clumsy.value is not None
    assert mistaken.value < clumsy.value < 1
    assert "3 findings by ruff (" in mistaken.explanation
    assert "1 finding by ruff (RET504)" in clumsy.explanation


async def test_an_answer_cannot_switch_the_linter_off() -> None:
    suppressed = "# ruff: noqa\n" + MISTAKEN.replace("\n", "  # noqa\n")
    found = await lint(suppressed, ruff=find_ruff())
    assert isinstance(found, Findings)
    assert found.mistakes == 3


async def test_neither_configuration_files_nor_variables_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ruff.toml").write_text('lint.ignore = ["F", "B"]\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RUFF_CONFIG", str(tmp_path / "ruff.toml"))
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "concise")
    found = await lint(MISTAKEN, ruff=find_ruff())
    assert isinstance(found, Findings)
    assert found.mistakes == 3


async def test_the_linter_gets_none_of_our_variables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOME_API_KEY", "secret")
    listing = tmp_path / "ruff"
    listing.write_text(f"#!/bin/sh\nexport -p > {tmp_path}/variables\necho '[]'\n")
    listing.chmod(0o755)
    assert await lint(CLEAN, ruff=listing) == Findings(0, 0, ())
    assert "SOME_API_KEY" not in (tmp_path / "variables").read_text()


async def test_the_code_is_read_and_never_run(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    await judged(f"open({str(trace)!r}, 'w').write('x')\n")
    assert not trace.exists()


@pytest.mark.parametrize("script", ["exit 2", "echo no report", "kill -9 $$"])
async def test_a_broken_linter_withholds_the_score(tmp_path: Path, script: str) -> None:
    broken = tmp_path / "ruff"
    broken.write_text(f"#!/bin/sh\n{script}\n")
    broken.chmod(0o755)
    score = await judged(CLEAN, Quality(ruff=broken))
    assert score.value is None
    assert score.explanation.startswith("The lint part is missing: ruff")


async def test_a_cancelled_judgement_leaves_no_linter_running(tmp_path: Path) -> None:
    slow = tmp_path / "ruff"
    slow.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec /bin/sleep 60\n")
    slow.chmod(0o755)
    judging = asyncio.create_task(judged(CLEAN, Quality(ruff=slow)))
    while not (tmp_path / "pid").exists() or not (tmp_path / "pid").read_text():  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    judging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await judging
    pid = (tmp_path / "pid").read_text().strip()
    assert not Path("/proc", pid).exists()  # noqa: ASYNC240
