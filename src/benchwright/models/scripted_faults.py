"""What goes wrong on purpose at the scripted server, how often, and what it counts."""

import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from types import MappingProxyType
from typing import NamedTuple

_NAMED_FAULTS = frozenset({"limited", "down", "broken", "denied", "missing", "rejected", "hang"})


class Fault(NamedTuple):
    """An HTTP error on purpose."""

    status: bytes
    kind: str
    message: str


FAULTS: Mapping[str, Fault] = MappingProxyType(
    {
        "limited": Fault(b"429 Too Many Requests", "rate_limit_error", "too many requests"),
        "down": Fault(b"500 Internal Server Error", "server_error", "the server had an error"),
        "denied": Fault(b"401 Unauthorized", "authentication_error", "the key is wrong"),
        "missing": Fault(b"404 Not Found", "not_found_error", "there is no such model"),
        "rejected": Fault(b"400 Bad Request", "invalid_request_error", "the request is malformed"),
    }
)
"""HTTP errors by the name that models end in."""


@dataclass(frozen=True)
class Behaviour:
    """How the server treats its callers; rates are shares of the requests, 0..1."""

    rate_limit: float = 0.0
    """Share answered with 429."""
    retry_after_s: float = 0.05
    """What a 429 says in Retry-After."""
    error: float = 0.0
    """Share answered with 500."""
    broken: float = 0.0
    """Share whose answer breaks off half-way."""
    latency_s: float = 0.0
    key: str = ""
    """The key that callers must show; empty: any."""
    seed: int = 0
    """The n-th request meets the same fault in every run with this seed."""


@dataclass
class Counts:
    """What the server was asked so far."""

    calls: int = 0
    """Requests for an answer, whatever came of them."""
    answered: int = 0
    """Complete answers that were sent."""
    rate_limited: int = 0
    errors: int = 0
    """Other HTTP errors."""
    broken: int = 0
    in_flight: int = 0
    peak_in_flight: int = 0
    answered_by_body: dict[int, int] = field(default_factory=dict[int, int])
    """Complete answers by hash of the request body: more than one means that it was asked again."""

    def summary(self) -> dict[str, int]:
        """Return the counts, with how many different requests were answered."""
        numbers = {name: count for name, count in asdict(self).items() if isinstance(count, int)}
        return {**numbers, "distinct_answered": len(self.answered_by_body)}


class Dice:
    """Draws what goes wrong with each request."""

    def __init__(self, behaviour: Behaviour) -> None:
        self._key = behaviour.key
        self._shares = (
            ("limited", behaviour.rate_limit),
            ("down", behaviour.error),
            ("broken", behaviour.broken),
        )
        self._fair = not any(share for _, share in self._shares)
        self._draw = random.Random(behaviour.seed)  # noqa: S311 - faults are play, not secrets

    def fault(self, model: str, key: str) -> str:
        """Choose what goes wrong with the next request; empty: nothing."""
        if self._key and key != self._key:
            return "denied"
        named = model.rpartition("-")[2]
        if named in _NAMED_FAULTS:
            return named
        if self._fair:
            return ""
        drawn = self._draw.random()
        for name, share in self._shares:
            if drawn < share:
                return name
            drawn -= share
        return ""
