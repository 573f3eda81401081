"""The page about the abuse suite and the suite name the same files."""

import re
from pathlib import Path

from benchwright.actions.workbench import ABUSE

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "abuse.md").read_text()


def test_every_program_is_on_the_page_and_the_page_names_no_other():
    attacks, cheats = PAGE.split("## Cheats")
    attacks = attacks.split("## Attacks")[1].split("Known and not a file")[0]
    cells = [line.split("|")[2] for line in attacks.splitlines() if line.startswith("|")]
    named = {name for cell in cells for name in re.findall(r"`([a-z_0-9]+)`", cell)}
    named |= {f"cheat_{name}" for name in re.findall(r"`([a-z_0-9]+)`", cheats)}
    assert named - {"left_behind"} == {file.stem for file in ABUSE.glob("*.yaml")}
