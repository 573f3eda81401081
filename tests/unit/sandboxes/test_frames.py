import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.sandboxes.frames import BadFrame, FrameDecoder
from benchwright.sandboxes.inside import MAX_FRAME, to_json

NONCE = b"0123456789abcdef"


def frame(text: bytes, nonce: bytes = NONCE) -> bytes:
    return len(text).to_bytes(4, "big") + nonce + text


def test_a_frame_is_taken_whole_however_it_is_cut():
    whole = frame(b'{"value": [1]}') + frame(b'{"value": 2}')
    for size in range(1, len(whole)):
        decoder = FrameDecoder(NONCE)
        taken: list[object] = []
        for start in range(0, len(whole), size):
            decoder.feed(whole[start : start + size])
            while (message := decoder.take()) is not None:
                taken.append(message)
        assert taken == [{"value": [1]}, {"value": 2}]
        assert decoder.idle


@given(st.binary(min_size=20))
def test_garbage_never_becomes_a_message(garbage: bytes):
    decoder = FrameDecoder(NONCE)
    decoder.feed(garbage)
    with pytest.raises(BadFrame):
        decoder.take()


@given(st.binary(max_size=200))
def test_garbage_behind_the_right_nonce_is_a_bad_frame_or_a_message(text: bytes):
    decoder = FrameDecoder(NONCE)
    decoder.feed(frame(text))
    try:
        assert isinstance(decoder.take(), dict)
    except BadFrame:
        return


@pytest.mark.parametrize(
    "text", [b"", b"[]", b"1", b'{"a": NaN}', b"[" * 100_000, b"\xff", b'{"a": ' + b"9" * 5000 + b"}"]
)
def test_what_is_no_json_object_is_a_bad_frame(text: bytes):
    decoder = FrameDecoder(NONCE)
    decoder.feed(frame(text))
    with pytest.raises(BadFrame):
        decoder.take()


def test_a_huge_length_is_refused_before_its_bytes_are_waited_for():
    decoder = FrameDecoder(NONCE)
    decoder.feed((MAX_FRAME + 1).to_bytes(4, "big") + NONCE)
    with pytest.raises(BadFrame):
        decoder.take()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(json_values)
def test_the_guest_writes_the_json_that_the_host_reads(content: object):
    assert json.loads(to_json(content)) == content
