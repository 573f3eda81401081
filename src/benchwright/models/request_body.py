"""What all request bodies have in common: the candidate's `extra` fields are added, never silently replaced."""

from typing import Any

from benchwright.errors import BadInput


def add_extra(body: dict[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """Return the body with the extra fields; raise BadInput where one is already set."""
    if clash := sorted(body.keys() & extra.keys()):
        raise BadInput(f"`extra.{clash[0]}` is already set by the other settings: give it in one place")
    return {**body, **extra} if extra else body
