from pathlib import Path

import pytest

from benchwright.errors import BadInput, UnknownName
from benchwright.models.replay import Replay, read_responses
from tests.unit.models.model_requests import request_of


async def test_samples_take_the_stored_responses_in_turn() -> None:
    replay = Replay({"add": ["a", "b"]})
    responses = [await replay.generate(request_of("stored", sample=sample), timeout_s=1) for sample in range(3)]
    assert [response.text for response in responses] == ["a", "b", "a"]


async def test_a_fixed_text_answers_every_task() -> None:
    response = await Replay({}, fixed="same").generate(request_of("stored", task_id="any"), timeout_s=1)
    assert response.text == "same"


def test_a_task_without_a_response_is_named_before_the_run() -> None:
    with pytest.raises(UnknownName, match=r"'gone'.*t0.*5 more"):
        Replay({f"t{number}": ["x"] for number in range(10)}).body(request_of("stored", task_id="gone"))


def test_responses_are_read_under_each_of_their_names(tmp_path: Path) -> None:
    path = tmp_path / "responses.jsonl"
    path.write_text(
        '{"task_id": "a", "response": "1"}\n\n'
        '{"task_id": "a", "completion": "2\u2028"}\n'
        '{"task_id": "b", "text": "3"}\n',
        encoding="utf-8",
    )
    assert read_responses(path) == {"a": ("1", "2\u2028"), "b": ("3",)}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('{"task_id": "a", "response": "1"}\n{oops\n', ":2: not JSON"),
        ("[1]\n", ":1: want an object"),
        ('{"response": "1"}\n', ":1: `task_id`"),
        ('{"task_id": "a", "answer": "1"}\n', "`completion`"),
        ("\n", "holds no responses"),
    ],
)
def test_a_malformed_file_is_refused_with_the_line(tmp_path: Path, content: str, named: str) -> None:
    path = tmp_path / "responses.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_responses(path)
    assert named in str(caught.value)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.jsonl"):
        read_responses(tmp_path / "gone.jsonl")
