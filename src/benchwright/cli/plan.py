"""`benchwright plan`: what a run would do and cost."""

from typing import Annotated

import typer

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import UNKNOWN, count, duration, out, plain_table, print_json
from benchwright.cli.spec import Choice, selection_of, spec_of
from benchwright.records.plan import CandidatePlan, RunPlan
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)


@app.command()
def plan(
    suite: Annotated[str, typer.Argument(help="Name of a suite, or a path to one.")],
    *,
    model: options.Models = None,
    samples: options.Samples = 1,
    task: options.TaskIds = None,
    difficulty: options.Difficulties = None,
    tag: options.Tags = None,
    limit: options.Limit = None,
    seed: options.Seed = 0,
    temperature: options.Temperature = None,
    max_tokens: options.MaxTokens = None,
    reasoning_effort: options.ReasoningEffort = None,
    verbosity: options.Verbosity = None,
    api: options.Api = None,
    stream: options.Stream = None,
    base_url: options.BaseUrl = None,
    concurrency: options.Concurrency = None,
    sandbox: options.Sandbox = "auto",
    fresh: options.Fresh = False,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """Show what a run would do and cost, before spending.

    Takes the options of `run` that decide it. No model is called.
    """
    workspace = load_workspace(config=config, output_dir=output_dir)
    choice = Choice(
        suite=suite,
        models=model or (),
        samples=samples,
        selection=selection_of(task, difficulty, tags=tag, limit=limit, seed=seed),
        overrides={
            "temperature": temperature,
            "max_tokens": max_tokens,
            "reasoning_effort": reasoning_effort,
            "verbosity": verbosity,
            "api": api,
            "stream": stream,
        },
        base_url=base_url,
        sandbox=sandbox,
        fresh=fresh,
        concurrency=concurrency,
    )
    planned: RunPlan = registry.action("plan_run")(workspace, spec_of(workspace, choice))
    if json:
        print_json(planned.model_dump(mode="json"))
        return
    _print(planned)


def _print(planned: RunPlan) -> None:
    title = f"{planned.suite}: {planned.tasks} tasks x {planned.samples} samples · sandbox {planned.sandbox}"
    table = plain_table(title, "candidate", "attempts", "stored", "calls", "tokens in", "out", "cost", "time")
    for entry in planned.candidates:
        table.add_row(
            entry.candidate,
            str(entry.attempts),
            str(entry.stored_answers),
            str(entry.calls),
            count(entry.input_tokens.expected),
            count(entry.output_tokens.expected),
            _cost(entry),
            duration(entry.seconds.expected) if entry.calls else "none",
        )
    out.print(table)
    for entry in planned.candidates:
        if entry.calls and (cost := entry.cost_usd) is not None:
            out.print(
                f"{entry.candidate}: ${cost.low:.2f} to ${cost.high:.2f}, "
                f"{duration(entry.seconds.low)} to {duration(entry.seconds.high)} (price: {entry.price_source})"
            )
    for line in planned.assumptions:
        out.print(f"[dim]{line}[/]")


def _cost(entry: CandidatePlan) -> str:
    cost = entry.cost_usd
    if cost is None:
        return UNKNOWN
    return f"${cost.expected:.2f}" if cost.high else "$0"
