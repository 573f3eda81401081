"""`benchwright store`: check the database's summaries and make them anew."""

from typing import Any

import typer

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import err, out, print_json, untrusted
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Check the database's summaries; make them anew.")
_SHOWN = 20


@app.callback()
def store() -> None:
    """Check the database's summaries; make them anew."""


@app.command()
def check(*, config: options.Config = None, output_dir: options.OutputDir = None, json: options.Json = False) -> None:
    """Count everything anew from the attempts, and say where a summary differs.

    Exit code 1 where one does.
    """
    found = registry.action("check_summaries")(load_workspace(config=config, output_dir=output_dir))
    _show(found, json=json)
    raise typer.Exit(1 if found.drift else 0)


@app.command()
def rebuild(
    *,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """Make all summaries anew from the attempts, which stay as they are.

    Takes about two minutes for a million attempts.
    """
    found = registry.action("check_summaries")(load_workspace(config=config, output_dir=output_dir), rebuild=True)
    _show(found, json=json)


def _show(found: Any, *, json: bool) -> None:
    if json:
        print_json(found.model_dump(mode="json"))
        return
    for line in found.drift[:_SHOWN]:
        out.print(untrusted(line))
    if len(found.drift) > _SHOWN:
        out.print(f"… and {len(found.drift) - _SHOWN} more")
    if not found.drift:
        out.print(f"{found.database}: every summary is what the attempts say")
    elif found.rebuilt:
        out.print(f"{found.database}: {len(found.drift)} summaries were wrong; all were made anew")
    else:
        err.print(f"{len(found.drift)} summaries are wrong: [bold]benchwright store rebuild[/]")
