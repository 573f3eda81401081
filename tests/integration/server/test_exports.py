from typing import Any

import pytest
from fastapi.testclient import TestClient

BEGINS = {"md": b"# Run ", "html": b"<!doctype html>", "pdf": b"%PDF", "csv": b"run_id,", "json": b'{"format": 1'}


@pytest.mark.parametrize("form", BEGINS)
def test_a_run_is_written_in_every_form(client: TestClient, finished: dict[str, Any], form: str) -> None:
    sent = client.get(f"/api/runs/{finished['id']}/export/{form}")
    assert sent.content.startswith(BEGINS[form])
    assert sent.headers["content-disposition"] == f'attachment; filename="{finished["id"]}.{form}"'
    assert "sandbox" in sent.headers["content-security-policy"]


@pytest.mark.parametrize("form", ["md", "html", "pdf", "csv", "json"])
def test_a_comparison_is_written_in_every_form(client: TestClient, finished: dict[str, Any], form: str) -> None:
    contenders = [{"candidate": name, "run_id": finished["id"]} for name in finished["candidates"]]
    sent = client.post(f"/api/comparisons/export/{form}", json={"contenders": contenders})
    assert sent.status_code == 200
    assert b"q/1" in sent.content or form == "pdf"


def test_a_pdf_that_cannot_be_made_says_what_to_install(
    client: TestClient, finished: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(_name: str) -> None:
        return None

    monkeypatch.setattr("benchwright.actions.render.find_spec", missing)
    problem = client.get(f"/api/runs/{finished['id']}/export/pdf")
    assert problem.status_code == 422
    assert "pip install 'benchwright[pdf]'" in problem.json()["detail"]
