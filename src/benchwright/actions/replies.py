"""Candidates made of given text: a stored response stands in for a model."""

from pathlib import Path

from benchwright.errors import BadInput
from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.digest import digest_of


def reply_candidate(file: Path | None, text: str | None) -> ModelCandidate:
    """Return the candidate that answers every task with a text, or each with its line of a JSONL file.

    The content's digest is part of the candidate, so editing the file makes another candidate.
    """
    if (file is None) == (text is None):
        raise BadInput("give either --response-file or --response-text, not both")
    if file is None:
        return ModelCandidate(provider="replay", model="text", settings=GenerationSettings(extra={"text": text}))
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"can't read --response-file {file}: {error}") from error
    settings = GenerationSettings(extra={"file": str(file.resolve()), "digest": digest_of(content)})
    return ModelCandidate(provider="replay", model=file.name, settings=settings)
