from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.integration.server.page import Api

SLOW = "scripted/fixed+slow"


@pytest.fixture
def paused(api: Api) -> dict[str, Any]:
    """A run with a budget of $2 that was paused."""
    run_id = api.start(SLOW, provider_concurrency=1, max_cost_usd="2")["id"]
    api.post(f"/api/runs/{run_id}/pause", status=202)
    return api.finish(run_id)


def test_a_raised_budget_is_shown_and_the_run_can_go_on(api: Api, paused: dict[str, Any]) -> None:
    path = f"/api/runs/{paused['id']}"
    raised = api.ask("PUT", f"{path}/budget", json={"max_cost_usd": "3.5"}, status=202)
    assert raised["max_cost_usd"] == "3.5"
    assert api.get(path)["max_cost_usd"] == "3.5"
    assert api.post(f"{path}/resume", status=202)["max_cost_usd"] == "3.5"
    assert api.finish(paused["id"])["finished"] == 40


@pytest.mark.parametrize("usd", ["2", "1.99", "0", "-1", "much", "", "NaN", "1e400"])
def test_a_budget_that_is_none_or_not_higher_is_refused(api: Api, paused: dict[str, Any], usd: str) -> None:
    path = f"/api/runs/{paused['id']}"
    api.ask("PUT", f"{path}/budget", json={"max_cost_usd": usd}, status=422)
    assert api.get(path)["max_cost_usd"] == "2"
    assert api.get(path)["version"] == paused["version"]


def test_a_run_without_a_budget_has_none_to_raise(api: Api, finished: dict[str, Any]) -> None:
    problem = api.ask("PUT", f"/api/runs/{finished['id']}/budget", json={"max_cost_usd": "3"}, status=409)
    assert problem["type"] == "urn:benchwright:problem:no-budget"
    assert finished["id"] in problem["detail"]
    api.ask("PUT", "/api/runs/nothing/budget", json={"max_cost_usd": "3"}, status=404)


def test_a_budget_is_not_raised_over_a_change_that_was_not_seen(
    client: TestClient, api: Api, paused: dict[str, Any]
) -> None:
    path = f"/api/runs/{paused['id']}"
    seen = client.get(path).headers["etag"]
    first = client.put(f"{path}/budget", json={"max_cost_usd": "3"}, headers={"if-match": seen})
    assert first.status_code == 202
    assert first.headers["etag"] != seen
    late = client.put(f"{path}/budget", json={"max_cost_usd": "9"}, headers={"if-match": seen})
    assert late.status_code == 412
    assert api.get(path)["max_cost_usd"] == "3"
    again = client.put(f"{path}/budget", json={"max_cost_usd": "9"}, headers={"if-match": first.headers["etag"]})
    assert (again.status_code, again.json()["max_cost_usd"]) == (202, "9")


def test_a_run_under_way_gets_the_money_and_still_stops_when_told(api: Api) -> None:
    run_id = api.start(SLOW, provider_concurrency=1, max_cost_usd="2")["id"]
    api.post(f"/api/runs/{run_id}/pause", status=202)
    api.ask("PUT", f"/api/runs/{run_id}/budget", json={"max_cost_usd": "3"}, status=202)
    stopped = api.finish(run_id)
    assert (stopped["status"], stopped["max_cost_usd"]) == ("paused", "3")
