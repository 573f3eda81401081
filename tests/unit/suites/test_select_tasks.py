from collections import Counter

import pytest

from benchwright.errors import UnknownName, UserMistake
from benchwright.records.run import Selection
from benchwright.records.task import Difficulty, PromptTask, Suite
from benchwright.suites.sampling import select

LEVELS = list(Difficulty)


def suite_of(count: int) -> Suite:
    tasks = tuple(
        PromptTask(
            id=f"task-{number}",
            prompt="?",
            expected="!",
            difficulty=LEVELS[number % 4],
            tags=("even", "all") if number % 2 == 0 else ("all",),
        )
        for number in range(count)
    )
    return Suite(name="s", tasks=tasks)


def ids(suite: Suite, **fields: object) -> list[str]:
    return [task.id for task in select(suite, Selection.model_validate(fields))]


def test_an_empty_selection_takes_all_tasks_in_order():
    assert ids(suite_of(5)) == [f"task-{number}" for number in range(5)]


def test_ids_difficulties_and_tags_must_all_hold():
    suite = suite_of(8)
    assert ids(suite, task_ids=("task-5", "task-2")) == ["task-2", "task-5"]
    assert ids(suite, difficulties=("easy", "medium"), tags=("even", "all")) == ["task-0", "task-4"]


def test_a_draw_is_the_same_on_every_machine():
    assert ids(suite_of(40), limit=4, seed=7) == ["task-3", "task-20", "task-29", "task-38"]


def test_another_seed_draws_other_tasks():
    assert len({tuple(ids(suite_of(40), limit=4, seed=seed)) for seed in range(5)}) == 5


def test_a_draw_takes_from_every_difficulty_in_turn():
    drawn = select(suite_of(40), Selection(limit=8))
    assert set(Counter(task.difficulty for task in drawn).values()) == {2}


def test_a_larger_draw_holds_the_smaller_one():
    suite = suite_of(40)
    assert set(ids(suite, limit=5)) < set(ids(suite, limit=11))


@pytest.mark.parametrize("seed", range(10))
def test_a_new_task_pushes_out_one_other_at_most(seed: int):
    before = set(ids(suite_of(40), limit=8, seed=seed))
    after = set(ids(suite_of(41), limit=8, seed=seed))
    assert len(before - after) <= 1


def test_a_limit_beyond_the_suite_takes_everything():
    assert len(ids(suite_of(3), limit=99)) == 3


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"task_ids": ("task-33",)}, "unknown task 'task-33'.*Did you mean 'task-3'"),
        ({"tags": ("odd",)}, "unknown tag 'odd'. Known: all, even"),
        ({"difficulties": ("tough",)}, "unknown difficulty 'tough'. Known: easy, medium, hard, extreme"),
    ],
)
def test_an_unknown_name_is_refused_with_the_known_ones(fields: dict[str, object], said: str):
    with pytest.raises(UnknownName, match=said):
        ids(suite_of(4), **fields)


def test_a_selection_that_nothing_fits_is_refused():
    with pytest.raises(UserMistake, match="no task of suite 's' fits"):
        ids(suite_of(4), difficulties=("medium",), tags=("even",))
