import pytest

from benchwright.errors import Blame
from benchwright.records.attempt import Attempt, ErrorNote, Outcome
from benchwright.records.summary import SolvedCount
from benchwright.store.latencies import quantile
from benchwright.store.store import Store
from tests.unit.store import made


async def _keep(store: Store, *attempts: Attempt) -> None:
    for attempt in attempts:
        await store.add(attempt)
    await store.flush()


async def test_a_tally_counts_outcomes_tasks_scores_money_tokens_and_time(store: Store) -> None:
    store.create_run(made.run("alpha", planned=6))
    judged = (made.score(1.0), made.score(None, dimension="speed"))
    await _keep(
        store,
        made.attempt("alpha", "a", sample=0, scores=judged, reply=made.answer(latency_s=1.0)),
        made.attempt("alpha", "a", sample=1, outcome=Outcome.FAILED, scores=[made.score(0.0)]),
        made.attempt("alpha", "b", sample=0, outcome=Outcome.LIMIT, reply=made.answer(latency_s=3.0)),
        made.attempt("alpha", "b", sample=1, reply=made.answer(latency_s=5.0)),
    )
    (tally,) = store.tallies("alpha")
    assert tally.candidate == "openai/gpt-5"
    assert tally.attempts == 6
    assert tally.outcome_counts == {"passed": 2, "failed": 1, "limit": 1}
    assert tally.solved == (SolvedCount(scored=2, passed=1, tasks=2),)
    assert tally.score_means == {"correctness": 0.5, "speed": None}
    assert tally.overall == 0.5
    assert (tally.cost_usd, tally.cost_unknown, tally.tokens) == (1.0, 0, 120)
    assert (tally.latency_p50_s, tally.latency_p95_s) == (2.0, pytest.approx(4.7))


async def test_infrastructure_errors_are_no_verdict_and_their_figures_are_unknown(store: Store) -> None:
    store.create_run(made.run("alpha", planned=3))
    error = ErrorNote(kind="ProviderDown", message="502", blame=Blame.PROVIDER)
    broken = made.attempt("alpha", "a", sample=1, outcome=Outcome.INFRA_ERROR)
    alone = made.attempt("alpha", "b", outcome=Outcome.CANCELLED)
    nothing = {"answer": None, "execution": None, "error": error, "overall": None}
    await _keep(store, made.attempt("alpha", "a"), *(one.model_copy(update=nothing) for one in (broken, alone)))
    (tally,) = store.tallies("alpha")
    assert tally.outcome_counts == {"passed": 1, "infra_error": 1, "cancelled": 1}
    assert tally.solved == (SolvedCount(scored=1, passed=1, tasks=1),)
    assert (tally.cost_usd, tally.cost_unknown, tally.tokens) == (0.25, 2, None)
    assert tally.overall == 1.0


async def test_every_candidate_of_the_run_has_a_tally_in_the_runs_order(store: Store) -> None:
    first, second = made.candidate("zeta"), made.candidate("beta")
    store.create_run(made.run("alpha", first, second, planned=10))
    await _keep(store, made.attempt("alpha", by=second))
    idle, busy = store.tallies("alpha")
    assert (idle.candidate, idle.attempts, idle.outcome_counts, idle.overall) == ("openai/zeta", 5, {}, None)
    assert (idle.tokens, idle.latency_p50_s, idle.cost_usd) == (None, None, 0.0)
    assert (busy.candidate, busy.outcome_counts) == ("openai/beta", {"passed": 1})


async def test_retired_attempts_and_outdated_scores_are_not_counted(store: Store) -> None:
    store.create_run(made.run("alpha"))
    stale = made.attempt("alpha", task_digest="old", outcome=Outcome.FAILED, scores=[made.score(0.0)])
    fresh = made.attempt("alpha", task_digest="new", scores=[made.score(0.5)])
    await _keep(store, stale, fresh)
    store.retire("alpha", [stale.key])
    store.replace_scores(fresh.id, [made.score(1.0, version="2")], 1.0, Outcome.PASSED)
    (tally,) = store.tallies("alpha")
    assert (tally.outcome_counts, tally.score_means) == ({"passed": 1}, {"correctness": 1.0})


def test_quantiles_are_interpolated_as_in_definition_7_of_hyndman_and_fan() -> None:
    # R's quantile(c(1, 2, 4, 8), c(.25, .5, .95), type = 7)
    ordered = [1.0, 2.0, 4.0, 8.0]
    assert [quantile(ordered, share) for share in (0.25, 0.5, 0.95)] == [1.75, 3.0, pytest.approx(7.4)]
    assert quantile([3.0], 0.95) == 3.0
