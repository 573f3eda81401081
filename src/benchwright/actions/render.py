"""Give a report its form."""

from importlib.util import find_spec

from benchwright.actions import registry
from benchwright.errors import MissingTool
from benchwright.reports.document import Document
from benchwright.reports.html import to_html
from benchwright.reports.markdown import to_markdown


def check_form(form: str) -> None:
    """Raise MissingTool where a form can't be made on this machine."""
    if form == "pdf" and find_spec("typst") is None:
        raise MissingTool("a PDF needs typst: pip install 'benchwright[pdf]' (HTML needs nothing, and prints well)")


def render(document: Document, form: str) -> bytes:
    """Return a report as md, html or pdf."""
    check_form(form)
    match form:
        case "pdf":
            return registry.load("reports", "benchwright.reports.pdf:to_pdf")(document)
        case "html":
            return to_html(document).encode()
        case _:
            return to_markdown(document).encode()
