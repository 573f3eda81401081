"""Turns what went wrong on the way to a provider into the errors of `errors.py`, without the key in any message."""

import re
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any, cast

import httpx2

from benchwright.errors import AuthRejected, ProviderDown, ProviderError, RateLimited, RequestRejected

_KEY_SHAPED = re.compile(r"\b(sk|hf|or)[-_][A-Za-z0-9*._-]{6,}")
_MAX_MESSAGE = 300
_QUOTA_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_error"})
_AUTH = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.FORBIDDEN})
_AGAIN = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY})
_STATUS_OF_TYPE: Mapping[str, int] = {
    "rate_limit_exceeded": 429,
    "rate_limit_error": 429,
    "server_error": 500,
    "internal_server_error": 500,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
    "authentication_error": 401,
    "permission_error": 403,
}


def retry_after_s(headers: Mapping[str, str], *, now_s: float | None = None) -> float | None:
    """Read how long to wait, in seconds, from `retry-after-ms` or `Retry-After` (seconds or an HTTP date)."""
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return max(0.0, milliseconds / 1000)
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None:
        return max(0.0, seconds)
    if not text:
        return None
    try:
        moment = parsedate_to_datetime(text).timestamp()
    except ValueError:
        return None
    return max(0.0, moment - (time.time() if now_s is None else now_s))


def _number(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if value - value == 0 else None


class Failures:
    """Names one provider's failures."""

    def __init__(self, provider: str, api_key: str | None) -> None:
        self._provider = provider
        self._api_key = api_key

    def of_status(self, status: int, headers: Mapping[str, str], body: object) -> ProviderError:
        """Name a refusal by its HTTP status, headers and body."""
        code, message = _code_and_message(body)
        text = self._text(f"HTTP {status}", message)
        if status in _AUTH or code in _QUOTA_CODES:
            return AuthRejected(text)
        if status == HTTPStatus.TOO_MANY_REQUESTS:
            return RateLimited(text, retry_after_s=retry_after_s(headers))
        if status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _AGAIN:
            return ProviderDown(text)
        return RequestRejected(text)

    def of_answer(self, error: object) -> ProviderError:
        """Name an error that came inside an answer that had begun well."""
        code, message = _code_and_message(error)
        # An error without a known name is taken for a passing one: the engine's ceiling on tries bounds the mistake.
        refused = isinstance(code, str) and code.startswith(("invalid", "context_length"))
        fallback = HTTPStatus.BAD_REQUEST if refused else HTTPStatus.INTERNAL_SERVER_ERROR
        status = code if isinstance(code, int) else _STATUS_OF_TYPE.get(code, fallback)
        named = self.of_status(status, {}, error)
        return self.broken(message or "the answer broke off") if isinstance(named, ProviderDown) else named

    def broken(self, why: str) -> ProviderDown:
        """Name an answer that broke off: it may have been billed."""
        return ProviderDown(self._text("the answer broke off", why), maybe_billed=True)

    def of_connection(self, cause: BaseException | None) -> ProviderDown:
        """Name a failed connection: refused before anything was sent, or lost with the request under way."""
        if isinstance(
            cause, (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.UnsupportedProtocol)
        ):
            return ProviderDown(self._text("can't be reached", str(cause) or type(cause).__name__))
        return self.broken(str(cause or ""))

    def not_an_api(self, why: str) -> RequestRejected:
        """Name an address that answers with something other than the API."""
        return RequestRejected(self._text("does not answer like the API; check the base URL", why))

    def _text(self, what: str, why: str) -> str:
        if self._api_key:
            why = why.replace(self._api_key, "[key]")
        why = _KEY_SHAPED.sub("[key]", why)[:_MAX_MESSAGE]
        return f"{self._provider}: {what}{': ' if why else ''}{why}"


def _code_and_message(body: object) -> tuple[int | str, str]:
    """Find code and message in an error body: `{error: {...}}`, `{code, type, message}` or text."""
    if not isinstance(body, dict):
        return "", str(body or "")
    outer = cast("dict[str, Any]", body)
    inner = outer.get("error", outer)
    if not isinstance(inner, dict):
        return "", str(inner or "")
    error = cast("dict[str, Any]", inner)
    codes = [code for code in (error.get("code"), error.get("type")) if isinstance(code, (int, str))]
    known = [code for code in codes if code in _STATUS_OF_TYPE or code in _QUOTA_CODES]
    return next(iter(known or codes), ""), str(error.get("message") or "")
