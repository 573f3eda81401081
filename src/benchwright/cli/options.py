"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[
    Path | None, typer.Option("--config", help="Config file; else ./benchwright.yaml where there is one.")
]
OutputDir = Annotated[
    Path | None, typer.Option("--output-dir", help="Folder for runs and their artifacts; else ./runs.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document, for machines.")]
Models = Annotated[
    list[str] | None,
    typer.Option("--model", "-m", help="`provider/model` or a saved model's name; may be given more than once."),
]
Samples = Annotated[int, typer.Option("--samples", "-n", min=1, max=1000, help="Tries at each task.")]
TaskIds = Annotated[list[str] | None, typer.Option("--task", help="Only the task of this id; may be repeated.")]
Difficulties = Annotated[
    list[str] | None, typer.Option("--difficulty", help="Only easy, medium, hard or extreme tasks; may be repeated.")
]
Tags = Annotated[list[str] | None, typer.Option("--tag", help="Only tasks with this tag; may be repeated.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most this many tasks, drawn with the seed.")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of the draw.")]
MaxCost = Annotated[
    float | None, typer.Option("--max-cost", min=0, help="Budget in USD; never passed, not even by one call.")
]
Sandbox = Annotated[
    str, typer.Option("--sandbox", help="auto, bubblewrap, docker or process (process does not isolate).")
]
Temperature = Annotated[float | None, typer.Option("--temperature", help="Sampling temperature, 0 to 2.")]
MaxTokens = Annotated[int | None, typer.Option("--max-tokens", help="Upper bound of output tokens.")]
ReasoningEffort = Annotated[
    str | None, typer.Option("--reasoning-effort", help="none, minimal, low, medium, high or xhigh.")
]
Verbosity = Annotated[str | None, typer.Option("--verbosity", help="low, medium or high.")]
Api = Annotated[str | None, typer.Option("--api", help="chat or responses, for OpenAI-compatible providers.")]
Stream = Annotated[bool | None, typer.Option("--stream/--no-stream", help="Ask for streamed answers.")]
BaseUrl = Annotated[str | None, typer.Option("--base-url", help="Address of the provider, for all models given.")]
Concurrency = Annotated[int | None, typer.Option("--concurrency", min=1, help="Calls at once for each provider.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Buy new answers even where stored ones fit.")]
FailUnder = Annotated[
    float | None,
    typer.Option("--fail-under", min=0, max=1, help="Exit with 1 if a candidate's strict pass rate is below this."),
]
