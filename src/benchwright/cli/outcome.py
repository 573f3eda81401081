"""How a run's end is shown, and which exit code it has."""

import typer

from benchwright.actions.board import Board
from benchwright.cli.screen import err, print_json, print_summary, summary_document
from benchwright.records.run import RunStatus
from benchwright.records.summary import RunSummary

EXIT_CODES = {
    RunStatus.FINISHED: 0,
    RunStatus.INVALID: 3,
    RunStatus.BUDGET_EXHAUSTED: 4,
    RunStatus.PAUSED: 130,
    RunStatus.CANCELLED: 130,
    RunStatus.INTERRUPTED: 130,
    RunStatus.RUNNING: 0,
}


def end_run(summary: RunSummary, board: Board, *, json: bool, fail_under: float | None) -> None:
    """Print what a run says and leave with its exit code."""
    if json:
        print_json(summary_document(summary))
    else:
        print_summary(summary)
        _hint(summary, board)
    code = EXIT_CODES[RunStatus(summary.status)]
    below = [c.candidate for c in summary.candidates if fail_under is not None and (c.strict or 0.0) < fail_under]
    if code == 0 and below:
        err.print(f"[red]below --fail-under {fail_under}[/]: {', '.join(below)}")
        code = 1
    raise typer.Exit(code)


def _hint(summary: RunSummary, board: Board) -> None:
    run_id = board.run_id
    match summary.status:
        case RunStatus.INTERRUPTED | RunStatus.PAUSED | RunStatus.CANCELLED:
            err.print(f"go on with: [bold]benchwright resume {run_id}[/]")
        case RunStatus.BUDGET_EXHAUSTED:
            err.print(f"raise the budget and go on with: [bold]benchwright resume {run_id} --max-cost USD[/]")
        case RunStatus.INVALID:
            err.print(f"repeat only the errors with: [bold]benchwright resume {run_id} --retry-errors[/]")
        case _:
            err.print(f"look closer with: [bold]benchwright runs show {run_id}[/]")
    if all(candidate.candidate.startswith("baseline/") for candidate in summary.candidates):
        err.print(
            "these were offline baselines; with a key in .env, measure a real model: [bold]--model openai/gpt-5-mini[/]"
        )
