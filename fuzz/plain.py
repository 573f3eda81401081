"""Plain values: what decodes, encodes to content that decodes to the same; what does not is NotPlain."""

import json
from typing import cast

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


_SETS = ("$set", "$frozenset")


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
    assert repr(_in_order(encode(again))) == repr(_in_order(written))


def _in_order(written: object) -> object:
    """Return content with the members of sets in one order: two equal sets may have two."""
    if isinstance(written, list):
        return [_in_order(item) for item in cast("list[object]", written)]
    if not isinstance(written, dict):
        return written
    inner = {key: _in_order(item) for key, item in cast("dict[str, object]", written).items()}
    return {key: sorted(cast("list[object]", item), key=repr) if key in _SETS else item for key, item in inner.items()}
