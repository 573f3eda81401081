"""An open page keeps up: with runs of a terminal, and with a server that was started anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.acceptance.browser.chromium import Visitor
from tests.acceptance.browser.served_lab import ServedLab
from tests.acceptance.tool import Tool


def test_a_run_from_the_command_line_comes_onto_an_open_page_by_itself(
    tool: Tool, server: Callable[..., str], visitor: Visitor
) -> None:
    page = visitor.go("/runs")
    expect(page.get_by_text("Nothing has been measured yet")).to_be_visible()
    page.evaluate("() => { window.notReloaded = true }")
    suite = tool.write_questions(60)
    model = ["--model", "openai-compatible/scripted", "--base-url", f"{server('--latency-s', '0.5')}/v1"]
    command = tool.start("run", str(suite), *model, "--concurrency", "2", "--json")
    runs = page.get_by_role("table", name="Runs")
    expect(runs.get_by_text("Running", exact=True)).to_be_visible()
    runs.get_by_role("row").nth(1).get_by_role("link").click()
    expect(page.get_by_role("table", name="Attempts").get_by_text("PASS").first).to_be_visible()
    assert command.poll() is None, "attempts show while the command still runs"
    expect(page.get_by_role("main").get_by_text("60 / 60").first).to_be_visible()
    assert page.evaluate("() => window.notReloaded")
    command.communicate(timeout=60)
    assert command.returncode == 0


@pytest.mark.timeout(240)
def test_an_open_page_survives_a_restart_of_its_server(
    tool: Tool, server: Callable[..., str], lab: ServedLab, visitor: Visitor
) -> None:
    tool.write_questions(60, name="suites/questions.jsonl")
    url = server("--latency-s", "0.5")
    tool.write(
        "benchwright.yaml",
        f"models:\n- name: slow\n  provider: openai-compatible\n  model: scripted\n  endpoint: {url}/v1\n"
        "engine: {provider_concurrency: 2}\n",
    )
    lab.stop()
    lab.start()
    page = visitor.go("/launch?suite=questions&with=slow")
    page.get_by_label("is unknown: start all the same").check()
    page.get_by_role("button", name="Start 60 attempts").click()
    main = page.get_by_role("main")
    expect(page.get_by_role("table", name="Attempts").get_by_text("PASS").first).to_be_visible()

    lab.kill()
    expect(page.get_by_text("Reconnecting", exact=True)).to_be_visible()
    expect(page.get_by_role("table", name="Attempts").get_by_text("PASS").first).to_be_visible()
    lab.start()
    expect(page.get_by_text("The server was started anew")).to_be_visible()
    expect(page.get_by_text("Live", exact=True)).to_be_visible()
    expect(main.get_by_text("Interrupted", exact=True)).to_be_visible()
    page.get_by_role("button", name="Resume").click()
    expect(main.get_by_text("60 / 60").first).to_be_visible()
    expect(main.get_by_text("Finished", exact=True).first).to_be_visible()
    lost = [one for one in visitor.complaints if "ERR_" in one]
    assert visitor.complaints == lost, "nothing but the line that was lost"
    visitor.complaints.clear()
