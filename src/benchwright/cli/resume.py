"""`benchwright resume`: finish what was stopped."""

from typing import Annotated

import typer

from benchwright.actions import registry
from benchwright.actions.board import Board
from benchwright.cli import options
from benchwright.cli.outcome import end_run
from benchwright.cli.watch import watch
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)


@app.command()
def resume(
    run: Annotated[str, typer.Argument(help="Id of a run, a unique beginning of it, or `latest`.")],
    *,
    retry_errors: Annotated[
        bool, typer.Option("--retry-errors", help="Repeat attempts that ended in infrastructure errors too.")
    ] = False,
    max_cost: options.MaxCost = None,
    fail_under: options.FailUnder = None,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """Finish a run that was stopped or killed.

    Finished attempts are not repeated and stored answers are not bought again. Attempts at tasks that were edited
    since are made anew.
    """
    workspace = load_workspace(config=config, output_dir=output_dir)
    board = Board()
    work = registry.action("resume_run")(workspace, run, board, max_cost_usd=max_cost, retry_errors=retry_errors)
    end_run(watch(work, board, quiet=json), board, json=json, fail_under=fail_under)
