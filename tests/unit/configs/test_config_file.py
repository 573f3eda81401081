import threading
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchwright.configs.config import Config, OwnPrice
from benchwright.configs.file import create_config, delete_config, find_config, list_configs, replace_config
from benchwright.errors import BadInput, EditConflict, NameTaken, UnknownName

FILE = """\
# Our models. Ask before adding dear ones.
database_url: sqlite:///lab.db   # shared

models:
  # the quick one
  - name: fast          # as in the paper
    provider: openai
    model: gpt-5-mini
    api_key: ${OUR_KEY} # of the lab
    temperature: 0.2    # on purpose
    system: |
      Be brief.

      And kind.
    # effort is tuned in spring
    reasoning_effort: low

  # the local one
  - {name: local, provider: vllm, model: our/fine-tune, endpoint: "http://127.0.0.1:8001/v1"}

execution:
  timeout: 5            # seconds
"""
FAST = Config(
    name="fast",
    provider="openai",
    model="gpt-5-mini",
    temperature=0.2,
    system="Be brief.\n\nAnd kind.\n",
    reasoning_effort="low",
)
PRICE = OwnPrice(input_usd_per_mtok=1, output_usd_per_mtok=2)
NEW = Config(name="new", provider="anthropic", model="claude", max_tokens=500, price=PRICE)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "benchwright.yaml"
    file.write_text(FILE)
    return file


def gone(path: Path) -> list[str]:
    """Return the lines of the file before that are no longer there."""
    now = path.read_text().splitlines()
    return [line for line in FILE.splitlines() if line not in now]


def come(path: Path) -> list[str]:
    """Return the lines that were not there before."""
    return [line for line in path.read_text().splitlines() if line not in FILE.splitlines()]


def test_configs_are_read_in_their_order(path: Path) -> None:
    first, second = list_configs(path)
    assert first.config == FAST
    assert first.only_in_file == ("api_key",)
    assert (second.config.name, second.only_in_file) == ("local", ("endpoint",))
    assert list_configs(path.with_name("nothing.yaml")) == ()


def test_a_new_config_is_added_and_every_other_line_stays(path: Path) -> None:
    assert create_config(path, NEW).config == NEW
    assert gone(path) == []
    assert come(path) == [
        "  - name: new", "    provider: anthropic", "    model: claude", "    max_tokens: 500",
        "    price:", "      input_usd_per_mtok: 1.0", "      output_usd_per_mtok: 2.0",
    ]  # fmt: skip
    assert [one.config.name for one in list_configs(path)] == ["fast", "local", "new"]


def test_an_edit_changes_the_lines_that_differ_and_keeps_their_comments(path: Path) -> None:
    edited = FAST.model_copy(update={"temperature": 0.7, "reasoning_effort": None, "seed": 7})
    replace_config(path, "fast", edited, version=None)
    assert find_config(path, "fast").config == edited
    assert find_config(path, "fast").only_in_file == ("api_key",)
    assert gone(path) == ["    temperature: 0.2    # on purpose", "    reasoning_effort: low"]
    assert come(path) == ["    temperature: 0.7    # on purpose", "    seed: 7"]


def test_a_text_of_several_lines_is_replaced_as_a_whole(path: Path) -> None:
    edited = FAST.model_copy(update={"system": "One line.\n  Two: lines # no comment\n\nThree."})
    replace_config(path, "fast", edited, version=None)
    assert find_config(path, "fast").config == edited
    assert "    # effort is tuned in spring" in path.read_text().splitlines()


def test_a_rename_keeps_the_model(tmp_path: Path) -> None:
    path = tmp_path / "benchwright.yaml"
    path.write_text("models:\n- name: gpt-5\n  provider: openai\n")
    replace_config(path, "gpt-5", Config(name="ours", provider="openai", model="gpt-5"), version=None)
    assert yaml.safe_load(path.read_text())["models"] == [{"name": "ours", "provider": "openai", "model": "gpt-5"}]


def test_an_entry_in_one_line_is_written_anew_with_what_only_the_file_says(path: Path) -> None:
    local = find_config(path, "local").config
    replace_config(path, "local", local.model_copy(update={"top_p": 0.9}), version=None)
    entry = yaml.safe_load(path.read_text())["models"][1]
    assert entry.pop("endpoint") == "http://127.0.0.1:8001/v1"
    assert entry == {"name": "local", "provider": "vllm", "model": "our/fine-tune", "top_p": 0.9}
    assert gone(path) == [line for line in FILE.splitlines() if "name: local" in line]


