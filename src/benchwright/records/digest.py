"""Identity by content: the same content gives the same digest on every machine and in every process."""

import hashlib
import json
from typing import Any


def canonical_json(content: Any) -> str:
    """Write plain content so that equal content is equal text (sorted keys, no spaces, UTF-8 kept)."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(content: Any) -> str:
    """Return the SHA-256 of plain content's canonical JSON, as 64 hex digits."""
    return hashlib.sha256(canonical_json(content).encode("utf-8", "surrogatepass")).hexdigest()
