"""The way of somebody who has never been here, from the empty lab to a document to hand on."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.acceptance.browser.chromium import Visitor


@pytest.mark.timeout(300)
def test_a_first_visit_leads_from_the_demo_to_an_exported_report(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.go("/")
    expect(page.get_by_role("heading", name="Measure your first candidate")).to_be_visible()

    page.get_by_role("button", name="Try the demo").click()
    page.wait_for_url("**/runs/*")
    main, attempts = page.get_by_role("main"), page.get_by_role("table", name="Attempts")
    expect(main.get_by_text("Running", exact=True)).to_be_visible()
    expect(attempts.get_by_text("PASS").first).to_be_visible()
    assert main.get_by_text("Running", exact=True).is_visible(), "attempts come while the run goes on"
    expect(main.get_by_text("72 / 72").first).to_be_visible(timeout=200_000)
    expect(main.get_by_text("Finished", exact=True).first).to_be_visible()
    candidates = page.get_by_role("table", name="Candidates of this run")
    expect(candidates.get_by_role("row").filter(has_text="baseline/reference")).to_contain_text("100.0 %")

    page.get_by_label("Candidate", exact=True).first.click()
    page.get_by_role("option", name="baseline/mutant").click()
    attempts.get_by_role("row").filter(has_text="FAIL").first.get_by_role("link").first.click()
    page.wait_for_url("**/attempts/*")
    page.get_by_role("tab", name="Tests").click()
    expect(page.get_by_text("Expected", exact=True).first).to_be_visible()
    page.get_by_role("tab", name="Code").click()
    page.get_by_text("Difference from the reference").click()
    expect(page.get_by_text("Reference and answer")).to_be_visible()

    main.get_by_role("link", name="Run", exact=True).click()
    page.get_by_role("button", name="More to do with this run").click()
    page.get_by_role("menuitem", name="Compare its candidates").click()
    page.wait_for_url("**/compare*")
    tasks = page.get_by_role("table", name="Tasks, compared")
    tasks.get_by_role("row").filter(has_text="they differ").first.click()
    page.wait_for_url("**/compare*task=*")

    page.get_by_role("navigation", name="Pages").get_by_role("link", name="Leaderboard").click()
    standings = page.get_by_role("table", name="Leaderboard of assistant").get_by_role("row")
    expect(standings.nth(1)).to_contain_text("baseline/reference")
    standings.nth(1).get_by_role("link").last.click()
    page.wait_for_url("**/runs/*")

    main.get_by_role("link", name="Report").click()
    page.get_by_role("radiogroup", name="Form of the document").get_by_text("Markdown").click()
    with page.expect_download() as saving:
        page.get_by_role("button", name="Save as Markdown").click()
    saving.value.save_as(tmp_path / "report.md")
    report = (tmp_path / "report.md").read_text(encoding="utf-8")
    assert "baseline/mutant" in report
    assert "72" in report