def test_a_deleted_config_goes_and_the_last_one_leaves_an_empty_list(path: Path) -> None:
    assert delete_config(path, "fast", version=None).config == FAST
    assert [one.config.name for one in list_configs(path)] == ["local"]
    assert "  # the local one" in path.read_text().splitlines()
    delete_config(path, "local", version=None)
    assert "models: []" in path.read_text()
    assert "  timeout: 5            # seconds" in path.read_text().splitlines()
    create_config(path, NEW)
    assert [one.config for one in list_configs(path)] == [NEW]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing but a comment",
        "models:\n",
        "models: []   # none yet\n# - name: an example\nengine:\n  provider_concurrency: 3\n",
        "models: ~\nengine: {provider_concurrency: 3}",
        "engine:\n  provider_concurrency: 3",
        "models:\n- name: a\n  provider: openai",
        "models:\r\n- name: a\r\n  provider: openai\r\n",
        'models:\n    - name: "ä 🎉"\n      provider: openai\n      system: >-\n        folded\n        text\n\n# end',
    ],
)
def test_a_config_can_be_added_however_the_file_is_written(tmp_path: Path, text: str) -> None:
    path = tmp_path / "benchwright.yaml"
    path.write_bytes(text.encode())
    before: dict[str, Any] = yaml.safe_load(text) or {}
    create_config(path, NEW)
    after = yaml.safe_load(path.read_bytes().decode())
    assert after["models"][:-1] == (before.get("models") or [])
    assert {**after, "models": None} == {**before, "models": None}
    assert find_config(path, "new").config == NEW
    for line in text.splitlines():
        if "#" in line:
            assert line.partition("#")[2] in path.read_bytes().decode()
    delete_config(path, "new", version=None)
    assert (yaml.safe_load(path.read_bytes().decode())["models"] or []) == (before.get("models") or [])


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "benchwright.yaml"
    create_config(path, NEW)
    assert [one.config for one in list_configs(path)] == [NEW]


@pytest.mark.parametrize(
    "text",
    [
        "models: [{name: a, provider: openai}]\n",
        "{models: [], engine: {provider_concurrency: 3}}\n",
        "engine: {}\n...\n",
    ],
)
def test_what_cannot_be_changed_without_loss_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "benchwright.yaml"
    path.write_text(text)
    with pytest.raises(BadInput, match="by hand"):
        create_config(path, NEW)
    assert path.read_text() == text


def test_names_are_taken_once_and_unknown_ones_refused(path: Path) -> None:
    with pytest.raises(NameTaken, match="'fast'"):
        create_config(path, NEW.model_copy(update={"name": "fast"}))
    with pytest.raises(NameTaken, match="'local'"):
        replace_config(path, "fast", FAST.model_copy(update={"name": "local"}), version=None)
    with pytest.raises(UnknownName, match="fast, local"):
        delete_config(path, "slow", version=None)
    assert path.read_text() == FILE


def test_an_edit_made_from_another_version_is_refused(path: Path) -> None:
    seen = find_config(path, "fast").version
    path.write_text(FILE.replace("${OUR_KEY}", "${MY_KEY}"))  # a hand changes what no page shows
    with pytest.raises(EditConflict, match="changed meanwhile"):
        replace_config(path, "fast", FAST, version=seen)
    with pytest.raises(EditConflict):
        delete_config(path, "fast", version=seen)
    assert replace_config(path, "fast", FAST, version=find_config(path, "fast").version).config == FAST


def test_a_broken_file_is_named_and_kept(path: Path) -> None:
    path.write_text("models: 3\n")
    with pytest.raises(BadInput, match="models"):
        create_config(path, NEW)
    assert path.read_text() == "models: 3\n"


def test_configs_added_at_the_same_time_are_all_kept(path: Path) -> None:
    threads = [
        threading.Thread(target=create_config, args=(path, NEW.model_copy(update={"name": f"new-{number}"})))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {one.config.name for one in list_configs(path)} == {"fast", "local", *(f"new-{n}" for n in range(8))}
    assert gone(path) == []


NAMES = st.sampled_from(["fast", "local", "a", "b", "yes", "0", "null", "# x", "ä: b"])
CONFIGS = st.builds(
    Config,
    name=NAMES,
    provider=st.sampled_from(["openai", "ollama"]),
    model=st.sampled_from(["m", "fast", "no", "1.0"]),
    temperature=st.none() | st.floats(0, 2),
    max_tokens=st.none() | st.integers(1, 10**6),
    system=st.none() | st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")) | st.just("\n")),
    stream=st.booleans(),
)


@given(st.lists(st.tuples(st.sampled_from(["add", "change", "remove"]), NAMES, CONFIGS), max_size=8))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_done_the_file_says_that_and_the_rest_stays(
    path: Path, steps: list[tuple[str, str, Config]]
) -> None:
    path.write_text(FILE)
    rest = {**yaml.safe_load(FILE), "models": None}
    wanted = {one.config.name: one.config for one in list_configs(path)}
    for what, name, config in steps:
        if what == "add" and config.name not in wanted:
            create_config(path, config)
            wanted[config.name] = config
        elif what == "change" and name in wanted and config.name in (name, *({config.name} - wanted.keys())):
            replace_config(path, name, config, version=None)
            wanted = {
                (config.name if old == name else old): (config if old == name else it) for old, it in wanted.items()
            }
        elif what == "remove" and name in wanted:
            delete_config(path, name, version=None)
            del wanted[name]
    assert [one.config for one in list_configs(path)] == list(wanted.values())
    assert {**yaml.safe_load(path.read_text()), "models": None} == rest
    for comment in ("# Our models. Ask before adding dear ones.", "# shared", "# the quick one", "# seconds"):
        assert comment in path.read_text()
