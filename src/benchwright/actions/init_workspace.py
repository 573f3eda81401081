"""Lay out a workspace: a config file, a template for keys, folders. Nothing that is there is overwritten."""

from pathlib import Path

from benchwright.errors import BadInput
from benchwright.records.record import Record

CONFIG = """\
# Benchwright's settings for this folder. Everything here may be left out.

models: []
# - name: fast                      # how it is called in tables and with --model
#   provider: openai                # or anthropic, openrouter, huggingface, lmstudio, ollama, vllm, openai-compatible
#   model: gpt-5-mini               # the provider's own id; left out: `name` is it
#   api_key: ${OPENAI_API_KEY}      # always a reference; the value stands in .env or the environment
#   reasoning_effort: low
# - name: local
#   provider: openai-compatible
#   model: my-fine-tuned-model
#   endpoint: http://localhost:8000/v1
#   temperature: 0

execution:
  timeout: 5                        # CPU seconds for one program
  memory_limit: 512m
  # cpu_limit: 2                    # programs at once; left out: two for each core
  # docker:                         # for --sandbox docker
  #   image: python:3-slim          # an image that is there; left out: one is made of this machine's Python
  #   runtime: runsc                # left out: the engine's default

scoring:
  weights:
    correctness: 0.40
    speed: 0.20
    quality: 0.25
    efficiency: 0.15
  speed_baseline: 10                # seconds of response time that earn full marks

engine:
  provider_concurrency: 8           # calls at once for each provider
"""

ENVIRONMENT = """\
# Copy to .env and fill in what you use. Variables of the shell take precedence. Never commit .env.
OPENAI_API_KEY=
ANTHROPIC_API_KEY=
OPENROUTER_API_KEY=
HF_TOKEN=
# LMSTUDIO_BASE_URL=http://127.0.0.1:1234/v1
# OLLAMA_BASE_URL=http://127.0.0.1:11434/v1
# VLLM_BASE_URL=http://127.0.0.1:8000/v1
"""

IGNORED = ".env\nruns/\n"


class Laid(Record):
    """What `init` did."""

    folder: Path
    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there already and were left as they are."""


def init_workspace(folder: Path) -> Laid:
    """Write what is missing in a folder."""
    files = {"benchwright.yaml": CONFIG, ".env.example": ENVIRONMENT, ".gitignore": IGNORED}
    written: list[str] = []
    try:
        for name in ("suites", "runs"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            if not (folder / name).exists():
                (folder / name).write_text(text, encoding="utf-8")
                written.append(name)
    except OSError as error:
        raise BadInput(f"can't write to {folder}: {error.strerror}; choose another folder") from error
    return Laid(folder=folder, written=tuple(written), kept=tuple(set(files) - set(written)))
