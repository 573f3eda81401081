"""Where the server listens."""

import socket
from collections.abc import Generator

import pytest

from benchwright.errors import BadInput
from benchwright.server.listen import bind


@pytest.fixture
def listener() -> Generator[socket.socket]:
    with bind("127.0.0.1", 0) as made:
        yield made


def test_the_next_port_is_taken_where_one_is_in_use(listener: socket.socket):
    port = listener.getsockname()[1]
    with bind("127.0.0.1", port) as other:
        assert port < other.getsockname()[1] <= port + 50


def test_a_place_that_is_not_here_is_named():
    with pytest.raises(BadInput, match=r"192\.0\.2\.1 port 0"):
        bind("192.0.2.1", 0)


def test_asyncio_is_told_that_it_is_tcp(listener: socket.socket):
    """For else it leaves small packets to wait for each other (`_set_nodelay` in asyncio's base_events)."""
    assert listener.proto == socket.IPPROTO_TCP
