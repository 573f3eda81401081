"""Values on their way into columns and back: times, JSON in bytes, text that a database takes."""

import json
import zlib
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError

COMPRESS_ABOVE = 2048
"""Bytes of JSON beyond which it is compressed; compressed bytes never start with `{`."""


def seconds(moment: datetime) -> float:
    """Seconds since 1970, exact to the microsecond."""
    return moment.timestamp()


def moment(stored: float) -> datetime:
    """Return the UTC time that `seconds` was given."""
    return datetime.fromtimestamp(stored, UTC)


def pack(adapter: TypeAdapter[Any], record: BaseModel, *, fields: set[str] | None = None) -> bytes:
    """Write a record (or some of its fields) as JSON, compressed where it is long."""
    try:
        packed = adapter.dump_json(record, include=fields)
    except PydanticSerializationError:
        packed = _without_half_characters(adapter.dump_python(record, mode="json", include=fields))
    return _compressed(packed) if len(packed) > COMPRESS_ABOVE else packed


def unpack(packed: bytes) -> bytes:
    """Return the JSON that was packed."""
    return packed if packed[:1] == b"{" else zlib.decompress(packed)


def storable(text: str) -> str:
    """Text as every database takes it: no lone surrogates, no NUL."""
    if "\0" in text:
        text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _compressed(packed: bytes) -> bytes:
    # The default window is made for large files: setting it up takes longer than compressing a few kilobytes.
    small = zlib.compressobj(1, zlib.DEFLATED, 12, 5)
    return small.compress(packed) + small.flush()


def _without_half_characters(content: Any) -> bytes:
    # A model may send half of a surrogate pair; UTF-8 has no form for it, and an answer is worth more than it.
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
