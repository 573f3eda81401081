"""A report as one HTML page that needs nothing else: it opens offline, prints well, and holds no script."""

from importlib.resources import files

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from benchwright.reports.document import Document


def to_html(document: Document) -> str:
    """Return the page; every text is escaped."""
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, trim_blocks=True)
    template = environment.from_string(files("benchwright.reports").joinpath("report.html").read_text("utf-8"))
    return template.render(document=document, percent=_percent)


def _percent(rate: float) -> float:
    """Return where a rate lies on a line that is 100 long."""
    return round(100 * rate, 1)
