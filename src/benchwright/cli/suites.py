"""`benchwright suites`: look at, prove and import suites of tasks."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table
from rich.text import Text

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import err, out, print_json
from benchwright.cli.spec import selection_of
from benchwright.records.task import Suite
from benchwright.settings import load_workspace

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="List, show, validate, sample and import suites of tasks."
)
SuiteName = Annotated[str, typer.Argument(help="Name of a suite, or a path to one.")]


@app.command("list")
def list_(*, config: options.Config = None, json: options.Json = False) -> None:
    """List the suites of the workspace and the shipped ones."""
    entries = registry.action("list_suites")(load_workspace(config=config))
    if json:
        print_json([entry.model_dump(mode="json") for entry in entries])
        return
    table = Table(header_style="bold")
    for name in ("suite", "version", "tasks", "title", "from"):
        table.add_column(name, overflow="fold")
    for entry in entries:
        table.add_row(entry.name, entry.version, str(entry.tasks), entry.title, entry.path)
    out.print(table)


@app.command()
def show(
    suite: SuiteName,
    *,
    task: options.TaskIds = None,
    config: options.Config = None,
    json: options.Json = False,
) -> None:
    """Show a suite's tasks; with --task, the whole task."""
    chosen = selection_of(task, None, tags=None, limit=None, seed=0)
    found: Suite = registry.action("sample_suite")(load_workspace(config=config), suite, chosen)
    if json or task:
        print_json([one.model_dump(mode="json") | {"digest": one.digest} for one in found.tasks])
        return
    _print_tasks(found)


@app.command()
def sample(
    suite: SuiteName,
    *,
    limit: options.Limit = 5,
    difficulty: options.Difficulties = None,
    tag: options.Tags = None,
    seed: options.Seed = 0,
    config: options.Config = None,
    json: options.Json = False,
) -> None:
    """Draw tasks as `run --limit --seed` would: the same seed draws the same tasks on every machine."""
    chosen = selection_of(None, difficulty, tags=tag, limit=limit, seed=seed)
    found: Suite = registry.action("sample_suite")(load_workspace(config=config), suite, chosen)
    if json:
        print_json([one.id for one in found.tasks])
        return
    _print_tasks(found)


@app.command("import")
def import_(
    form: Annotated[str, typer.Argument(help="humaneval or mbpp, EvalPlus variants included.")],
    path: Annotated[Path, typer.Argument(help="The published .jsonl or .jsonl.gz file.")],
    *,
    name: Annotated[str, typer.Option("--as", help="Name of the suite here.")],
    replace: Annotated[bool, typer.Option("--replace", help="Replace a suite of that name.")] = False,
    config: options.Config = None,
    json: options.Json = False,
) -> None:
    """Import a published suite's file into ./suites."""
    done = registry.action("import_suite")(load_workspace(config=config), form, path, name=name, replace=replace)
    if json:
        print_json(done.model_dump(mode="json"))
        return
    out.print(f"[green]{done.tasks} tasks[/] written to {done.folder}")
    err.print(f"try: [bold]benchwright run {done.name} --model baseline/reference[/]")


@app.command()
def validate(
    suite: SuiteName,
    *,
    task: options.TaskIds = None,
    difficulty: options.Difficulties = None,
    limit: options.Limit = None,
    seed: options.Seed = 0,
    sandbox: options.Sandbox = "auto",
    config: options.Config = None,
    json: options.Json = False,
) -> None:
    """Prove each task on this machine: its reference passes, an empty answer fails, every mutant is killed.

    Exit code 1 where a task is not proved. The newest proof of each task shows on the page too.
    """
    chosen = selection_of(task, difficulty, tags=None, limit=limit, seed=seed)
    work = registry.action("validate_suite")(load_workspace(config=config), suite, chosen, sandbox=sandbox)
    proofs = asyncio.run(_prove(work, quiet=json))
    bad = [proof for proof in proofs if not proof.proved]
    if json:
        print_json([proof.model_dump(mode="json") | {"proved": proof.proved} for proof in proofs])
    else:
        killed, total = sum(p.killed for p in proofs), sum(p.mutants for p in proofs)
        out.print(f"{len(proofs) - len(bad)} of {len(proofs)} tasks proved, {killed} of {total} mutants killed")
    raise typer.Exit(1 if bad else 0)


async def _prove(work: AsyncIterator[Any], *, quiet: bool) -> list[Any]:
    proofs: list[Any] = []
    async for proof in work:
        proofs.append(proof)
        if not quiet:
            mark = "[green]proved[/]" if proof.proved else "[red]not proved[/]"
            out.print(f"{mark} {proof.task_id}: {proof.killed}/{proof.mutants} mutants killed")
            for line in (*proof.errors, *(f"survivor {name}" for name in proof.survivors)):
                out.print(Text(f"  {line}", style="yellow"))
    return proofs


def _print_tasks(suite: Suite) -> None:
    table = Table(title=f"{suite.name} · version {suite.version} · {suite.digest[:12]}", title_justify="left")
    for name in ("task", "difficulty", "language", "prompt"):
        table.add_column(name, overflow="fold")
    for task in suite.tasks:
        first = task.prompt.strip().partition("\n")[0]
        table.add_row(task.id, task.difficulty, task.language, Text(first[:100]))
    out.print(table)
