"""`benchwright runs`: look at runs."""

from typing import Annotated

import typer
from rich.table import Table

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import err, out, percent, print_json, print_summary, summary_document, untrusted
from benchwright.records.summary import RunSummary
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False, no_args_is_help=True, help="List and show runs.")


@app.command("list")
def list_(
    *,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most this many, newest first.")] = 20,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """List runs, newest first."""
    workspace = load_workspace(config=config, output_dir=output_dir)
    summaries: list[RunSummary] = registry.action("list_runs")(workspace, limit=limit)
    if json:
        print_json([summary_document(summary) for summary in summaries])
        return
    if not summaries:
        err.print("no runs yet: [bold]benchwright run assistant --model baseline/reference[/]")
        return
    table = Table(header_style="bold", box=None, padding=(0, 2, 0, 0))
    for name in ("run", "suite", "status", "done", "best candidate"):
        table.add_column(name, overflow="fold", no_wrap=name == "run")
    for summary in summaries:
        best = max(summary.candidates, key=lambda c: c.scored_only or 0.0)
        done = f"{summary.finished}/{summary.planned}"
        shown = f"{percent(best.scored_only)} {best.candidate}"
        table.add_row(summary.run_id, summary.suite, summary.status, done, shown)
    out.print(table)


@app.command()
def show(
    run: Annotated[str, typer.Argument(help="Id of a run, a unique beginning of it, or `latest`.")],
    *,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """Show a run: figures, and the attempts that did not pass."""
    view = registry.action("show_run")(load_workspace(config=config, output_dir=output_dir), run)
    if json:
        print_json(summary_document(view.summary) | {"spec": view.run.spec.model_dump(mode="json")})
        return
    print_summary(view.summary)
    if not view.not_passed:
        return
    table = Table(title="did not pass", title_justify="left", title_style="dim", header_style="cyan", box=None)
    for name in ("attempt", "task", "candidate", "sample", "outcome", "why"):
        table.add_column(name, overflow="fold", no_wrap=name == "attempt")
    for attempt in view.not_passed:
        why = attempt.error.message if attempt.error else next((s.explanation for s in attempt.scores), "")
        table.add_row(
            attempt.id, attempt.task_id, attempt.candidate, str(attempt.sample), attempt.outcome, untrusted(why, 160)
        )
    out.print(table)
    err.print("look closer with: [bold]benchwright attempts show ATTEMPT[/]")
