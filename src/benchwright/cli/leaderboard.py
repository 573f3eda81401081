"""`benchwright leaderboard`: who is best, over everything that is stored."""

from typing import Annotated

import typer

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import candidate_document, err, print_json, print_leaderboard
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)


@app.command()
def leaderboard(
    suite: Annotated[str | None, typer.Argument(help="Only this suite.")] = None,
    *,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """Rank candidates over everything that is stored.

    The newest attempts at each task count; one table for each suite.
    """
    boards = registry.action("show_leaderboard")(load_workspace(config=config, output_dir=output_dir), suite)
    if json:
        print_json([{"suite": b.suite, "candidates": [candidate_document(c) for c in b.candidates]} for b in boards])
        return
    if not boards:
        err.print("nothing to rank yet: [bold]benchwright run assistant --model baseline/reference[/]")
    for board in boards:
        print_leaderboard(board.suite, board.candidates)
