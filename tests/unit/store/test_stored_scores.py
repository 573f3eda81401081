import pytest

from benchwright.errors import UnknownName
from benchwright.records.attempt import Attempt, Outcome
from benchwright.store.store import Store
from tests.unit.store import made, neighbour


async def _keep(store: Store) -> Attempt:
    attempt = made.attempt("alpha", scores=(made.score(1.0), made.score(0.5, dimension="quality")))
    store.create_run(made.run("alpha"))
    await store.add(attempt)
    await store.flush()
    return attempt


def _rows(url: str) -> int:
    return neighbour.ask(url, "SELECT count(*) FROM scores")


async def test_new_scores_count_and_old_ones_are_kept(store: Store, database_url: str) -> None:
    attempt = await _keep(store)
    better = made.score(0.25, version="2")
    store.replace_scores(attempt.id, [better], 0.25, Outcome.FAILED)
    stored = store.attempt(attempt.id)
    assert (stored.scores, stored.overall, stored.outcome) == ((better,), 0.25, Outcome.FAILED)
    assert _rows(database_url) == 3


async def test_scores_that_say_the_same_are_not_written_again(store: Store, database_url: str) -> None:
    attempt = await _keep(store)
    store.replace_scores(attempt.id, attempt.scores, 1.0, Outcome.PASSED)
    assert store.attempt(attempt.id) == attempt
    assert _rows(database_url) == 2


@pytest.mark.parametrize(
    "change", [{"version": "2"}, {"value": 0.5}, {"value": None}, {"parameters": {"k": 2}}, {"scorer": "other"}]
)
async def test_any_difference_makes_a_new_score(store: Store, database_url: str, change: dict[str, object]) -> None:
    attempt = await _keep(store)
    changed = attempt.scores[0].model_copy(update=change)
    store.replace_scores(attempt.id, [changed, attempt.scores[1]], 1.0, Outcome.PASSED)
    assert set(map(repr, store.attempt(attempt.id).scores)) == {repr(changed), repr(attempt.scores[1])}
    assert _rows(database_url) == 3


async def test_scores_of_an_unknown_attempt_are_refused_and_nothing_is_kept(store: Store) -> None:
    await _keep(store)
    with pytest.raises(UnknownName, match="unknown attempt 'nobody'"):
        store.replace_scores("nobody", [], None, Outcome.FAILED)
