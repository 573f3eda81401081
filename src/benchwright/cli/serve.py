"""`benchwright serve`: the page and the API."""

import contextlib
import ipaddress
import os
import secrets
import sys
import webbrowser
from typing import Annotated

import typer

from benchwright.cli import options
from benchwright.cli.screen import err
from benchwright.errors import BadInput
from benchwright.server.access import Access
from benchwright.server.listen import bind, listen
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)

_SHORTEST_TOKEN = 16


@app.command()
def serve(
    *,
    host: Annotated[
        str, typer.Option("--host", help="Address to listen at; beyond 127.0.0.1 a token is needed.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The next free one is taken where it is in use.")
    ] = 8000,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the page in a browser, where there is a display.")
    ] = True,
    page: Annotated[
        str, typer.Option("--page", help="Page to begin with, such as /leaderboard or /runs/RUN_ID.")
    ] = "/",
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="BENCHWRIGHT_TOKEN",
            help="What visitors must know; made up and printed where one is needed and none given.",
        ),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="A name that the server answers to, besides localhost and IP addresses."),
    ] = None,
    log_requests: Annotated[
        bool, typer.Option("--log-requests", help="Write each request to standard error, as JSON.")
    ] = False,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
) -> None:
    """Serve the page and the API, and drive the runs that are started there.

    Look at it: `benchwright serve` opens http://127.0.0.1:8000. Ctrl-C ends it; runs under way are put down and can be
    resumed.

    From another machine, better than a wider bind: `ssh -L 8000:127.0.0.1:8000 HOST`. A wider bind, `--host 0.0.0.0`,
    asks every visitor for a token and sends everything unencrypted: put it behind a proxy with TLS.

    Runs of a terminal show on the page too, while they go on. API: /docs · schema: /openapi.json
    """
    if not page.startswith("/"):
        raise BadInput(f"--page {page}: give a path that begins with /, such as /leaderboard")
    workspace = load_workspace(config=config, output_dir=output_dir)
    token = _token(host, token)
    listener = bind(host, port)
    taken = listener.getsockname()[1]
    if port and taken != port:
        err.print(f"port {port} is in use; {taken} is taken instead")
    access = Access(token=token, names=frozenset(name.lower() for name in allow_host or ()), port=taken)
    address = _address(host, taken) + _start(page, token)

    def ready() -> None:
        err.print(f"Benchwright is at [bold]{address}[/]   (API: /docs · Ctrl-C ends it)", soft_wrap=True)
        if open_browser and _has_display():
            webbrowser.open(address)
        elif open_browser:
            tunnel = f"ssh -L {taken}:127.0.0.1:{taken} HOST"
            err.print(f"No display here; from another machine: {tunnel}, then the same address", soft_wrap=True)

    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how a server ends
        listen(workspace, access, listener, ready=ready, log_requests=log_requests)


def _start(page: str, token: str | None) -> str:
    """Return what follows the server's address: the page to begin with, and what lets a visitor in."""
    if token is None:
        return "" if page == "/" else page
    return f"{page}{'&' if '?' in page else '?'}token={token}"


def _has_display() -> bool:
    """Say whether a browser can open a window; without one, a text browser would take the terminal."""
    named = ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def _token(host: str, token: str | None) -> str | None:
    """Return the token that visitors need; None where none is given and only this machine can visit."""
    if token is None:
        return None if _is_loopback(host) else secrets.token_urlsafe(24)
    if len(token) < _SHORTEST_TOKEN or not token.isascii() or not token.isprintable():
        raise BadInput(f"--token: give at least {_SHORTEST_TOKEN} printable ASCII characters, or leave it out")
    return token


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"
