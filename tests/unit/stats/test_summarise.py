from benchwright.records.summary import SolvedCount, Tally
from benchwright.stats.intervals import wilson
from benchwright.stats.summarise import summarise

TALLY = Tally(
    candidate="openai/gpt-5",
    attempts=10,
    outcome_counts={"passed": 5, "failed": 2, "infra_error": 2, "cancelled": 1},
    solved=(SolvedCount(scored=1, passed=1, tasks=5), SolvedCount(scored=1, passed=0, tasks=2)),
    score_means={"correctness": 0.8, "speed": None},
    overall=0.7,
    cost_usd=1.5,
    cost_unknown=0,
    tokens=1200,
    latency_p50_s=1.0,
    latency_p95_s=3.0,
)


def test_both_denominators_are_given_and_cancelled_attempts_are_unscored_too():
    summary = summarise(TALLY)
    assert summary.finished == 10
    assert summary.strict == 5 / 10
    assert summary.scored_only == 5 / 7
    assert summary.infra_error_rate == 2 / 10


def test_the_interval_belongs_to_the_scored_attempts():
    interval, expected = summarise(TALLY).ci95, wilson(5, 7)
    assert interval is not None
    assert abs(interval.low - expected.low) < 1e-12


def test_attempts_that_have_not_ended_count_against_strict_only():
    summary = summarise(TALLY.model_copy(update={"attempts": 20}))
    assert (summary.strict, summary.scored_only) == (5 / 20, 5 / 7)


def test_where_nothing_has_finished_every_rate_is_unknown():
    summary = summarise(TALLY.model_copy(update={"outcome_counts": {}, "solved": ()}))
    assert (summary.strict, summary.scored_only, summary.ci95) == (None, None, None)


def test_where_only_infrastructure_failed_strict_is_zero_and_scored_only_unknown():
    summary = summarise(TALLY.model_copy(update={"outcome_counts": {"infra_error": 10}, "solved": ()}))
    assert (summary.strict, summary.scored_only, summary.ci95) == (0.0, None, None)
    assert summary.infra_error_rate == 1.0


def test_one_unknown_cost_makes_the_sum_unknown():
    summary = summarise(TALLY.model_copy(update={"cost_unknown": 1}))
    assert (summary.cost_usd, summary.cost_unknown) == (None, 1)
    assert summarise(TALLY).cost_usd == 1.5


def test_pass_at_k_is_shown_for_several_samples_only():
    assert summarise(TALLY).pass_at_k == {}
    several = TALLY.model_copy(update={"solved": (SolvedCount(scored=10, passed=5, tasks=3),)})
    assert list(summarise(several).pass_at_k) == [1, 2, 5, 10]
