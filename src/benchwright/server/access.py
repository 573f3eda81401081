"""Who may talk to the server: the hosts it answers to, and the token beyond this machine."""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers


@dataclass(frozen=True)
class Access:
    """The rules of one server."""

    token: str | None = None
    """None: none is needed, which is for loopback only."""
    names: frozenset[str] = frozenset()
    """Host names it answers to, `localhost` and IP addresses aside."""
    port: int = 0
    """Told apart in the cookie's name, since cookies are shared by all ports of a host."""

    def knows_host(self, header: str) -> bool:
        """Say whether a Host header names this server; a foreign name may be an attacker's that was rebound."""
        host = header.rpartition(":")[0] if header.rpartition(":")[2].isdecimal() else header
        host = host.strip("[]").lower()
        if host == "localhost" or host in self.names:
            return True
        try:
            address = ipaddress.ip_address(host)
        except ValueError:
            return False
        return address.is_loopback or self.token is not None

    def admits(self, headers: Headers) -> bool:
        """Say whether the request carries the token, as a bearer or in the page's cookie."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.is_token(given.strip()):
            return True
        jar = SimpleCookie()
        try:
            jar.load(headers.get("cookie", ""))
        except CookieError:
            return False
        kept = jar.get(self._name)
        return kept is not None and _same(kept.value, self._pass())

    def is_token(self, given: str) -> bool:
        """Compare in constant time."""
        return self.token is not None and _same(given, self.token)

    def cookie(self) -> str:
        """Return the Set-Cookie that lets the page in; it holds a digest, so that no copy of it tells the token."""
        return f"{self._name}={self._pass()}; Path=/; HttpOnly; SameSite=Strict"

    @property
    def _name(self) -> str:
        return f"benchwright-{self.port}"

    def _pass(self) -> str:
        return hmac.new((self.token or "").encode(), b"page", hashlib.sha256).hexdigest()


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), wanted.encode())
