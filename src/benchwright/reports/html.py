"""A report as one HTML page that needs nothing else: it opens offline, prints well, and holds no script."""

from importlib.resources import files

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from benchwright.reports.document import Document

_WIDTH = 640
_ROW = 26
_LABEL = 240
"""Pixels of the drawing, of a bar with its space, and of the labels before the bars."""


def to_html(document: Document) -> str:
    """Return the page; every text is escaped."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, trim_blocks=True)
    template = environment.from_string(files("benchwright.reports").joinpath("report.html").read_text("utf-8"))
    return template.render(document=document, width=_WIDTH, row=_ROW, label=_LABEL, x=_x)


def _x(rate: float) -> int:
    return _LABEL + round(rate * (_WIDTH - _LABEL))
