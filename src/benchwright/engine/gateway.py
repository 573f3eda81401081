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

BUDGET_MAX_TOKENS = 16384
"""Output bound that is sent under a budget with every call of a candidate that sets none."""
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


@dataclass(frozen=True, slots=True)
class _Order:
    """A request as it is sent, and what is known of it before."""

    request: ModelRequest
    keys: tuple[str, ...]
    """Under which its answer may be stored: the last is for answers that were cut off."""
    worst_usd: float


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
        order = self._order(request)
        if self._purchase.fresh:
            return await self._buy(order)
        # Another run may be buying the same answer: then this one waits for it.
        async with self._purchase.calls.claim(order.keys[0]):
            for key in order.keys:
                stored = await self._purchase.calls.get(key)
                if stored is not None:
                    return Generated(stored.response, stored.cost_usd, key, cached=True, tries=stored.tries)
            return await self._buy(order)

    def _order(self, request: ModelRequest) -> _Order:
        """Say what to send for a request, under which keys its answer may be stored, and what it can cost.

        Under a budget every call needs an upper bound of output. Where the candidate sets none, one is sent that is
        no part of its identity: an answer that keeps below it is the answer it would have given without.
        """
        settings = request.settings
        key = call_key(self._candidate, self._model.body(request), request.sample)
        if self._purchase.budget.limit_usd is None or settings.max_tokens is not None:
            body, keys = self._model.body(request), (key,)
        else:
            capped = settings.model_copy(update={"max_tokens": BUDGET_MAX_TOKENS})
            request = request.model_copy(update={"settings": capped})
            body = self._model.body(request)
            keys = (key, call_key(self._candidate, body, request.sample))
        return _Order(request, keys, worst_case_usd(self._price, body, request.settings.max_tokens))

    async def _buy(self, order: _Order) -> Generated:
        tries = 0
        while True:
            tries += 1
            try:
                return await self._pay(order, tries)
            except ProviderError as error:
                await self._wait(error, tries)

    async def _pay(self, order: _Order, tries: int) -> Generated:
        """Make one request under the budget and keep its answer."""
        worst_usd = order.worst_usd
        async with self._purchase.budget.reserved(worst_usd) as reservation, self._set_aside(worst_usd):
            try:
                response = await self._request(order.request)
            except ProviderError as error:
                reservation.actual_usd = worst_usd if error.maybe_billed else 0.0
                if reservation.actual_usd > 0:
                    await self._purchase.calls.spend(worst_usd, reason=type(error).__name__)
                raise
            cost_usd = None if self._price is None else self._price.cost_usd(response.usage)
            reservation.actual_usd = worst_usd if cost_usd is None else cost_usd
            # An answer that the budget's own bound cut off is not what the candidate would have said without it.
            key = order.keys[-1] if response.finish_reason == "length" else order.keys[0]
            await self._purchase.calls.put(self._call(key, response, cost_usd, tries))
        return Generated(response, cost_usd, key, cached=False, tries=tries)

    def _call(self, key: str, response: ModelResponse, cost_usd: float | None, tries: int) -> StoredCall:
        return StoredCall(
            key=key,
            provider=self._candidate.provider,
            model=self._candidate.model,
            response=response,
            cost_usd=cost_usd,
            tries=tries,
        )

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
