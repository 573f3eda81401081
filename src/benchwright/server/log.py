"""Structured logs: one JSON object a line on standard error. No query strings, headers or bodies: they hold secrets."""

import json
import logging
import sys
import time
from datetime import UTC, datetime

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOG = logging.getLogger("benchwright.server.requests")
_EXTRA = ("method", "path", "status", "ms", "run_id", "request_id")


class JsonLines(logging.Formatter):
    """Writes a log record as a line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in _EXTRA if hasattr(record, name)}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps(line)


def log_to_stderr(*, requests: bool) -> None:
    """Write what goes wrong to standard error, and each request too where that is wanted."""
    stream = logging.StreamHandler(sys.stderr)
    stream.setFormatter(JsonLines())
    logging.basicConfig(level=logging.WARNING, handlers=[stream], force=True)
    _LOG.setLevel(logging.INFO if requests else logging.WARNING)


class RequestLog:
    """ASGI middleware that notes each request once it was answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request and note method, path, status and time."""
        if scope["type"] != "http" or not _LOG.isEnabledFor(logging.INFO):
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            ms = round((time.perf_counter() - began) * 1000, 1)
            extra = {"method": scope["method"], "path": scope["path"], "status": status, "ms": ms}
            _LOG.info("request", extra=extra)
