from typing import Any

import pytest
from fastapi.testclient import TestClient

from benchwright.actions.board import Board
from benchwright.actions.start_run import start_run
from benchwright.records.candidate import ModelCandidate
from benchwright.records.run import RunSpec, RunStatus
from benchwright.records.workspace import Workspace
from benchwright.server.access import Access
from benchwright.server.app import guarded_app
from benchwright.store.store import Store
from tests.integration.server.page import HOME, Api

SLOW = "scripted/fixed+slow"


def test_a_run_is_started_shown_and_listed(api: Api, finished: dict[str, Any]) -> None:
    assert finished["status"] == "finished"
    assert (finished["planned"], finished["finished"], finished["passed"]) == (80, 80, 40)
    figures = {one["candidate"]: one for one in finished["figures"]}
    assert figures["baseline/reference"]["strict"] == 1.0
    assert figures["baseline/empty"]["scored_only"] == 0.0
    assert finished["command"] == "benchwright run questions --model baseline/reference --model baseline/empty"
    (line,) = api.get("/api/runs")["items"]
    assert line["id"] == finished["id"]
    assert line["cost_usd"] == "0"
    assert line["created_at"].endswith("Z")


def test_a_plan_spends_and_keeps_nothing(api: Api) -> None:
    plan = api.post("/api/plans", {"suite": "questions", "candidates": [{"name": SLOW}], "samples": 2})
    assert (plan["attempts"], plan["calls"]) == (80, 0)
    assert plan["cost_usd"] == {"low": "0", "expected": "0", "high": "0"}
    assert api.get("/api/runs")["items"] == []


def test_a_paused_run_stops_calling_and_goes_on_when_resumed(api: Api) -> None:
    started = api.start(SLOW, provider_concurrency=1)
    assert started["status"] == "running"
    assert started["steps"]["pause"]
    api.post(f"/api/runs/{started['id']}/pause", status=202)
    paused = api.finish(started["id"])
    assert paused["status"] == "paused"
    assert paused["finished"] < 40
    assert paused["steps"] == {
        "pause": False, "cancel": False, "resume": True, "retry_errors": False, "rescore": paused["finished"] > 0,
    }  # fmt: skip
    assert api.get(f"/api/runs/{started['id']}")["finished"] == paused["finished"]
    api.post(f"/api/runs/{started['id']}/resume", status=202)
    assert api.finish(started["id"])["finished"] == 40


def test_a_cancelled_run_drops_what_is_under_way(api: Api) -> None:
    run_id = api.start(SLOW, provider_concurrency=1)["id"]
    api.post(f"/api/runs/{run_id}/cancel", status=202)
    cancelled = api.finish(run_id)
    assert cancelled["status"] == "cancelled"
    assert cancelled["finished"] < 40


def test_what_is_not_under_way_cannot_be_paused(api: Api, finished: dict[str, Any]) -> None:
    problem = api.post(f"/api/runs/{finished['id']}/pause", status=409)
    assert problem["type"] == "urn:benchwright:problem:run-idle"
    assert finished["id"] in problem["detail"]


def test_a_run_under_way_can_neither_be_resumed_nor_deleted(api: Api) -> None:
    run_id = api.start(SLOW, provider_concurrency=1)["id"]
    assert "under way" in api.post(f"/api/runs/{run_id}/resume", status=409)["detail"]
    api.ask("DELETE", f"/api/runs/{run_id}", status=409)
    api.post(f"/api/runs/{run_id}/cancel", status=202)
    api.finish(run_id)


def test_only_errors_are_made_anew(api: Api) -> None:
    run = api.finish(api.start("scripted/denied")["id"])
    assert (run["status"], run["infra_errors"]) == ("invalid", 40)
    assert run["steps"]["retry_errors"]
    api.post(f"/api/runs/{run['id']}/retry-errors", status=202)
    assert api.finish(run["id"])["infra_errors"] == 40


def test_an_edit_names_the_version_it_was_made_from(client: TestClient, api: Api, finished: dict[str, Any]) -> None:
    path = f"/api/runs/{finished['id']}"
    seen = client.get(path).headers["etag"]
    edited = client.patch(path, json={"name": "first", "tags": ["good"]}, headers={"if-match": seen})
    assert (edited.status_code, edited.json()["name"], edited.json()["tags"]) == (200, "first", ["good"])
    late = client.patch(path, json={"name": "second"}, headers={"if-match": seen})
    assert late.status_code == 412
    assert client.patch(path, json={"name": "second"}).status_code == 428
    assert client.patch(path, json={"name": "x"}, headers={"if-match": "soon"}).status_code == 422
    assert api.get(path)["name"] == "first"
    assert api.get("/api/runs", tag="good")["items"][0]["name"] == "first"
    assert api.get("/api/runs", tag="bad")["items"] == []


