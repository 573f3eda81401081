from benchwright.records.attempt import Attempt, Outcome
from benchwright.records.run import Run, RunStatus
from benchwright.store.store import Store
from tests.unit.store import made

FAILED = Outcome.FAILED


async def _keep(store: Store, run: Run, *attempts: Attempt) -> None:
    store.create_run(run)
    for attempt in attempts:
        await store.add(attempt)
    await store.flush()


async def test_the_newest_run_of_a_task_counts_and_older_ones_fill_the_gaps(store: Store) -> None:
    newer = made.run("new", planned=1, minute=9)
    older = made.run("old", planned=2, minute=1)
    await _keep(store, newer, made.attempt("new", "a"))
    await _keep(store, older, made.attempt("old", "a", outcome=FAILED), made.attempt("old", "b", outcome=FAILED))
    ((suite, tally),) = store.leaderboard("assistant")
    assert (suite, tally.outcome_counts, tally.attempts) == ("assistant", {"passed": 1, "failed": 1}, 2)


async def test_samples_of_two_runs_are_never_mixed(store: Store) -> None:
    await _keep(store, made.run("old"), *(made.attempt("old", "a", sample=n, outcome=FAILED) for n in range(4)))
    await _keep(store, made.run("new", minute=1), made.attempt("new", "a", sample=0))
    ((_, tally),) = store.leaderboard("assistant")
    assert tally.outcome_counts == {"passed": 1}


async def test_results_of_an_edited_task_drop_out_for_every_candidate(store: Store) -> None:
    one, other = made.candidate("one"), made.candidate("other")
    before = [made.attempt("old", task, by=other, task_digest="v1", outcome=FAILED) for task in ("a", "b")]
    await _keep(store, made.run("old", other), *before)
    after = [made.attempt("new", "a", by=one, task_digest="v2"), made.attempt("new", "b", by=one, task_digest="v1")]
    await _keep(store, made.run("new", one, minute=1), *after)
    counts = {tally.candidate: tally.outcome_counts for _, tally in store.leaderboard(None)}
    assert counts == {"openai/one": {"passed": 2}, "openai/other": {"failed": 1}}


async def test_one_name_with_different_settings_is_two_candidates(store: Store) -> None:
    cold, warm = made.candidate(temperature=0), made.candidate(temperature=1)
    run = made.run("alpha", cold, warm)
    await _keep(store, run, made.attempt("alpha", by=cold), made.attempt("alpha", by=warm, outcome=FAILED))
    names = {tally.candidate: tally.outcome_counts for _, tally in store.leaderboard(None)}
    assert names == {
        f"openai/gpt-5 ({cold.digest[:7]})": {"passed": 1},
        f"openai/gpt-5 ({warm.digest[:7]})": {"failed": 1},
    }


async def test_a_run_that_stopped_half_way_keeps_its_denominator(store: Store) -> None:
    await _keep(store, made.run("alpha", planned=100), made.attempt("alpha"))
    assert store.leaderboard("assistant")[0][1].attempts == 100


async def test_attempts_without_a_verdict_hide_nothing(store: Store) -> None:
    await _keep(store, made.run("alpha"), made.attempt("alpha"))
    broken = made.attempt("beta").model_copy(update={"outcome": Outcome.INFRA_ERROR})
    await _keep(store, made.run("beta"), broken)
    store.finish_run("beta", RunStatus.INVALID)
    ((_, tally),) = store.leaderboard(None)
    assert tally.outcome_counts == {"passed": 1}


async def test_suites_are_kept_apart_and_one_can_be_asked_for(store: Store) -> None:
    await _keep(store, made.run("alpha"), made.attempt("alpha"))
    await _keep(store, made.run("beta").model_copy(update={"suite": "other"}), made.attempt("beta"))
    assert [suite for suite, _ in store.leaderboard(None)] == ["assistant", "other"]
    assert [suite for suite, _ in store.leaderboard("other")] == ["other"]
    assert store.leaderboard("unheard-of") == []
