from pathlib import Path
from typing import Any

from benchwright.records.workspace import Workspace
from tests.integration.server.page import Api


def test_a_leaderboard_ranks_with_what_the_intervals_leave_open(api: Api, finished: dict[str, Any]) -> None:
    (board,) = api.get("/api/leaderboard")["items"]
    first, second = board["standings"]
    assert (first["summary"]["candidate"], first["rank"]) == ("baseline/reference", {"low": 1, "high": 1})
    assert (second["summary"]["candidate"], second["rank"]) == ("baseline/empty", {"low": 2, "high": 2})
    assert first["best"]["run_id"] == finished["id"]
    assert first["best"]["summary"]["scored_only"] == 1.0
    assert api.get("/api/leaderboard", suite="nowhere", status=422)["status"] == 422


def test_a_leaderboard_can_be_of_one_difficulty(api: Api, finished: dict[str, Any]) -> None:
    (medium,) = api.get("/api/leaderboard", suite=finished["suite"], difficulty="medium")["items"]
    assert [one["summary"]["finished"] for one in medium["standings"]] == [40, 40]
    (hard,) = api.get("/api/leaderboard", suite=finished["suite"], difficulty="hard")["items"]
    assert hard["standings"] == []


def test_candidates_are_compared_task_by_task(api: Api, finished: dict[str, Any]) -> None:
    contenders = [{"candidate": name, "run_id": finished["id"]} for name in ("baseline/reference", "baseline/empty")]
    compared = api.post("/api/comparisons", {"contenders": contenders})
    (pair,) = compared["pairs"]
    assert (pair["better"], pair["worse"], pair["tasks"], pair["difference"]) == (40, 0, 40, 1.0)
    assert {task["verdict"] for task in compared["tasks"]} == {"differs"}
    assert api.post("/api/comparisons", {"contenders": contenders[:1]}, status=422)["status"] == 422


def test_charts_have_their_figures(api: Api, finished: dict[str, Any]) -> None:
    of_run = api.get(f"/api/stats/runs/{finished['id']}")
    assert {cell["summary"]["candidate"] for cell in of_run["cells"]} == {"baseline/reference", "baseline/empty"}
    of_suite = api.get("/api/stats/suites/questions")
    assert {cell["difficulty"] for cell in of_suite["cells"]} == {None, "medium"}
    (suite,) = api.get("/api/stats/suites")["items"]
    assert (suite["suite"], suite["runs"], suite["tasks"]) == ("questions", 1, 40)
    assert suite["languages"] == ["text"]
    tasks = api.get("/api/stats/suites/questions/tasks", limit=3)
    assert len(tasks["items"]) == 3
    assert tasks["items"][0]["passed"] == 1
    assert api.get("/api/stats/spending")["all"] == {"usd": "0", "calls": 0, "unpriced": 0}


def test_suites_and_tasks_can_be_looked_at(api: Api) -> None:
    names = [one["name"] for one in api.get("/api/suites")["items"]]
    assert {"assistant", "functions", "questions"} <= set(names)
    suite = api.get("/api/suites/functions")
    assert suite["tags"] == [{"name": "numbers", "tasks": 1}]
    task = api.get("/api/suites/functions/tasks/double")
    assert task["test_cases"][0]["expected"] == "4"
    assert "return 2 * n" in task["reference"]["text"]
    assert api.get("/api/suites/questions/tasks/q/7")["prompt"]["text"] == "Question 7?"
    assert api.get("/api/suites/questions/tasks", search="question 39")["items"][0]["id"] == "q/39"
    assert "nowhere" in api.get("/api/suites/nowhere", status=404)["detail"]
    assert api.get("/api/suites/questions/tasks/nothing", status=404)["status"] == 404
    assert api.get("/api/suites/%2Fetc", status=404)["status"] == 404


def test_settings_tell_what_is_set_and_never_a_key(api: Api) -> None:
    settings = api.get("/api/settings")
    openai = next(one for one in settings["providers"] if one["name"] == "openai")
    assert (openai["key_set"], openai["usable"], openai["key_variable"]) == (False, False, "OPENAI_API_KEY")
    assert api.get("/api/candidates")["items"][0]["name"] == "baseline/reference"
    assert api.get("/api/prices")["items"] == []
    found = api.get("/api/doctor")
    assert {one["name"] for one in found["sandboxes"]} >= {"bubblewrap", "process"}
    assert {one["name"] for one in found["languages"]} >= {"python", "go", "rust"}


def test_a_provider_that_cannot_be_called_is_a_result(api: Api) -> None:
    tried = api.post("/api/providers/openai/test", {"model": "gpt-5-mini"})
    assert not tried["works"]
    assert "OPENAI_API_KEY" in tried["detail"]
    api.post("/api/providers/nobody/test", {"model": "x"}, status=404)


def test_an_edited_suite_is_read_anew(api: Api, lab: Workspace) -> None:
    before = api.get("/api/suites/functions")
    (file,) = [path for path in lab.root.glob("suites/functions/**/*") if "Double a number" in _text(path)]
    file.write_text(_text(file).replace("Double a number", "Double any number"))
    after = api.get("/api/suites/functions")
    assert after["digest"] != before["digest"]
    assert api.get("/api/suites/functions/tasks/double")["prompt"]["text"].startswith("Double any number")


def _text(path: Path) -> str:
    return path.read_text() if path.is_file() else ""
