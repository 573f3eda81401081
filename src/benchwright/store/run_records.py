"""Runs out of their stored JSON. A run is frozen, so that reading the same text twice may give the same run."""

from functools import lru_cache

from benchwright.records.run import Run


@lru_cache(maxsize=512)
def parsed(record: str) -> Run:
    """Return the run that a record holds; lists and leaderboards read the same few again and again."""
    return Run.model_validate_json(record)
