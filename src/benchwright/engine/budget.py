"""A run's budget: the worst a call can cost is set aside before it is made, so the limit is never passed."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from benchwright.errors import BudgetExhausted
from benchwright.records.digest import canonical_json
from benchwright.records.usage import Price

FRAMING_TOKENS = 64
"""Tokens a provider may add around the text of a request: roles, separators, the start of the reply."""


@dataclass
class Reservation:
    """Money set aside for one call; `actual_usd` is what it turns out to cost."""

    actual_usd: float


class Budget:
    """Money that may be spent, in USD; a limit of None means no limit."""

    def __init__(self, limit_usd: float | None, *, spent_usd: float = 0.0) -> None:
        self.limit_usd = limit_usd
        self.spent_usd = spent_usd
        self._reserved_usd = 0.0
        self._open = 0
        self._freed = asyncio.Event()

    @asynccontextmanager
    async def reserved(self, worst_usd: float) -> AsyncGenerator[Reservation]:
        """Hold the worst case back for the length of a call; what the call then did not cost is free again.

        Waits while calls under way may yet free enough, and raises BudgetExhausted once none can.
        """
        reservation = Reservation(actual_usd=worst_usd)
        if self.limit_usd is not None:
            await self._take(worst_usd)
        try:
            yield reservation
        finally:
            self.spent_usd += reservation.actual_usd
            if self.limit_usd is not None:
                self._give_back(worst_usd)

    def raise_to(self, limit_usd: float) -> None:
        """Let more be spent from now on; a lower limit changes nothing, and neither does one where there was none."""
        if self.limit_usd is not None and limit_usd > self.limit_usd:
            self.limit_usd = limit_usd
            self._freed.set()

    async def _take(self, worst_usd: float) -> None:
        while self.limit_usd is not None and self.spent_usd + self._reserved_usd + worst_usd > self.limit_usd:
            if self._open == 0:
                raise BudgetExhausted(self._message(worst_usd))
            self._freed.clear()
            await self._freed.wait()
        self._reserved_usd += worst_usd
        self._open += 1

    def _give_back(self, worst_usd: float) -> None:
        self._open -= 1
        self._reserved_usd = self._reserved_usd - worst_usd if self._open else 0.0
        self._freed.set()

    def _message(self, worst_usd: float) -> str:
        return (
            f"the next call may cost up to ${worst_usd:.4f}, and ${self.spent_usd:.4f} of the "
            f"${self.limit_usd:.4f} budget is spent; raise --max-cost or lower --max-tokens"
        )


def worst_case_usd(price: Price | None, body: dict[str, Any], max_tokens: int | None) -> float:
    """Return the most a call can cost in USD: every byte of the request a token, every output token used.

    A byte-level tokenizer makes at most one token of a byte, so this bounds the real count from above.
    0 where the price is unknown: callers that enforce a budget must have refused unknown prices before.
    """
    if price is None or max_tokens is None:
        return 0.0
    input_tokens = len(canonical_json(body).encode("utf-8", "surrogatepass")) + FRAMING_TOKENS
    return (input_tokens * price.input_usd_per_mtok + max_tokens * price.output_usd_per_mtok) / 1e6
