from benchwright.engine.retry import RetryPolicy
from benchwright.errors import AuthRejected, ProviderDown, RateLimited

POLICY = RetryPolicy(max_tries=4, max_wait_s=10.0)


def test_what_will_fail_again_is_not_tried_again() -> None:
    assert not POLICY.allows(AuthRejected("no"), 1)
    assert POLICY.allows(ProviderDown("later"), 1)
    assert not POLICY.allows(ProviderDown("later"), 4)


def test_the_provider_says_how_long_to_wait() -> None:
    assert POLICY.wait_s(RateLimited("slow down", retry_after_s=42.0), 1) == 42.0


def test_a_provider_that_asks_for_hours_is_given_up() -> None:
    assert not POLICY.allows(RateLimited("slow down", retry_after_s=7200.0), 1)


def test_waits_grow_and_stay_below_the_ceiling() -> None:
    waits = [POLICY.wait_s(ProviderDown("later"), tries) for tries in range(1, 9)]
    assert max(waits) <= 10.0
    assert waits[4] > waits[0]
