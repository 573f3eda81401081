import asyncio

import pytest

from benchwright.engine.budget import Budget, worst_case_usd
from benchwright.errors import BudgetExhausted
from benchwright.records.usage import Price

PRICE = Price(input_usd_per_mtok=1.0, output_usd_per_mtok=10.0, source="test")


async def call(budget: Budget, worst_usd: float, actual_usd: float) -> None:
    async with budget.reserved(worst_usd) as reservation:
        await asyncio.sleep(0)
        reservation.actual_usd = actual_usd


async def test_two_hundred_calls_at_once_never_pass_the_budget() -> None:
    budget = Budget(1.0)
    results = await asyncio.gather(*(call(budget, 0.05, 0.04) for _ in range(200)), return_exceptions=True)
    assert budget.spent_usd <= 1.0
    assert sum(result is None for result in results) == 24  # 24 x 0.04 = 0.96; another worst case would pass 1.0
    assert all(isinstance(result, BudgetExhausted) for result in results if result is not None)


async def test_a_call_waits_while_calls_under_way_may_free_enough() -> None:
    budget = Budget(1.0)
    await asyncio.gather(call(budget, 0.9, 0.1), call(budget, 0.9, 0.1))
    assert budget.spent_usd == pytest.approx(0.2)


async def test_a_call_that_breaks_is_booked_at_its_worst_case() -> None:
    budget = Budget(1.0)
    with pytest.raises(ValueError, match="broken"):
        async with budget.reserved(0.5):
            raise ValueError("broken")
    assert budget.spent_usd == 0.5


async def test_no_limit_means_no_wait_and_still_counts() -> None:
    budget = Budget(None)
    await asyncio.gather(*(call(budget, 5.0, 1.0) for _ in range(3)))
    assert budget.spent_usd == 3.0


def test_the_worst_case_counts_every_byte_as_a_token() -> None:
    body = {"content": "é" * 1000}
    assert worst_case_usd(PRICE, body, 100) >= (2000 * 1.0 + 100 * 10.0) / 1e6


def test_an_unknown_price_reserves_nothing() -> None:
    assert worst_case_usd(None, {}, 100) == 0.0
