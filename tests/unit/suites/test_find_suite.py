import json
from pathlib import Path

import pytest

from benchwright.errors import BadInput, UnknownName
from benchwright.suites.find import SHIPPED, find_suite, list_suites


def put_suite(folder: Path, name: str, count: int, title: str = "A quiz") -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "suite.yaml").write_text(f"title: {title}\n")
    rows = [{"kind": "prompt", "id": f"q{number}", "prompt": "?", "expected": "!"} for number in range(count)]
    (folder / name / "tasks.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    return folder / name


def test_a_name_is_looked_up_in_the_folders_in_their_order(tmp_path: Path):
    put_suite(tmp_path / "one", "quiz", 1)
    put_suite(tmp_path / "two", "quiz", 2)
    assert len(find_suite("quiz", folders=[tmp_path / "two", tmp_path / "one"]).tasks) == 2


def test_a_path_is_read_as_it_is(tmp_path: Path):
    path = put_suite(tmp_path, "quiz", 1)
    assert find_suite(str(path), folders=[]).name == "quiz"


def test_a_path_that_is_not_there_is_said_to_be_missing(tmp_path: Path):
    with pytest.raises(BadInput, match="no such suite"):
        find_suite(str(tmp_path / "nothing"), folders=[])


def test_an_unknown_name_lists_the_known_ones(tmp_path: Path):
    put_suite(tmp_path, "quiz", 1)
    with pytest.raises(UnknownName, match=r"unknown suite 'quizz'. Known: assistant, quiz\."):
        find_suite("quizz", folders=[tmp_path, SHIPPED])


def test_a_list_counts_tasks_without_checking_them(tmp_path: Path):
    folder = put_suite(tmp_path, "quiz", 3, title="Quiz")
    (folder / "tasks.jsonl").write_text("{broken\n{also broken\n")
    (tmp_path / "single.jsonl").write_text('{"id": "a"}\n')
    (tmp_path / "listed.json").write_text("[{}, {}, {}]")
    (tmp_path / "no suite").mkdir()
    entries = list_suites([tmp_path, tmp_path / "absent"])
    assert [(entry.name, entry.tasks) for entry in entries] == [("listed", 3), ("quiz", 2), ("single", 1)]
    assert entries[1].title == "Quiz"


def test_a_broken_suite_is_listed_and_keeps_no_other_from_being_found(tmp_path: Path):
    put_suite(tmp_path, "broken", 1, title="[")
    put_suite(tmp_path, "quiz", 1)
    assert find_suite("quiz", folders=[tmp_path]).title == "A quiz"
    entry = list_suites([tmp_path])[0]
    assert (entry.name, entry.tasks) == ("broken", 0)
    assert "suite.yaml:2: not valid YAML" in entry.title


def test_of_two_suites_with_one_name_the_first_folder_s_is_listed(tmp_path: Path):
    put_suite(tmp_path / "one", "quiz", 1)
    put_suite(tmp_path / "two", "quiz", 2)
    (entry,) = list_suites([tmp_path / "one", tmp_path / "two"])
    assert entry.tasks == 1


def test_the_shipped_suite_is_found_by_name():
    assert find_suite("assistant", folders=[SHIPPED]).license == "MIT"
