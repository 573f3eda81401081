"""Everything that matters can be done without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.browser.chromium import Visitor
from tests.acceptance.browser.served_lab import ServedLab


def tab_to(page: Page, name: str, *, most: int = 80) -> None:
    """Press Tab until what has this name is focused."""
    for _ in range(most):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const at = document.activeElement;"
            " return at.ariaLabel || at.labels?.[0]?.textContent || at.textContent || '' }"
        )
        if focused.removesuffix("*").strip() == name:
            return
    pytest.fail(f"Tab never came to {name}")


@pytest.mark.timeout(240)
def test_a_run_is_launched_watched_and_explored_by_keyboard_alone(lab: ServedLab, visitor: Visitor) -> None:
    page = visitor.go("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()

    page.keyboard.press("g")
    page.keyboard.press("n")
    page.wait_for_url("**/launch")
    visitor.settle()
    tab_to(page, "Suite")
    page.keyboard.type("assist")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Difficulty")).to_be_visible()
    tab_to(page, "At most")
    page.keyboard.type("3")
    tab_to(page, "Candidates")
    for name in ("baseline/reference", "baseline/empty"):
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Start 6 attempts")).to_be_enabled()
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/runs/*")
    expect(page.get_by_role("main").get_by_text("6 / 6").first).to_be_visible(timeout=90_000)

    page.get_by_role("table", name="Attempts").locator("tbody tr[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attempts/*")
    first = page.url
    visitor.settle()
    page.keyboard.press("k")
    page.wait_for_url(lambda url: url != first)

    page.keyboard.press("Control+k")
    expect(page.get_by_role("textbox", name="Find", exact=True)).to_be_focused()
    assert visitor.barriers() == []
    page.keyboard.type("leaderb")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leaderboard")
    visitor.settle()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert visitor.barriers() == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
