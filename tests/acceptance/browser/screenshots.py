"""`make screenshots`: pictures of every page, empty and full, dark and light, wide and narrow, checked on the way."""

import sys
import tempfile
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser

from tests.acceptance.browser.chromium import Scheme, chromium, visit
from tests.acceptance.browser.every_page import EMPTY, full, measure
from tests.acceptance.browser.served_lab import ServedLab
from tests.acceptance.tool import REPO, Tool

SCHEMES: tuple[Scheme, ...] = ("dark", "light")
SIZES = ((1440, 900), (390, 844))


def take(browser: Browser, lab: ServedLab, pages: dict[str, str], folder: Path) -> list[str]:
    """Write `PAGE-WIDTH-SCHEME.png` for each page; return what is wrong with them, each behind its picture's name."""
    folder.mkdir(parents=True, exist_ok=True)
    found: list[str] = []
    for scheme, (width, height) in product(SCHEMES, SIZES):
        with visit(browser, lab.url, width=width, height=height, scheme=scheme) as visitor:
            for name, path in pages.items():
                picture = folder / f"{name}-{width}-{scheme}.png"
                visitor.go(path).screenshot(path=picture)
                found += [f"{folder.name}/{picture.stem}: {flaw}" for flaw in visitor.flaws()]
    return found


def main(folder: Path) -> int:
    """Take them all, of an empty lab and of one that has run the demo; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="benchwright-") as place, chromium() as browser:
        empty, measured = Path(place, "empty"), Path(place, "measured")
        empty.mkdir()
        measured.mkdir()
        with ServedLab(Tool(empty)) as lab:
            found = take(browser, lab, EMPTY, folder / "empty")
        with ServedLab(Tool(measured)) as lab:
            found += take(browser, lab, full(measure(lab)), folder / "full")
    sys.stdout.write("".join(f"{flaw}\n" for flaw in found))
    sys.stdout.write(f"{len(list(folder.glob('*/*.png')))} pictures in {folder}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else REPO / "screenshots"))
