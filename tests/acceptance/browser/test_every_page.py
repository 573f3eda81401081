"""Each page, empty and full, dark and light, wide and narrow: no barriers, nothing in the console, nothing cut off."""

from collections.abc import Generator

import pytest
from playwright.sync_api import Browser

from tests.acceptance.browser.chromium import Scheme, Visitor, visit
from tests.acceptance.browser.every_page import EMPTY, full, measure
from tests.acceptance.browser.served_lab import ServedLab
from tests.acceptance.tool import Tool


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Generator[tuple[ServedLab, dict[str, str]]]:
    """A lab with one finished run, and its pages."""
    with ServedLab(Tool(tmp_path_factory.mktemp("measured"))) as lab:
        yield lab, full(measure(lab, "--limit", "4"))


def found_on(visitor: Visitor, pages: dict[str, str]) -> list[str]:
    """Return what is wrong with the pages, each complaint behind its page's name."""
    found: list[str] = []
    for name, path in pages.items():
        visitor.go(path)
        wider = visitor.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        found += [f"{name}: {barrier}" for barrier in visitor.barriers()]
        found += [f"{name}: {wider} px wider than the window"] if wider > 0 else []
        found += [f"{name}: {complaint}" for complaint in visitor.complaints]
        visitor.complaints.clear()
    return found


@pytest.mark.timeout(400)
@pytest.mark.parametrize(
    ("scheme", "width", "height"), [("dark", 1440, 900), ("light", 1440, 900), ("light", 390, 844), ("dark", 390, 844)]
)
def test_every_page_is_free_of_barriers(
    browser: Browser, measured: tuple[ServedLab, dict[str, str]], scheme: Scheme, width: int, height: int
) -> None:
    lab, pages = measured
    with visit(browser, lab.url, width=width, height=height, scheme=scheme) as visitor:
        assert found_on(visitor, pages) == []


@pytest.mark.timeout(400)
def test_every_page_of_an_empty_lab_is_free_of_barriers(visitor: Visitor) -> None:
    assert found_on(visitor, EMPTY) == []
