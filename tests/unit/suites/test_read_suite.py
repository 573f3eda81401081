import json
import time
from pathlib import Path

import pytest

from benchwright.errors import BadInput
from benchwright.records.task import FunctionTask, PromptTask
from benchwright.suites.find import SHIPPED
from benchwright.suites.reading import read_suite

TASK = """\
id: double
prompt: Return twice the number.
entry_point: double
cases:
  - input: [2]
    expected: 4
"""
QUESTION = {"kind": "prompt", "id": "q", "prompt": "2+2?", "expected": "4"}


def folder_of(tmp_path: Path, tasks: dict[str, str], header: str = "title: Numbers\nversion: 1.0\n") -> Path:
    folder = tmp_path / "numbers"
    (folder / "tasks").mkdir(parents=True)
    (folder / "suite.yaml").write_text(header)
    for name, text in tasks.items():
        (folder / "tasks" / name).write_text(text)
    return folder


def problem_of(path: Path) -> str:
    with pytest.raises(BadInput) as caught:
        read_suite(path)
    return str(caught.value)


def problem_of_task(tmp_path: Path, text: str) -> str:
    file = tmp_path / "task.yaml"
    file.write_text(text)
    return problem_of(file).replace(str(tmp_path), "")


def test_a_folder_gives_its_header_and_its_tasks_sorted_by_file_name(tmp_path: Path):
    other = TASK.replace("id: double", "id: another")
    suite = read_suite(folder_of(tmp_path, {"b.yaml": TASK, "a.yml": other, "notes.txt": "no task"}))
    assert (suite.name, suite.title, suite.version) == ("numbers", "Numbers", "1.0")
    assert [task.id for task in suite.tasks] == ["another", "double"]


def test_yaml_json_and_jsonl_give_the_same_tasks(tmp_path: Path):
    content = {
        "id": "double",
        "prompt": "Return twice the number.",
        "entry_point": "double",
        "cases": [{"input": [2], "expected": 4}],
    }
    (tmp_path / "a.yaml").write_text(TASK)
    (tmp_path / "b.json").write_text(json.dumps([content], indent=2))
    (tmp_path / "c.jsonl").write_text(json.dumps(content) + "\n\n")
    (tmp_path / "d.json").write_text(json.dumps({"title": "D", "tasks": [content]}))
    digests = {read_suite(file).digest for file in tmp_path.iterdir()}
    assert len(digests) == 1


def test_a_single_file_is_named_for_its_stem_unless_a_name_is_given(tmp_path: Path):
    file = tmp_path / "quiz.jsonl"
    file.write_text(json.dumps(QUESTION))
    assert read_suite(file).name == "quiz"
    assert read_suite(file, name="other").name == "other"


def test_a_task_without_a_kind_is_known_by_its_expected_answer(tmp_path: Path):
    file = tmp_path / "quiz.jsonl"
    file.write_text(json.dumps({key: value for key, value in QUESTION.items() if key != "kind"}))
    assert isinstance(read_suite(file).tasks[0], PromptTask)


def test_yaml_values_mean_what_they_look_like(tmp_path: Path):
    listed = "[12:30, no, 2024-01-01, 010, 1e3, 0x10, true, ~, .inf]"
    (tmp_path / "a.yaml").write_text(TASK.replace("expected: 4", f"expected: {listed}"))
    task = read_suite(tmp_path / "a.yaml").tasks[0]
    assert isinstance(task, FunctionTask)
    expected = ["12:30", "no", "2024-01-01", 10, 1000.0, 16, True, None, {"$float": "inf"}]
    assert task.cases[0].expected == expected


def test_bare_infinities_in_json_become_plain_notation(tmp_path: Path):
    case = '{"id": "a", "prompt": "p", "entry_point": "f", "cases": [{"input": [], "expected": [NaN, -Infinity]}]}'
    (tmp_path / "a.jsonl").write_text(case)
    task = read_suite(tmp_path / "a.jsonl").tasks[0]
    assert isinstance(task, FunctionTask)
    assert task.cases[0].expected == [{"$float": "nan"}, {"$float": "-inf"}]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "expected: 4",
            "expected_value: 4",
            "/task.yaml:6: cases[0].expected_value: unknown field; did you mean 'expected'?",
        ),
        ("prompt:", "prompts:", "/task.yaml:2: prompts: unknown field; did you mean 'prompt'?"),
        ("prompt: Return twice the number.\n", "", "prompt: this field is missing; add it"),
        ("id: double", "id: two words", "/task.yaml:1: id: must match pattern"),
        ("expected: 4", "expected: {$tuple: 4}", "/task.yaml:6: cases[0].expected: not a plain value: unusable"),
        ("input: [2]", "input: 2", "/task.yaml:5: cases[0].input: must be a list, got 2; or: must be a mapping, got 2"),
        ("input: [2]", "input: {a b: 2}", "cases[0].input.a b: is no argument name"),
        ("    expected: 4\n", "", "cases[0]: says neither `expected` nor `raises`"),
        ("expected: 4", "raises: Wrong", "/task.yaml:6: cases[0].raises: 'Wrong' is no built-in exception"),
        ("expected: 4", "expected: 4\n    raises: ValueError", "cases[0].raises: stands beside `expected`"),
        ("entry_point: double", "entry_point: class", "entry_point: 'class' is a word of the language"),
        ("id: double", "id: double\ndifficulty: simple", "must be 'easy', 'medium', 'hard' or 'extreme', got 'simple'"),
        ("id: double", "kind: riddle\nid: double", "/task.yaml:1: kind: unknown kind 'riddle'; use one of"),
        ("id: double", "id: double\nid: triple", "/task.yaml:2: not valid YAML: the key 'id' stands twice"),
        ("expected: 4", "expected: {1: a}", "/task.yaml:6: not valid YAML: the key 1 is not text; quote it"),
        ("input: [2]", "input: [2", "/task.yaml:6: not valid YAML"),
        ("expected: 4", "expected: !!set {a}", "/task.yaml:6: not valid YAML: could not determine a constructor"),
    ],
)
def test_a_malformed_task_is_refused_with_file_line_field_and_remedy(tmp_path: Path, old: str, new: str, said: str):
    assert said in problem_of_task(tmp_path, TASK.replace(old, new))


