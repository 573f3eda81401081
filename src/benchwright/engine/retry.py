"""When a failed call is worth another try, and how long to wait before it."""

import random
from dataclasses import dataclass

from benchwright.errors import ProviderError, RateLimited

FIRST_WAIT_S = 0.5
LONGEST_RETRY_AFTER_S = 300.0
"""A provider that asks for more than this is treated as down."""


@dataclass(frozen=True)
class RetryPolicy:
    """A ceiling on tries, and exponential waits with full jitter (M. Brooker, AWS Architecture Blog, 2015)."""

    max_tries: int
    max_wait_s: float

    def allows(self, error: ProviderError, tries: int) -> bool:
        """Say whether to try again after so many tries."""
        if not error.retryable or tries >= self.max_tries:
            return False
        asked = error.retry_after_s if isinstance(error, RateLimited) else None
        return asked is None or asked <= LONGEST_RETRY_AFTER_S

    def wait_s(self, error: ProviderError, tries: int) -> float:
        """Seconds to wait before the next try; what the provider asked for counts most."""
        if isinstance(error, RateLimited) and error.retry_after_s is not None:
            return error.retry_after_s
        ceiling = min(self.max_wait_s, FIRST_WAIT_S * 2 ** (tries - 1))
        return ceiling * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, not a secret
