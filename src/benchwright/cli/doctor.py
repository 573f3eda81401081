"""`benchwright doctor`: what is ready, and how to mend the rest."""

import typer
from rich.table import Table

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import out, print_json
from benchwright.records.execution import Readiness
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)


@app.command()
def doctor(*, config: options.Config = None, output_dir: options.OutputDir = None, json: options.Json = False) -> None:
    """Say what is ready on this machine, and how to mend the rest.

    Tries sandboxes, toolchains, languages, keys (present or not, never shown) and the database.

    Exit code 3 where a run of real candidates would not be possible.
    """
    found = registry.action("doctor")(load_workspace(config=config, output_dir=output_dir))
    if json:
        print_json(found.model_dump(mode="json"))
    else:
        table = Table(header_style="bold")
        for name in ("what", "", "detail", "how to mend"):
            table.add_column(name, overflow="fold")
        for group in ("sandboxes", "toolchains", "languages", "keys"):
            for entry in getattr(found, group):
                _add(table, entry)
            table.add_section()
        _add(table, found.database)
        out.print(table)
    raise typer.Exit(0 if found.ready else 3)


def _add(table: Table, entry: Readiness) -> None:
    table.add_row(entry.name, "[green]ready[/]" if entry.ready else "[yellow]no[/]", entry.detail, entry.mend)
