"""A report as a PDF, set by typst. It gets the report as JSON, so that no text can become markup.

typst's own fonts cover Latin, Greek, Cyrillic and Arabic; other scripts and emoji show as boxes where no font of the
system has them.
"""

import json
from importlib.resources import files

import typst

from benchwright.reports.document import Document


def to_pdf(document: Document) -> bytes:
    """Return the file; the same report gives the same bytes."""
    template = files("benchwright.reports").joinpath("report.typ").read_bytes()
    inputs = {"document": json.dumps(document.model_dump(mode="json"))}
    return typst.compile(template, format="pdf", sys_inputs=inputs, timestamp=0)
