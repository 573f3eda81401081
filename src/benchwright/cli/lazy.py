"""Commands that are imported only when called, so that `--help` starts in a blink."""

import importlib
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

COMMANDS: dict[str, str] = {
    "init": "Lay out a workspace: config file, key template, folders; overwrite nothing.",
    "doctor": "Say what is ready on this machine, and how to mend the rest.",
    "sandbox": "Try whether a sandbox holds what it promises; run programs in it.",
    "suites": "List, show, validate, sample and import suites of tasks.",
    "plan": "Show what a run would do and cost, before spending.",
    "run": "Run candidates against a suite, live, and end in a leaderboard.",
    "resume": "Finish a run that was stopped or killed.",
    "runs": "List and show runs.",
    "attempts": "Show single attempts.",
    "rescore": "Score stored answers anew; no model is called.",
    "leaderboard": "Rank candidates over everything that is stored.",
    "store": "Check the database's summaries; make them anew.",
    "serve": "Serve the page and the API, and drive the runs that are started there.",
    "export": "Write a run as Markdown, HTML, PDF, CSV or JSON to standard output.",
}
"""Every command with its first line of help, in the order people need them."""


class LazyGroup(TyperGroup):
    """A group that lists its commands from a table and imports one only when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:
        """List the commands of the table."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
        """Return a stand-in that is good for listing."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        return TyperCommand(cmd_name, help=COMMANDS[cmd_name], short_help=COMMANDS[cmd_name])

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Return the real command for a call."""
        name, stand_in, rest = super().resolve_command(ctx, args)
        if name is None or stand_in is None:
            return name, stand_in, rest
        return name, real_command(name), rest


def real_command(name: str) -> Any:
    """Import a command's file and return the command."""
    command = get_command(importlib.import_module(f"benchwright.cli.{name}").app)
    command.name = name
    return command
