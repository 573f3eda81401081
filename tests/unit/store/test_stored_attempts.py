import pytest

from benchwright.errors import Blame, UnknownName
from benchwright.records.attempt import Attempt, ErrorNote, Outcome
from benchwright.store.store import Store
from tests.unit.store import made


async def _keep(store: Store, *attempts: Attempt) -> None:
    store.create_run(made.run("alpha"))
    for attempt in attempts:
        await store.add(attempt)
    await store.flush()


async def test_an_attempt_comes_back_as_it_was_added(store: Store) -> None:
    attempt = made.attempt("alpha", scores=(made.score(0.5), made.score(None, dimension="quality")))
    await _keep(store, attempt)
    assert store.attempt(attempt.id) == attempt
    assert list(store.attempts("alpha")) == [attempt]


async def test_an_attempt_without_answer_keeps_its_error_and_unknown_figures(store: Store) -> None:
    error = ErrorNote(kind="ProviderDown", message="502", blame=Blame.PROVIDER)
    changes = {"outcome": Outcome.INFRA_ERROR, "error": error, "answer": None, "execution": None, "overall": None}
    attempt = made.attempt("alpha").model_copy(update=changes)
    await _keep(store, attempt)
    assert store.attempt(attempt.id) == attempt


async def test_a_long_answer_is_compressed_and_comes_back_whole(store: Store) -> None:
    attempt = made.attempt("alpha", reply=made.answer("ä long answer\n" * 5000))
    await _keep(store, attempt)
    assert store.attempt(attempt.id) == attempt


async def test_half_a_character_in_an_answer_loses_only_itself(store: Store) -> None:
    attempt = made.attempt("alpha", reply=made.answer("before \ud83d after ä"))
    await _keep(store, attempt)
    stored = store.attempt(attempt.id).answer
    assert stored is not None
    assert stored.text == "before ? after ä"


async def test_an_explanation_may_hold_what_databases_refuse(store: Store) -> None:
    score = made.score().model_copy(update={"explanation": "got \0 and \ud800"})
    attempt = made.attempt("alpha", scores=(score,))
    await _keep(store, attempt)
    assert store.attempt(attempt.id).scores[0].explanation == "got \N{REPLACEMENT CHARACTER} and ?"


async def test_finished_names_every_key_with_its_outcome(store: Store) -> None:
    passed = made.attempt("alpha", "a")
    broken = made.attempt("alpha", "b", outcome=Outcome.INFRA_ERROR)
    await _keep(store, passed, broken)
    assert store.finished("alpha") == {passed.key: Outcome.PASSED, broken.key: Outcome.INFRA_ERROR}


async def test_a_repeated_attempt_replaces_the_broken_one_and_its_scores(store: Store) -> None:
    broken = made.attempt("alpha", outcome=Outcome.INFRA_ERROR, scores=(made.score(0.0),))
    repeated = made.attempt("alpha", scores=(made.score(1.0),))
    await _keep(store, broken)
    await store.add(repeated)
    await store.flush()
    assert list(store.attempts("alpha")) == [repeated]


async def test_two_tries_in_one_commit_leave_the_last(store: Store) -> None:
    broken = made.attempt("alpha", outcome=Outcome.INFRA_ERROR, scores=(made.score(0.0),))
    repeated = made.attempt("alpha", scores=(made.score(1.0),))
    await _keep(store, broken, repeated)
    assert list(store.attempts("alpha")) == [repeated]


async def test_retired_attempts_are_kept_but_not_counted(store: Store) -> None:
    stale, fresh = made.attempt("alpha", task_digest="old"), made.attempt("alpha", task_digest="new")
    await _keep(store, stale, fresh)
    assert store.retire("alpha", {stale.key, "never-seen"}) == 1
    assert store.retire("alpha", {stale.key}) == 0
    assert store.retire("alpha", ()) == 0
    assert list(store.attempts("alpha")) == [fresh]
    assert len(list(store.attempts("alpha", current_only=False))) == 2
    assert store.finished("alpha") == {fresh.key: Outcome.PASSED}


async def test_a_retired_attempt_counts_again_once_it_is_made_again(store: Store) -> None:
    attempt = made.attempt("alpha")
    await _keep(store, attempt)
    store.retire("alpha", [attempt.key])
    await store.add(attempt)
    await store.flush()
    assert store.finished("alpha") == {attempt.key: Outcome.PASSED}


async def test_attempts_stream_in_order_over_page_limits(store: Store) -> None:
    attempts = [made.attempt("alpha", f"task-{number % 7}", sample=number // 7) for number in range(450)]
    await _keep(store, *attempts)
    streamed = [(one.task_id, one.sample) for one in store.attempts("alpha")]
    assert streamed == sorted((one.task_id, one.sample) for one in attempts)


async def test_an_attempt_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    attempt = made.attempt("alpha")
    await _keep(store, attempt)
    assert store.attempt(attempt.id[:5]) == attempt


async def test_an_unknown_attempt_is_answered_with_known_ones(store: Store) -> None:
    attempt = made.attempt("alpha")
    await _keep(store, attempt)
    for name in ("zzz", ""):
        with pytest.raises(UnknownName, match=attempt.id):
            store.attempt(name)


async def test_a_prefix_of_several_attempts_is_answered_with_those(store: Store) -> None:
    twins = [made.attempt("alpha", str(number)).model_copy(update={"id": f"abc{number}"}) for number in range(2)]
    await _keep(store, *twins)
    with pytest.raises(UnknownName, match=r"Known: abc0, abc1\. It fits several"):
        store.attempt("abc")
