"""Everything that matters can be done without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.acceptance.browser.chromium import Visitor


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
def test_a_run_is_launched_watched_and_explored_by_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.go("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    go_by_key(visitor, "n", "launch")
    fill_in_and_start(page)
    expect(page.get_by_role("main").get_by_text("6 / 6").first).to_be_visible(timeout=90_000)
    open_an_attempt(visitor)
    find_the_leaderboard(visitor)
    read_the_shortcuts(visitor)


def go_by_key(visitor: Visitor, key: str, place: str) -> None:
    visitor.page.keyboard.press("g")
    visitor.page.keyboard.press(key)
    visitor.page.wait_for_url(f"**/{place}")
    visitor.settle()


def fill_in_and_start(page: Page) -> None:
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


def open_an_attempt(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("table", name="Attempts").locator("tbody tr[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attempts/*")
    first = page.url
    visitor.settle()
    page.keyboard.press("k")
    page.wait_for_url(lambda url: url != first)


def find_the_leaderboard(visitor: Visitor) -> None:
    page = visitor.page
    page.keyboard.press("Control+k")
    expect(page.get_by_role("textbox", name="Find", exact=True)).to_be_focused()
    assert visitor.barriers() == []
    page.keyboard.type("leaderb")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leaderboard")
    visitor.settle()


def read_the_shortcuts(visitor: Visitor) -> None:
    page = visitor.page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    assert visitor.barriers() == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
