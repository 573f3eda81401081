"""The entry point: the group of all commands, and the last handler of errors."""

import sys
from typing import Annotated

import typer

from benchwright import __version__
from benchwright.cli.lazy import LazyGroup
from benchwright.errors import BenchwrightError

app = typer.Typer(
    cls=LazyGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Start here: `benchwright run assistant --model baseline/reference`",
)


def _version(value: bool) -> None:  # noqa: FBT001 - typer calls it with the flag's value
    if value:
        typer.echo(f"benchwright {__version__}")
        raise typer.Exit


@app.callback()
def benchwright(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Measure what language models do, and say how sure it is."""
    del version


def main() -> None:
    """Run the command line; a person's mistake is one clear line and an exit code, never a traceback."""
    try:
        app()
    except BenchwrightError as error:
        typer.secho(f"error: {error}", fg="red", err=True)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        typer.secho("stopped before anything was started", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)
    except OSError as error:
        typer.secho(f"error: can't write the output: {error.strerror}", fg="red", err=True)
        sys.exit(2)
