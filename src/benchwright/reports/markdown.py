"""A report as a Markdown page for people. Text from answers can't become markup."""

import re
from collections.abc import Iterable, Sequence

from benchwright.reports.document import Document, Section


def to_markdown(document: Document) -> str:
    """Return the page."""
    facts = "\n".join(f"- {name}: {_text(value)}" for name, value in document.facts)
    head = f"# {_text(document.title)}\n\n{facts}"
    return "\n\n".join([head, *map(_section, document.sections)]) + "\n"


def _section(section: Section) -> str:
    table = _table([_text(cell) for cell in section.table.head], section.table.rows)
    return f"## {section.title}\n\n{table}" + (f"\n\n{section.note}" if section.note else "")


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *([_text(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _text(text: str) -> str:
    return re.sub(r"([\\`*\[\]<>|&~$])", r"\\\1", text)
