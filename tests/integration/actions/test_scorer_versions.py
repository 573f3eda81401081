from pathlib import Path

import pytest

from benchwright.actions.board import Board
from benchwright.actions.rescore_run import rescore_run
from benchwright.actions.resume_run import resume_run
from benchwright.actions.start_run import start_run
from benchwright.models.scripted_server import ScriptedServer
from benchwright.records.candidate import ModelCandidate
from benchwright.records.run import RunSpec
from benchwright.records.score import Profile
from benchwright.records.task import PromptTask, Suite
from benchwright.records.workspace import Workspace
from benchwright.scorers.speed import Speed
from benchwright.store.store import Store
from benchwright.suites.writing import write_suite


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    tasks = tuple(PromptTask(id=f"q{n}", prompt=f"Question {n}?", expected="42") for n in range(5))
    write_suite(Suite(name="questions", tasks=tasks), tmp_path / "suites" / "questions")
    return Workspace(
        root=tmp_path,
        database_url=f"sqlite:///{tmp_path / 'history.db'}",
        artifacts=tmp_path / "runs",
        suite_folders=(tmp_path / "suites",),
    )


def spec(url: str) -> RunSpec:
    candidate = ModelCandidate(provider="openai-compatible", model="scripted", base_url=f"{url}/v1")
    return RunSpec(suite="questions", candidates=(candidate,))


def scorings(workspace: Workspace, run_id: str) -> set[tuple[str, str]]:
    store = Store.open(workspace.database_url, artifacts=workspace.artifacts)
    try:
        return {(score.scorer, score.version) for one in store.attempts(run_id) for score in one.scores}
    finally:
        store.close()


async def test_a_new_scorer_version_scores_again_without_a_model_call(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with ScriptedServer() as server:
        first = await start_run(workspace, spec(server.url), Board())
        assert ("speed", "1") in scorings(workspace, first.run_id)
        monkeypatch.setattr(Speed, "version", "2")
        resumed = await resume_run(workspace, first.run_id, Board())
        assert server.counts.calls == 5
    assert ("speed", "2") in scorings(workspace, first.run_id)
    assert resumed.finished == 5


async def test_new_weights_change_the_overall_figure_and_keep_the_answers(workspace: Workspace) -> None:
    async with ScriptedServer() as server:
        first = await start_run(workspace, spec(server.url), Board())
        weighed = workspace.model_copy(update={"profile": Profile(weights={"speed": 1.0}, speed_baseline_s=1e-9)})
        again = await rescore_run(weighed, first.run_id)
        assert server.counts.calls == 5
    assert (again.judged, again.changed, again.skipped) == (5, 5, 0)
    assert first.candidates[0].overall == pytest.approx(1.0)
    assert (again.summary.candidates[0].overall or 0.0) < 0.01
