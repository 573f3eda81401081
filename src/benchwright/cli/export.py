"""`benchwright export`: a run as a document."""

import sys
from typing import Annotated

import typer

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)


@app.command()
def export(
    run: Annotated[str, typer.Argument(help="Id of a run, a unique beginning of it, or `latest`.")],
    *,
    form: Annotated[str, typer.Option("--format", "-f", help="json, csv or md.")] = "md",
    config: options.Config = None,
    output_dir: options.OutputDir = None,
) -> None:
    """Write a run as JSON, CSV or Markdown to standard output."""
    workspace = load_workspace(config=config, output_dir=output_dir)
    for piece in registry.action("export_run")(workspace, run, form):
        sys.stdout.write(piece)
