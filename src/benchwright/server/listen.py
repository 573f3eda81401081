"""A free port and the loop that serves it."""

import asyncio
import errno
import socket
from collections.abc import Callable

import uvicorn

from benchwright.errors import BadInput
from benchwright.records.workspace import Workspace
from benchwright.server.access import Access
from benchwright.server.app import guarded_app
from benchwright.server.log import log_to_stderr

PORTS_TRIED = 50


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket at the port, or at the next one that is free; 0 takes any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + PORTS_TRIED, 65536)):
        # Named TCP, or asyncio would not know that it is and leave Nagle's algorithm on: 40 ms for every answer.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, candidate))
            listener.listen(2048)
        except OSError as error:
            listener.close()
            if error.errno == errno.EADDRINUSE and port:
                continue
            raise BadInput(
                f"can't listen at {host} port {candidate}: {error.strerror}; choose another --host or --port"
            ) from error
        return listener
    raise BadInput(f"no port from {port} to {port + PORTS_TRIED - 1} is free at {host}; choose another --port")


def listen(
    workspace: Workspace,
    access: Access,
    listener: socket.socket,
    *,
    ready: Callable[[], None],
    log_requests: bool = False,
) -> None:
    """Serve until interrupted; call `ready` once the server answers."""
    log_to_stderr(requests=log_requests)
    config = uvicorn.Config(
        guarded_app(workspace, access),
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=3,
        timeout_keep_alive=65,
    )
    asyncio.run(_serve(uvicorn.Server(config), listener, ready))


async def _serve(server: uvicorn.Server, listener: socket.socket, ready: Callable[[], None]) -> None:
    serving = asyncio.ensure_future(server.serve(sockets=[listener]))
    while not server.started and not serving.done():  # noqa: ASYNC110 - uvicorn has a flag for it, and no event
        await asyncio.sleep(0.01)
    if server.started:
        ready()
    await serving
