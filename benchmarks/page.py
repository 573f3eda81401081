"""How soon the page is ready over a store of many attempts, and how smoothly a long run scrolls, in a real Chromium."""

import os
import shutil
import statistics
from contextlib import closing
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.filling import fill
from benchmarks.servers import served
from benchwright.store.store import Store

WANTED_READY_MS = 1_000
WANTED_FRAME_MS = 1_000 / 60
_TIMES = 5
_SCROLLS = 120
_STEP_PX = 240
_PLACES = {
    "home": ("/", "main a[href^='/runs/']"),
    "runs": ("/runs", "main tbody tr"),
    "leaderboard of a suite": ("/leaderboard?suite=suite-0", "main tbody tr"),
    "leaderboards": ("/leaderboard", "main tbody tr"),
    "run": ("/runs/{run}", "main tbody tr a[href*='/attempts/']"),
    "analytics of a suite": ("/analytics?suite=suite-0", "main svg .recharts-scatter-symbol"),
}
"""Addresses, and what is there once the data is."""
_DRAWN = "() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))))"
_FRAMES = """() => {
  window.frames_ms = [];
  let last = performance.now();
  const next = (now) => { window.frames_ms.push(now - last); last = now; requestAnimationFrame(next); };
  requestAnimationFrame(next);
}"""


def page_speed(folder: Path) -> None:
    """Print when each page is ready, with its data drawn, and the frames of a long scroll: attempts from $ATTEMPTS."""
    program = shutil.which("chromium")
    if program is None:
        print("\npage: no Chromium (apt-get install chromium)")
        return
    count = int(os.environ.get("ATTEMPTS", "1000000"))
    database = os.environ.get("STORE") or f"sqlite:///{folder}/store.db"  # the one that `store` has filled, if it ran
    run = _filled(database, folder, count)
    load = "/".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"\npage: {count:,} attempts, load {load} at the start; wanted: ready in {WANTED_READY_MS} ms")
    with served(folder, database) as port, sync_playwright() as playwright:
        quiet = ["--disable-gpu", "--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=program, args=quiet)
        with closing(browser):
            _show_ready(browser, f"http://127.0.0.1:{port}", run)
            _show_scroll(browser, f"http://127.0.0.1:{port}/runs/{run}")


def _filled(database: str, folder: Path, count: int) -> str:
    """Return the newest run of a store, which is filled where it has none."""
    with closing(Store.open(database, artifacts=folder / "artifacts")) as store:
        for newest_run in store.runs(limit=1):
            return newest_run.id
        newest = fill(store, database, count)[-1]
        store.leaderboard(None)
        return newest


def _show_ready(browser: Browser, url: str, run: str) -> None:
    print(f"{'ready after':28}{'first visit':>14}{'again, median':>16}{'again, worst':>15}")
    for name, (path, shown) in _PLACES.items():
        with closing(browser.new_context(viewport={"width": 1440, "height": 900})) as context:
            page = context.new_page()
            taken = [_ready_ms(page, url + path.format(run=run), shown) for _ in range(1 + _TIMES)]
        first, *again = taken
        print(f"{name:28}{first:11.0f} ms{statistics.median(again):13.0f} ms{max(again):12.0f} ms", flush=True)


def _ready_ms(page: Page, address: str, shown: str) -> float:
    """Return the milliseconds from the start of the visit until its data is drawn and a press of a key is answered."""
    page.goto(address, wait_until="commit")
    page.locator(shown).first.wait_for(state="attached")
    return float(page.evaluate(_DRAWN))


def _show_scroll(browser: Browser, address: str) -> None:
    with closing(browser.new_context(viewport={"width": 1440, "height": 900})) as context:
        page = context.new_page()
        _ready_ms(page, address, _PLACES["run"][1])
        table = page.get_by_role("table", name="Attempts")
        table.hover()
        page.evaluate(_FRAMES)
        for _ in range(_SCROLLS):
            page.mouse.wheel(0, _STEP_PX)
            page.wait_for_timeout(16)
        frames = sorted(float(each) for each in page.evaluate("() => window.frames_ms"))
        rows = page.locator("main tbody tr").count()
    median, p95 = statistics.median(frames), frames[int(0.95 * len(frames))]
    print(f"scrolling a long run: {len(frames)} frames, median {median:.0f} ms, p95 {p95:.0f} ms, {rows} rows drawn")
