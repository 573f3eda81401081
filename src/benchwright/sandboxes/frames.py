"""The frames between host and guest. What a guest sends is untrusted: anything but a proper frame is a BadFrame."""

import json
import marshal
from typing import Any, NoReturn, cast

from benchwright.sandboxes.inside import MAX_FRAME

NONCE_BYTES = 16
_HEAD_BYTES = 4 + NONCE_BYTES

_MARSHAL_VERSION = 2
"""Read by every Python 3, and without references between parts of a value."""

Message = dict[str, Any]


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_JSON = json.JSONDecoder(parse_constant=_refuse)


class BadFrame(Exception):
    """Bytes on the private channel that the guest's program did not write."""


class FrameDecoder:
    """Takes bytes as they come and gives back whole messages."""

    def __init__(self, nonce: bytes) -> None:
        self._nonce = nonce
        self._buffer = bytearray()

    @property
    def idle(self) -> bool:
        """Whether nothing is left over."""
        return not self._buffer

    def feed(self, chunk: bytes) -> None:
        """Add bytes."""
        self._buffer += chunk

    def take(self) -> Message | None:
        """Return the next message, or None where its bytes are not all there; raise BadFrame for a forged one."""
        head = bytes(self._buffer[:_HEAD_BYTES])
        if not self._nonce.startswith(head[4:]):
            raise BadFrame("a frame without the nonce")
        if len(head) < _HEAD_BYTES:
            return None
        end = _HEAD_BYTES + int.from_bytes(head[:4], "big")
        if end > _HEAD_BYTES + MAX_FRAME:
            raise BadFrame(f"a frame of {end} bytes")
        if len(self._buffer) < end:
            return None
        text = bytes(self._buffer[_HEAD_BYTES:end])
        del self._buffer[:end]
        return _parse(text)


def pack(message: Any) -> bytes:
    """Write a message for a guest: a tuple of plain values."""
    return pack_bytes(pack_bare(message))


def pack_bare(message: Any) -> bytes:
    """Write a message where something else keeps messages apart."""
    return marshal.dumps(message, _MARSHAL_VERSION)


def pack_bytes(content: bytes) -> bytes:
    """Put the length before content for a guest."""
    return len(content).to_bytes(4, "big") + content


def _parse(text: bytes) -> Message:
    try:
        message: object = _JSON.decode(text.decode())
    except (ValueError, RecursionError) as error:
        raise BadFrame("a frame that is not JSON") from error
    if not isinstance(message, dict):
        raise BadFrame("a frame that is no message")
    return cast("Message", message)
