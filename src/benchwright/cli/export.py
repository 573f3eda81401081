"""`benchwright export`: a run as a document."""

import sys
from typing import Annotated

import typer

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.errors import BadInput
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)


@app.command()
def export(
    run: Annotated[str, typer.Argument(help="Id of a run, a unique beginning of it, or `latest`.")],
    *,
    form: Annotated[str, typer.Option("--format", "-f", help="md, html, pdf, csv or json.")] = "md",
    config: options.Config = None,
    output_dir: options.OutputDir = None,
) -> None:
    """Write a run as Markdown, HTML, PDF, CSV or JSON to standard output.

    For a file: `benchwright export latest --format html > run.html`
    """
    workspace = load_workspace(config=config, output_dir=output_dir)
    if form == "pdf" and sys.stdout.isatty():
        raise BadInput("a PDF is nothing for a terminal; write it to a file: … --format pdf > run.pdf")
    for piece in registry.action("export_run")(workspace, run, form):
        sys.stdout.buffer.write(piece)
