"""`benchwright sandbox`: try whether a sandbox holds."""

import asyncio
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import err, out, print_json
from benchwright.records.abuse import Containment, SandboxCheck
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Try whether a sandbox holds what it promises.")
_COLOURS = {"contained": "green", "not contained": "red", "not supported": "yellow"}


@app.callback()
def sandbox() -> None:
    """Try whether a sandbox holds what it promises."""


@app.command()
def check(
    *,
    backend: Annotated[
        str, typer.Option("--backend", help="bubblewrap, docker, process, or auto for the strongest.")
    ] = "auto",
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
