from pathlib import Path

import pytest

from benchwright.errors import BadInput
from benchwright.records.task import Case, CheckProgram, FunctionTask, PromptTask, Suite
from benchwright.suites.reading import read_suite
from benchwright.suites.writing import write_suite

SUITE = Suite(
    name="mixed",
    version="3",
    title="Ünïcode",
    source="somewhere",
    tasks=(
        FunctionTask(
            id="a", prompt="p", entry_point="f", cases=(Case(input=(1,)), Case(input=(), raises="ValueError"))
        ),
        FunctionTask(id="b", prompt="p\u2028é", entry_point="f", check=CheckProgram(source="def check(c): ...")),
        FunctionTask(id="c", prompt="p", entry_point="f", cases=(Case(input={"x": 1}, expected={"$tuple": [1]}),)),
        PromptTask(id="d", prompt="p", expected="1"),
    ),
)


def test_a_written_suite_is_read_back_with_the_same_digest(tmp_path: Path):
    write_suite(SUITE, tmp_path / "deep" / "mixed")
    read = read_suite(tmp_path / "deep" / "mixed")
    assert read.digest == SUITE.digest
    assert read.model_dump(exclude={"location"}) == SUITE.model_dump(exclude={"location"})
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["mixed"]


def test_an_existing_suite_is_kept_unless_it_may_be_replaced(tmp_path: Path):
    write_suite(SUITE, tmp_path / "mixed")
    smaller = SUITE.model_copy(update={"tasks": SUITE.tasks[:1]})
    with pytest.raises(BadInput, match="there is something here already; choose another name, or ask to replace it"):
        write_suite(smaller, tmp_path / "mixed")
    assert len(read_suite(tmp_path / "mixed").tasks) == 4
    write_suite(smaller, tmp_path / "mixed", replace=True)
    assert len(read_suite(tmp_path / "mixed").tasks) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["mixed"]


def test_a_folder_that_is_no_suite_is_never_replaced(tmp_path: Path):
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").write_text("dear")
    (tmp_path / "file").write_text("")
    for name in ("letters", "file"):
        with pytest.raises(BadInput, match="choose another name"):
            write_suite(SUITE, tmp_path / name, replace=True)
    assert (tmp_path / "letters" / "dear.txt").read_text() == "dear"


def test_a_place_that_can_t_be_written_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="can't be written"):
        write_suite(SUITE, tmp_path / "file" / "mixed")
