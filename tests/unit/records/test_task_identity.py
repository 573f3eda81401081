import pytest
from pydantic import ValidationError

from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.task import Case, FunctionTask, Suite

TASK = FunctionTask(id="add", prompt="Add.", entry_point="add", cases=(Case(input=(1, 2), expected=3),))


def test_a_changed_copy_has_a_digest_of_its_own() -> None:
    before = TASK.digest
    changed = TASK.model_copy(update={"prompt": "Add two numbers."})
    assert changed.digest != before
    assert changed.model_copy(update={"prompt": "Add."}).digest == before


def test_settings_decide_a_candidates_identity_and_its_label_does_not() -> None:
    plain = ModelCandidate(provider="openai", model="m")
    assert plain.model_copy(update={"label": "x"}).digest == plain.digest
    warm = plain.model_copy(update={"settings": GenerationSettings(temperature=1.0)})
    assert warm.digest != plain.digest
    assert plain.model_copy(update={"base_url": "http://127.0.0.1:1/v1"}).digest != plain.digest


def test_a_suites_digest_follows_its_tasks() -> None:
    suite = Suite(name="s", tasks=(TASK,))
    assert suite.digest == Suite(name="other", version="2", tasks=(TASK,)).digest
    assert suite.digest != Suite(name="s", tasks=(TASK.model_copy(update={"id": "sum"}),)).digest


def test_a_task_needs_exactly_one_kind_of_judge() -> None:
    with pytest.raises(ValidationError, match="either `cases` or a `check`"):
        FunctionTask(id="add", prompt="Add.", entry_point="add")
