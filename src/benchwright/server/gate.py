"""The gate: what every request has to pass before a route sees it, and the headers that every answer carries.

Covered: foreign Host (DNS rebinding), foreign Origin and cross-site requests (CSRF), a missing or wrong token, answers
that a browser would run, sniff, frame or keep. Not covered: who may do what (whoever passes may do everything), floods
of requests, and what a proxy in front does.
"""

from collections.abc import Mapping, MutableMapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from benchwright.server.access import Access
from benchwright.server.problems import problem_response

_READS = frozenset({"GET", "HEAD"})
_PRIVATE = ("/api", "/artifacts", "/openapi.json")
_OPEN = frozenset({"/health"})
"""What needs no token: it tells nothing."""

PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS: Mapping[str, str] = {
    "content-security-policy": PAGE_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Gate:
    """ASGI middleware around the whole app."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or let it through with its answer's headers set."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await Response(status_code=HTTPStatus.FORBIDDEN)(scope, receive, send)
            return
        guarded = _headed(send, private=scope["path"].startswith(_PRIVATE))
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers) or self._stranger(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, guarded)
            return
        await self._app(scope, receive, guarded)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        host = headers.get("host", "")
        if not self._access.knows_host(host):
            allowed = "localhost or an IP address" if self._access.token else "localhost or 127.0.0.1"
            return problem_response(
                HTTPStatus.MISDIRECTED_REQUEST,
                f"this server does not answer to the host '{host[:200]}'; use {allowed}, or start it with "
                "--allow-host NAME",
                kind="foreign host",
            )
        if _is_foreign(scope, headers, host):
            return problem_response(
                HTTPStatus.FORBIDDEN,
                f"this request comes from another site ({headers.get('origin', 'cross-site')[:200]}); "
                "only this server's own page may send it",
                kind="foreign origin",
            )
        return None

    def _stranger(self, scope: Scope, headers: Headers) -> Response | None:
        """Return the answer to somebody without the token; None where none is needed, or the right one is there."""
        access = self._access
        if access.token is None or scope["path"] in _OPEN or access.admits(headers):
            return None
        given = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        if scope["method"] in _READS and "token" in given and access.is_token(given.pop("token")):
            query = urlencode(given)
            welcome = RedirectResponse(scope["path"] + (f"?{query}" if query else ""), HTTPStatus.SEE_OTHER)
            welcome.headers["set-cookie"] = access.cookie()
            return welcome
        if scope["path"].startswith(_PRIVATE):
            return problem_response(
                HTTPStatus.UNAUTHORIZED,
                "the token is missing or wrong; send it as `Authorization: Bearer TOKEN`, or open the address that "
                "`benchwright serve` printed",
                kind="missing token",
                headers={"www-authenticate": "Bearer"},
            )
        return HTMLResponse(_ASK, HTTPStatus.UNAUTHORIZED)


_ASK = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Benchwright: token needed</title>
<h1>This Benchwright asks for a token</h1>
<p>Open the address that <code>benchwright serve</code> printed; it ends in <code>?token=…</code></p></html>
"""


def _is_foreign(scope: Scope, headers: Headers, host: str) -> bool:
    """Say whether a browser tells us that another site's page is behind the request."""
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
        return True
    site = headers.get("sec-fetch-site", "none")
    matters = scope["method"] not in _READS or scope["path"].startswith(_PRIVATE)
    return matters and site not in ("same-origin", "none")


def _headed(send: Send, *, private: bool) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            if private:
                headers.setdefault("cache-control", "no-store")
        await send(message)

    return sending
