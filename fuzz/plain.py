"""Plain values: what decodes, encodes to content that decodes to the same; what does not is NotPlain."""

import json

from benchwright.records.plain import NotPlain, decode, encode
from fuzz import seeds

SEEDS = (
    *seeds.values(),
    b'[1, -2.5, "text", null, true, {"a": {"b": []}}]',
    b'{"$tuple": [{"$set": [1, "a"]}, {"$frozenset": []}]}',
    b'{"$dict": [[1, 2], [{"$tuple": [1]}, {"$bytes": "00ff"}]]}',
    b'[{"$complex": [1, {"$float": "nan"}]}, {"$float": "-inf"}]',
    b'{"$complex": [1e308, 123456789]}',
)

WORDS = seeds.keys(*seeds.NOTATION)


def one_input(content: bytes) -> None:
    """Decode JSON, and go there and back again."""
    try:
        parsed = json.loads(content)
    except (ValueError, RecursionError):
        return
    try:
        value = decode(parsed)
        written = encode(value)
    except NotPlain:
        return
    again = decode(json.loads(json.dumps(written)))
    assert repr(encode(again)) == repr(written)
