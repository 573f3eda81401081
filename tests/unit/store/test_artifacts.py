import json
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.errors import BadInput, BenchwrightError
from benchwright.records.summary import RunSummary
from benchwright.store.artifacts import attempt_folder, path_safe
from benchwright.store.store import Store
from tests.unit.store import made

UGLY = ["a/b", "a~b", "a_b", "a__b", "_a", "a_", "a=b", "a b", "a=20b", ".", "..", ".a", "é", "x" * 300, "x" * 301]


async def _keep(store: Store, **given_: object) -> Path:
    store.create_run(made.run("alpha"))
    attempt = made.attempt("alpha", "HumanEval/0").model_copy(update=given_)
    await store.add(attempt)
    await store.flush()
    return store.run_folder("alpha") / attempt_folder(attempt.task_id, attempt.candidate, attempt.sample)


async def test_an_attempt_leaves_prompt_response_solution_and_logs(store: Store) -> None:
    folder = await _keep(store, execution=made.execution(stdout="hällo\n"))
    assert folder.name == "HumanEval~0__openai~gpt-5__sample00"
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == {
        "prompt.txt": "Add one.",
        "response.txt": "use this",
        "solution.py": "def add_one(x):\n    return x + 1\n",
        "stdout.log": "hällo\n",
        "stderr.log": "",
    }


async def test_an_attempt_without_code_or_execution_leaves_the_conversation_only(store: Store) -> None:
    folder = await _keep(store, execution=None, answer=made.answer().model_copy(update={"code": None}))
    assert sorted(path.name for path in folder.iterdir()) == ["prompt.txt", "response.txt"]


async def test_an_attempt_without_answer_leaves_no_folder(store: Store) -> None:
    folder = await _keep(store, execution=None, answer=None)
    assert not folder.exists()


async def test_the_folder_of_a_repeated_attempt_is_replaced_and_nothing_partial_stays(store: Store) -> None:
    folder = await _keep(store)
    (folder.parent / f".partial-{made.attempt('alpha', 'HumanEval/0').id}").mkdir()
    again = made.attempt("alpha", "HumanEval/0", reply=made.answer("second"))
    await store.add(again.model_copy(update={"execution": None}))
    await store.flush()
    assert (folder / "response.txt").read_text() == "second"
    assert not (folder / "stdout.log").exists()
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


async def test_half_a_character_is_written_as_a_question_mark(store: Store) -> None:
    folder = await _keep(store, answer=made.answer("bad \ud800"))
    assert (folder / "response.txt").read_text("utf-8") == "bad ?"


async def test_a_folder_that_can_not_be_written_reaches_the_waiter_and_keeps_no_row(store: Store) -> None:
    store.create_run(made.run("alpha"))
    store.run_folder("alpha").write_text("a file stands in the way")
    with pytest.raises(BenchwrightError, match="artifacts can't be written"):
        await _add_and_flush(store)
    assert store.finished("alpha") == {}


async def _add_and_flush(store: Store) -> None:
    await store.add(made.attempt("alpha"))
    await store.flush()


def test_an_unwritable_output_folder_is_refused_at_once_with_the_fix(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "runs"
    with pytest.raises(BadInput, match=r"output folder .*file/runs can't be written .* choose another one"):
        Store.open(f"sqlite:///{tmp_path}/bench.db", artifacts=folder)


def test_a_summary_is_written_for_the_run_and_as_the_latest(store: Store, tmp_path: Path) -> None:
    for run_id in ("alpha", "beta"):
        store.write_summary(_summary(run_id))
    latest = tmp_path / "runs" / "latest_summary.json"
    assert json.loads((store.run_folder("alpha") / "summary.json").read_text())["run_id"] == "alpha"
    assert latest.read_text() == (store.run_folder("beta") / "summary.json").read_text()
    assert sorted(path.name for path in (tmp_path / "runs").iterdir()) == ["alpha", "beta", "latest_summary.json"]


def _summary(run_id: str) -> RunSummary:
    return RunSummary(
        run_id=run_id,
        suite="assistant",
        status="finished",
        sandbox="bubblewrap",
        planned=0,
        finished=0,
        outcome_counts={},
        candidates=(),
    )


def test_different_names_never_share_a_folder() -> None:
    names = [attempt_folder(task, by, sample) for task in UGLY for by in UGLY for sample in (0, 1)]
    assert len(set(map(str.lower, names))) == len(names)


@given(st.text("a_./~=é"), st.text("a_./~=é"))
def test_a_safe_name_is_one_visible_path_part_and_keeps_names_apart(one: str, other: str) -> None:
    safe = path_safe(one)
    assert "/" not in safe
    assert safe not in {".", ".."}
    assert "__" not in safe
    assert safe.isascii()
    assert len(safe) <= 255
    assert (safe == path_safe(other)) == (one == other)


@pytest.mark.parametrize(("one", "other"), list(combinations(UGLY, 2)))
def test_ugly_names_stay_different(one: str, other: str) -> None:
    assert path_safe(one) != path_safe(other)
