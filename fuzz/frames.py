"""What a guest writes to the private channel: a message, or a BadFrame; and its values: plain, or NotPlain."""

from benchwright.records.plain import NotPlain, decode
from benchwright.sandboxes.frames import BadFrame, FrameDecoder
from fuzz import seeds

NONCE = b"0123456789abcdef"
SEEDS = (
    b'\x01\x00{"value": [1, 2.5, "a", null, true]}',
    b'\x05\x00{"raised": "ValueError", "text": "no", "message": "no", "errno": 0}',
    b"\x03\x01\x00\x00\x00\x020123456789abcdef{}\x00\x00\x00\x030123456789abcdef[1]",
    *seeds.frames(NONCE),
    b'\x00\x00{"value": {"$dict": [[{"$tuple": [1]}, {"$set": [1]}]]}}',
)

WORDS = (
    NONCE,
    *seeds.keys(
        *seeds.NOTATION, "value", "raised", "text", "message", "errno", "not_plain", "load_error", "call", "failed"
    ),
)


def one_input(content: bytes) -> None:
    """Feed bytes in pieces of the size the first byte says; the second says whether they come without a head."""
    if len(content) < 2:  # noqa: PLR2004 - the two bytes that steer
        return
    size, raw, rest = content[0] + 1, content[1] % 2, content[2:]
    stream = rest if raw else len(rest).to_bytes(4, "big") + NONCE + rest
    decoder = FrameDecoder(NONCE)
    for start in range(0, len(stream), size):
        decoder.feed(stream[start : start + size])
        if not _take_all(decoder):
            return


def _take_all(decoder: FrameDecoder) -> bool:
    try:
        while (message := decoder.take()) is not None:
            assert type(message) is dict
            _decode(message)
    except BadFrame:
        return False
    return True


def _decode(message: dict[str, object]) -> None:
    try:
        repr(decode(message.get("value")))
    except NotPlain:
        return
