"""The one way to a model: cache, budget, lane and retries around a single request."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from benchwright.contracts import CallStore, Model
from benchwright.engine.budget import Budget, worst_case_usd
from benchwright.engine.lane import Lane
from benchwright.engine.retry import RetryPolicy
from benchwright.errors import AuthRejected, ProviderError, RateLimited, RequestRejected
from benchwright.records.call import Generated, ModelRequest, ModelResponse, StoredCall, call_key
from benchwright.records.candidate import ModelCandidate
from benchwright.records.usage import Price

REJECTIONS_BEFORE_GIVING_UP = 5
"""So many rejected requests in a row, with none accepted ever, and the candidate is not asked again."""


@dataclass(frozen=True)
class Purchase:
    """What every call of a run shares: where answers are kept, the budget, how often to try."""

    calls: CallStore
    budget: Budget
    retry: RetryPolicy
    timeout_s: float
    fresh: bool = False
    """Whether to buy new answers even where stored ones fit."""


class Gateway:
    """A candidate's way to its model (contracts.Generate)."""

    def __init__(
        self, candidate: ModelCandidate, model: Model, *, lane: Lane, price: Price | None, purchase: Purchase
    ) -> None:
        self._candidate = candidate
        self._model = model
        self._lane = lane
        self._price = price
        self._purchase = purchase
        self._dead: ProviderError | None = None
        self._rejections = 0
        self._accepted = False

    async def __call__(self, request: ModelRequest) -> Generated:
        """Answer from the cache, or buy the answer and keep it before anything is done with it."""
        if not self._model.paid:
            return await self._ask_offline(request)
        body = self._model.body(request)
        key = call_key(self._candidate, body, request.sample)
        stored = None if self._purchase.fresh else await self._purchase.calls.get(key)
        if stored is not None:
            return Generated(stored.response, stored.cost_usd, key, cached=True, tries=stored.tries)
        return await self._buy(request, key, worst_case_usd(self._price, body, self._candidate.settings.max_tokens))

    async def _buy(self, request: ModelRequest, key: str, worst_usd: float) -> Generated:
        tries = 0
        while True:
            tries += 1
            try:
                return await self._pay(request, key, worst_usd=worst_usd, tries=tries)
            except ProviderError as error:
                await self._wait(error, tries)

    async def _pay(self, request: ModelRequest, key: str, *, worst_usd: float, tries: int) -> Generated:
        """Make one request under the budget and keep its answer."""
        async with self._purchase.budget.reserved(worst_usd) as reservation, self._set_aside(worst_usd):
            try:
                response = await self._request(request)
            except ProviderError as error:
                reservation.actual_usd = worst_usd if error.maybe_billed else 0.0
                if reservation.actual_usd > 0:
                    await self._purchase.calls.spend(worst_usd, reason=type(error).__name__)
                raise
            cost_usd = None if self._price is None else self._price.cost_usd(response.usage)
            reservation.actual_usd = worst_usd if cost_usd is None else cost_usd
            await self._purchase.calls.put(
                StoredCall(
                    key=key,
                    provider=self._candidate.provider,
                    model=self._candidate.model,
                    response=response,
                    cost_usd=cost_usd,
                    tries=tries,
                )
            )
        return Generated(response, cost_usd, key, cached=False, tries=tries)

    @asynccontextmanager
    async def _set_aside(self, worst_usd: float) -> AsyncGenerator[None]:
        """Enter the worst case into the ledger for the length of a call, so that a kill counts it as spent.

        Without a budget nobody needs to know. A call that is cancelled may be billed: it keeps its entry.
        """
        if self._purchase.budget.limit_usd is None:
            yield
            return
        await self._purchase.calls.spend(worst_usd, reason="set aside")
        try:
            yield
        except ProviderError:
            await self._purchase.calls.spend(-worst_usd, reason="given back")
            raise
        await self._purchase.calls.spend(-worst_usd, reason="given back")

    async def _ask_offline(self, request: ModelRequest) -> Generated:
        tries = 0
        while True:
            tries += 1
            try:
                return Generated(await self._request(request), 0.0, "", cached=False, tries=tries)
            except ProviderError as error:
                await self._wait(error, tries)

    async def _request(self, request: ModelRequest) -> ModelResponse:
        if self._dead is not None:
            raise self._dead
        async with self._lane.slot():
            response = await self._model.generate(request, timeout_s=self._purchase.timeout_s)
        self._accepted = True
        return response

    async def _wait(self, error: ProviderError, tries: int) -> None:
        """Wait before the next try, or raise the error where there is to be none."""
        if not self._purchase.retry.allows(error, tries):
            self._consider_giving_up(error)
            raise error
        wait_s = self._purchase.retry.wait_s(error, tries)
        self._lane.retried += 1
        if isinstance(error, RateLimited):
            self._lane.rate_limited += 1
            self._lane.pause(wait_s)
        else:
            await asyncio.sleep(wait_s)

    def _consider_giving_up(self, error: ProviderError) -> None:
        if isinstance(error, AuthRejected):
            self._dead = error
        if isinstance(error, RequestRejected) and not self._accepted:
            self._rejections += 1
            if self._rejections >= REJECTIONS_BEFORE_GIVING_UP:
                self._dead = error
