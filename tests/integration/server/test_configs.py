from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from benchwright.records.workspace import Workspace
from benchwright.server.access import Access
from benchwright.server.app import guarded_app
from benchwright.settings import load_workspace
from tests.integration.server.page import HOME, Api

BRIEF: dict[str, Any] = {
    "name": "brief",
    "provider": "openai",
    "model": "gpt-5-mini",
    "settings": {"temperature": 0.2, "system": "Be brief."},
    "price": {"input_usd_per_mtok": "0.25", "output_usd_per_mtok": "2"},
}
KEY = "sk-a-key-that-must-not-show"
FILE = f"""\
# by hand
models:
- name: ours            # in the cellar
  provider: openai-compatible
  endpoint: http://user:{KEY}@127.0.0.1:9/v1
  api_key: ${{OUR_KEY}}
  extra: {{top_k: 4}}
engine:
  provider_concurrency: 3
"""


@pytest.fixture
def file(lab: Workspace) -> Path:
    return lab.root / "benchwright.yaml"


def test_a_config_is_made_used_changed_and_taken_away(client: TestClient, api: Api, file: Path) -> None:
    made = client.post("/api/configs", json=BRIEF)
    assert (made.status_code, made.json()["name"]) == (201, "brief")
    assert made.headers["etag"] == f'"{made.json()["version"]}"'
    offer = api.get("/api/candidates")["items"][0]
    assert (offer["name"], offer["kind"], offer["settings"]) == ("brief", "saved", BRIEF["settings"])
    (price,) = api.get("/api/prices")["items"]
    assert (price["candidate"], price["input_usd_per_mtok"], price["source"]) == ("brief", "0.25", "your own")
    (saved,) = load_workspace(config=file).models
    assert (saved.candidate.label, saved.candidate.settings.system) == ("brief", "Be brief.")

    changed = BRIEF | {"name": "briefer", "settings": {"max_tokens": 50}, "price": None}
    put = client.put("/api/configs/brief", json=changed, headers={"if-match": made.headers["etag"]})
    assert put.status_code == 200, put.text
    assert put.headers["etag"] != made.headers["etag"]
    assert put.json()["settings"]["temperature"] is None
    assert [one["name"] for one in api.get("/api/configs")["items"]] == ["briefer"]
    assert api.get("/api/configs/brief", status=404)["status"] == 404
    assert api.get("/api/configs/briefer") == put.json()

    assert api.ask("DELETE", "/api/configs/briefer")["name"] == "briefer"
    assert api.get("/api/configs")["items"] == []
    api.ask("DELETE", "/api/configs/briefer", status=404)


def test_a_saved_config_names_the_candidate_of_a_run(api: Api) -> None:
    local = {"name": "mine", "provider": "ollama", "model": "tiny", "settings": {"seed": 5}}
    api.post("/api/configs", local, status=201)
    plan = api.post("/api/plans", {"suite": "questions", "candidates": [{"name": "mine"}]})
    assert [one["candidate"] for one in plan["candidates"]] == ["mine"]


def test_an_edit_over_somebody_elses_is_refused(client: TestClient, api: Api, file: Path) -> None:
    seen = client.post("/api/configs", json=BRIEF).headers["etag"]
    assert client.put("/api/configs/brief", json=BRIEF).status_code == 428
    file.write_text(file.read_text().replace("Be brief.", "Be kind."))  # by hand
    late = client.put("/api/configs/brief", json=BRIEF, headers={"if-match": seen})
    assert (late.status_code, late.json()["type"]) == (412, "urn:benchwright:problem:edit-conflict")
    assert client.delete("/api/configs/brief", headers={"if-match": seen}).status_code == 412
    assert api.get("/api/configs/brief")["settings"]["system"] == "Be kind."
    assert client.put("/api/configs/brief", json=BRIEF, headers={"if-match": "*"}).status_code == 200


@pytest.mark.parametrize(
    ("change", "status", "field"),
    [
        ({"name": "brief"}, 409, "body.name"),
        ({"name": "a/b"}, 422, "body.name"),
        ({"name": "  "}, 422, "body.name"),
        ({"name": ".."}, 422, "body.name"),
        ({"name": "two\nlines"}, 422, "body.name"),
        ({"provider": "nobody"}, 422, "body.provider"),
        ({"provider": "replay", "model": "/etc/passwd"}, 422, "body.provider"),
        ({"model": ""}, 422, "body.model"),
        ({"settings": {"temperature": 3}}, 422, "body.settings.temperature"),
        ({"settings": {"max_tokens": 0}}, 422, "body.settings.max_tokens"),
        ({"price": {"input_usd_per_mtok": "-1", "output_usd_per_mtok": "1"}}, 422, "body.price.input_usd_per_mtok"),
        ({"price": {"input_usd_per_mtok": "1"}}, 422, "body.price.output_usd_per_mtok"),
        ({"api_key": KEY}, 422, "body.api_key"),
        ({"endpoint": "http://127.0.0.1:9/v1"}, 422, "body.endpoint"),
    ],
)
def test_what_cannot_be_saved_is_refused_beside_its_field(
    api: Api, file: Path, change: dict[str, Any], status: int, field: str
) -> None:
    api.post("/api/configs", BRIEF, status=201)
    before = file.read_text()
    problem = api.post("/api/configs", BRIEF | {"name": "another"} | change, status=status)
    assert [one["field"] for one in problem["errors"]] == [field]
    assert file.read_text() == before


def test_what_only_the_file_says_is_kept_and_never_shown(lab: Workspace, file: Path) -> None:
    file.write_text(FILE)
    (lab.root / ".env").write_text(f"OUR_KEY={KEY}\n")
    with TestClient(guarded_app(load_workspace(config=file), Access()), base_url=HOME) as client:
        api = Api(client)
        shown = client.get("/api/configs/ours")
        assert shown.json()["only_in_file"] == ["extra", "api_key", "endpoint"]
        assert KEY not in shown.text + client.get("/api/configs").text
        body = {"name": "ours", "provider": "openai-compatible", "model": "ours", "settings": {"top_p": 0.5}}
        api.ask("PUT", "/api/configs/ours", json=body, headers={"if-match": shown.headers["etag"]})
        elsewhere = client.put("/api/configs/ours", json=body | {"provider": "openai"}, headers={"if-match": "*"})
        assert (elsewhere.status_code, elsewhere.json()["errors"][0]["field"]) == (422, "body.provider")
        added = "  extra: {top_k: 4}\n"
        assert file.read_text() == FILE.replace(added, f"{added}  top_p: 0.5\n")
        (model,) = load_workspace(config=file).models
        assert model.api_key is not None
        assert model.api_key.get_secret_value() == KEY
        assert model.candidate.settings.extra == {"top_k": 4}


def test_a_config_written_by_hand_is_offered_without_a_restart(api: Api, file: Path) -> None:
    assert api.get("/api/configs")["items"] == []
    file.write_text(FILE)
    assert api.get("/api/candidates")["items"][0]["name"] == "ours"
    file.write_text("models: [broken\n")
    assert "benchwright.yaml" in api.get("/api/configs", status=422)["detail"]
    assert api.get("/api/candidates")["items"][0]["name"] == "ours"
