"""`benchwright rescore`: score stored answers anew."""

import asyncio
from typing import Annotated

import typer

from benchwright.actions import registry
from benchwright.cli import options
from benchwright.cli.screen import err, print_json, print_summary, summary_document
from benchwright.settings import load_workspace

app = typer.Typer(add_completion=False)


@app.command()
def rescore(
    run: Annotated[str, typer.Argument(help="Id of a run, a unique beginning of it, or `latest`.")],
    *,
    config: options.Config = None,
    output_dir: options.OutputDir = None,
    json: options.Json = False,
) -> None:
    """Score stored answers anew; no model is called.

    Takes the scorers and weights of today; the old scores are kept.
    """
    done = asyncio.run(registry.action("rescore_run")(load_workspace(config=config, output_dir=output_dir), run))
    if json:
        counts = {"judged": done.judged, "changed": done.changed, "skipped": done.skipped}
        print_json(summary_document(done.summary) | counts)
        return
    print_summary(done.summary)
    err.print(f"{done.judged} attempts scored anew, {done.changed} changed, {done.skipped} skipped (task edited since)")
