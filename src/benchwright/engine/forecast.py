"""What calls will probably need: tokens, money and time, from the requests' size and the model's own history."""

from dataclasses import dataclass

from benchwright.records.plan import CallHistory, Estimate
from benchwright.records.usage import Price

BYTES_PER_TOKEN = Estimate(low=5.0, expected=4.0, high=2.5)
"""English and code average about four bytes a token (OpenAI, "What are tokens"); the ends are for other text."""
OUTPUT_TOKENS = Estimate(low=150.0, expected=600.0, high=4000.0)
"""A guess for a model without history: a short function, one with an explanation, one after long reasoning."""
LATENCY_S = Estimate(low=2.0, expected=8.0, high=60.0)
"""A guess for a model without history."""


@dataclass(frozen=True)
class Workload:
    """The calls that are still to be made for one candidate."""

    calls: int
    request_bytes: int
    """Size of all requests together."""
    max_tokens: int | None
    width: int
    """Calls under way at once."""


def input_tokens(work: Workload) -> Estimate:
    """Estimate the input tokens of all calls."""
    size = work.request_bytes
    return Estimate(
        low=round(size / BYTES_PER_TOKEN.low),
        expected=round(size / BYTES_PER_TOKEN.expected),
        high=round(size / BYTES_PER_TOKEN.high),
    )


def output_tokens(work: Workload, history: CallHistory) -> Estimate:
    """Estimate the output tokens of all calls: half and twice the model's mean, or the general guess."""
    mean = history.mean_output_tokens
    each = OUTPUT_TOKENS if mean is None else Estimate(low=mean / 2, expected=mean, high=mean * 2)
    top = float("inf") if work.max_tokens is None else float(work.max_tokens)
    return _times(
        Estimate(low=min(each.low, top), expected=min(each.expected, top), high=min(each.high, top)), work.calls
    )


def cost_usd(tokens_in: Estimate, tokens_out: Estimate, price: Price | None) -> Estimate | None:
    """Estimate the cost of all calls; None where the price is unknown."""
    if price is None:
        return None

    def usd(count_in: float, count_out: float) -> float:
        return (count_in * price.input_usd_per_mtok + count_out * price.output_usd_per_mtok) / 1e6

    return Estimate(
        low=usd(tokens_in.low, tokens_out.low),
        expected=usd(tokens_in.expected, tokens_out.expected),
        high=usd(tokens_in.high, tokens_out.high),
    )


def seconds(work: Workload, history: CallHistory) -> Estimate:
    """Estimate how long all calls take at the lane's width."""
    mean = history.mean_latency_s
    each = LATENCY_S if mean is None else Estimate(low=mean / 2, expected=mean, high=mean * 2)
    return _times(each, -(-work.calls // work.width) if work.calls else 0)


def _times(each: Estimate, count: int) -> Estimate:
    return Estimate(low=each.low * count, expected=each.expected * count, high=each.high * count)
