import pytest

from benchwright.records.comparison import Contender, TaskCount
from benchwright.stats.compare import compare
from benchwright.stats.paired import paired_interval


def test_the_interval_is_that_of_agresti_and_min() -> None:
    # The formula of Agresti and Min (2005), section 3, written out: 132 pairs one way, 107 the other, of 1144.
    differences = [1.0] * 132 + [-1.0] * 107 + [0.0] * (1144 - 239)
    interval = paired_interval(differences)
    assert interval is not None
    n, mean = 1146, (132 - 107) / 1146
    half = 1.959963984540054 * (((239 + 1) / n - mean**2) / n) ** 0.5
    assert (interval.low, interval.high) == (pytest.approx(mean - half), pytest.approx(mean + half))


def test_no_difference_on_few_tasks_is_not_certainty() -> None:
    interval = paired_interval([0.0] * 5)
    assert interval is not None
    assert interval.low < -0.1
    assert interval.high > 0.1
    assert paired_interval([]) is None


def _count(task: str, scored: int, passed: int, *, finished: int | None = None, digest: str = "v1") -> TaskCount:
    return TaskCount(
        task_id=task,
        task_digest=digest,
        difficulty="easy",
        language="python",
        finished=finished or scored,
        scored=scored,
        passed=passed,
        overall=None,
    )


def test_contenders_are_compared_on_what_they_share_in_the_same_form() -> None:
    first = [_count("a", 2, 2), _count("b", 2, 1), _count("c", 1, 1), _count("e", 1, 1, digest="v2")]
    second = [_count("a", 2, 1), _count("b", 2, 1), _count("d", 1, 0), _count("e", 1, 0)]
    found = compare([Contender(candidate="x"), Contender(candidate="y")], ["x", "y"], [first, second])
    (pair,) = found.pairs
    assert (pair.tasks, pair.better, pair.worse, pair.difference) == (2, 1, 0, 0.25)
    assert found.edited == 1
    verdicts = {task.task_id: task.verdict for task in found.tasks}
    assert verdicts == {"a": "differs", "b": "same", "c": "incomparable", "d": "incomparable"}


def test_infrastructure_errors_count_as_nothing_only_under_strict() -> None:
    first, second = [_count("a", 1, 1, finished=2)], [_count("a", 2, 2)]
    (pair,) = compare([Contender(candidate="x"), Contender(candidate="y")], ["x", "y"], [first, second]).pairs
    assert (pair.difference, pair.strict_difference) == (0.0, -0.5)
