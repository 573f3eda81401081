"""Environment, .env and benchwright.yaml, read once and turned into a Workspace. Only the doors import this."""

import difflib
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import yaml
from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError

from benchwright.errors import BadInput
from benchwright.records.candidate import GenerationSettings, ModelCandidate
from benchwright.records.execution import ContainerOptions, Limits
from benchwright.records.record import Record
from benchwright.records.run import EngineLimits
from benchwright.records.score import Profile
from benchwright.records.usage import Price
from benchwright.records.workspace import SavedModel, Workspace

CONFIG_NAME = "benchwright.yaml"
_PASSED_ON = re.compile(r"_(API_KEY|TOKEN|BASE_URL)$")
_REFERENCE = re.compile(r"^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$")
_SIZE = re.compile(r"^(\d+)\s*([kmg]?)b?$", re.IGNORECASE)


def _megabytes(value: Any) -> Any:
    """Read a memory size such as `512m`, `2g` or a number of bytes; anything else is left for pydantic to refuse."""
    match = _SIZE.match(value) if isinstance(value, str) else None
    if match is None:
        return value
    factor = {"": 1, "k": 2**10, "m": 2**20, "g": 2**30}[match[2].lower()]
    return max(1, int(match[1]) * factor // 2**20)


def _listed(value: Any) -> Any:
    """Read a list all of whose entries are commented out as empty."""
    return () if value is None else value


class ModelEntry(GenerationSettings):
    """One entry under `models:`."""

    name: str
    provider: str
    model: str = ""
    """The provider's id of the model; empty: `name` is it."""
    api_key: str | None = None
    endpoint: str | None = None
    price: Price | None = None


class ExecutionEntry(Record):
    """What stands under `execution:`."""

    timeout: float = Field(default=5.0, gt=0, le=86400)
    wall_timeout: float | None = Field(default=None, gt=0, le=86400)
    memory_limit: Annotated[int, BeforeValidator(_megabytes), Field(gt=0, le=2**20)] = 512
    cpu_limit: int | None = Field(default=None, gt=0)
    """Programs that may run at once; None: two for each core."""
    processes: int = Field(default=32, gt=0, le=10_000)
    output_kb: int = Field(default=256, gt=0, le=2**20)
    docker: ContainerOptions = ContainerOptions()


class ScoringEntry(Record):
    """What stands under `scoring:`."""

    weights: dict[str, float] = Field(default_factory=lambda: Profile().weights)
    speed_baseline: float = Field(default=10.0, gt=0)


class ConfigFile(Record):
    """benchwright.yaml as it is written."""

    models: Annotated[tuple[ModelEntry, ...], BeforeValidator(_listed)] = ()
    execution: ExecutionEntry = ExecutionEntry()
    scoring: ScoringEntry = ScoringEntry()
    engine: EngineLimits = EngineLimits()
    database_url: str | None = None
    output_dir: str | None = None
    suites: tuple[str, ...] = ()


def load_workspace(*, config: Path | None = None, output_dir: Path | None = None) -> Workspace:
    """Read the settings of the current folder, or of the config file's folder; raise BadInput naming what is wrong."""
    if config is not None and not config.is_file():
        raise BadInput(f"no config file {config}; `benchwright init` writes one")
    root = (config.parent if config else Path.cwd()).resolve()
    path = config or root / CONFIG_NAME
    environment = _environment(root)
    entries = parse_config(_text(path), path) if path.is_file() else ConfigFile()
    artifacts = output_dir or root / (environment.get("BENCHWRIGHT_OUTPUT_DIR") or entries.output_dir or "runs")
    database = environment.get("DATABASE_URL") or entries.database_url or f"sqlite:///{artifacts / 'history.db'}"
    return Workspace(
        root=root,
        config_file=path,
        database_url=database,
        artifacts=artifacts,
        suite_folders=(root / "suites", *(root / folder for folder in entries.suites)),
        environment={name: SecretStr(value) for name, value in environment.items() if _PASSED_ON.search(name)},
        models=tuple(_saved(entry, environment, path) for entry in entries.models),
        limits=_limits(entries.execution),
        containers=_containers(entries.execution, environment),
        engine=_engine(entries),
        profile=_profile(entries.scoring, path),
    )


def _environment(root: Path) -> dict[str, str]:
    """Variables of .env, overridden by those of the shell."""
    path = root / ".env"
    try:
        stored = dotenv_values(path, interpolate=False) if path.is_file() else {}
    except (UnicodeDecodeError, OSError) as error:
        raise BadInput(f"can't read {path}: {error}") from error
    return {name: value for name, value in stored.items() if value is not None} | dict(os.environ)


def load_models(workspace: Workspace) -> tuple[SavedModel, ...]:
    """Read the saved configs of a workspace again, with the variables of today."""
    path = workspace.config_file
    if path is None or not path.is_file():
        return ()
    environment = _environment(workspace.root)
    return tuple(_saved(entry, environment, path) for entry in parse_config(_text(path), path).models)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not valid YAML: {error}") from error
    except OSError as error:
        raise BadInput(f"can't read {path}: {error.strerror}") from error


def parse_config(text: str, path: Path) -> ConfigFile:
    """Read the text of a config file; raise BadInput naming the file and what is wrong in it."""
    try:
        content: Any = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BadInput(f"{path} is not valid YAML: {error}") from error
    try:
        return ConfigFile.model_validate({} if content is None else content)
    except ValidationError as error:
        raise BadInput(f"{path}: {_explain(error)}") from error


def _explain(error: ValidationError) -> str:
    """Say the first problem in one sentence: field, value, fix."""
    first = error.errors(include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the file"
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(first["loc"][-1]), _FIELDS, n=1)
        return f"unknown field `{place}`" + (f"; did you mean `{near[0]}`?" if near else "; remove it")
    if first["type"] == "missing":
        return f"`{place}` is missing; add it"
    return f"`{place}` is {first['input']!r}: {first['msg']}"


_FIELDS = sorted(
    {
        name
        for form in (ConfigFile, ModelEntry, ExecutionEntry, ContainerOptions, ScoringEntry, EngineLimits)
        for name in form.model_fields
    }
)


def _saved(entry: ModelEntry, environment: Mapping[str, str], path: Path) -> SavedModel:
    settings = GenerationSettings(**{name: getattr(entry, name) for name in GenerationSettings.model_fields})
    candidate = ModelCandidate(
        provider=entry.provider,
        model=entry.model or entry.name,
        base_url=_resolve(entry.endpoint, environment),
        settings=settings,
        label=entry.name,
    )
    return SavedModel(candidate=candidate, api_key=_key(entry, environment, path), price=entry.price)


def _key(entry: ModelEntry, environment: Mapping[str, str], path: Path) -> SecretStr | None:
    if entry.api_key is None:
        return None
    match = _REFERENCE.match(entry.api_key)
    if match is None:
        raise BadInput(
            f"{path}: model '{entry.name}' holds a key as text; write `api_key: ${{NAME}}` and put NAME into .env"
        )
    value = environment.get(match[1])
    return SecretStr(value) if value else None


def _resolve(text: str | None, environment: Mapping[str, str]) -> str | None:
    match = _REFERENCE.match(text) if text else None
    return environment.get(match[1]) if match else text


def _limits(entry: ExecutionEntry) -> Limits:
    return Limits(
        cpu_s=entry.timeout,
        wall_s=entry.wall_timeout or max(20.0, 4 * entry.timeout),
        memory_mb=entry.memory_limit,
        processes=entry.processes,
        output_kb=entry.output_kb,
    )


def _containers(entry: ExecutionEntry, environment: Mapping[str, str]) -> ContainerOptions:
    return ContainerOptions(
        image=environment.get("BENCHWRIGHT_DOCKER_IMAGE") or entry.docker.image,
        runtime=environment.get("BENCHWRIGHT_DOCKER_RUNTIME") or entry.docker.runtime,
    )


def _engine(entries: ConfigFile) -> EngineLimits:
    if entries.execution.cpu_limit is None or entries.engine.sandbox_concurrency is not None:
        return entries.engine
    return entries.engine.model_copy(update={"sandbox_concurrency": entries.execution.cpu_limit})


def _profile(entry: ScoringEntry, path: Path) -> Profile:
    unknown = set(entry.weights) - set(Profile().weights) - {"match"}
    if unknown:
        known = ", ".join(Profile().weights)
        raise BadInput(f"{path}: unknown score `{min(unknown)}` under scoring.weights; known: {known}")
    try:
        return Profile(weights=entry.weights, speed_baseline_s=entry.speed_baseline)
    except ValidationError as error:
        raise BadInput(f"{path}: scoring.weights: {_explain(error)}") from error
