"""The parts of the quality formula, and what is judged before any linter starts."""

import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchwright.errors import MissingTool
from benchwright.scorers.complexity import Figures, Unreadable, measure_complexity
from benchwright.scorers.lint import find_ruff
from benchwright.scorers.quality import MAX_BYTES, Quality, complexity_part, lint_part
from tests.unit.scorers.score_samples import CHECKED, QUESTION, answer

NO_LINTER = Path("/nonexistent/ruff")


async def test_what_cannot_be_analysed_scores_nothing_without_a_linter() -> None:
    scorer = Quality(ruff=NO_LINTER)
    for code, reason in (
        (None, "holds no code"),
        (" \n", "holds no code"),
        ("def f(:", "does not parse"),
        ("x = '\x00'", "does not parse"),
        ("1" + "+1" * 20_000, "nested too deep"),
        ("# " + "x" * MAX_BYTES, "larger than 64 KB"),
    ):
        score = await scorer.score(CHECKED, answer(code=code), None)
        assert score.value == 0
        assert reason in score.explanation


def test_findings_are_weighed_five_to_one_by_line() -> None:
    assert lint_part(0, 0, 3) == 1
    assert lint_part(1, 0, 10) == 0.5
    assert lint_part(0, 5, 10) == 0.5
    assert lint_part(1, 0, 3) == 0.5
    assert lint_part(1, 0, 50) == 0.9
    assert lint_part(9, 9, 20) == 0


def test_complexity_falls_evenly_from_five_to_twenty_five() -> None:
    assert [complexity_part(n) for n in (1, 5, 10, 15, 25, 80)] == [1, 1, 0.75, 0.5, 0, 0]


def test_the_worst_function_counts() -> None:
    branches = "".join(f"        if x == {n}:\n            return {n}\n" for n in range(6))
    code = f"def easy(x):\n    return x\n\nclass Owner:\n    def hard(self, x):\n{branches}        return 0\n"
    figures = measure_complexity(code)
    assert isinstance(figures, Figures)
    assert figures.complexity == 7


def test_code_outside_functions_counts_too() -> None:
    figures = measure_complexity("for n in range(3):\n    if n:\n        print(n)\n")
    assert isinstance(figures, Figures)
    assert figures.complexity == 3


def test_a_long_chain_is_unreadable_rather_than_fatal() -> None:
    begun = time.process_time()
    found = measure_complexity("x = 0\nif x: pass\n" + "elif x: pass\n" * 4_000)
    assert isinstance(found, Unreadable | Figures)
    assert time.process_time() - begun < 5


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["def f(x):\n", "    return x\n", "x = 1\n", "\\\n", "\x0c", "\t", "'''", "#", "(", ")", "\u2028"]
        )
        | st.sampled_from(["if x: y\n", "lambda: 0", ";", "\r", "\ud800", "match x:\n", " case _: 1\n", "@", "\u2028"])
        | st.text(max_size=3),
        max_size=15,
    ).map("".join)
)
def test_no_code_breaks_the_measuring(code: str) -> None:
    found = measure_complexity(code)
    assert isinstance(found, Unreadable) or (found.complexity >= 0 and 0 <= found.maintainability <= 100)


def test_a_missing_linter_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingTool, match="pip install ruff"):
        Quality()
    tool = tmp_path / "ruff"
    tool.touch(mode=0o755)
    assert find_ruff() == tool


def test_it_applies_to_programs_only() -> None:
    assert Quality(ruff=NO_LINTER).applies(CHECKED)
    assert not Quality(ruff=NO_LINTER).applies(QUESTION)
