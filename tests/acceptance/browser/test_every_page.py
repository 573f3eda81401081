"""Each page, empty and full, wide in the dark and narrow in the light: no barriers, silent, nothing cut off."""

from collections.abc import Generator
from pathlib import Path

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


LOOKS = pytest.mark.parametrize(("scheme", "width", "height"), [("dark", 1440, 900), ("light", 390, 844)])


@pytest.mark.timeout(300)
@LOOKS
def test_every_page_is_free_of_flaws(
    browser: Browser, measured: tuple[ServedLab, dict[str, str]], scheme: Scheme, width: int, height: int
) -> None:
    lab, pages = measured
    with visit(browser, lab.url, width=width, height=height, scheme=scheme) as visitor:
        assert flaws(visitor, pages) == []


@pytest.mark.timeout(300)
@LOOKS
def test_every_page_of_an_empty_lab_is_free_of_flaws(
    browser: Browser, lab: ServedLab, scheme: Scheme, width: int, height: int
) -> None:
    with visit(browser, lab.url, width=width, height=height, scheme=scheme) as visitor:
        assert flaws(visitor, EMPTY) == []


def test_an_exported_report_fits_a_narrow_window(
    browser: Browser, measured: tuple[ServedLab, dict[str, str]], tmp_path: Path
) -> None:
    lab, _ = measured
    report = tmp_path / "report.html"
    report.write_text(lab.tool("export", "latest", "--format", "html").out, encoding="utf-8")
    with visit(browser, report.as_uri(), width=390, height=844) as visitor:
        visitor.page.goto(visitor.url)
        assert visitor.flaws() == []
