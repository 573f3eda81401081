from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from benchwright.records.workspace import Workspace
from tests.integration.server.page import Api

SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def attempt(api: Api, finished: dict[str, Any]) -> dict[str, Any]:
    (line, *_) = api.get(f"/api/runs/{finished['id']}/attempts", candidate="baseline/reference")["items"]
    return api.get(f"/api/attempts/{line['id']}")


def folder(lab: Workspace, attempt: dict[str, Any]) -> Path:
    (found,) = lab.artifacts.glob(f"{attempt['run_id']}/*{attempt['task_id'].replace('/', '~')}__*reference*")
    return found


def test_an_attempt_names_its_files_and_they_are_sent_as_text(client: TestClient, attempt: dict[str, Any]) -> None:
    assert [file["name"] for file in attempt["artifacts"]] == ["prompt.txt", "response.txt"]
    sent = client.get(attempt["artifacts"][1]["href"])
    assert sent.text == attempt["answer"]["text"]["text"] == "42"
    assert sent.headers["content-type"] == "text/plain; charset=utf-8"
    assert sent.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", ["page.html", "picture.svg", "PAGE.HTM", "feed.xml"])
def test_what_a_browser_would_run_is_only_downloaded(
    client: TestClient, lab: Workspace, attempt: dict[str, Any], name: str
) -> None:
    (folder(lab, attempt) / name).write_text(SCRIPT)
    sent = client.get(f"/artifacts/{attempt['run_id']}/{attempt['id']}/{name}")
    assert sent.headers["content-type"].startswith("text/plain")
    assert sent.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in sent.headers["content-security-policy"]
    assert "default-src 'none'" in sent.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name", ["..%2f..%2fhistory.db", "%2e%2e/%2e%2e/history.db", "%2e%2e", "%2fetc%2fpasswd", "/etc/passwd", "%00"]
)
def test_no_path_leads_out_of_an_attempts_folder(client: TestClient, attempt: dict[str, Any], name: str) -> None:
    for path in (f"/artifacts/{attempt['run_id']}/{attempt['id']}/{name}", f"/artifacts/{name}/{attempt['id']}/x"):
        assert client.get(path).status_code in (404, 422)


def test_a_link_that_leads_elsewhere_is_not_followed(
    client: TestClient, lab: Workspace, attempt: dict[str, Any]
) -> None:
    (lab.root / "secret").write_text("secret")
    (folder(lab, attempt) / "link.txt").symlink_to(lab.root / "secret")
    assert client.get(f"/artifacts/{attempt['run_id']}/{attempt['id']}/link.txt").status_code == 404


def test_an_attempt_of_another_run_is_not_found_here(client: TestClient, api: Api, attempt: dict[str, Any]) -> None:
    other = api.finish(api.start("baseline/empty")["id"])
    assert client.get(f"/artifacts/{other['id']}/{attempt['id']}/prompt.txt").status_code == 404
