from pathlib import Path

import pytest

from benchwright.errors import BadInput
from benchwright.settings import load_workspace

SEED = """
models:
  - name: "gpt-4"
    provider: "openai"
    api_key: "${OPENAI_API_KEY}"
  - name: "your-fine-tuned-model"
    provider: "openai-compatible"
    endpoint: "http://localhost:8000"
    temperature: 0.2
execution:
  timeout: 7
  memory_limit: "256m"
  cpu_limit: 1
  docker: {image: "python:3-slim"}
scoring:
  weights: {correctness: 0.7, speed: 0.1, quality: 0.1, efficiency: 0.1}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "OPENAI_API_KEY",
        "DATABASE_URL",
        "BENCHWRIGHT_OUTPUT_DIR",
        "BENCHWRIGHT_DOCKER_IMAGE",
        "BENCHWRIGHT_DOCKER_RUNTIME",
    ):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_config_file_becomes_typed_values(folder: Path) -> None:
    (folder / "benchwright.yaml").write_text(SEED)
    (folder / ".env").write_text("OPENAI_API_KEY=sk-from-file\n")
    workspace = load_workspace()
    assert (workspace.limits.cpu_s, workspace.limits.memory_mb) == (7.0, 256)
    assert workspace.engine.sandbox_concurrency == 1
    assert (workspace.containers.image, workspace.containers.runtime) == ("python:3-slim", "")
    assert workspace.profile.weights["correctness"] == 0.7
    first, second = workspace.models
    assert first.candidate.name == "gpt-4"
    assert first.api_key is not None
    assert first.api_key.get_secret_value() == "sk-from-file"
    assert second.candidate.base_url == "http://localhost:8000"
    assert second.candidate.settings.temperature == 0.2
    assert "sk-from-file" not in repr(workspace)


def test_the_shell_comes_before_the_env_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("OPENAI_API_KEY=sk-from-file\n")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-shell")
    assert load_workspace().variable("OPENAI_API_KEY") == "sk-from-shell"


def test_the_environment_names_image_and_runtime_of_containers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "benchwright.yaml").write_text(SEED)
    monkeypatch.setenv("BENCHWRIGHT_DOCKER_IMAGE", "mine:1")
    monkeypatch.setenv("BENCHWRIGHT_DOCKER_RUNTIME", "runsc")
    workspace = load_workspace()
    assert (workspace.containers.image, workspace.containers.runtime) == ("mine:1", "runsc")


def test_an_empty_folder_has_good_defaults(folder: Path) -> None:
    workspace = load_workspace()
    assert workspace.artifacts == folder / "runs"
    assert workspace.database_url.endswith("runs/history.db")
    assert workspace.models == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("execution: {timeout: fast}", ["execution.timeout", "fast"]),
        ("execution: {memory_limit: lots}", ["execution.memory_limit", "lots"]),
        ("scoring: {weights: {accuracy: 1}}", ["accuracy", "correctness"]),
        ("scoring: {weights: {correctness: 0}}", ["weights", "zero"]),
        ("models: [{name: x}]", ["models.0.provider"]),
        ("engine: {max_retries: 3}", ["max_retries", "max_tries"]),
        ("models: [", ["not valid YAML"]),
    ],
)
def test_a_bad_value_is_named_with_file_and_field(folder: Path, text: str, words: list[str]) -> None:
    (folder / "benchwright.yaml").write_text(text)
    with pytest.raises(BadInput) as caught:
        load_workspace()
    for word in ("benchwright.yaml", *words):
        assert word in str(caught.value)


def test_a_missing_config_file_is_named(folder: Path) -> None:
    with pytest.raises(BadInput, match=r"nowhere\.yaml"):
        load_workspace(config=folder / "nowhere.yaml")
