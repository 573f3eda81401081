import re
from contextlib import closing

from benchwright.actions.workbench import ABUSE
from benchwright.store.store import Store
from benchwright.suites.abuse import read_abuse
from tests.acceptance.tool import Tool


def test_the_check_of_a_weak_backend_names_what_got_through_and_fails(tool: Tool) -> None:
    done = tool("sandbox", "check", "--backend", "process", "--json")
    assert done.code == 1
    assert done.document["contained"] is False
    verdicts = {one["name"]: one["verdict"] for one in done.document["findings"]}
    assert verdicts["see_processes"] == "not contained"
    assert verdicts["fork_bomb"] == verdicts["cheat_equals_everything"] == verdicts["left_behind"] == "contained"
    assert re.fullmatch(r"[0-9a-f]{64}", done.document["abuse_digest"])


def test_an_unknown_backend_is_named_with_the_known_ones(tool: Tool) -> None:
    done = tool("sandbox", "check", "--backend", "nosuch")
    assert done.code == 2
    assert "bubblewrap" in done.err


def test_every_run_holds_the_digest_of_the_abuse_suite(tool: Tool) -> None:
    run = tool("run", "assistant", "-m", "baseline/reference", "--limit", "1", "--json").document
    (file,) = tool.folder.rglob("*.db")
    with closing(Store.open(f"sqlite:///{file}", artifacts=tool.folder / "artifacts")) as store:
        assert store.run(run["run_id"]).abuse_digest == read_abuse(ABUSE).digest
