import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from benchwright.engine.budget import Budget
from benchwright.engine.gateway import Gateway, Purchase
from benchwright.engine.lane import Lane
from benchwright.engine.retry import RetryPolicy
from benchwright.errors import AuthRejected, BudgetExhausted, ProviderDown, RequestRejected
from benchwright.models.scripted import Scripted
from benchwright.records.call import Message, ModelRequest, StoredCall
from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.usage import Price

PRICE = Price(input_usd_per_mtok=1.0, output_usd_per_mtok=2.0, source="test")


@dataclass
class MemoryCalls:
    """A call store in memory, with the ledger of failed calls."""

    kept: dict[str, StoredCall] = field(default_factory=dict[str, StoredCall])
    lost_usd: list[float] = field(default_factory=list[float])
    claimed: dict[str, asyncio.Lock] = field(default_factory=dict[str, asyncio.Lock])

    async def get(self, key: str) -> StoredCall | None:
        return self.kept.get(key)

    async def put(self, call: StoredCall) -> None:
        self.kept[call.key] = call

    @asynccontextmanager
    async def claim(self, key: str) -> AsyncGenerator[None]:
        async with self.claimed.setdefault(key, asyncio.Lock()):
            yield

    async def spend(self, cost_usd: float, *, reason: str) -> None:
        assert reason
        self.lost_usd.append(cost_usd)


@dataclass
class Setup:
    gateway: Gateway
    model: Scripted
    calls: MemoryCalls
    lane: Lane
    budget: Budget


def set_up(
    name: str, *, calls: MemoryCalls | None = None, limit_usd: float | None = None, fresh: bool = False
) -> Setup:
    calls = calls or MemoryCalls()
    model, lane, budget = Scripted({}, paid=True), Lane("scripted", width=4), Budget(limit_usd)
    candidate = ModelCandidate(provider="scripted", model=name, settings=GenerationSettings(max_tokens=50))
    purchase = Purchase(calls, budget, RetryPolicy(max_tries=4, max_wait_s=0.01), timeout_s=5.0, fresh=fresh)
    return Setup(Gateway(candidate, model, lane=lane, price=PRICE, purchase=purchase), model, calls, lane, budget)


def request(name: str, *, sample: int = 0, task_id: str = "t") -> ModelRequest:
    settings = GenerationSettings(max_tokens=50)
    return ModelRequest(
        model=name, messages=(Message(role="user", content="hi"),), settings=settings, task_id=task_id, sample=sample
    )


async def test_the_same_request_is_bought_once() -> None:
    setup = set_up("fixed")
    first = await setup.gateway(request("fixed"))
    second = await setup.gateway(request("fixed"))
    assert (first.cached, second.cached, setup.model.calls) == (False, True, 1)
    assert first.response == second.response


async def test_another_sample_is_another_call() -> None:
    setup = set_up("fixed")
    await setup.gateway(request("fixed", sample=0))
    assert not (await setup.gateway(request("fixed", sample=1))).cached
    assert setup.model.calls == 2


async def test_fresh_buys_again_though_an_answer_is_stored() -> None:
    calls = MemoryCalls()
    await set_up("fixed", calls=calls).gateway(request("fixed"))
    assert not (await set_up("fixed", calls=calls, fresh=True).gateway(request("fixed"))).cached


async def test_rate_limits_are_waited_out_and_pause_the_lane() -> None:
    setup = set_up("limited")
    answer = await setup.gateway(request("limited"))
    assert (answer.tries, setup.lane.rate_limited, setup.lane.calls) == (3, 2, 3)


async def test_an_answer_that_broke_off_is_booked_as_maybe_billed() -> None:
    setup = set_up("broken")
    await setup.gateway(request("broken"))
    assert len(setup.calls.lost_usd) == 1
    assert setup.budget.spent_usd > setup.calls.lost_usd[0] > 0


async def test_tries_have_a_ceiling() -> None:
    setup = set_up("down")
    with pytest.raises(ProviderDown):
        await setup.gateway(request("down"))
    assert setup.model.calls == 4


async def test_a_refused_key_ends_all_calls_of_the_candidate() -> None:
    setup = set_up("denied")
    for _ in range(3):
        with pytest.raises(AuthRejected):
            await setup.gateway(request("denied"))
    assert setup.model.calls == 1


async def test_requests_that_are_always_rejected_are_not_made_for_ever() -> None:
    setup = set_up("rejected")
    for number in range(20):
        with pytest.raises(RequestRejected):
            await setup.gateway(request("rejected", task_id=f"t{number}"))
    assert setup.model.calls == 5


async def test_under_a_budget_the_ledger_holds_the_worst_case_while_a_call_is_under_way() -> None:
    setup = set_up("fixed", limit_usd=1.0)
    await setup.gateway(request("fixed"))
    set_aside, given_back = setup.calls.lost_usd
    assert set_aside > 0
    assert given_back == -set_aside


async def test_a_call_that_is_cancelled_stays_in_the_ledger() -> None:
    setup = set_up("slow", limit_usd=1.0)
    call = asyncio.create_task(setup.gateway(request("slow")))
    await asyncio.sleep(0.02)
    call.cancel()
    await asyncio.gather(call, return_exceptions=True)
    assert [usd > 0 for usd in setup.calls.lost_usd] == [True]


async def test_a_budget_stops_before_the_call_that_could_pass_it() -> None:
    setup = set_up("fixed", limit_usd=0.0001)
    with pytest.raises(BudgetExhausted):
        await setup.gateway(request("fixed"))
    assert setup.model.calls == 0


async def test_two_runs_that_ask_the_same_at_once_pay_once():
    calls = MemoryCalls()
    first, second = set_up("slow", calls=calls), set_up("slow", calls=calls)
    one, other = await asyncio.gather(first.gateway(request("slow")), second.gateway(request("slow")))
    assert (one.cached, other.cached) == (False, True)
    assert one.response == other.response
    assert first.model.calls + second.model.calls == 1
