"""The way of somebody who has never been here, from the empty lab to a document to hand on."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.browser.chromium import Visitor

ATTEMPTS = 72
"""Of the demo: 24 tasks, three candidates."""


@pytest.mark.timeout(300)
def test_a_first_visit_leads_from_the_demo_to_an_exported_report(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.go("/")
    try_the_demo(page)
    watch_it_live(page)
    look_at_an_attempt_that_failed(page)
    compare_the_candidates(page)
    find_the_best_on_the_leaderboard(page)
    report = save_a_report(page, tmp_path / "report.md")
    assert "baseline/mutant" in report
    assert str(ATTEMPTS) in report


def try_the_demo(page: Page) -> None:
    expect(page.get_by_role("heading", name="Measure your first candidate")).to_be_visible()
    page.get_by_role("button", name="Try the demo").click()
    page.wait_for_url("**/runs/*")


def watch_it_live(page: Page) -> None:
    main, attempts = page.get_by_role("main"), page.get_by_role("table", name="Attempts")
    expect(main.get_by_text("Running", exact=True)).to_be_visible()
    expect(attempts.get_by_text("PASS").first).to_be_visible()
    expect(main.get_by_text(f"{ATTEMPTS} / {ATTEMPTS}").first).to_be_visible(timeout=200_000)
    expect(main.get_by_text("Finished", exact=True).first).to_be_visible()
    candidates = page.get_by_role("table", name="Candidates of this run")
    expect(candidates.get_by_role("row").filter(has_text="baseline/reference")).to_contain_text("100.0 %")


def look_at_an_attempt_that_failed(page: Page) -> None:
    page.get_by_label("Candidate", exact=True).first.click()
    page.get_by_role("option", name="baseline/mutant").click()
    failed = page.get_by_role("table", name="Attempts").get_by_role("row").filter(has_text="FAIL").first
    failed.get_by_role("link").first.click()
    page.wait_for_url("**/attempts/*")
    page.get_by_role("tab", name="Tests").click()
    expect(page.get_by_text("Expected", exact=True).first).to_be_visible()
    page.get_by_role("tab", name="Code").click()
    page.get_by_text("Difference from the reference").click()
    expect(page.get_by_text("Reference and answer")).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Run", exact=True).click()


def compare_the_candidates(page: Page) -> None:
    page.get_by_role("button", name="More to do with this run").click()
    page.get_by_role("menuitem", name="Compare its candidates").click()
    page.wait_for_url("**/compare*")
    page.get_by_role("radiogroup", name="Which tasks").get_by_text("Differ").click()
    page.wait_for_url("**/compare*verdict=differs*")
    page.get_by_role("table", name="Tasks, compared").get_by_role("row").nth(1).click()
    page.wait_for_url("**/compare*task=*")


def find_the_best_on_the_leaderboard(page: Page) -> None:
    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Leaderboard").click()
    best = page.get_by_role("table", name="Leaderboard of assistant").get_by_role("row").nth(1)
    expect(best).to_contain_text("baseline/reference")
    best.get_by_role("link").last.click()
    page.wait_for_url("**/runs/*")


def save_a_report(page: Page, path: Path) -> str:
    page.get_by_role("main").get_by_role("link", name="Report").click()
    page.get_by_role("radiogroup", name="Form of the document").get_by_text("Markdown").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as Markdown").click()
    saving.value.save_as(path)
    return path.read_text(encoding="utf-8")
