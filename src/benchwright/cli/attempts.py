"""`benchwright attempts`: look at single attempts."""

from typing import Annotated

import typer
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import known, out, points, print_json, seconds, untrusted, usd
from benchwright.records.attempt import Attempt
from benchwright.records.controls import without_controls
from benchwright.records.execution import Execution
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Show single attempts.")


@app.callback()
def attempts() -> None:
    """Show single attempts."""


@app.command()
def show(
    attempt: Annotated[str, typer.Argument(help="Id of an attempt, or a unique beginning of it.")],
    *,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """Show an attempt: response, code, results of each case, scores with their explanations."""
    found: Attempt = registry.action("show_attempt")(load_workspace(config=config, output_dir=output_dir), attempt)
    if json:
        print_json(found.model_dump(mode="json"))
        return
    out.print(f"[bold]{found.task_id}[/] · {found.candidate} · sample {found.sample} · [bold]{found.outcome}[/]")
    if found.error is not None:
        out.print(
            Text(
                f"{found.error.kind} (blamed on {found.error.blame}): {without_controls(found.error.message)}",
                style="yellow",
            )
        )
    _print_answer(found)
    if found.execution is not None:
        _print_execution(found.execution)
    _print_scores(found)


def _print_answer(attempt: Attempt) -> None:
    answer = attempt.answer
    if answer is None:
        return
    usage = answer.usage
    out.print(
        f"latency {seconds(answer.latency_s)} · cost {usd(answer.cost_usd)} · tokens in {known(usage.input_tokens)}, "
        f"out {known(usage.output_tokens)} · finish {answer.finish_reason} · tries {answer.tries}"
        + (" · stored answer" if answer.cached else "")
    )
    for step in answer.steps:
        out.print(Text(f"  {step}", style="dim"))
    if answer.code:
        out.print(Syntax(without_controls(answer.code), "python", line_numbers=True, word_wrap=True))
    else:
        out.print(untrusted(answer.text, 4000))


def _print_execution(execution: Execution) -> None:
    table = Table(title=f"{execution.sandbox.backend}", title_justify="left", header_style="bold")
    for name in ("case", "", "got", "expected", "error"):
        table.add_column(name, overflow="fold")
    for result in execution.results:
        passing = "[yellow]void[/]" if execution.tampered else "[green]pass[/]"
        mark = passing if result.passed else "[red]fail[/]"
        table.add_row(
            str(result.index),
            mark,
            untrusted(result.got, 200),
            untrusted(result.expected, 200),
            untrusted(result.error, 300),
        )
    out.print(table)
    for name in ("load_error", "limit", "tampered", "stdout", "stderr"):
        if value := getattr(execution, name):
            out.print(Text(f"{name}: {without_controls(str(value)[:2000])}"))


def _print_scores(attempt: Attempt) -> None:
    table = Table(header_style="bold")
    for name in ("score", "value", "why"):
        table.add_column(name, overflow="fold")
    for score in attempt.scores:
        table.add_row(score.dimension, points(score.value), untrusted(score.explanation))
    table.add_row("[bold]overall[/]", points(attempt.overall), "")
    out.print(table)
