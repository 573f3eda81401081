from pathlib import Path

import pytest

from benchwright.errors import BadInput
from benchwright.suites.abuse import digest_abuse, read_abuse

PROGRAM = "name: spin\ntitle: Spin\nkind: attack\ngroup: limits\nprogram: |\n  while True: pass\n"


def test_programs_are_read_with_a_digest_over_names_and_contents(tmp_path: Path):
    file = tmp_path / "spin.yaml"
    file.write_text(PROGRAM)
    suite = read_abuse(tmp_path)
    assert [one.name for one in suite.programs] == ["spin"]
    assert suite.digest == digest_abuse(tmp_path)
    file.write_text(PROGRAM + "  pass\n")
    assert digest_abuse(tmp_path) != suite.digest


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("other", PROGRAM, "name the file after it"),
        ("spin", PROGRAM.replace("attack", "joke"), "kind"),
        ("spin", PROGRAM + "extra: 1\n", "extra"),
        ("spin", "name: [", "not valid YAML"),
    ],
)
def test_a_bad_file_is_refused_by_name_and_field(tmp_path: Path, name: str, text: str, said: str):
    (tmp_path / f"{name}.yaml").write_text(text)
    with pytest.raises(BadInput, match=said):
        read_abuse(tmp_path)


def test_a_folder_without_programs_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="no abuse programs"):
        read_abuse(tmp_path)
