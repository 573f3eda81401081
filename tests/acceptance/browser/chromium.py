"""A real Chromium, a person's window in it, and what that person may complain of."""

import os
import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request, expect, sync_playwright

from tests.acceptance.tool import REPO

NAMES = ("chromium", "chromium-browser", "google-chrome")
AXE = REPO / "web" / "node_modules" / "axe-core" / "axe.min.js"
BUILT = REPO / "src" / "benchwright" / "server" / "page" / "index.html"
PATIENCE_MS = 45_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOK_EVERY_MS = 60
CALM_LOOKS = 5
Scheme = Literal["dark", "light"]
_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def needed(path: str | Path | None, what: str, command: str) -> Path:
    """Return what a test can't do without; without it the test is skipped, and fails under CI."""
    if path is not None and Path(path).exists():
        return Path(path)
    reason = f"{what} is missing: {command}"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def chromium() -> Generator[Browser]:
    """Yield the machine's own browser, without a window on the screen."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    program = needed(found, "Chromium", "scripts/setup-tests")
    needed(BUILT, "the built page", "make web")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_QUIET)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody at the page, in a window of their own."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list[str])
    """What the console said at error or warning level, errors nobody caught, and dialogs."""
    _asked: set[Request] = field(default_factory=set[Request], repr=False)
    """Requests without an answer yet, but for the stream of news, which never ends."""

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        self.page.on("dialog", self._refuse)
        self.page.on("request", self._ask)
        self.page.on("requestfinished", self._answer)
        self.page.on("requestfailed", self._answer)

    def go(self, path: str) -> Page:
        """Open an address of the lab and wait until its page has come, with what it reads."""
        self.page.goto(self.url + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until a heading is there, nothing is loading, and nothing was asked for a moment."""
        self.page.locator("main h1, main h2").first.wait_for()
        expect(self.page.get_by_role("status", name="Loading")).to_have_count(0)
        self.page.evaluate("() => document.fonts.ready.then(() => 0)")
        calm = 0
        until = time.monotonic() + PATIENCE_MS / 1000
        while calm < CALM_LOOKS and time.monotonic() < until:
            self.page.wait_for_timeout(LOOK_EVERY_MS)
            calm = 0 if self._asked else calm + 1

    def flaws(self) -> list[str]:
        """Return what is wrong with the page as it stands; complaints are forgotten once told."""
        wider: int = self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
        cut_off = [f"{wider} px wider than the window"] if wider > 0 else []
        complaints, self.complaints[:] = list(self.complaints), []
        return [*self.barriers(), *cut_off, *complaints]

    def barriers(self) -> list[str]:
        """Return what axe finds against WCAG 2.2 AA and good practice, each with where."""
        self.page.evaluate(needed(AXE, "axe", "scripts/page install").read_text(encoding="utf-8"))
        asked = {"runOnly": RULES, "resultTypes": ["violations"]}
        found: Any = self.page.evaluate("(asked) => axe.run(document, asked)", asked)
        return [
            f"{one['impact']} {one['id']}: {one['help']} at {node['target']} {node['failureSummary']}"
            for one in found["violations"]
            for node in one["nodes"][:3]
        ]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text} ({message.location['url']})")

    def _ask(self, request: Request) -> None:
        if "/api/events" not in request.url:
            self._asked.add(request)

    def _answer(self, request: Request) -> None:
        self._asked.discard(request)

    def _refuse(self, dialog: Dialog) -> None:
        self.complaints.append(f"dialog: {dialog.message}")
        dialog.dismiss()


@contextmanager
def visit(
    browser: Browser, url: str, *, width: int = 1440, height: int = 900, scheme: Scheme = "dark"
) -> Generator[Visitor]:
    """Yield a first-time visitor, without motion, whose window is so large (CSS pixels)."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-GB",
        accept_downloads=True,
    )
    try:
        visitor = Visitor(context.new_page(), url)
        yield visitor
    finally:
        context.close()
