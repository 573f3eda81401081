"""`make screenshots`: a picture of every page, empty and full, dark and light, wide and narrow, into `screenshots/`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser

from tests.acceptance.browser.chromium import Scheme, chromium, visit
from tests.acceptance.browser.every_page import EMPTY, full, measure
from tests.acceptance.browser.served_lab import ServedLab
from tests.acceptance.tool import REPO, Tool

SCHEMES: tuple[Scheme, ...] = ("dark", "light")
SIZES = ((1440, 900), (390, 844))


def take(browser: Browser, lab: ServedLab, pages: dict[str, str], folder: Path) -> int:
    """Write `PAGE-WIDTH-SCHEME.png` for each page; return how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in SCHEMES:
        for width, height in SIZES:
            with visit(browser, lab.url, width=width, height=height, scheme=scheme) as visitor:
                for name, path in pages.items():
                    visitor.go(path).screenshot(path=folder / f"{name}-{width}-{scheme}.png")
    return len(pages) * len(SCHEMES) * len(SIZES)


def main(folder: Path) -> None:
    """Take them all, of an empty lab and of one that has run the demo."""
    with tempfile.TemporaryDirectory(prefix="benchwright-") as place, chromium() as browser:
        empty, measured = Path(place, "empty"), Path(place, "measured")
        empty.mkdir()
        measured.mkdir()
        with ServedLab(Tool(empty)) as lab:
            taken = take(browser, lab, EMPTY, folder / "empty")
        with ServedLab(Tool(measured)) as lab:
            taken += take(browser, lab, full(measure(lab)), folder / "full")
    sys.stdout.write(f"{taken} pictures in {folder}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPO / "screenshots")
