"""Write a comparison of candidates as a document for people or machines."""

import json
from collections.abc import Sequence

from benchwright.actions.compare_candidates import compare_candidates
from benchwright.actions.render import render
from benchwright.errors import UnknownName
from benchwright.records.comparison import Contender
from benchwright.reports.comparison import comparison_document
from benchwright.reports.csv import table_csv
from benchwright.store.store import Store

FORMATS = ("json", "csv", "md", "html", "pdf")


def export_comparison(store: Store, contenders: Sequence[Contender], form: str) -> bytes:
    """Return the document; the CSV holds the comparison task by task."""
    if form not in FORMATS:
        raise UnknownName("format", form, FORMATS)
    comparison = compare_candidates(store, contenders)
    if form == "json":
        return (json.dumps(comparison.model_dump(mode="json"), allow_nan=False) + "\n").encode()
    document = comparison_document(comparison)
    if form == "csv":
        return table_csv(document.sections[-1].table).encode()
    return render(document, form)
