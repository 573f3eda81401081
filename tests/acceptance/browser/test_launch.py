"""Runs that are launched on the page: within a budget, stopped, and gone on with."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.browser.chromium import Visitor
from tests.acceptance.tool import Tool, counts

QUESTIONS = 40


@pytest.fixture
def model(tool: Tool, server: Callable[..., str]) -> str:
    """A slow model that costs a cent or so for each answer, offered as `priced`; returns its address."""
    url = server("--latency-s", "0.2")
    tool.write(
        "benchwright.yaml",
        "models:\n- name: priced\n  provider: openai-compatible\n  model: scripted\n"
        f"  endpoint: {url}/v1\n  max_tokens: 50\n"
        "  price: {input_usd_per_mtok: 1000, output_usd_per_mtok: 1000, source: test}\n"
        "engine: {provider_concurrency: 2}\n",
    )
    tool.write_questions(QUESTIONS, name="suites/questions.jsonl")
    return url


def fill_in(page: Page, *, budget: str | None = None) -> None:
    page.get_by_role("combobox", name="Suite").click()
    page.get_by_role("option", name="questions").click()
    page.get_by_role("combobox", name="Candidates").fill("priced")
    page.keyboard.press("Enter")
    if budget:
        page.get_by_label("Budget in USD").fill(budget)


def test_a_run_launched_with_a_budget_stops_at_it_and_goes_on_with_a_higher_one(model: str, visitor: Visitor) -> None:
    page = visitor.go("/launch")
    plan = page.get_by_role("complementary", name="Plan")
    expect(plan.get_by_role("button", name="Start")).to_be_disabled()
    fill_in(page, budget="0.5")
    expect(plan).to_contain_text("the run will stop at $0.5")
    plan.get_by_role("button", name=f"Start {QUESTIONS} attempts").click()

    page.wait_for_url("**/runs/*")
    expect(page.get_by_role("main").get_by_text("Budget used up")).to_be_visible()
    calls = counts(model)["calls"]
    assert 0 < calls < QUESTIONS

    page.get_by_role("button", name="More to do with this run").click()
    page.get_by_role("menuitem", name="Raise the budget").click()
    page.get_by_label("Budget in USD").fill("50")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main").get_by_text(f"{QUESTIONS} / {QUESTIONS}").first).to_be_visible()
    assert counts(model)["calls"] == QUESTIONS, "what was bought under the first budget was not bought again"


def test_a_run_that_is_stopped_goes_on_where_it_was(model: str, visitor: Visitor) -> None:
    page = visitor.go("/launch")
    fill_in(page)
    expect(page.get_by_role("button", name=f"Start {QUESTIONS} attempts")).to_be_enabled()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/runs/*")
    expect(page.get_by_role("table", name="Attempts").get_by_text("PASS").first).to_be_visible()
    page.get_by_role("button", name="Stop now").click()
    resume = page.get_by_role("button", name="Resume")
    expect(resume).to_be_visible()
    stopped_at = counts(model)["answered"]
    assert 0 < stopped_at < QUESTIONS
    resume.click()
    expect(page.get_by_role("main").get_by_text(f"{QUESTIONS} / {QUESTIONS}").first).to_be_visible()
    assert counts(model)["answered"] <= QUESTIONS + 2, "only what was under way was asked again"


def test_a_wrong_entry_is_told_beside_its_field(visitor: Visitor) -> None:
    page = visitor.go("/launch?suite=assistant&with=baseline%2Freference&budget=0.0000000000001")
    field = page.get_by_label("Budget in USD")
    expect(field).to_have_attribute("aria-invalid", "true")
    visitor.complaints.clear()  # the browser notes the refused plan
