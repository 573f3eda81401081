"""`benchwright init`: lay out a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from benchwright.actions import registry
from benchwright.cli.screen import out

app = typer.Typer(add_completion=False)


@app.command()
def init(folder: Annotated[Path, typer.Argument(help="Folder to lay out; made where it is missing.")] = Path()) -> None:
    """Lay out a workspace: config file, key template, folders; overwrite nothing."""
    laid = registry.action("init_workspace")(folder)
    for name in laid.written:
        out.print(f"[green]written[/] {folder / name}")
    for name in laid.kept:
        out.print(f"[dim]kept    {folder / name} (was there)[/]")
    out.print("next: [bold]cp .env.example .env[/], fill in a key, then [bold]benchwright doctor[/]")
