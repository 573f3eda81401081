"""Candidates made of stored responses: a text, a file, or the answers of an earlier run stand in for a model."""

from contextlib import closing
from pathlib import Path

from benchwright.errors import BadInput
from benchwright.models.replay import Replay, read_responses
from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.digest import digest_of
from benchwright.records.workspace import Workspace
from benchwright.store.store import Store


def reply_candidate(file: Path | None, text: str | None) -> ModelCandidate:
    """Return the candidate that answers every task with a text, or each with its line of a JSONL file.

    The content's digest is part of the candidate, so editing the file makes another candidate.
    """
    if (file is None) == (text is None):
        raise BadInput("give either --response-file or --response-text, not both")
    if text is not None and text.encode("utf-8", "replace").decode() != text:
        raise BadInput("--response-text is not valid UTF-8")
    if file is None:
        return ModelCandidate(provider="replay", model="text", settings=GenerationSettings(extra={"text": text}))
    settings = GenerationSettings(extra={"file": str(file.resolve()), "digest": digest_of(_content(file))})
    return ModelCandidate(provider="replay", model=file.name, settings=settings)


def replay_candidate(source: str) -> ModelCandidate:
    """Return the candidate for `replay/SOURCE`: a file of responses, or a run whose answers are given again."""
    path = Path(source)
    if path.is_file():
        return reply_candidate(path, None)
    return ModelCandidate(provider="replay", model=source, settings=GenerationSettings(extra={"run": source}))


def replay_model(candidate: ModelCandidate, workspace: Workspace) -> Replay:
    """Return the model that gives a replay candidate's stored responses."""
    extra = candidate.settings.extra
    if "text" in extra:
        return Replay({}, "text", fixed=str(extra["text"]))
    if "run" in extra:
        return Replay(_answers(workspace, str(extra["run"])), candidate.model)
    file = Path(str(extra["file"]))
    content = _content(file)
    if digest_of(content) != extra["digest"]:
        raise BadInput(f"{file} was edited since the run began; start a new run with it")
    if file.suffix == ".jsonl":
        return Replay(read_responses(file), file.name)
    return Replay({}, file.name, fixed=content)


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"can't read the responses in {file}: {error}") from error


def _answers(workspace: Workspace, name: str) -> dict[str, tuple[str, ...]]:
    """Return a run's answers by task, in the order of their samples."""
    with closing(Store.open(workspace.database_url, artifacts=workspace.artifacts)) as store:
        run = store.run(name)
        found: dict[str, list[tuple[int, str]]] = {}
        for attempt in store.attempts(run.id):
            if attempt.answer is not None:
                found.setdefault(attempt.task_id, []).append((attempt.sample, attempt.answer.text))
    return {task_id: tuple(text for _, text in sorted(answers)) for task_id, answers in found.items()}
