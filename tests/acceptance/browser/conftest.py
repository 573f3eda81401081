from collections.abc import Generator

import pytest
from playwright.sync_api import Browser

from tests.acceptance.browser.chromium import Visitor, chromium, visit
from tests.acceptance.browser.served_lab import ServedLab
from tests.acceptance.tool import Tool


@pytest.fixture(scope="module")
def browser() -> Generator[Browser]:
    """One Chromium for each file; its event loop may not outlive the file, for other tests have their own."""
    with chromium() as started:
        yield started


@pytest.fixture
def lab(tool: Tool) -> Generator[ServedLab]:
    with ServedLab(tool) as served:
        yield served


@pytest.fixture
def visitor(browser: Browser, lab: ServedLab) -> Generator[Visitor]:
    """Somebody who sees the lab for the first time, and whose console stays empty."""
    with visit(browser, lab.url) as somebody:
        yield somebody
        assert somebody.complaints == []
