"""`benchwright run`: the main job."""

from pathlib import Path
from typing import Annotated

import typer

from benchwright.actions import registry
from benchwright.actions.board import Board
from benchwright.cli import options
from benchwright.cli.outcome import end_run
from benchwright.cli.screen import err, print_json
from benchwright.cli.spec import Choice, selection_of, spec_of
from benchwright.cli.watch import watch
from benchwright.records.run import RunSpec
from benchwright.records.workspace import Workspace
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)


@app.command()
def run(
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
    max_cost: options.MaxCost = None,
    sandbox: options.Sandbox = "auto",
    fresh: options.Fresh = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write the prompts and call nobody.")] = False,
    response_file: Annotated[
        Path | None,
        typer.Option(
            "--response-file", help="Replay this text, or a JSONL of {task_id, response}, instead of a model."
        ),
    ] = None,
    response_text: Annotated[
        str | None, typer.Option("--response-text", help="Replay this text for every task, instead of a model.")
    ] = None,
    fail_under: options.FailUnder = None,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """Run candidates against a suite, live, and end in a leaderboard.

    Try it offline: `benchwright run assistant -m baseline/reference -m baseline/mutant`

    Exit codes: 0 done · 1 --fail-under not reached · 2 your mistake · 3 infrastructure spoiled the result ·
    4 budget exhausted · 130 stopped.
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
        max_cost_usd=max_cost,
        fresh=fresh,
        response_file=response_file,
        response_text=response_text,
        concurrency=concurrency,
    )
    spec = spec_of(workspace, choice)
    if dry_run:
        _dry(workspace, spec, json=json)
        return
    board = Board()
    summary = watch(registry.action("start_run")(workspace, spec, board), board, quiet=json)
    end_run(summary, board, json=json, fail_under=fail_under)


def _dry(workspace: Workspace, spec: RunSpec, *, json: bool) -> None:
    written = registry.action("dry_run")(workspace, spec)
    if json:
        print_json(written.model_dump(mode="json"))
        return
    err.print(f"{written.prompts} prompts written to {written.folder}; no model was called")
