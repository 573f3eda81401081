"""Reading a provider's JSON: what is missing or of another shape is empty, so that odd servers stay readable."""

from typing import Any, cast

Json = dict[str, Any]
MOST = 2**53
"""Counts from here on are no counts."""


def object_in(content: Json, name: str) -> Json:
    """Return the object under a name; empty where there is none."""
    found = content.get(name)
    return cast("Json", found) if isinstance(found, dict) else {}


def objects_in(content: Json, name: str) -> list[Json]:
    """Return the objects in the list under a name; empty where there is none."""
    found = content.get(name)
    return [item for item in cast("list[Json]", found) if isinstance(item, dict)] if isinstance(found, list) else []  # pyright: ignore[reportUnnecessaryIsInstance]


def count_in(content: Json, name: str) -> int | None:
    """Return the count under a name; None where there is none, or none that can be one."""
    found = content.get(name)
    return found if type(found) is int and 0 <= found < MOST else None


def text_in(content: Json, name: str) -> str:
    """Return the text under a name; empty where there is none."""
    found = content.get(name)
    return found if isinstance(found, str) else ""