def test_all_problems_of_a_task_are_told_at_once(tmp_path: Path):
    text = problem_of_task(tmp_path, TASK.replace("id: double", "id: 5").replace("expected", "expected_value"))
    assert "/task.yaml:1: id: must be text; put it in quotes, got 5" in text
    assert "/task.yaml:6: cases[0].expected_value: unknown field" in text


def test_the_line_of_a_jsonl_row_is_named(tmp_path: Path):
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps(QUESTION) + "\n" + json.dumps(QUESTION | {"id": "r", "match": "fuzzy"}) + "\n")
    assert f"{file}:2: match: must be 'exact', 'contains' or 'number', got 'fuzzy'" in problem_of(file)
    file.write_text(json.dumps(QUESTION) + "\n{oops\n")
    assert f"{file}:2: not valid JSON" in problem_of(file)


def test_the_line_of_a_task_in_a_json_list_is_named(tmp_path: Path):
    file = tmp_path / "a.json"
    file.write_text(json.dumps([QUESTION, QUESTION | {"id": "r", "prompt": ""}], indent=1))
    assert f"{file}:11: prompt: must not be empty" in problem_of(file)


def test_a_key_that_stands_twice_in_json_is_refused(tmp_path: Path):
    (tmp_path / "a.jsonl").write_text('{"id": "a", "id": "b"}')
    assert "a.jsonl:1: not usable JSON: the key 'id' stands twice" in problem_of(tmp_path / "a.jsonl")


def test_a_taken_id_is_refused_with_both_places(tmp_path: Path):
    folder = folder_of(tmp_path, {"a.yaml": TASK, "b.yaml": TASK})
    text = problem_of(folder)
    assert "b.yaml:1: id: the id 'double' is taken by" in text
    assert "a.yaml:1" in text


def test_an_empty_suite_is_refused(tmp_path: Path):
    assert "the suite has no tasks" in problem_of(folder_of(tmp_path, {}))


def test_tasks_in_two_forms_at_once_are_refused(tmp_path: Path):
    folder = folder_of(tmp_path, {"a.yaml": TASK})
    (folder / "tasks.jsonl").write_text(json.dumps(QUESTION))
    assert "keep one of them" in problem_of(folder)


def test_an_unknown_field_of_the_header_is_refused(tmp_path: Path):
    folder = folder_of(tmp_path, {"a.yaml": TASK}, header="titles: Numbers\n")
    assert "suite.yaml:1: titles: unknown field; did you mean 'title'?" in problem_of(folder)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "a file of tasks ends with one of"),
        ("a.jsonl", b"\xff\xfe", "not UTF-8"),
        ("b.json", b"[3]", "int"),
    ],
)
def test_a_file_that_is_no_suite_is_refused(tmp_path: Path, name: str, content: bytes, said: str):
    (tmp_path / name).write_bytes(content)
    assert said in problem_of(tmp_path / name)


def test_a_path_that_is_not_there_is_refused(tmp_path: Path):
    assert "no such suite file or folder" in problem_of(tmp_path / "none")
    assert "not a suite" in problem_of(tmp_path)


def test_twenty_thousand_questions_are_read_fast(tmp_path: Path):
    file = tmp_path / "many.jsonl"
    file.write_text("\n".join(json.dumps(QUESTION | {"id": f"q{number}"}) for number in range(20_000)))
    started = time.process_time()
    assert len(read_suite(file).tasks) == 20_000
    assert time.process_time() - started < 3


def test_every_shipped_suite_can_be_read():
    for header in SHIPPED.glob("*/suite.yaml"):
        folder = header.parent
        assert read_suite(folder).name == folder.name
