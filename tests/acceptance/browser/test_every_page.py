"""Each page, empty and full, wide in the dark and narrow in the light: no barriers, silent, nothing cut off."""

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


def flaws(visitor: Visitor, pages: dict[str, str]) -> list[str]:
    """Return what is wrong with the pages, each behind its page's name."""
    found: list[str] = []
    for name, path in pages.items():
        visitor.go(path)
        found += [f"{name}: {flaw}" for flaw in visitor.flaws()]
    return found


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("scheme", "width", "height"), [("dark", 1440, 900), ("light", 390, 844)])
def test_every_page_is_free_of_flaws(
    browser: Browser, measured: tuple[ServedLab, dict[str, str]], scheme: Scheme, width: int, height: int
) -> None:
    lab, pages = measured
    with visit(browser, lab.url, width=width, height=height, scheme=scheme) as visitor:
        assert flaws(visitor, pages) == []


@pytest.mark.timeout(300)
def test_every_page_of_an_empty_lab_is_free_of_flaws(visitor: Visitor) -> None:
    assert flaws(visitor, EMPTY) == []
