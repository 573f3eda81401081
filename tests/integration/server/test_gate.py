from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from benchwright.records.workspace import Workspace
from benchwright.server.access import Access
from benchwright.server.app import BODY_LIMIT, guarded_app
from tests.integration.server.page import HOME

TOKEN = "correct-horse-battery"  # noqa: S105 - made up here


@pytest.fixture
def outside(lab: Workspace) -> Iterator[TestClient]:
    """A server that is open to other machines."""
    app = guarded_app(lab, Access(token=TOKEN, port=8000))
    with TestClient(app, base_url="http://192.0.2.7:8000", follow_redirects=False) as opened:
        yield opened


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "", "192.0.2.7"])
def test_a_foreign_host_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/api/runs", headers={"host": host})
    assert answer.status_code == 421
    assert answer.json()["type"] == "urn:benchwright:problem:foreign-host"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:9", "[::1]:8000", "LOCALHOST:8000"])
def test_loopback_is_answered(client: TestClient, host: str) -> None:
    assert client.get("/health", headers={"host": host}).status_code == 200


def test_a_name_that_was_allowed_is_answered(lab: Workspace) -> None:
    app = guarded_app(lab, Access(token=TOKEN, names=frozenset({"lab.example"})))
    with TestClient(app, base_url="http://lab.example") as named:
        assert named.get("/health").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize(("method", "path"), [("POST", "/api/runs"), ("GET", "/api/runs"), ("DELETE", "/api/runs/x")])
def test_another_site_is_refused(client: TestClient, headers: dict[str, str], method: str, path: str) -> None:
    answer = client.request(method, path, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:benchwright:problem:foreign-origin"
    assert "access-control-allow-origin" not in answer.headers


def test_the_own_page_is_let_in(client: TestClient) -> None:
    assert client.get("/api/runs", headers={"origin": HOME, "sec-fetch-site": "same-origin"}).status_code == 200


def test_a_preflight_of_another_site_gets_no_permission(client: TestClient) -> None:
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    answer = client.options("/api/runs", headers=headers)
    assert answer.status_code == 403
    assert not [name for name in answer.headers if name.startswith("access-control-")]


@pytest.mark.parametrize(
    "path", ["/api/runs", "/artifacts/a/b/c", "/openapi.json", "/api/events", "/docs", "/", "/runs/x"]
)
def test_without_the_token_nothing_is_told(outside: TestClient, path: str) -> None:
    assert outside.get(path).status_code == 401
    assert outside.get(path, headers={"authorization": "Bearer wrong"}).status_code == 401
    assert outside.get(f"{path}?token=wrong").status_code == 401
    assert outside.get(path, headers={"cookie": f"benchwright-8000={TOKEN}"}).status_code == 401


def test_the_token_opens_the_api_and_the_page(outside: TestClient) -> None:
    assert outside.get("/health").status_code == 200
    assert outside.get("/api/runs", headers={"authorization": f"Bearer {TOKEN}"}).status_code == 200
    welcome = outside.get(f"/runs?tag=x&token={TOKEN}")
    assert (welcome.status_code, welcome.headers["location"]) == (303, "/runs?tag=x")
    cookie = welcome.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert outside.get("/api/runs").status_code == 200


def test_a_token_opens_nothing_by_a_write(outside: TestClient) -> None:
    assert outside.post(f"/api/runs?token={TOKEN}", json={}).status_code == 401


def test_a_body_that_is_too_large_is_refused(client: TestClient) -> None:
    answer = client.post("/api/plans", headers={"content-length": str(BODY_LIMIT + 1)}, content=b"{}")
    assert answer.status_code == 413


def test_a_body_that_hides_its_length_is_counted(client: TestClient) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(51):
            yield b" " * 2**20

    answer = client.post("/api/plans", content=pieces(), headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/api/runs", "/docs", "/nowhere.txt", "/api/nothing"])
def test_every_answer_forbids_foreign_scripts_frames_and_guesses(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    scripts = next(part for part in policy.split(";") if "script-src" in part)
    assert "unsafe" not in scripts
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    if path.startswith("/api"):
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/docs", "/redoc"])
def test_the_documentation_needs_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    page = client.get(path).text
    assert "http" not in page.replace("http-equiv", "")
    for source in [part.split('"')[0] for part in page.replace('href="', 'src="').split('src="')[1:]]:
        if source.startswith("/"):
            assert client.get(source).status_code == 200, source


def test_our_own_failure_tells_nothing_but_where_to_look(
    lab: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(*_: object) -> None:
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr("benchwright.server.routes.results.show_spending", break_down)
    with TestClient(guarded_app(lab, Access()), base_url=HOME, raise_server_exceptions=False) as client:
        answer = client.get("/api/stats/spending")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    (record,) = [record for record in caplog.records if record.name == "benchwright.server"]
    assert vars(record)["request_id"] == answer.json()["request_id"]