def test_a_deletion_can_be_undone(api: Api, finished: dict[str, Any]) -> None:
    path = f"/api/runs/{finished['id']}"
    assert api.ask("DELETE", path)["deleted_at"] is not None
    assert api.get("/api/runs")["items"] == []
    assert [one["id"] for one in api.get("/api/runs", deleted=True)["items"]] == [finished["id"]]
    assert api.get(path, status=404)["status"] == 404
    assert api.post(f"{path}/restore")["deleted_at"] is None
    assert api.get(path)["finished"] == 80


def test_pages_follow_each_other_without_gap_or_repeat(api: Api, finished: dict[str, Any]) -> None:
    path, seen, cursor = f"/api/runs/{finished['id']}/attempts", list[str](), None
    while True:
        page = api.get(path, limit=17, **({"cursor": cursor} if cursor else {}))
        seen += [one["id"] for one in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert len(seen) == len(set(seen)) == 80
    passed = api.get(path, outcome="passed", candidate="baseline/reference", limit=500)["items"]
    assert len(passed) == 40
    assert api.get(path, cursor="made up", status=422)["status"] == 422


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"suite": "nowhere", "candidates": [{"name": SLOW}]}, "nowhere"),
        ({"suite": "/etc", "candidates": [{"name": SLOW}]}, "/etc"),
        ({"suite": "questions", "candidates": [{"name": "nobody/x"}]}, "nobody/x"),
        ({"suite": "questions", "candidates": [{"name": "replay//etc/passwd"}]}, "replay//etc/passwd"),
        ({"suite": "questions", "candidates": [{"name": SLOW}, {"name": SLOW}]}, "given twice"),
        ({"suite": "questions", "candidates": [{"name": "openai/gpt-5-mini"}]}, "OPENAI_API_KEY"),
        ({"suite": "questions", "candidates": [{"name": SLOW}], "weights": {"speed": -1}}, "weights"),
        ({"suite": "questions", "candidates": [{"name": SLOW}], "samples": 0}, "body.samples"),
        ({"suite": "questions", "candidates": [{"name": SLOW}], "max_cost_usd": "much"}, "body.max_cost_usd"),
        ({"suite": "questions", "candidates": [{"name": SLOW}], "budget": "1"}, "body.budget"),
        ({"suite": "functions", "candidates": [{"name": SLOW}], "sandbox": "glass"}, "glass"),
    ],
)
def test_a_run_that_cannot_be_started_is_refused_by_name(api: Api, body: dict[str, Any], named: str) -> None:
    problem = api.post("/api/runs", body, status=422)
    assert named in problem["detail"]
    assert api.get("/api/runs")["items"] == []


def test_a_run_whose_process_died_is_marked_and_can_be_resumed(lab: Workspace) -> None:
    store = Store.open(lab.database_url, artifacts=lab.artifacts)
    with TestClient(guarded_app(lab, Access()), base_url=HOME) as first:
        run = Api(first).finish(Api(first).start("baseline/reference")["id"])
    store.finish_run(run["id"], RunStatus.RUNNING)
    store.close()
    with TestClient(guarded_app(lab, Access()), base_url=HOME) as second:
        found = Api(second).get(f"/api/runs/{run['id']}")
        assert (found["status"], found["note"]) == ("interrupted", "its process ended before the run did")


def test_a_server_that_ends_puts_its_runs_down(lab: Workspace) -> None:
    with TestClient(guarded_app(lab, Access()), base_url=HOME) as first:
        run_id = Api(first).start(SLOW, provider_concurrency=1)["id"]
    with TestClient(guarded_app(lab, Access()), base_url=HOME) as second:
        api = Api(second)
        assert api.get(f"/api/runs/{run_id}")["status"] == "interrupted"
        api.post(f"/api/runs/{run_id}/resume", status=202)
        assert api.finish(run_id)["status"] == "finished"


async def test_a_run_of_another_process_shows_and_can_be_stopped(lab: Workspace, api: Api) -> None:
    spec = RunSpec(suite="questions", candidates=(ModelCandidate(provider="scripted", model="fixed+slow"),))
    board = Board()
    board.opened = lambda run_id: api.post(f"/api/runs/{run_id}/pause", status=202)
    summary = await start_run(lab, spec.model_copy(update={"samples": 5}), board)
    assert summary.status == "paused"
    assert api.get(f"/api/runs/{summary.run_id}")["status"] == "paused"
