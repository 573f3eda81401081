"""A run as one JSON document: everything the records hold."""

import json
from collections.abc import Iterable, Iterator

from benchwright.records.attempt import Attempt
from benchwright.records.record import Record
from benchwright.records.summary import RunSummary

FORMAT = 1
"""Rises when a field changes its meaning or goes away; new fields leave it as it is."""


def to_json(summary: RunSummary, attempts: Iterable[Attempt]) -> Iterator[str]:
    """Yield the document `{"format", "run", "attempts"}` piece by piece, one attempt per line; unknown is null."""
    yield f'{{"format": {FORMAT},\n"run": {_written(summary)},\n"attempts": ['
    separator = "\n"
    for attempt in attempts:
        yield separator + _written(attempt)
        separator = ",\n"
    yield "\n]}\n"


def _written(record: Record) -> str:
    # Escaped to ASCII: a model's text may hold half a surrogate pair, which no UTF-8 file can.
    return json.dumps(record.model_dump(mode="json"), allow_nan=False)
