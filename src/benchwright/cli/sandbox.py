"""`benchwright sandbox`: try whether a sandbox holds, and run programs in it."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import UNKNOWN, err, out, print_json, untrusted
from benchwright.records.abuse import Containment, SandboxCheck
from benchwright.records.controls import without_controls
from benchwright.records.program import LanguageState, ProgramResult
from benchwright.settings import load_workspace

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Try whether a sandbox holds what it promises; run programs in it."
)
_Backend = Annotated[str, typer.Option("--backend", help="bubblewrap, docker, process, or auto for the strongest.")]
_COLOURS = {"contained": "green", "not contained": "red", "not supported": "yellow"}


@app.callback()
def sandbox() -> None:
    """Try whether a sandbox holds what it promises; run programs in it."""


@app.command()
def check(
    *,
    backend: _Backend = "auto",
    json: options.Json = False,
) -> None:
    """Run every attack and cheat of the abuse suite in a sandbox, and say which were contained.

    Exit code 1 where one was not.
    """
    done = asyncio.run(_check(backend, quiet=json))
    if json:
        print_json(done.model_dump(mode="json") | {"contained": done.contained})
    else:
        _print(done)
    raise typer.Exit(0 if done.contained else 1)


@app.command()
def run(
    *,
    file: Annotated[Path, typer.Argument(help="A source file; its name tells the language.", show_default=False)],
    language: Annotated[str | None, typer.Option("--language", help="Where the name does not tell.")] = None,
    stdin: Annotated[bool, typer.Option("--stdin", help="Hand on standard input.")] = False,
    backend: _Backend = "auto",
    json: options.Json = False,
) -> None:
    """Run a program of one file in a sandbox: compiled first where the language is, each step with limits of its own.

    Prints what the program prints. Exit code 1 where a step did not succeed.
    """
    given = sys.stdin.read() if stdin else ""
    done: ProgramResult = asyncio.run(
        registry.action("run_program")(load_workspace(), file, language=language, backend=backend, stdin=given)
    )
    if json:
        print_json(done.model_dump(mode="json") | {"succeeded": done.succeeded})
    else:
        _print_steps(done)
    raise typer.Exit(0 if done.succeeded else 1)


@app.command()
def languages(*, backend: _Backend = "auto", json: options.Json = False) -> None:
    """Say which languages can be run on this machine, and what a program that prints `hello` costs.

    Exit code 0: a language that is missing is no error.
    """
    found: list[LanguageState] = asyncio.run(_languages(backend))
    if json:
        print_json([one.model_dump(mode="json") for one in found])
        return
    table = Table(header_style="bold")
    for name in ("language", "version", "", "hello: compile + run", "detail"):
        table.add_column(name, overflow="fold")
    for one in found:
        cost = " + ".join(f"{1000 * step.wall_s:.0f} ms" for step in one.steps)
        state = "[green]ready[/]" if one.ready else "[yellow]no[/]"
        table.add_row(one.language, one.version, state, cost, untrusted(one.detail))
    out.print(table)


async def _languages(backend: str) -> list[LanguageState]:
    return [one async for one in registry.action("list_languages")(load_workspace(), backend)]


def _print_steps(done: ProgramResult) -> None:
    for step in done.steps:
        sys.stdout.write(without_controls(step.stdout))
        sys.stderr.write(without_controls(step.stderr))
    sys.stdout.flush()
    for step in done.steps:
        end = f"limit {step.limit}" if step.limit else f"exit code {step.exit_code}"
        cpu = UNKNOWN if step.cpu_s is None else f"{step.cpu_s:.3f} s"
        memory = UNKNOWN if step.memory_mb is None else f"{step.memory_mb:.0f} MB"
        style = "green" if step.succeeded else "red"
        err.print(f"[{style}]{step.name}: {end}[/], CPU {cpu}, wall {step.wall_s:.3f} s, memory {memory}")
    err.print(f"{done.sandbox.image}{'' if done.sandbox.isolated else ' [yellow](not isolated)[/]'}")


async def _check(backend: str, *, quiet: bool) -> SandboxCheck:
    found = 0
    async for finding in registry.action("check_sandbox")(load_workspace(), backend):
        if isinstance(finding, SandboxCheck):
            return finding
        found += 1
        if not quiet:
            err.print(Text(f"{found:3} {finding.verdict}: {finding.name}", style=_COLOURS[finding.verdict]))
    raise AssertionError("the check ended without a result")


def _print(done: SandboxCheck) -> None:
    table = Table(header_style="bold", title=f"sandbox {done.sandbox.backend}", title_justify="left")
    for name in ("program", "what it tries", "", "seen"):
        table.add_column(name, overflow="fold")
    for finding in done.findings:
        verdict = Text(finding.verdict, style=_COLOURS[finding.verdict])
        table.add_row(finding.name, finding.title, verdict, Text(finding.evidence))
    out.print(table)
    out.print(_summary(done.findings))
    out.print(f"abuse suite {done.abuse_digest[:12]}; covered: {', '.join(done.sandbox.covers)}")
    out.print(f"not covered: {', '.join(done.sandbox.lacks)}")


def _summary(findings: tuple[Containment, ...]) -> str:
    counts = {verdict: sum(one.verdict == verdict for one in findings) for verdict in _COLOURS}
    return ", ".join(f"[{_COLOURS[verdict]}]{count} {verdict}[/]" for verdict, count in counts.items())
