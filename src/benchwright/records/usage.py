"""Tokens and money. Unknown is None and stays unknown: it is never counted as zero."""

from benchwright.records.record import Record


class Usage(Record):
    """Tokens of one model call as the provider counted them; None: the provider did not say."""

    input_tokens: int | None = None
    """All input tokens, cached ones included."""
    output_tokens: int | None = None
    """All output tokens, reasoning ones included."""
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None

    @property
    def total_tokens(self) -> int | None:
        """Input and output together; None where either is unknown."""
        if self.input_tokens is None or self.output_tokens is None:
            return None
        return self.input_tokens + self.output_tokens


class Price(Record):
    """What a provider asks for, in USD per million tokens."""

    input_usd_per_mtok: float
    output_usd_per_mtok: float
    cached_usd_per_mtok: float | None = None
    """None: cached tokens cost what fresh ones do."""
    source: str = "your own"
    """Where the price comes from, with its date where known."""

    def cost_usd(self, usage: Usage) -> float | None:
        """Return what a call cost in USD; None where its usage is unknown."""
        if usage.input_tokens is None or usage.output_tokens is None:
            return None
        cached = usage.cached_tokens or 0
        cached_rate = self.input_usd_per_mtok if self.cached_usd_per_mtok is None else self.cached_usd_per_mtok
        fresh = max(0, usage.input_tokens - cached)
        total = fresh * self.input_usd_per_mtok + cached * cached_rate + usage.output_tokens * self.output_usd_per_mtok
        return total / 1e6
