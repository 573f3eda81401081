"""Saved configs: made, changed and taken away on the page, while a hand writes the same file."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.acceptance.browser.chromium import Visitor
from tests.acceptance.tool import Tool

FILE = """\
# ours
models:
- name: cellar            # next to the boiler
  provider: ollama
  model: tiny
  temperature: 0.2
"""


def written(tool: Tool) -> Path:
    return tool.folder / "benchwright.yaml"


def fill_in(page: Page, name: str) -> None:
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    page.get_by_role("combobox", name="Provider").click()
    page.get_by_role("option", name="ollama").click()
    page.get_by_role("textbox", name="Model", exact=True).fill("tiny")


def test_a_config_is_made_changed_launched_and_deleted(tool: Tool, visitor: Visitor) -> None:
    page = visitor.go("/settings?section=configs")
    page.get_by_role("button", name="New config").click()
    fill_in(page, "mine")
    page.get_by_label("Temperature").fill("0.5")
    assert visitor.flaws() == []
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("ollama/tiny")).to_be_visible()
    assert "temperature: 0.5" in written(tool).read_text()

    page.get_by_role("button", name="Change config mine").click()
    page.get_by_label("Temperature").fill("")
    page.get_by_label("System prompt").fill("Be brief.\nBe kind.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    text = written(tool).read_text()
    assert "temperature" not in text
    assert "    Be brief.\n" in text

    visitor.go("/launch")
    page.get_by_role("combobox", name="Candidates").click()
    expect(page.get_by_role("option", name="mine")).to_be_visible()

    visitor.go("/settings?section=configs")
    page.get_by_role("button", name="Delete config mine").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page.get_by_text("No saved configs")).to_be_visible()
    assert "mine" not in written(tool).read_text()


def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(tool: Tool, visitor: Visitor) -> None:
    written(tool).write_text(FILE)
    page = visitor.go("/settings?section=configs")
    page.get_by_role("button", name="New config").click()
    fill_in(page, "cellar")
    page.get_by_role("button", name="Save").click()
    field = page.get_by_role("textbox", name="Name", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_role("dialog")).to_contain_text("is there already")
    field.fill("attic")
    page.get_by_label("Input", exact=True).fill("1")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Output", exact=True)).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Output", exact=True).fill("2")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("button", name="Change config attic")).to_be_visible()
    assert written(tool).read_text().startswith(FILE)
    visitor.complaints.clear()  # the browser notes what was refused


def test_an_edit_that_crosses_a_hand_is_refused_and_can_be_made_again(tool: Tool, visitor: Visitor) -> None:
    written(tool).write_text(FILE)
    page = visitor.go("/settings?section=configs")
    page.get_by_role("button", name="Change config cellar").click()
    expect(page.get_by_label("Temperature")).to_have_value("0.2")
    by_hand = FILE.replace("temperature: 0.2", "temperature: 0.9")
    written(tool).write_text(by_hand)
    page.get_by_label("Seed").fill("5")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Somebody changed it meanwhile")
    assert written(tool).read_text() == by_hand
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("Temperature")).to_have_value("0.9")
    page.get_by_label("Seed").fill("5")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert written(tool).read_text() == f"{by_hand}  seed: 5\n"
    visitor.complaints.clear()  # the browser notes what was refused
